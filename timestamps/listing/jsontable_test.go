package listing_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps/listing"
)

// Tables in JSON and CSV, as PowerShell and others write them.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, format, columns, text string
		want                        []string
		warnings                    string
	}{
		{
			"ConvertTo-Json of PowerShell 7", "json", "",
			`[{"FullName":"C:\\d\\a b","Length":12,"LastWriteTime":"2023-04-30T13:55:02.1234567+02:00","Attributes":32},` + "\n" +
				`{"FullName":"C:\\d","Length":null,"LastWriteTime":"2023-04-30T13:55:02+02:00","Attributes":16}]`,
			[]string{`file "C:\\d\\a b" 12 modified 2023-04-30T13:55:02.1234567+02:00`, `directory "C:\\d" -1 modified 2023-04-30T13:55:02+02:00`}, "",
		},
		{
			"one object over several lines", "json", "", "{\n  \"FullName\": \"\\ud800\\u0026\",\n  \"LastWriteTime\": \"\\/Date(-1)\\/\"\n}\n",
			[]string{`unknown "\xed\xa0\x80&" -1 modified 1969-12-31T23:59:59.999Z`}, "stamp-outside-1980-2100=1",
		},
		{
			"lines with keys of the user, one of them cut", "json", "path=file.name,size=n,modified=when,zone=+02:00",
			`{"n":0,"when":"2016-07-05 18:39:18","file":{"name":"a {b"}}` + "\n" + `{"n":1,"file":{"na` + "\n" + `{"n":2,"when":"2016-07-05 18:39:19","file":{"name":"\"c"}}`,
			[]string{`unknown "a {b" 0 modified 2016-07-05T18:39:18+02:00`, `unknown "\"c" 2 modified 2016-07-05T18:39:19+02:00`}, "bad-line=1",
		},
		{
			"Export-Csv with a type and semicolons", "csv", "",
			"#TYPE Selected.System.IO.FileInfo\n\"FullName\";\"Length\";\"CreationTime\";\"LastWriteTime\"\n\"C:\\d\\a b\";\"12\";\"03.04.2023 13:55:02\";\"30.04.2023 14:04:02\"\n",
			[]string{`unknown "C:\\d\\a b" 12 modified 2023-04-30T14:04:02 birth 2023-04-03T13:55:02`}, "",
		},
		{
			"Export-Csv of all properties", "csv", "",
			"#TYPE System.IO.FileInfo\n\"PSIsContainer\",\"VersionInfo\",\"Name\",\"Length\",\"FullName\",\"LastWriteTime\",\"LastWriteTimeUtc\",\"Attributes\"\n" +
				"\"False\",\"File: x\nInternalName: \n\nDebug: False\n\",\"a\",\"12\",\"C:\\d\\a\",\"4/3/2023 2:04:02 PM\",\"4/3/2023 12:04:02 PM\",\"Archive\"\n" +
				"\"True\",\"\",\"d\",,\"C:\\d\",\"4/30/2023 2:04:02 PM\",\"4/30/2023 12:04:02 PM\",\"Directory\"\n",
			[]string{`file "C:\\d\\a" 12 modified 2023-04-03T12:04:02Z`, `directory "C:\\d" -1 modified 2023-04-30T12:04:02Z`}, "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opt := listing.Options{Columns: tt.columns}
			head := headOf([]byte(tt.text))
			if f, err := listing.Detect(head); tt.columns == "" && (err != nil || f.Name != tt.format) || listing.Table(head) != tt.format {
				t.Errorf("Detect = %v, %v, Table = %s", f, err, listing.Table(head))
			}
			l, err := readAs(t, tt.format, []byte(tt.text), opt)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range l.Entries {
				got = append(got, show(&l.Entries[i]))
			}
			warnings := codesOf(l)
			if d := cmp.Diff(tt.want, got); d != "" || warnings != tt.warnings {
				t.Errorf("entries (-want +got):\n%swarnings %q, want %q", d, warnings, tt.warnings)
			}
		})
	}
	if _, err := readAs(t, "json", []byte(`{"a":1,"b":2}`), listing.Options{Columns: "path=1"}); err == nil || !strings.Contains(err.Error(), "names") {
		t.Errorf("a number for a key: %v", err)
	}
}
