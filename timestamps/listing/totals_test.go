package listing_test

import (
	"strings"
	"testing"
)

// A total that a tool prints and that is not that of its lines is a warning, in every format that
// prints one. In each text the number in braces is right, and one more is not.
func TestPrintedTotals(t *testing.T) {
	t.Parallel()
	const (
		dirHead = " Directory of C:\\d\n\n"
		dirRows = "25/07/2016  18:39    <DIR>          .\n25/07/2016  18:39             1,234 a\n25/07/2016  18:39                 6 b\n"
		robo    = "   ROBOCOPY     ::     Robust File Copy for Windows\n\t                   2\tC:\\x\\\n\t    New File  \t\t       7\ta\n\t    New File  \t\t       9\tb\n"
		mdir    = " Volume in drive : has no label\nDirectory for ::/\n\nplain    txt         5 2016-07-05  14:39 \ngrüße    txt      4097 2024-07-01   8:00 \nsub          <DIR>     2016-04-06  23:33 \n"
		rows    = "-rw-r--r--  3.0 unx       17 bx stor 16-Jul-05 18:39 a\n-rw-r--r--  3.0 unx       28 b- stor 16-Jul-05 18:39 b\n"
	)
	for _, tt := range []struct{ format, text string }{
		{"dir", dirHead + dirRows + "               {2} File(s)          1,240 bytes\n               1 Dir(s)  1,000 bytes free\n"},
		{"dir", dirHead + dirRows + "               2 File(s)          {1,240} bytes\n               1 Dir(s)  1,000 bytes free\n"},
		{"dir", dirHead + dirRows + "               2 File(s)          1,240 bytes\n               {1} Dir(s)  1,000 bytes free\n"},
		{"dir", " C:\\d 디렉터리\n\n" + dirRows + "              {2}개 파일               1,240 바이트\n               1개 디렉터리  1,000 바이트 남음\n"},
		{"robocopy", robo + "               Total    Copied   Skipped  Mismatch    FAILED    Extras\n    Dirs :         1         1         0         0         0         0\n" +
			"   Files :         3         {2}         1         0         0         0\n"},
		{"mdir", mdir + "        {3} files               4 102 bytes\n\nTotal files listed:\n        3 files               4 102 bytes\n"},
		{"mdir", mdir + "        3 files               {4 102} bytes\n\nTotal files listed:\n        3 files               4 102 bytes\n"},
		{"mdir", mdir + "        3 files               4 102 bytes\n\nTotal files listed:\n        {3} files               4 102 bytes\n"},
		{"du-time", "5\t2016-07-05 18:39\td/a\n9\t2016-07-05 18:39\td\n2\t2016-07-05 18:39\te\n{11}\t2016-07-05 18:39\ttotal\n"},
		{"rsync-list", "-rw-r--r--            1,234 2026/08/28 16:20:06 a\n\nsent 1 bytes  received 2 bytes  6 bytes/sec\ntotal size is {1,234}  speedup is 2\n"},
		{"zipinfo", "Archive:  a.zip\nZip file size: 9 bytes, number of entries: {2}\n" + rows + "2 files, 45 bytes uncompressed, 45 bytes compressed:  0.0%\n"},
		{"zipinfo", "Archive:  a.zip\nZip file size: 9 bytes, number of entries: 2\n" + rows + "2 files, {45} bytes uncompressed, 45 bytes compressed:  0.0%\n"},
		{"unzip-l", "Archive:  a.zip\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n        5  2016-07-05 18:39   a\n --------                     -------\n        {5}                     1 file\n"},
		{"7z-l", "   Date      Time    Attr         Size   Compressed  Name\n------------------- ----- ------------ ------------  ------------------------\n" +
			"2026-11-23 10:11:32 ....A         8582         8582  a\n------------------- ----- ------------ ------------  ------------------------\n" +
			"2026-11-23 10:11:32               8582         8582  {1} files\n"},
		{"aws-s3-ls", "2026-11-23 18:59:47      45056 a\n\nTotal Objects: {1}\n   Total Size: 45056\n"},
		{"gsutil-ls", "       524  2021-04-22T23:32:09Z  gs://b/dump/a b.txt\nTOTAL: 1 objects, {524} bytes (524 B)\n"},
	} {
		open, end := strings.LastIndex(tt.text, "{"), strings.LastIndex(tt.text, "}")
		number := tt.text[open+1 : end]
		more := number[:len(number)-1] + string(number[len(number)-1]+1)
		for _, n := range []string{number, more} {
			text := tt.text[:open] + n + tt.text[end+1:]
			_, codes := pathsOf(t, tt.format, text)
			if got := strings.Contains(codes, "totals-differ"); got != (n != number) {
				t.Errorf("%s with the total %s where %s is right: %q", tt.format, n, number, codes)
			}
		}
	}
}

// Lines of totals are no entries, and no bad lines.
func TestTotalsAreNoEntries(t *testing.T) {
	t.Parallel()
	for format, text := range map[string]string{
		"du-time": "5\t2016-07-05 18:39\ta\n5\t2016-07-05 18:39\tinsgesamt\n",
		"tar-tv":  "-rw-r--r-- root/root 5 2016-07-05 18:39 a\nTotal bytes read: 10240 (10KiB, 23MiB/s)\n",
		"ls-l":    "365 blocks\n-rw-r--r--   1 root     root            5 Nov 25  2024 a\n",
	} {
		paths, codes := pathsOf(t, format, text)
		if len(paths) != 1 || strings.Contains(codes, "bad-line") {
			t.Errorf("%s: %q %s", format, paths, codes)
		}
	}
}
