package archive_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// counts are what the manifest counts; -1 where it does not say.
type counts struct{ files, dirs, others, bytes int64 }

func count(l *timestamps.Listing) counts {
	var c counts
	for i := range l.Entries {
		switch e := &l.Entries[i]; {
		case e.Kind == timestamps.Directory:
			c.dirs++
		case e.Kind == timestamps.Link || e.Kind == timestamps.Other:
			c.others++
		default:
			c.files++
			c.bytes += e.Size
		}
	}
	return c
}

// unread are the samples of formats that are refused, by a part of their name.
var unread = []string{"archive-other/", "vol.part2", "vol.part3", "empty_archive"}

// encrypted are the samples whose names are encrypted.
var encrypted = []string{
	"7z_encrypted_header.7z", "libarchive_7zip_encryption_header.7z", "bodgit_t2.7z", "bodgit_t3.7z",
	"rar5_encrypted_hp.rar", "libarchive_rar_encryption_header.rar", "libarchive_rar5_encrypted_filenames.rar",
}

// corrected are the counts of samples of which the manifest is not right.
var corrected = map[string]counts{
	// Four directories, as 7zz and bsdtar say too.
	"archive-7z/libarchive_7zip_win_attrib.7z": {files: 4, dirs: 4, bytes: 27},
	// A symbolic link, as its mode says.
	"archive-7z/libarchive_7zip_symbolic_name.7z": {files: 1, others: 1, bytes: 32},
	// Its one header names a file of 512 bytes that goes on in the next cabinet; the
	// manifest does not count it.
	"archive-cab/libarchive_cab_multi.p1.cab": {files: 1, bytes: 512},
}

// TestManifest holds that every sample of the manifest is read with its true counts, or
// refused with an error.
func TestManifest(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "..", "shared", "listings")
	f, err := os.Open(filepath.Join(root, "MANIFEST.csv"))
	if err != nil {
		t.Skipf("the samples are not here: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		path := row[0]
		if !strings.HasPrefix(path, "archive-") {
			continue
		}
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			e, err := evidence.OpenFile(filepath.Join(root, path), evidence.Options{})
			for _, part := range unread {
				if strings.Contains(path, part) {
					if err == nil {
						t.Fatalf("read as %s, want a refusal", e.Format)
					}
					if strings.Contains(path, "archive-other/") && !strings.Contains(err.Error(), "it looks like") {
						t.Errorf("got %v, want the name of the format", err)
					}
					return
				}
			}
			for _, part := range encrypted {
				if strings.HasSuffix(path, part) {
					if !errors.Is(err, evidence.ErrEncrypted) {
						t.Fatalf("got %v, want %v", err, evidence.ErrEncrypted)
					}
					return
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			got := count(e.Listing.Unpack())
			want := counts{cell(row[5], got.files), cell(row[6], got.dirs), cell(row[7], got.others), cell(row[8], got.bytes)}
			if c, ok := corrected[path]; ok {
				want = c
			}
			if got != want {
				t.Errorf("%s: %+v, want %+v", e.Format, got, want)
			}
		})
	}
}

// cell reads a cell of the manifest; what it leaves out is not compared.
func cell(s string, other int64) int64 {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	return other
}
