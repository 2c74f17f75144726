package reports_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/reports"
	"copyclock/reports/internal/sample"
	"copyclock/timestamps"
)

var update = flag.Bool("update", false, "write the golden files")

func TestNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ got, want string }{
		{reports.Fixed(-0.0001, 2), "0.00"},
		{reports.Fixed(math.Copysign(0, -1), 0), "0"},
		{reports.Fixed(-1234567.891, 1), "-1,234,567.9"},
		{reports.Fixed(math.NaN(), 2), "-"},
		{reports.Fixed(math.Inf(-1), 2), "-"},
		{reports.Significant(9.996, 3), "10.0"},
		{reports.Significant(0.0123456, 3), "0.0123"},
		{reports.Significant(1234567, 3), "1,230,000"},
		{reports.Significant(0, 3), "0.00"},
		{reports.Count(-1234), "-1,234"},
		{reports.Count(math.MinInt64), "-9,223,372,036,854,775,808"},
		{reports.Number(1, "entry"), "1 entry"},
		{reports.Number(2, "entry"), "2 entries"},
		{reports.Number(0, "file"), "0 files"},
		{reports.Size(999), "999 B"},
		{reports.Size(999_999), "1.00 MB"},
		{reports.Size(67_966_403), "68.0 MB"},
		{reports.Size(math.MaxInt64), "9.22 EB"},
		{reports.MBs(5.6639), "5.66 MB/s"},
		{reports.Mbits(5.6639), "45.3 Mbit/s"},
		{reports.Between(5.228, 6.179), "5.23 to 6.18"},
		{reports.Between(6.179, 5.228), "5.23 to 6.18"},
		{reports.Between(14.2, 26.1), "14 to 26"},
		{reports.Between(0.012, 300), "0.012 to 300"},
		{reports.Between(3, 3), "3.00"},
		{reports.Between(1234, 4321), "1,200 to 4,300"},
		{reports.Between(-0.001, 0.2), "0.00 to 0.20"},
		{reports.Between(5.6600001, 5.6600002), "5.660"},
		{reports.Seconds(11.84, 0.01), "11.84 s"},
		{reports.Seconds(11.84, 2), "12 s"},
		{reports.Seconds(0, 1), "0 s"},
		{reports.Seconds(855, 2), "14 min 15 s"},
		{reports.Seconds(7505, 2), "2 h 05 min"},
		{reports.Seconds(1e6, 1), "11 d 13 h"},
		{reports.Step(2), "2 s"},
		{reports.Step(1e-7), "100 ns"},
		{reports.Step(0.01), "10 ms"},
		{reports.Step(60), "1 min"},
		{reports.Step(0), "-"},
		{reports.Log10(0.676), "+0.68"},
		{reports.Log10(-0.001), "0.00"},
		{reports.Log10(0.001), "0.00"},
		{reports.LR(0.676), "4.7"},
		{reports.LR(-1), "0.10"},
		{reports.LR(7.25), "10^7.2"},
		{reports.Percent(0.834), "83 %"},
		{reports.Probability(0.004), "0.004"},
		{reports.Probability(0.5), "0.50"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := timestamps.Escape(rapid.String().Draw(t, "text"))
		width := rapid.IntRange(4, 40).Draw(t, "width")
		lines := reports.Wrap(text, width)
		for _, l := range lines {
			if reports.TextWidth(l) > width {
				t.Fatalf("Wrap(%q, %d) has the line %q", text, width, l)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, " ")); got != squeeze(text) {
			t.Fatalf("Wrap(%q, %d) holds %q", text, width, got)
		}
	})
}

func TestWriteTable(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := reports.WriteTable(&b, reports.Table{
		Columns: []reports.Column{{Name: "µ ± σ"}, {Name: "n", Align: reports.Right}, {Name: "a_b", Wrap: true}},
		Rows:    [][]string{{"  日本", "1"}, {"x|y", "1,000", "one two three four five"}},
	}, 30)
	if err != nil {
		t.Fatal(err)
	}
	want := `µ ± σ       n  a_b
------  -----  ---------------
  日本      1
x|y     1,000  one two three
               four five
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("WriteTable differs (-want +got):\n%s", diff)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for _, f := range reports.ListFormats {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			var b, again bytes.Buffer
			if err := f.Write(&b, sample.Listed()); err != nil {
				t.Fatal(err)
			}
			if err := f.Write(&again, sample.Listed()); err != nil || again.String() != b.String() {
				t.Errorf("a second run differs: %v", err)
			}
			golden := filepath.Join("testdata", "list."+f.Name)
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s differs (-want +got):\n%s", golden, diff)
			}
			for _, r := range b.String() {
				if r != '\n' && !strconv.IsPrint(r) {
					t.Errorf("the output holds %q", r)
				}
			}
		})
	}
}

func TestListCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	listed := sample.Listed()
	if err := reports.ListCSV(&b, listed); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(b.String(), "\n")
	const want = "evidence,line,kind,path,size,modified,accessed,changed,birth,deleted,stream,name_attribute,dot,hardlink,size_exact,name_raw,zone,modified_dos"
	if head != want {
		t.Errorf("header = %q, want %q", head, want)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if n := 1 + listed[0].Listing.Len() + listed[1].Listing.Len(); len(rows) != n {
		t.Errorf("%d rows, want %d", len(rows), n)
	}
}

func TestListJSONL(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	listed := sample.Listed()
	if err := reports.ListJSONL(&b, listed); err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, l := range listed {
		for _, x := range l.Listing.All() {
			e := &x.Times
			for _, s := range []bool{e.Modified.Known(), e.Accessed.Known(), e.Changed.Known(), e.Birth.Known()} {
				if s {
					known++
				}
			}
		}
		for _, x := range l.Listing.Extras {
			for _, s := range x.Stamps {
				if s.Known() {
					known++
				}
			}
		}
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != known {
		t.Errorf("%d lines, want %d, one for each known stamp", len(lines), known)
	}
	for _, line := range lines {
		var v struct {
			Message       string `json:"message"`
			Datetime      string `json:"datetime"`
			TimestampDesc string `json:"timestamp_desc"`
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if v.Message == "" || v.Datetime == "" || v.TimestampDesc == "" {
			t.Errorf("a required member is missing: %s", line)
		}
	}
}
