package listing_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps/listing"
)

// Lists and tables of PowerShell in several regions; made after the output of Windows
// PowerShell 5.1 and PowerShell 7.
func TestPowerShell(t *testing.T) {
	t.Parallel()
	list := func(time string) string {
		return "\n\n    Directory: C:\\d e\n\n\nName           : a b.txt\nLength         : 1234567\nLastWriteTime  : " + time +
			"\nMode           : -a----\nVersionInfo    : File:             C:\\d e\\a b.txt\n                 InternalName:     \n\n"
	}
	const entry, modified = `file "C:\\d e\\a b.txt" 1234567 modified `, "2016-07-25T18:39:02"
	for _, tt := range []struct {
		name, format, text string
		want               []string
		warnings           string
	}{
		{"en-US", "powershell-list", list("7/25/2016 6:39:02 PM"), []string{entry + modified}, ""},
		{"de-DE", "powershell-list", list("25.07.2016 18:39:02"), []string{entry + modified}, ""},
		{"fr-FR", "powershell-list", list("25/07/2016 18:39:02"), []string{entry + modified}, ""},
		{"es-MX", "powershell-list", list("25/07/2016 06:39:02 p. m."), []string{entry + modified}, ""},
		{"ja-JP", "powershell-list", list("2016/07/25 18:39:02"), []string{entry + modified}, ""},
		{"ja-JP with eras", "powershell-list", list("平成 28/7/25 18:39:02"), []string{entry + modified}, ""},
		{"ko-KR", "powershell-list", list("2016-07-25 오후 6:39:02"), []string{entry + modified}, ""},
		{"zh-TW", "powershell-list", list("2016/7/25 下午 06:39:02"), []string{entry + modified}, ""},
		{"it-IT with points", "powershell-list", list("25/07/2016 18.39.02"), []string{entry + modified}, ""},
		{
			"Select-Object, UTC and a wrapped path", "powershell-list",
			"FullName         : C:\\d\\very long n\n                   ame.txt\nLength           : 5\nCreationTime     : 25/07/2016 20:39:02\nLastWriteTimeUtc : 25/07/2016 18:39:02\n\n" +
				"FullName         : C:\\d\\sub\nLength           : \nCreationTime     : 07/08/2016 20:39:02\nLastWriteTimeUtc : 25/07/2016 18:39:02\n",
			[]string{
				`file "C:\\d\\very long name.txt" 5 modified 2016-07-25T18:39:02Z birth 2016-07-25T20:39:02`,
				`unknown "C:\\d\\sub" -1 modified 2016-07-25T18:39:02Z birth 2016-08-07T20:39:02`,
			}, "wrapped-name=1 mixed-clocks=1",
		},
		{
			"Format-Table of Japanese names, one cut", "powershell-table",
			"\nFullName           Length LastWriteTime\n--------           ------ -------------\nC:\\d\\日本 1 2.txt    1234 2016/07/25 18:39:02\n" +
				"C:\\d\\averylon...        5 2016/07/25 8:39:02\nC:\\d                      2016/07/25 18:39:02\n\n",
			[]string{
				`file "C:\\d\\日本 1 2.txt" 1234 modified 2016-07-25T18:39:02`,
				`file "C:\\d\\averylon..." 5 modified 2016-07-25T08:39:02`,
				`unknown "C:\\d" -1 modified 2016-07-25T18:39:02`,
			}, "cut-name=1",
		},
		{
			"Format-Table with the name last", "powershell-table",
			"\n    Directory: C:\\d\n\nCreationTime         LastWriteTime           Length Mode   Name\n------------         -------------           ------ ----   ----\n" +
				"7/25/2016 6:39:02 PM 7/25/2016 6:39:02 PM 123456789 -a---- a 12 b.txt\n",
			[]string{`file "C:\\d\\a 12 b.txt" 123456789 modified 2016-07-25T18:39:02 birth 2016-07-25T18:39:02`}, "",
		},
		{
			"a table that is wrapped and cut", "powershell",
			"\n    Directory: C:\\a very long directory\\that go\n    es on\n\n\nMode                 LastWriteTime         Length Name\n----                 -------------         ------ ----\n" +
				"d-----        25.07.2016     18:39                 blank first\n" +
				"-a----        25.07.2016     18:39          46305 very long na\n                                                  me.txt\n" +
				"-a----        25.07.2016     18:39          46305 another lon...\n",
			[]string{
				`directory "C:\\a very long directory\\that goes on\\ blank first" -1 modified 2016-07-25T18:39:00`,
				`file "C:\\a very long directory\\that goes on\\very long name.txt" 46305 modified 2016-07-25T18:39:00`,
				`file "C:\\a very long directory\\that goes on\\another lon..." 46305 modified 2016-07-25T18:39:00`,
			}, "wrapped-name=2 cut-name=1",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, end := range []string{"\n", "\r\n"} {
				text := strings.ReplaceAll(tt.text, "\n", end)
				if f, err := listing.Detect(headOf([]byte(text))); err != nil || f.Name != tt.format {
					t.Errorf("Detect = %v, %v, want %s", f, err, tt.format)
				}
				l, err := readAs(t, tt.format, []byte(text), listing.Options{})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for i := range l.Entries {
					got = append(got, show(&l.Entries[i]))
				}
				_, warnings := pathsOf(t, tt.format, text)
				if d := cmp.Diff(tt.want, got); d != "" || warnings != tt.warnings {
					t.Errorf("entries (-want +got):\n%swarnings %q, want %q", d, warnings, tt.warnings)
				}
			}
		})
	}
}
