package reports_test

import (
	"strings"
	"testing"

	"copyclock/reports"
)

func TestSpreadsheet(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ cell, want string }{
		{`plain.txt`, `plain.txt`},
		{`=HYPERLINK(1)`, `'=HYPERLINK(1)`},
		{`@SUM(1)`, `'@SUM(1)`},
		{`+1+cmd`, `'+1+cmd`},
		{`-1+cmd`, `'-1+cmd`},
		{`-5.66`, `-5.66`},
		{`+3e4`, `+3e4`},
		{`＝1`, `'＝1`},
		{`-rw-r--r--`, `'-rw-r--r--`},
		{`-`, `'-`},
		{`  =1`, `'  =1`},
		{`"a ""b"", c"`, `"a ""b"", c"`},
		{``, ``},
	} {
		var out strings.Builder
		if err := reports.Spreadsheet(&out, strings.NewReader("x,"+test.cell+"\n")); err != nil {
			t.Fatalf("%s: %v", test.cell, err)
		}
		if want := "x," + test.want + "\n"; out.String() != want {
			t.Errorf("%s: got %q, want %q", test.cell, out.String(), want)
		}
	}
}
