package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

func archiveShared(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared samples are not here: %v", err)
	}
	return path
}

// archiveHead returns the first lines of data, as detection sees them.
func archiveHead(data []byte) [][]byte {
	lines := bytes.Split(data, []byte("\n"))
	for i := range lines {
		lines[i] = bytes.TrimSuffix(lines[i], []byte("\r"))
	}
	return lines[:min(len(lines), 200)]
}

func archiveRead(t *testing.T, name string, data []byte, opt listing.Options) (*timestamps.Listing, error) {
	t.Helper()
	f := listing.ByName(name)
	if f == nil {
		t.Fatalf("no format %q", name)
	}
	l := &timestamps.Listing{Format: name}
	return l, f.Parse(listing.NewLines(bytes.NewReader(data)), l, opt)
}

type archiveCount struct{ files, dirs, others, bytes int64 }

func archiveCounts(l *timestamps.Listing) (c archiveCount) {
	for i := range l.Entries {
		e := &l.Entries[i]
		switch e.Kind {
		case timestamps.Directory:
			c.dirs++
			continue
		case timestamps.Link, timestamps.Other:
			c.others++
			continue
		case timestamps.File, timestamps.Unknown:
			c.files++
		}
		c.bytes += max(e.Size, 0)
	}
	return c
}

// archiveInexact are the rows of the manifest that are not read as it counts them, with
// what is read instead; nil means that the listing is refused or is of another format.
var archiveInexact = map[string]*archiveCount{
	// The manifest counts the two symbolic links as files with 9 + 28 bytes; the listing
	// says that they are links, and so do we.
	"7z-slt/7z-l-slt_tar.txt":       {37, 11, 2, 138267},
	"7z-slt/7z-l-slt_zip_weird.txt": {37, 10, 2, 139501},
	// An installer within an installer: the table of its files is a 7z -l.
	"7z-slt/mc_u7z.complex.txt": nil,
	// tar -tv under another name.
	"unzip-l/bsdunzip_or_bsdtar-tvf_zip.txt": nil,
	// A block for each member; not a format of ours yet.
	"zipinfo/zipinfo-v_verbose.txt": nil,
	// DOS: names of 8.3, years of two digits.
	"dir-windows/dos6_us_Futura-Club-Raima.txt": nil,
	"dir-windows/dos_us_dir-s_ba3dgame.txt":     nil,
	"dir-windows/dos_dmy_qbasic.txt":            nil,
	// All of its dates are of 7 and 8 May: day and month cannot be told apart.
	"dir-windows/win10_us_ampm_headless_apq.txt": nil,
	// Other countries.
	"dir-windows/en_text_de-style-date_git-test.txt": nil,
	"dir-windows/es_cp850_am-pm_carpetas.txt":        nil,
	"dir-windows/de_dir-s_F-mp3.txt":                 nil,
	"dir-windows/fr_dir_docker.txt":                  nil,
	"dir-windows/ru_dir_mysql.txt":                   nil,
	"dir-windows/ru_dir_mysql_cp866.txt":             nil,
	"dir-windows/ko_dir_docker.txt":                  nil,
	"dir-windows/ja_dir_gh.txt":                      nil,
	"dir-windows/zh-CN_dir_symlinkd.txt":             nil,
}

var archiveFormats = map[string]string{
	"7z-l": "7z-l", "7z-slt": "7z-slt", "unzip-l": "unzip-l", "unzip-v": "unzip-v",
	"zipinfo": "zipinfo", "dir-windows": "dir",
}

