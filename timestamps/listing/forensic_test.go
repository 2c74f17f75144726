package listing_test

import (
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// TestForensic holds what the first entry of a sample says, how many there are, and how many
// lines cannot be read.
func TestForensic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format, text                      string // of the samples where the text is empty
		entries                           int
		skipped                           int64
		path                              string
		size                              int64
		kind                              timestamps.Kind
		flags                             timestamps.Flags
		modified, accessed, changed, born string
	}{
		{"mactime", "", 2, 1, `/e, "f.dat`, 37, timestamps.File, 0, "1975-06-15T12:00:00", "", "", ""},
		{"mactime", "Mon Sep 24 2018 16:53:17       74 .a.. r/rr-xr-xr-x 0        0        0-48-3    lead ($FILE_NAME)\n" +
			"Mon Sep 24 2018 16:53:18       74 m..b r/rr-xr-xr-x 0        0        0-48-3    lead ($FILE_NAME)\n",
			1, 0, " lead", 74, timestamps.Other, timestamps.NameAttribute, "2018-09-24T16:53:18", "2018-09-24T16:53:17", "", "2018-09-24T16:53:18"},
		{"mactime", "Date,Size,Type,Mode,UID,GID,Meta,File Name\n2016-07-05T22:39:18Z,5,m.c.,d/drwxr-xr-x,0,0,7,/a,b\n",
			1, 0, "/a,b", 5, timestamps.Directory, 0, "2016-07-05T22:39:18Z", "", "2016-07-05T22:39:18Z", ""},
		{"plaso-l2tcsv", "", 2, 1, "OS:/a", 1509, timestamps.File, 0, "2026-07-02T17:47:57Z", "2026-07-02T17:47:58Z", "2026-07-02T17:47:57Z", ""},
		{"plaso-dynamic", "", 1, 1, `NTFS:\$AttrDef`, timestamps.NoSize, timestamps.File, 0, "2013-12-03T06:30:41.8079077Z", "", "", "2013-12-03T06:30:42.8079077Z"},
		{"tln", "", 2, 1, "OS:/a; b", timestamps.NoSize, timestamps.File, 0, "2026-07-02T17:47:57.955519754Z", "2026-07-02T17:47:58Z", "", "2026-07-02T17:47:58Z"},
		{"plaso-json", "", 1, 1, "OS:/\u00edx", 1509, timestamps.File, 0, "2026-07-02T17:47:57.955519754Z", "", "", ""},
		{"timesketch-csv", "", 2, 1, "/a", timestamps.NoSize, timestamps.Unknown, 0, "", "2012-03-14T04:17:38.27634Z", "", "2012-03-14T04:17:38.27634Z"},
		{"timesketch-jsonl", "", 1, 1, "./a\\b\xff", 3457, timestamps.File, timestamps.Deleted, "2018-10-25T09:32:31.745778688", "", "", ""},
		{"copyclock-csv", "", 2, 1, "./a\\b\u202e", 3457, timestamps.File, 0, "2018-10-25T09:32:31.745778688", "", "", ""},
		{"mftecmd", "", 4, 1, `.\inetpub\a,b.asp`, 1362, timestamps.File, 0, "2023-07-12T11:17:12.7120642Z", "", "", "2023-07-12T11:19:37.3316397Z"},
		{"analyzemft", "", 2, 1, "$MFTMirr", timestamps.NoSize, timestamps.File, 0, "2018-09-24T07:53:17.274Z", "2018-09-24T07:53:17.274Z", "", "2018-09-24T07:53:17.274Z"},
		{"analyzemft", "Record Number,Good,Active,Record type,Filename #1,Std Info Creation date,Std Info Modification date,Std Info Access date,Std Info Entry date\n" +
			"\"12\",\"Good\",\"Inactive\",\"Folder\",\"/old\",\"2012-01-01 12:00:00.123456\",\"NoFNRecord\",\"\",\"\"\n",
			1, 0, "/old", timestamps.NoSize, timestamps.Directory, timestamps.Deleted, "", "", "", "2012-01-01T12:00:00.123456"},
		{"analyzemft-timeline", "", 1, 1, "$MFTMirr", timestamps.NoSize, timestamps.Unknown, 0, "2018-09-24T07:53:18.2748375Z", "", "", "2018-09-24T07:53:17.2748375Z"},
		{"ftk-imager", "", 2, 1, `p.E01\[root]`, 4096, timestamps.Directory, 0, "", "", "", "2012-03-21T13:04:15.123456Z"},
		{"exiftool-csv", "", 3, 0, "docs/a.gz", 3037, timestamps.File, timestamps.Rounded, "2013-10-23T08:41:22-04:00", "", "", ""},
		{"exiftool-json", "", 2, 0, `docs/a "b.gz`, 4150, timestamps.File, timestamps.Rounded, "2026-11-23T09:50:05Z", "", "", ""},
		{"fls", "", 6, 2, "$AttrDef", 2560, timestamps.File, 0, "2026-11-23T04:57:41-05:00", "", "2026-11-23T04:57:41-05:00", "2026-11-23T04:57:41"},
		{"fls", "d/d * 11-144-1(realloc):\told\n+ r/r 12-128-3:\ta:s\n", 2, 0, "old", timestamps.NoSize, timestamps.Directory, timestamps.Deleted, "", "", "", ""},
		{"istat", "", 2, 0, "inode 12", 17, timestamps.File, timestamps.Deleted, "", "2018-09-24T07:53:17.5Z", "", ""},
		{"debugfs", "", 2, 1, " leading\xe9.txt", 17, timestamps.File, 0, "2016-07-05T22:39:00", "", "", ""},
		{"mdir", "", 3, 1, "::/apt/.", timestamps.NoSize, timestamps.Directory, timestamps.Dot, "2026-11-23T04:59:00", "", "", ""},
		{"bodyfile2", "", 2, 1, "/logs/a|b", 1024, timestamps.File, 0, "", "2012-07-20T22:49:13Z", "2012-07-20T22:49:12Z", ""},
		{"bodyfile", "0|/a\\|b|c|13|r/rrw-r--r--|0|0|1024|1342824553.25|-1|0|1342824552\n", 1, 0, "/a|b|c", 1024, timestamps.File, 0,
			"", "2012-07-20T22:49:13.25Z", "", "2012-07-20T22:49:12Z"},
	} {
		text := c.text
		if text == "" {
			text = samples[c.format]
		}
		l, err := readAs(t, c.format, []byte(text), listing.Options{})
		if err != nil || len(l.Entries) != c.entries || l.Skipped != c.skipped {
			t.Errorf("%s: %d entries, %d skipped, %v, %v; want %d and %d", c.format, len(l.Entries), l.Skipped, l.Warnings, err, c.entries, c.skipped)
			continue
		}
		e := l.Entries[0]
		if e.Path != c.path || e.Size != c.size || e.Kind != c.kind || e.Flags != c.flags {
			t.Errorf("%s: %q, %d bytes, %s, flags %b", c.format, e.Path, e.Size, e.Kind, e.Flags)
		}
		for i, want := range []string{c.modified, c.changed, c.born, c.accessed} {
			if got := e.Times.Of(timestamps.Columns[i]).Text(); got != want {
				t.Errorf("%s: %s = %s, want %s", c.format, timestamps.Columns[i], got, want)
			}
		}
	}
}

// A name of a second hard link is marked, and the path of fls without -p is put together.
func TestForensicNames(t *testing.T) {
	t.Parallel()
	l, err := readAs(t, "mftecmd", []byte(samples["mftecmd"]), listing.Options{})
	if err != nil || l.Entries[1].Flags != timestamps.HardLink || l.Entries[2].Flags != timestamps.Deleted|timestamps.Stream {
		t.Errorf("mftecmd: %+v, %v", l.Entries, err)
	}
	l, err = readAs(t, "fls", []byte(samples["fls"]), listing.Options{})
	if err != nil || l.Entries[3].Path != "lost+found/old/a b" || l.Entries[4].Path != "lost+found/c" {
		t.Errorf("fls: %+v, %v", l.Entries, err)
	}
}
