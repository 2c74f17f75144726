package listing_test

import (
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// TestTools reads lines that tools printed over a tree of our own, in the layouts and languages
// that the shared samples lack. Each row is the second of two files, since the layout of free
// forms needs two.
func TestTools(t *testing.T) {
	t.Parallel()
	const stat = "  Файл: ./a b\n  Размер: 164478    \tБлоков: 328        Блок В/В: 4096   обычный файл\n" +
		"Устройство: 254/0\tИнода: 9994775     Ссылки: 1\nДоступ: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\n" +
		"Доступ:        2026-11-28 08:48:11.621816295 +0000\nМодифицирован: 2001-02-13 03:04:19.000000000 +0000\n" +
		"Изменён:       2026-11-28 08:46:52.071157104 +0000\nСоздан:        2026-11-28 08:46:52.071066510 +0000\n"
	const chinese = "  文件：./a b\n  大小：164478    \t块：328        IO 块大小：4096   普通文件\n" +
		"设备：254,0\tInode: 9994775     硬链接：1\n权限：(0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\n" +
		"访问时间：2026-11-28 08:48:11.621816295 +0000\n修改时间：2001-02-13 03:04:19.000000000 +0000\n" +
		"变更时间：2026-11-28 08:46:52.071157104 +0000\n创建时间：-\n"
	long := func(date string) string {
		return "-rw-r--r-- 1 root root  153497 " + date + " x\n-rw-r--r-- 1 root root 164478 " + date + " a b\n"
	}
	twice := func(line string) string { return strings.Replace(line, "a b", "x", 1) + line }
	tests := []struct{ name, in, format, path, modified string }{
		{"stat, Russian", stat, "stat", "./a b", "2001-02-13T03:04:19Z"},
		{"stat, Chinese", chinese, "stat", "./a b", "2001-02-13T03:04:19Z"},
		{"stat, a name with a line feed", stat + strings.Replace(stat, "a b", "a\nb", 1), "stat", "./a\nb", "2001-02-13T03:04:19Z"},
		{"busybox stat -t", twice("a b 164478 328 81a4 0 0 fe00 9994775 1 0 0 1795855691 982033459 1795855612 4096\n"), "stat-t", "a b", "2001-02-13T03:04:19Z"},
		{"stat -c '%n %s %Y'", twice("./a b 164478 982033459\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"stat -c '%Y %s %n'", twice("982033459 164478 ./a b\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"stat -c '%s %y %n'", twice("164478 2001-02-13 04:04:19.500000000 +0100 ./a b\n"), "find-printf", "./a b", "2001-02-13T04:04:19.5+01:00"},
		{"stat -c '%n %s %y'", twice("./a b 164478 2001-02-13 04:04:19.500000000 +0100\n"), "find-printf", "./a b", "2001-02-13T04:04:19.5+01:00"},
		{"stat -c '%n|%s|%y'", twice("./a b|164478|2001-02-13 04:04:19.500000000 +0100\n"), "find-printf", "./a b", "2001-02-13T04:04:19.5+01:00"},
		{"stat -c '%A %U %s %y %n'", twice("-rw-r--r-- root 164478 2001-02-13 03:04:19.000000000 +0000 ./a b\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"stat -c '%n|%s|%W|%X|%Y|%Z', born before it was changed", twice("./a b|164478|1795855612|1795855691|982033459|1795855613\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"stat -c '%n|%s|%X|%Y|%Z|%W'", twice("./a b|164478|1795855691|982033459|1795855612|1795855612\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"ls --time-style=iso, old", long("2001-02-13 "), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls --time-style=iso, recent", long("2001-02-13 ") + "-rw-r--r-- 1 root root 164478 02-13 01:05 a b\n", "ls-l", "a b", "2001-02-13T01:05:00"},
		{"busybox ls --full-time", long("2001-02-13 03:04:19 +0000"), "ls-l", "a b", "2001-02-13T03:04:19Z"},
		{"ls, German", long("13. Feb 2001 "), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Czech", long("13.\u00a0úno  2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Finnish", long("13. 2.  2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Italian", long("13 feb  2001") + "-rw-r--r-- 1 root root 164478 13 feb 01.05 a b\n", "ls-l", "a b", "2001-02-13T01:05:00"},
		{"ls, Romanian", long("iul 13  2001"), "ls-l", "a b", "2001-07-13T00:00:00"},
		{"ls, Bulgarian", long("13 юли 2001"), "ls-l", "a b", "2001-07-13T00:00:00"},
		{"ls, Greek", long("Φεβ  13  2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Hebrew", long("פבר 13  2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Thai", long("ก.พ.  13  2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"ls, Vietnamese", long("13 Thg 2   2001"), "ls-l", "a b", "2001-02-13T00:00:00"},
		{"bsdtar, French", twice("-rw-r--r--  0 root   root   164478 févr. 13  2001 ./a b\n"), "tar-tv", "./a b", "2001-02-13T00:00:00"},
		{"bsdtar, Japanese", twice("-rw-r--r--  0 root   root   164478  2月 13  2001 ./a b\n"), "tar-tv", "./a b", "2001-02-13T00:00:00"},
		{"tar -tvR", twice("block 1: -rw-r--r-- root/root    164478 2001-02-13 03:04 ./a b\n"), "tar-tv", "./a b", "2001-02-13T03:04:00"},
		{"python -m tarfile -v -l", twice("?rw-r--r-- root/root     164478 2001-02-13 03:04:19 ./a b \n"), "tar-tv", "./a b", "2001-02-13T03:04:19"},
		{"zipinfo -m, 100 %", twice("-rw-r--r--  3.0 unx   164478 bx100% defN 01-Feb-13 03:04 a b\n"), "zipinfo", "a b", "2001-02-13T03:04:00"},
		{"rclone lsf --format pst, the separator in a name", "x;153497;2001-02-13 03:04:19\na;b;164478;2001-02-13 03:04:19\n", "rclone-lsf", "a;b", "2001-02-13T03:04:19"},
		{"IIS 6", "<html><head><title>files.example - /docs/</title></head>\n<pre><A HREF=\"/\">[To Parent Directory]</A><br><br>\n" +
			"       Monday, February 12, 2001 11:04 AM        &lt;dir&gt; <A HREF=\"/docs/d/\">d</A><br>\n     Tuesday, February 13, 2001  3:04 PM       164478 <A HREF=\"/docs/a%20b\">a b</A><br>\n", "http-index", "/docs/a b", "2001-02-13T15:04:00"},
		{"ls -lT of BSD", long("13 Feb 03:04:19 2001"), "ls-l", "a b", "2001-02-13T03:04:19"},
		{"stat -f '%Sm %z %N'", twice("Feb 13 03:04:19 2001 164478 ./a b\n"), "find-printf", "./a b", "2001-02-13T03:04:19"},
		{"busybox stat %N", twice("'./a b' -> 'x y' 164478 982033459\n"), "find-printf", "./a b", "2001-02-13T03:04:19Z"},
		{"rclone lsf, 9 decimals", twice("164478|2001-02-13 03:04:19.000000000|a b\n"), "rclone-lsf", "a b", "2001-02-13T03:04:19"},
		{"isoinfo -R -l", "\nDirectory listing of /\ndrwxr-xr-x   5    0    0            4096 Jul  5 2016 [     28 02]  . \n" +
			"-rw-r--r--   1    0    0          164478 Feb 13 2001 [     29 00]  a b \n", "isoinfo", "/a b", "2001-02-13T00:00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := evidence.Open("in", strings.NewReader(tt.in), evidence.Options{})
			if err != nil {
				t.Fatal(err)
			}
			l := e.Listing.Unpack()
			last := l.Entries[len(l.Entries)-1]
			if e.Format != tt.format || l.Skipped > 0 || last.Path != tt.path || last.Size != 164478 || last.Times.Modified.Text() != tt.modified {
				t.Errorf("%s, %d skipped: %q, %d bytes, %s; want %s: %q, 164478 bytes, %s",
					e.Format, l.Skipped, last.Path, last.Size, last.Times.Modified.Text(), tt.format, tt.path, tt.modified)
			}
		})
	}
}

// Croatian srp is July and Czech srp is August: a month that may be either is read where the
// listing shows its language, before or behind it, and not where it does not.
func TestCroatian(t *testing.T) {
	t.Parallel()
	long := func(date string) string { return "-rw-r--r-- 1 root root 1 " + date + " a\n" }
	const open = ""
	for _, tt := range []struct{ name, in, want string }{
		{"nothing else", long("srp   5  2016") + long("srp   5  2016"), open},
		{"the total", "sveukupno 8\n" + long("srp   5  2016"), "2016-07-05T00:00:00"},
		{"a month behind", long("srp   5  2016") + long("velj  5  2017"), "2016-07-05T00:00:00"},
		{"the day in front, a month behind", long(" 5 srp  2016") + long(" 5 velj 2017"), "2016-07-05T00:00:00"},
		{"Czech", long(" 5.\u00a0srp  2016") + long(" 5.\u00a0úno  2017"), "2016-08-05T00:00:00"},
		{"Polish", long(" 5 lis  2016") + long(" 5 paź  2017"), "2016-11-05T00:00:00"},
	} {
		e, err := evidence.Open("in", strings.NewReader(tt.in), evidence.Options{})
		switch {
		case tt.want == open && err == nil:
			t.Errorf("%s: read as %s: %s", tt.name, e.Format, e.Listing.Rows()[0].Times.Modified.Text())
		case tt.want == open:
		case err != nil || e.Listing.Rows()[0].Times.Modified.Text() != tt.want || e.Listing.Skipped > 0:
			t.Errorf("%s: %v %+v, want %s", tt.name, err, e, tt.want)
		}
	}
}

// TestEmptyDirectories holds what tree tells of names without others under them.
func TestEmptyDirectories(t *testing.T) {
	t.Parallel()
	const tree = "[       4096 Sep  1  2016]  w\n├── [       4096 Sep  1  2016]  a\n├── [         %s Sep  1  2016]  b\n└── [       4096 Sep  1  2016]  d\n    └── [         17 Sep  1  2016]  x\n"
	for _, tt := range []struct{ name, in, want string }{
		{"no total", strings.Replace(tree, "%s", "12", 1), "unknown unknown unknown"},
		{"the total has files only", strings.Replace(tree, "%s", "12", 1) + "\n2 directories, 3 files\n", "file file file"},
		{"one name fills blocks", strings.Replace(tree, "%s", "12", 1) + "\n3 directories, 2 files\n", "directory file file"},
		{"two names fill blocks", strings.Replace(tree, "  %s", "4096", 1) + "\n3 directories, 2 files\n", "unknown unknown unknown"},
		{"slashes", strings.NewReplacer("%s", "12", "  d\n", "  d/\n").Replace(tree), "file file file"},
		{"a slash behind the empty one", strings.NewReplacer("%s", "12", "  d\n", "  d/\n", "  a\n", "  a/\n").Replace(tree), "directory file file"},
	} {
		e, err := evidence.Open("in", strings.NewReader(tt.in), evidence.Options{})
		if err != nil {
			t.Fatal(tt.name, err)
		}
		x := e.Listing.Rows()
		if got := x[1].Kind.String() + " " + x[2].Kind.String() + " " + x[4].Kind.String(); got != tt.want || e.Listing.Skipped > 0 {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestNoListing holds that logs whose lines hold a time and a path are no listings.
func TestNoListing(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"2026-11-28 10:07:39 /watched/ CREATE a%d\n", "Sat Nov 28 10:07:39 2026 /var/log/messages.%d rotated\n",
		"2026-11-28 10:07:39 4%d apples\n", "28/11/2026 10:07 %d messages for ann\n", "2026-11-28T10:07:39Z INFO started /usr/bin/a%d\n",
		"a%d 28\n", "├── serde v1.0.%d\n",
	} {
		var b strings.Builder
		for i := range 12 {
			b.WriteString(strings.Replace(line, "%d", strconv.Itoa(i), 1))
		}
		if e, err := evidence.Open("in", strings.NewReader(b.String()), evidence.Options{}); err == nil {
			t.Errorf("%q is read as %s: %+v", line, e.Format, e.Listing.Rows()[0])
		}
	}
}

// TestSizeAmong holds that of several numbers none is taken for a size that may be another.
func TestSizeAmong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		size     int64 // of the last file, or -1 for a refusal
	}{
		{"an inode in front", "10274996 343 1294202881 ./a\n10274999 70000 1294202881 ./b\n", 70000},
		{"an inode behind", "343 10274996 1294202881 ./a\n70000 10274999 1294202881 ./b\n", 70000},
		{"blocks", "343 8 1294202881 ./a\n70000 144 1294202881 ./b\n", 70000},
		{"owners", "0 0 343 1294202881 ./a\n0 0 70000 1294202881 ./b\n", 70000},
		{"behind the mode", "10274996 8 -rw-r--r-- 1 root root 343 2016-07-05+18:39:20.0000000010 ./a\n9 8 -rw-r--r-- 2 root root 70000 2016-07-05+18:39:20.0000000010 ./b\n", 70000},
		{"two that may be sizes", "343 9999 1294202881 ./a\n70000 12 1294202881 ./b\n", -1},
		{"an inode where ls has links", "644 -rw-r--r-- 10274996 343 1795860459 1294202881 1795860286 1795860286 ./a\n644 -rw-r--r-- 10274999 70000 1795860459 1294202881 1795860286 1795860286 ./b\n", 70000},
	} {
		e, err := evidence.Open("in", strings.NewReader(tt.in), evidence.Options{})
		switch {
		case tt.size < 0:
			if err == nil {
				t.Errorf("%s: read as %s with %+v", tt.name, e.Format, e.Listing.Rows())
			}
		case err != nil || e.Listing.Rows()[1].Size != tt.size || e.Listing.Rows()[1].Path != "./b":
			t.Errorf("%s: %v %+v, want %d", tt.name, err, e, tt.size)
		}
	}
}

// Numbers that look like seconds since 1970 are mere numbers where other times stand.
func TestSecondsOrNumbers(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 20 {
		b.WriteString("2016-07-05+18:39:20.0000000010 146775834" + strconv.Itoa(i%10) + " f" + strconv.Itoa(i) + "\n")
	}
	e, err := evidence.Open("in", strings.NewReader(b.String()), evidence.Options{})
	if err != nil || e.Listing.Rows()[0].Size != 1467758340 || e.Listing.Rows()[0].Times.Changed.State != timestamps.Absent {
		t.Errorf("%v: %+v", err, e)
	}
}