func TestManifestArchive(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(archiveShared(t, "listings/MANIFEST.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		path, name := row[0], archiveFormats[row[1]]
		if name == "" {
			continue
		}
		want, inexact := archiveInexact[path]
		if want == nil {
			n := func(i int) int64 { v, _ := strconv.ParseInt(row[i], 10, 64); return v }
			want = &archiveCount{n(5), n(6), n(7), n(8)}
		}
		data, err := os.ReadFile(archiveShared(t, "listings/"+path))
		if err != nil {
			t.Fatal(err)
		}
		f, err := listing.Detect(archiveHead(data))
		if inexact && archiveInexact[path] == nil {
			if err == nil && f.Name == name {
				if l, err := archiveRead(t, name, data, listing.Options{}); err == nil {
					t.Errorf("%s: read as %+v, want a refusal", path, archiveCounts(l))
				}
			}
			continue
		}
		if err != nil || f.Name != name {
			t.Errorf("%s: Detect = %v, %v, want %s", path, f, err, name)
			continue
		}
		l, err := archiveRead(t, name, data, listing.Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if got := archiveCounts(l); got != *want || l.Skipped > 0 {
			t.Errorf("%s: %+v, %d skipped %v, want %+v", path, got, l.Skipped, l.Warnings, *want)
		}
	}
}

func TestGroundTruthArchive(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(archiveShared(t, "groundtruth/runs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		var run struct {
			ID      string
			Listing struct {
				File, Format string
				Files, Bytes int64
			}
		}
		if err := json.Unmarshal([]byte(line), &run); err != nil {
			t.Fatal(err)
		}
		want := run.Listing
		name := map[string]string{"7z-slt": "7z-slt", "7z-slt-mac": "7z-slt", "7z-fat": "7z-slt", "7z-l": "7z-l",
			"zipinfo-T": "zipinfo", "zipinfo-T-ut": "zipinfo", "unzip-v": "unzip-v"}[want.Format]
		data, err := os.ReadFile(archiveShared(t, "groundtruth/"+want.File))
		if err != nil {
			t.Fatal(err)
		}
		f, err := listing.Detect(archiveHead(data))
		if name == "" {
			if err == nil && archiveOurs[f.Name] {
				t.Errorf("%s: %s claims a %s", run.ID, f.Name, want.Format)
			}
			continue
		}
		if err != nil || f.Name != name {
			t.Errorf("%s: Detect = %v, %v, want %s", run.ID, f, err, name)
			continue
		}
		l, err := archiveRead(t, name, data, listing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := archiveCounts(l); got.files != want.Files || got.bytes != want.Bytes || l.Skipped > 0 || len(l.Warnings) > 0 {
			t.Errorf("%s: %+v, %v, want %d files and %d bytes", run.ID, got, l.Warnings, want.Files, want.Bytes)
		}
	}
}

var archiveOurs = map[string]bool{"7z-slt": true, "7z-l": true, "unzip-l": true, "unzip-v": true, "zipinfo": true, "dir": true, "csv": true}

// No format of this file may claim the listing of another tool.
func TestArchiveClaims(t *testing.T) {
	t.Parallel()
	root := archiveShared(t, "listings")
	dirs, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		files, _ := filepath.Glob(filepath.Join(root, dir.Name(), "*"))
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil || strings.HasPrefix(dir.Name(), "archive-") {
				continue
			}
			f, err := listing.Detect(archiveHead(data[:min(len(data), 1<<20)]))
			if err != nil || !archiveOurs[f.Name] {
				continue
			}
			if archiveFormats[dir.Name()] != f.Name && filepath.Base(path) != "mc_u7z.complex.txt" {
				t.Errorf("%s claims %s", f.Name, path)
			}
		}
	}
}

func TestCasesCSV(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		n    int
		zone string
	}{{"nist_cfreds_rm1_usb_copy.csv", 5, "UTC"}, {"nist_cfreds_rm2_fat32_sizes.csv", 17, "unknown"}} {
		data, err := os.ReadFile(archiveShared(t, "cases/"+c.name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := listing.Detect(archiveHead(data))
		if err != nil || f.Name != "csv" {
			t.Fatalf("%s: %v", c.name, err)
		}
		l, err := archiveRead(t, "csv", data, listing.Options{})
		if err != nil || len(l.Entries) != c.n || l.Zone.Name != c.zone || len(l.Warnings) > 0 {
			t.Errorf("%s: %d entries, zone %v, %v, %v", c.name, len(l.Entries), l.Zone, l.Warnings, err)
		}
		if !l.Entries[0].Times.Birth.Known() || !l.Entries[0].Times.Modified.Known() {
			t.Errorf("%s: no times: %+v", c.name, l.Entries[0])
		}
	}
}
