package listing_test

import (
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

func TestArchiveLines(t *testing.T) {
	t.Parallel()
	const rule = "------------------- ----- ------------ ------------  ------------------------\n"
	for _, c := range []struct {
		name, format, text string
		path               string // of the last entry
		size               int64
		modified           string
		entries            int
		skipped            int64
		warning            string
	}{
		{"7z-l", "7z-l", "   Date      Time    Attr         Size   Compressed  Name\n" + rule +
			"2026-11-23 10:11:32 ....A         8582         8582  a b/\x1b[31mred.txt\n" + rule +
			"2026-11-23 10:11:32               8582         8582  1 files\n", "a b/\x1b[31mred.txt", 8582, "2026-11-23T10:11:32", 1, 0, ""},
		{"7z-l totals", "7z-l", "   Date      Time    Attr         Size   Compressed  Name\n" + rule +
			"                    .....                            x\n" + rule +
			"                                     9            9  2 files\n", "x", timestamps.NoSize, "", 1, 0, "totals-differ"},
		{"7z-l cut", "7z-l", "   Date      Time    Attr         Size   Compressed  Name\n" + rule +
			"2026-11-23 10:11:32 ....A         8582         8582  a\n2026-11-23 10:1", "a", 8582, "2026-11-23T10:11:32", 1, 1, "totals-missing"},
		{"7z-slt", "7z-slt", "--\nPath = x.7z\nType = 7z\nCreated = 2001-01-01 00:00:00\n\n----------\nPath = a = b\nSize = 5\n" +
			"Modified = 2026-11-23 10:12:08.6825572\nAttributes = A -rw-r--r--\n\n", "a = b", 5, "2026-11-23T10:12:08.6825572", 1, 0, ""},
		{"7z-slt month 13", "7z-slt", "----------\nPath = a\nSize = 5\nModified = 2026-13-23 10:12:08\njunk\n", "a", 5, "", 1, 1, "bad-line"},
		{"unzip-l day first", "unzip-l", "Archive: x\n 7  2016-01-01 00:00   comment\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n" +
			"  1  23-07-2021 10:00   a\n  2  05-07-2021 10:00    b\n---------                     -------\n   3                     2 files\n",
			" b", 2, "2021-07-05T10:00:00", 2, 0, ""},
		{"unzip-v", "unzip-v", "     739  Defl:N      164  78% 09-16-78 16:45 2d7277eb  colorrc\n", "colorrc", 739, "1978-09-16T16:45:00", 1, 0, "stamp-outside-1980-2100"},
		{"zipinfo", "zipinfo", "-rw-r--r--  3.0 unx       17 Bx stor 16-Jul-05 18:39  name\n", " name", 17, "2016-07-05T18:39:00", 1, 0, ""},
		{"zipinfo -T", "zipinfo", "-rw-r--r--  3.0 unx  28 b-  28 stor 20261123.051058 f\n", "f", 28, "2026-11-23T05:10:58", 1, 0, ""},
		{"dir", "dir", " Directory of C:\\Users\n\n06/21/2021  12:05 AM    <DIR>          .\n06/14/2021  10:37 PM             1,019 f g.txt\n" +
			"               1 File(s)          1,019 bytes\n", `C:\Users\f g.txt`, 1019, "2021-06-14T22:37:00", 2, 0, ""},
		{"csv broken quote", "csv", "path,size,mtime\n\"a,1,2016-07-05 18:39:18\n\"b\"\"c\",1.2K,2016-07-05T18:39:18+02:00\n",
			`b"c`, 1229, "2016-07-05T18:39:18+02:00", 1, 1, "bad-line"},
		{"csv epoch", "csv", "name;bytes;ctime;mtime\nd/e;7;;1467743958.25\n", "d/e", 7, "2016-07-05T18:39:18.25Z", 1, 0, ""},
		{"csv long name", "csv", "path,size\n" + strings.Repeat("n", 1<<20) + ",1\n", strings.Repeat("n", 1<<20), 1, "", 1, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if f, err := listing.Detect(headOf([]byte(c.text))); c.skipped == 0 && (err != nil || f.Name != c.format) {
				t.Errorf("Detect = %v, %v", f, err)
			}
			l, err := readAs(t, c.format, []byte(c.text), listing.Options{})
			if err != nil || len(l.Entries) != c.entries || l.Skipped != c.skipped {
				t.Fatalf("%d entries, %d skipped, %v, %v", len(l.Entries), l.Skipped, l.Warnings, err)
			}
			e := l.Entries[len(l.Entries)-1]
			if e.Path != c.path || e.Size != c.size || e.Times.Modified.Text() != c.modified {
				t.Errorf("got %.80q %d %s", e.Path, e.Size, e.Times.Modified.Text())
			}
			found := c.warning == ""
			for _, w := range l.Warnings {
				found = found || w.Code == c.warning
			}
			if !found || c.warning == "" && len(l.Warnings) > 0 {
				t.Errorf("warnings %v, want %q", l.Warnings, c.warning)
			}
		})
	}
}

func TestArchiveRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ format, text string }{
		{"dir", "06/07/2021  11:05 AM                19 a\n"},
		{"dir", "06-07-2021  11:05                19 a\n"},
		{"powershell", "-a----         4/03/2023   1:55 PM             41 init.sls\n"},
	} {
		if l, err := readAs(t, c.format, []byte(c.text), listing.Options{}); err == nil || len(l.Entries) > 0 {
			t.Errorf("%q: %v, %v", c.text, l.Entries, err)
		}
	}
}

// TestRegions reads one line as each region prints it.
func TestRegions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format, line, path string
		size               int64
		modified           string
	}{
		{"dir", "21/06/2021  11:05 AM                19 a", "a", 19, "2021-06-21T11:05:00"},
		{"dir", "06/21/2021  12:05 AM             1,019 a b", "a b", 1019, "2021-06-21T00:05:00"},
		{"dir", "16.03.2022  14:08                 0 a", "a", 0, "2022-03-16T14:08:00"},
		{"dir", "16.03.2022  14:08         1.234.567 a", "a", 1234567, "2022-03-16T14:08:00"},
		{"dir", "2026/04/06  16:19               117 a", "a", 117, "2026-04-06T16:19:00"},
		{"dir", "2023-09-27  오전 12:43             1,680 a", "a", 1680, "2023-09-27T00:43:00"},
		{"dir", "2023/09/27  下午 03:43             1,680 a", "a", 1680, "2023-09-27T15:43:00"},
		{"dir", "04.03.2021  14:05             1 919 7 a", "7 a", 1919, "2021-03-04T14:05:00"},
		{"dir", "04.03.2021  14:05             1\xff919 a", "a", 1919, "2021-03-04T14:05:00"},
		{"dir", "03/07/2020  01:45 p. m.                 0 a", "a", 0, "2020-07-03T13:45:00"},
		{"dir", "05-26-95  10:57AM               143712 $LDR$", "$LDR$", 143712, "1995-05-26T10:57:00"},
		{"dir", "06/14/2021  10:37 PM                19 BUILTIN\\Administrators a b", "a b", 19, "2021-06-14T22:37:00"},
		{"dir", "06/14/2021  10:37 PM                19 LONGNA~1.TXT long name.txt", "long name.txt", 19, "2021-06-14T22:37:00"},
		{"dir", "06/14/2021  10:37 PM                19              short.txt", "short.txt", 19, "2021-06-14T22:37:00"},
		{"dir", "PXFILE   CPP        12,368 09-21-95   6:46p", "PXFILE.CPP", 12368, "1995-09-21T18:46:00"},
		{"dir", "PROGRA~1 TXT           368 24-09-1998 14:57 Program file.txt", "Program file.txt", 368, "1998-09-24T14:57:00"},
		{"csv", "\"FullName\",\"Length\",\"LastWriteTime\"\n\"C:\\a b\",\"5\",\"7/28/2020 4:51:01 PM\"", `C:\a b`, 5, "2020-07-28T16:51:01"},
		{"powershell", "-a---       30/11/2024 11:21 p. m.            258 .editorconfig", ".editorconfig", 258, "2024-11-30T23:21:00"},
		{"powershell", "-a----     2020-01-10   오후 4:59            701 Dockerfile", "Dockerfile", 701, "2020-01-10T16:59:00"},
		{"powershell", "-a----        18.01.2026     10:16          46305 2 b.json", "2 b.json", 46305, "2026-01-18T10:16:00"},
	} {
		l, err := readAs(t, c.format, []byte(c.line+"\n"), listing.Options{})
		if err != nil || len(l.Entries) != 1 {
			t.Errorf("%s: %v, %v", c.line, l.Entries, err)
			continue
		}
		e := &l.Entries[0]
		if got := e.Times.Modified.Text(); e.Path != c.path || e.Size != c.size || got != c.modified {
			t.Errorf("%s: got %q %d %s", c.line, e.Path, e.Size, got)
		}
	}
}
