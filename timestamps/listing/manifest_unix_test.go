package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// shared returns a path among the shared samples, which lie beside the repository and are
// not part of it.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	p := filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("the shared samples are not here: %v", err)
	}
	return p
}

// readShared reads a sample of any format. The head is cut as the program cuts it.
func readShared(t *testing.T, path string) (*timestamps.Listing, error) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readBytes(data)
}

func readBytes(data []byte) (*timestamps.Listing, error) {
	var head [][]byte
	lines := listing.NewLines(bytes.NewReader(data))
	for len(head) < 200 && lines.Next() {
		head = append(head, bytes.Clone(lines.Bytes()))
	}
	f, err := listing.Detect(head)
	if err != nil {
		return nil, err
	}
	l := &timestamps.Listing{Format: f.Name}
	return l, f.Parse(listing.NewLines(bytes.NewReader(data)), l, listing.Options{})
}

// counts are what MANIFEST.csv counts: rows as the tool printed them.
type counts struct{ files, dirs, others, bytes int64 }

func count(l *timestamps.Listing) counts {
	var c counts
	for i := range l.Entries {
		e := &l.Entries[i]
		switch e.Kind {
		case timestamps.File, timestamps.Unknown:
			c.files++
			if e.Size > 0 {
				c.bytes += e.Size
			}
		case timestamps.Directory:
			c.dirs++
		case timestamps.Link, timestamps.Other:
			c.others++
		}
	}
	return c
}

// unixFormats are the directories of the manifest that belong to the formats tested here.
var unixFormats = map[string]string{
	"bodyfile": "bodyfile", "find-printf": "find-printf", "find-ls": "find-ls",
	"ls-l": "ls-l", "ls-lR": "ls-l", "ls-full-time": "ls-l",
	"tar-tvf": "tar-tv", "rsync-list": "rsync-list", "rclone": "rclone-lsl",
}

// notExact are the rows where the reader and the manifest differ on purpose or for a known
// lack, with what the reader finds. A nil means that the format is refused.
var notExact = map[string]*counts{
	// The volume label is no file: one file less, one other more.
	"bodyfile/fls_fat32_tz_utc.body":               {28, 4, 4, 635691},
	"bodyfile/fls_fat32_usb_copy_read_as_utc.body": {653, 42, 4, 4206309},
	// The virtual node $OrphanFiles of ils has the mode "-/V", which is a directory here as
	// with fls.
	"bodyfile/ils_ext4.body": {40, 13, 2, 68570139},
	// The manifest does not count a directory whose mode is "drwxrwxrwx", without the type
	// of the name.
	"bodyfile/plaso_bodyfile.txt": {16, 5, 3, 10408},
	// The same, and a name with a carriage return inside, which is no end of a line.
	"bodyfile/plaso_bodyfile_corrupt.txt": {1, 2, 0, 116},
	// The manifest leaves out the 16 rows of the type d.
	"find-printf/find-printf_mactimeish.txt": {203, 16, 0, 1614259},
	// Dates in other languages than English are not read yet.
	"ls-l/ls-l_de_DE.txt": nil,
	"ls-l/ls-l_fr_FR.txt": nil,
	"ls-l/ls-l_ja_JP.txt": nil,
}

