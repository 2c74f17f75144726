package listing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps/listing"
)

// The columns of /x and /q are no part of a name, and a name that looks like them is. The rows
// are made after those of Windows 10.
func TestDirColumns(t *testing.T) {
	t.Parallel()
	const date, dir = "25/07/2016  18:39    ", "25/07/2016  18:39    <DIR>          "
	for _, tt := range []struct {
		name string
		rows []string
		want []string
	}{{
		"plain",
		[]string{date + "            17 report~2.doc old.txt", date + "             5   lead", dir + "sub"},
		[]string{`C:\d\report~2.doc old.txt`, `C:\d\  lead`, `C:\d\sub`},
	}, {
		"/x",
		[]string{date + "            17 TWOWOR~1.TXT two words.txt", date + "             5              plain.txt", dir + "LONGDI~1     long directory"},
		[]string{`C:\d\two words.txt`, `C:\d\plain.txt`, `C:\d\long directory`},
	}, {
		"/q",
		[]string{date + `            17 BUILTIN\Administrators two words.txt`, date + "             5 ...                    plain.txt"},
		[]string{`C:\d\two words.txt`, `C:\d\plain.txt`},
	}, {
		"/x /q",
		[]string{
			date + `            17 TWOWOR~1.TXT BUILTIN\Administrators two words.txt`,
			date + `             5              NT AUTHORITY\SYSTEM    plain.txt`, dir + `LONGDI~1     WIN-ABCDEFGHIJK\benutzelong directory`,
		},
		[]string{`C:\d\two words.txt`, `C:\d\plain.txt`, `C:\d\long directory`},
	}} {
		got, warnings := pathsOf(t, "dir", " Directory of C:\\d\r\n\r\n"+strings.Join(tt.rows, "\r\n")+"\r\n")
		if d := cmp.Diff(tt.want, got); d != "" || warnings != "totals-missing=1" {
			t.Errorf("%s (-want +got):\n%s%s", tt.name, d, warnings)
		}
	}
}

// Names without sizes and times are refused, and the error says so.
func TestNamesAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"C:\\d\\a b.txt\nC:\\d\\c\n", "./a\n./b c\n", "/etc/passwd\n/etc/hosts\n",
		" Directory of C:\\d\n\n[.]            [..]           a b.txt\n               1 File(s)          1,018 bytes\n",
	} {
		_, err := listing.Detect(headOf([]byte(text)))
		if !errors.Is(err, listing.ErrUnknownFormat) || !strings.Contains(err.Error(), "names alone") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
