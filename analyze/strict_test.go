package analyze_test

import (
	"errors"
	"strings"
	"testing"

	"copyclock/analyze"
)

// TestDecodeStrict holds that a result with a member twice, in another case or unknown, or with
// a number that is none, is refused with its line.
func TestDecodeStrict(t *testing.T) {
	t.Parallel()
	const plain = `{"schema": "copyclock/result/1",
"tool": {"name": "copyclock", "version": "1", "go": "1"},
"verdict": "inconclusive",
"options": {"stamp": "auto", "gap_s": 3},
"evidence": [{"id": 1, "bytes": 10}]}`
	if _, err := analyze.Decode(strings.NewReader(plain)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ old, by, want string }{
		{`"inconclusive",`, `"inconclusive", "verdict": "leans-insider",`, `line 3: "/verdict": given twice`},
		{`"inconclusive",`, `"inconclusive", "Verdict": "leans-insider",`, `line 3: "/Verdict": unknown member`},
		{`"inconclusive",`, `"inconclusive", "\u0076erdict": "leans-insider",`, `line 3: "/verdict": given twice`},
		{`"gap_s": 3`, `"gap_s": 3, "gap_s": 4`, `line 4: "/options/gap_s": given twice`},
		{`"gap_s": 3`, `"gap_s": NaN`, `line 4: `},
		{`"gap_s": 3`, `"gap_s": 03`, `line 4: `},
		{`"gap_s": 3`, `"gap_s": 0x3`, `line 4: `},
		{`"gap_s": 3`, `"gap_s": 1e999`, `line 4: `},
		{`"gap_s": 3`, `"gap_s": "3"`, `line 4: `},
		{`"gap_s": 3`, `"gap_t": 3`, `line 4: `},
		{`"bytes": 10`, `"bytes": 9223372036854775808`, `line 5: `},
		{`"bytes": 10`, `"bytes": 1e3`, `line 5: `},
		{`"bytes": 10`, `"bytes": 10, "files": [{"id": 1}]`, `line 5: `},
		{`10}]}`, `10}]} {}`, `line 5: `},
		{`10}]}`, `10}]`, `line 5: `},
	} {
		_, err := analyze.Decode(strings.NewReader(strings.Replace(plain, tt.old, tt.by, 1)))
		if !errors.Is(err, analyze.ErrResult) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.by, err, tt.want)
		}
	}
}