func TestManifestUnix(t *testing.T) {
	t.Parallel()
	f, err := os.Open(shared(t, "listings", "MANIFEST.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		dir, name, _ := strings.Cut(row[0], "/")
		format := unixFormats[dir]
		if format == "" || dir == "rclone" && !strings.Contains(name, "lsl_") {
			continue
		}
		t.Run(row[0], func(t *testing.T) {
			t.Parallel()
			l, err := readShared(t, shared(t, "listings", row[0]))
			other, known := notExact[row[0]]
			if known && other == nil {
				if !errors.Is(err, listing.ErrUnknownFormat) {
					t.Fatalf("Detect = %v, want %v", err, listing.ErrUnknownFormat)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if l.Format != format {
				t.Errorf("format = %s, want %s", l.Format, format)
			}
			got := count(l)
			want := counts{number(row[5]), number(row[6]), number(row[7]), number(row[8])}
			if want.bytes < 0 {
				want.bytes = got.bytes // rounded sizes
			}
			if want.dirs < 0 {
				want.dirs = got.dirs // the listing hides the type
			}
			if known {
				want = *other
			}
			if got != want {
				t.Errorf("counts = %+v, want %+v (skipped %d, warnings %+v)", got, want, l.Skipped, l.Warnings)
			}
		})
	}
}

// number reads a cell of the manifest; empty cells and words are -1.
func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func TestGroundTruthUnix(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(shared(t, "groundtruth", "runs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	formats := map[string]string{
		"stat-body": "bodyfile", "mac-robber": "bodyfile", "fls-body": "bodyfile", "fls-fat": "bodyfile",
		"find-T+": "find-printf", "find-epoch": "find-printf",
		"ls-full-time": "ls-l", "ls-long-iso": "ls-l", "tar-full": "tar-tv", "tar-tvf": "tar-tv",
		"rsync-list": "rsync-list", "rclone-lsl": "rclone-lsl",
	}
	runs := json.NewDecoder(bytes.NewReader(data))
	for runs.More() {
		var run struct {
			ID      string
			Listing struct {
				Format, File string
				Files, Bytes int64
			}
		}
		if err := runs.Decode(&run); err != nil {
			t.Fatal(err)
		}
		want := formats[run.Listing.Format]
		if want == "" {
			continue
		}
		t.Run(run.Listing.Format+"/"+run.ID, func(t *testing.T) {
			t.Parallel()
			l, err := readShared(t, shared(t, "groundtruth", run.Listing.File))
			if err != nil {
				t.Fatal(err)
			}
			var files, size int64
			for i := range l.Entries {
				if l.Entries[i].Counts() {
					files++
					size += l.Entries[i].Size
				}
			}
			if l.Format != want || files != run.Listing.Files || size != run.Listing.Bytes || l.Skipped != 0 {
				t.Errorf("%s: %d files, %d bytes, %d skipped; want %s: %d, %d, 0",
					l.Format, files, size, l.Skipped, want, run.Listing.Files, run.Listing.Bytes)
			}
		})
	}
}

// TestNoConfusion holds that no sample of another format is taken for one of these, but for
// those that print the same columns.
func TestNoConfusion(t *testing.T) {
	t.Parallel()
	alike := map[string]string{
		// A body file by another program.
		"analyzemft/velociraptor.timeline": "bodyfile",
		// These print the columns of ls -l.
		"cpio-tv/bsdcpio-itv.txt":                           "ls-l",
		"cpio-tv/cpio-tv_weird.txt":                         "ls-l",
		"cpio-tv/libarchive_test_option_tv.stdout.txt":      "ls-l",
		"ftp-list-unix/lftp_cls-l.txt":                      "ls-l",
		"ftp-list-unix/mc_aix_list.txt":                     "ls-l",
		"ftp-list-unix/pyftpdlib_LIST_weird.txt":            "ls-l",
		"ftp-list-unix/pyftpdlib_LIST_x_http2m_newyork.txt": "ls-l",
		"ftp-list-unix/vsftpd_LIST-R_gosrc.txt":             "ls-l",
		"isoinfo/mc_xorriso.txt":                            "ls-l",
		"isoinfo/xorriso-lsl.txt":                           "ls-l",
		// These print the columns of GNU tar and of bsdtar.
		"other-archivers/mc_unsquashfs.txt":      "tar-tv",
		"unzip-l/bsdunzip_or_bsdtar-tvf_zip.txt": "tar-tv",
	}
	root := shared(t, "listings")
	dirs, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if !dir.IsDir() || unixFormats[dir.Name()] != "" || strings.HasPrefix(dir.Name(), "archive-") {
			continue
		}
		files, err := os.ReadDir(filepath.Join(root, dir.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			path := dir.Name() + "/" + file.Name()
			l, err := readShared(t, filepath.Join(root, path))
			if err != nil {
				continue
			}
			for _, mine := range unixFormats {
				if l.Format == mine && alike[path] != mine {
					t.Errorf("%s is taken for %s (%d entries, %d skipped)", path, l.Format, len(l.Entries), l.Skipped)
					break
				}
			}
		}
	}
}
