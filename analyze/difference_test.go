package analyze_test

import (
	"testing"

	"copyclock/analyze"
)

func TestDifference(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ a, b, pointer, inA, inB string }{
		{`{"a":1,"b":[1,2]}`, `{ "b":[1,2], "a":1 }`, "", "", ""},
		{`{"a":1,"b":[1,2]}`, `{"a":1,"b":[1,3]}`, "/b/1", "2", "3"},
		{`{"a":[]}`, `{"a":[{"x":1}]}`, "/a/0", "nothing", `{"x":1}`},
		{`{"a/b":{"~":"x"}}`, `{"a/b":{}}`, "/a~1b/~0", `"x"`, "nothing"},
		{`{"a":1}`, `{"a":1.0}`, "/a", "1", "1.0"},
		{`{"a":null}`, `{"a":{}}`, "/a", "null", "{}"},
		{`1`, `[1]`, "", "1", "[1]"},
	} {
		pointer, inA, inB, err := analyze.Difference([]byte(test.a), []byte(test.b))
		if err != nil || pointer != test.pointer || inA != test.inA || inB != test.inB {
			t.Errorf("Difference(%s, %s) = %q, %s, %s, %v; want %q, %s, %s", test.a, test.b,
				pointer, inA, inB, err, test.pointer, test.inA, test.inB)
		}
	}
	if _, _, _, err := analyze.Difference([]byte("{"), []byte("{}")); err == nil {
		t.Error("Difference of broken JSON: no error")
	}
}
