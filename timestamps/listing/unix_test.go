package listing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps/listing"
)

func TestUnixLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, format string
		lines        []string
		want         []string
		zone         string
		warnings     string // code=count, in order
	}{{
		name:   "fls on NTFS",
		format: "bodyfile",
		lines: []string{
			"0|C:/a|b ($FILE_NAME)|64-48-3|r/rrwxrwxrwx|48|0|112|1596093118|1596093118|1596093118|1596093118",
			"0|C:/a|b|64-128-2|r/rrwxrwxrwx|48|0|22|1596093119|1596093118|1596093117|1596093116",
			"0|C:/a|b:zone|64-128-5|r/rrwxrwxrwx|48|0|26|1596093118|1596093118|1596093118|1596093118",
			"0|C:/old (deleted)|0|r/----------|0|0|0|0|0|0|-1",
			"0|C:/$OrphanFiles|256|V/V---------|0|0|0|0|0|0|0",
			"0|C:/l -> x y|16|l/lrwxrwxrwx|0|0|3|1597862881.5|1597862881|1597862881|0",
			"broken",
		},
		want: []string{
			`other "C:/a|b" 112 flags 4 modified 2020-07-30T07:11:58Z changed 2020-07-30T07:11:58Z birth 2020-07-30T07:11:58Z accessed 2020-07-30T07:11:58Z`,
			`file "C:/a|b" 22 modified 2020-07-30T07:11:58Z changed 2020-07-30T07:11:57Z birth 2020-07-30T07:11:56Z accessed 2020-07-30T07:11:59Z`,
			`file "C:/a|b:zone" 26 flags 2 modified 2020-07-30T07:11:58Z changed 2020-07-30T07:11:58Z birth 2020-07-30T07:11:58Z accessed 2020-07-30T07:11:58Z`,
			`file "C:/old" 0 flags 1`,
			`directory "C:/$OrphanFiles" 0`,
			`link "C:/l" 3 modified 2020-08-19T18:48:01Z changed 2020-08-19T18:48:01Z accessed 2020-08-19T18:48:01.5Z`,
		},
		zone:     "UTC input",
		warnings: "absent-stamp=9 bad-line=1",
	}, {
		name:   "mac-robber",
		format: "bodyfile",
		lines: []string{
			"class|host|start_time", "body|vm|1795428621",
			"MD5|name|inode|mode_as_string|UID|GID|size|atime|mtime|ctime|crtime",
			"0|share/d01|0|drwxrwxrwx|0|0|4096|1795428621|1467743942|1795428621|0",
			"0|share/f|0|100644|0|0|7|1795428621|4280784356|1795428621|0",
		},
		want: []string{
			`directory "share/d01" 4096 modified 2016-07-05T18:39:02Z changed 2026-11-23T10:10:21Z accessed 2026-11-23T10:10:21Z`,
			`file "share/f" 7 modified 2105-08-27T02:45:56Z changed 2026-11-23T10:10:21Z accessed 2026-11-23T10:10:21Z`,
		},
		zone:     "UTC input",
		warnings: "absent-stamp=2 stamp-outside-1980-2100=1",
	}, {
		name:   "find %T+",
		format: "find-printf",
		lines: []string{
			"1969-07-20+16:17:40.0000000000 36 weird/pre1970.dat",
			"2016-07-05+18:39:20.0000000010 18 weird/trailing-space ",
			"2024-03-10+01:59:59.1234567890 1234 weird/two  blanks",
		},
		want: []string{
			`unknown "weird/pre1970.dat" 36 modified 1969-07-20T16:17:40`,
			`unknown "weird/trailing-space " 18 modified 2016-07-05T18:39:20.000000001`,
			`unknown "weird/two  blanks" 1234 modified 2024-03-10T01:59:59.123456789`,
		},
		zone:     "unknown nobody",
		warnings: "stamp-outside-1980-2100=1",
	}, {
		name:   "find with three times and a birth that is none",
		format: "find-printf",
		lines: []string{
			"d|1795428621.2633539840|1795428632.2151546500|-1.-000000010|4096|./share",
			"f|1795428621.2633539840|1795428632.2151546500|1795428620.0000000000|7|./share/a|b",
		},
		want: []string{
			`directory "./share" 4096 modified 2026-11-23T10:10:21.263353984Z changed 2026-11-23T10:10:32.21515465Z birth invalid`,
			`file "./share/a|b" 7 modified 2026-11-23T10:10:21.263353984Z changed 2026-11-23T10:10:32.21515465Z birth 2026-11-23T10:10:20Z`,
		},
		zone:     "UTC input",
		warnings: "assumed-column-order=1 invalid-stamp=1",
	}, {
		name:   "find with the path first",
		format: "find-printf",
		lines: []string{
			"./a, b,4096,2016-07-05 18:39:18.0000000000,f",
			"./c,17,2016-07-05 18:39:19.0000000000,f",
		},
		want: []string{
			`file "./a, b" 4096 modified 2016-07-05T18:39:18`,
			`file "./c" 17 modified 2016-07-05T18:39:19`,
		},
		zone: "unknown nobody",
	}, {
		name:   "find with date and time of day, access first",
		format: "find-printf",
		lines: []string{
			"2016-07-05 18:39:18.0000000000 644 root:root 4096 x/a b",
			"2016-07-05 18:39:19.5000000000 755 root:root 123 x/c",
		},
		want: []string{
			`unknown "x/a b" 4096 modified 2016-07-05T18:39:18`,
			`unknown "x/c" 123 modified 2016-07-05T18:39:19.5`,
		},
		zone: "unknown nobody",
	}, {
		name:   "find -ls",
		format: "find-ls",
		lines: []string{
			` 10267095      4 drwxr-xr-x   4 root     root         4096 Nov 23  2015 gosrc`,
			` 10267101      4 -rw-r--r--   1 root     root         2281 Aug 28 16:20 gosrc/a\ b\351.go`,
			` 10267102      4 lrwxrwxrwx   1 root     root            3 Aug 28 16:21 gosrc/l -> a\ b`,
		},
		want: []string{
			`directory "gosrc" 4096 modified 2015-11-23T00:00:00`,
			`file "gosrc/a b\xe9.go" 2281 modified 2016-08-28T16:20:00`,
			`link "gosrc/l" 3 modified 2016-08-28T16:21:00`,
		},
		zone:     "unknown nobody",
		warnings: "assumed-year=2",
	}, {
		name:   "ls -lR",
		format: "ls-l",
		lines: []string{
			".:", "total 3.2M",
			"-rw-r--r-- 1 root root   17 Jul  5  2016  leading-space.txt",
			"drwxr-xr-x 2 root root 4.0K Sep  1  2016 sub:/",
			"brw-rw---- 1 root disk 8, 1 Sep  1  2016 sda1",
			"-rw-r--r-- 1 root      2.9M Dec 31  2022 no group",
			"", "./sub:/:", "total 0",
			"lrwxrwxrwx 1 a b c d 9 Jan  2 03:04 l -> t",
			"-rw-r--r-- 1 root root 44K Dec  1 03:04 k",
			"line.txt",
		},
		want: []string{
			`file "./ leading-space.txt" 17 modified 2016-07-05T00:00:00`,
			`directory "./sub:" 4044+-52 flags 32 modified 2016-09-01T00:00:00`,
			`other "./sda1" -1 modified 2016-09-01T00:00:00`,
			`file "./no group" 2988441+-52429 flags 32 modified 2022-12-31T00:00:00`,
			`link "./sub:/l" 9 modified 2024-01-02T03:04:00`,
			`file "./sub:/k" 44544+-513 flags 32 modified 2023-12-01T03:04:00`,
		},
		zone:     "unknown nobody",
		warnings: "bad-line=1 assumed-year=2",
	}, {
		name:   "ls without any year",
		format: "ls-l",
		lines:  []string{"-rw-r--r--    1 volkerdi    16010 Apr 22 01:01 00index.txt"},
		want:   []string{`file "00index.txt" 16010 modified invalid`},
		zone:   "unknown nobody", warnings: "no-year=1 invalid-stamp=1",
	}, {
		name:   "ls --full-time",
		format: "ls-l",
		lines: []string{
			"total 8",
			"drwxr-xr-x 6 root root       4096 2016-09-01 12:48:30.000000000 -0400 .",
			"-rw-r--r-- 1 root root         33 2022-12-31 19:00:14.000000000 -0500 2016-07-05 18:39 1234 like",
		},
		want: []string{
			`directory "." 4096 flags 8 modified 2016-09-01T12:48:30-04:00`,
			`file "2016-07-05 18:39 1234 like" 33 modified 2022-12-31T19:00:14-05:00`,
		},
		zone: "printed input",
	}, {
		name:   "ls --time-style=+%s and -n",
		format: "ls-l",
		lines: []string{
			"-rw-r--r-- 1 0 0         33 1672531214 2016-07-05 18:39 1234 looks like listing.txt",
			"-rw-r--r-- 1 0 0         37 0 epoch.dat",
		},
		want: []string{
			`file "2016-07-05 18:39 1234 looks like listing.txt" 33 modified 2023-01-01T00:00:14Z`,
			`file "epoch.dat" 37 modified 1970-01-01T00:00:00Z`,
		},
		zone: "UTC input", warnings: "stamp-outside-1980-2100=1",
	}, {
		name:   "GNU tar",
		format: "tar-tv",
		lines: []string{
			"drwxrwxrwx root/root         0 2026-11-23 10:11:03.23775713 share/",
			"tar: Removing leading `/' from member names",
			`-rw-r--r-- a b/c d       46186 2026-11-23 10:11 share/new\nline\\\351`,
			"hrw-r--r-- root/root         0 2026-11-23 10:11:00 share/h link to share/x",
			"lrwxrwxrwx root/root         0 2026-11-23 10:11:00 share/l -> x",
			"crw-r--r-- root/root       1,3 2026-11-23 10:11:00 dev/null",
		},
		want: []string{
			`directory "share" 0 modified 2026-11-23T10:11:03.23775713`,
			`file "share/new\nline\\\xe9" 46186 modified 2026-11-23T10:11:00`,
			`file "share/h" 0 flags 16 modified 2026-11-23T10:11:00`,
			`link "share/l" 0 modified 2026-11-23T10:11:00`,
			`other "dev/null" -1 modified 2026-11-23T10:11:00`,
		},
		zone: "unknown nobody", warnings: "tool-message=1",
	}, {
		name:   "bsdtar",
		format: "tar-tv",
		lines: []string{
			"-rw-r--r--  0 root   root       36 Jul 20  2016 ./a",
			"hrwsr-xr-x  0 root   root        0 Mar 10  2024 ./plain.txt link to ./hardlink.txt",
		},
		want: []string{
			`file "./a" 36 modified 2016-07-20T00:00:00`,
			`file "./plain.txt" 0 flags 16 modified 2024-03-10T00:00:00`,
		},
		zone: "unknown nobody",
	}, {
		name:   "rsync --list-only",
		format: "rsync-list",
		lines: []string{
			"receiving file list ... done",
			"drwxr-xr-x          4,096 2026/11/23 09:48:41 .",
			`-rw-r--r--  5,368,709,121 2026/08/28 16:20:06 new\#012line`,
			"-rw-r--r--          3.11M 2026/11/23 09:50:13 gobin/gofmt",
			"-rw-r--r--           1,23 2026/11/23 09:50:13 bad",
			"-rw-r--r--            123 2026/13/23 09:50:13 x",
		},
		want: []string{
			`directory "." 4096 flags 8 modified 2026-11-23T09:48:41`,
			`file "new\nline" 5368709121 modified 2026-08-28T16:20:06`,
			`file "gobin/gofmt" 3110000+-5001 flags 32 modified 2026-11-23T09:50:13`,
			`file "x" 123 modified invalid`,
		},
		zone: "unknown nobody", warnings: "tool-message=1 bad-line=1 invalid-stamp=1",
	}, {
		name:   "rclone lsl",
		format: "rclone-lsl",
		lines: []string{
			"    12864 2026-11-23 12:12:44.097261619 d01/f 1.eml",
			"       -1 2026-11-23 12:12:44.097261619 doc",
		},
		want: []string{
			`file "d01/f 1.eml" 12864 modified 2026-11-23T12:12:44.097261619`,
			`file "doc" -1 modified 2026-11-23T12:12:44.097261619`,
		},
		zone: "unknown nobody",
	}}
	for _, test := range tests {
		for _, end := range []string{"\n", "\r\n"} {
			t.Run(test.name+fmt.Sprintf("%q", end), func(t *testing.T) {
				t.Parallel()
				l, err := readAs(t, test.format, []byte(strings.Join(test.lines, end)), listing.Options{})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for i := range l.Entries {
					got = append(got, show(&l.Entries[i]))
				}
				if d := cmp.Diff(test.want, got); d != "" {
					t.Errorf("entries (-want +got):\n%s", d)
				}
				if zone := l.Zone.Name + " " + l.Zone.Source; zone != test.zone {
					t.Errorf("zone = %q, want %q", zone, test.zone)
				}
				var codes []string
				for _, w := range l.Warnings {
					codes = append(codes, fmt.Sprintf("%s=%d", w.Code, w.Count))
				}
				if got := strings.Join(codes, " "); got != test.warnings {
					t.Errorf("warnings = %q, want %q", got, test.warnings)
				}
				if test.warnings == "" {
					var head [][]byte
					for _, line := range test.lines {
						head = append(head, []byte(line))
					}
					if f, err := listing.Detect(head); err != nil || f.Name != test.format {
						t.Errorf("Detect = %v, %v, want %s", f, err, test.format)
					}
				}
			})
		}
	}
}
