package timestamps_test

import (
	"testing"

	"copyclock/timestamps"
)

func TestAlign(t *testing.T) {
	t.Parallel()
	at := func(path string, size, sec int64) timestamps.Entry {
		return timestamps.Entry{Path: path, Size: size, Kind: timestamps.File, Times: timestamps.Times{Modified: timestamps.At(sec, 0)}}
	}
	a := &timestamps.Listing{Entries: []timestamps.Entry{
		at("x/a.doc", 10, 1000), at("x/b.doc", 20, 2000), at("x/secret.ppt", 30, 3000), at("x/empty", 0, 5), at("x/c", 40, 9), at("x/d", 40, 9),
	}}
	b := &timestamps.Listing{Entries: []timestamps.Entry{
		at(`Y:\A.DOC`, 10, 4600), at("b.doc", 20, 5600), at("storm.amr", 30, 6600), at("e", 40, 7), at("z", 99, 7),
	}}
	got := timestamps.Align(a, b, timestamps.Modified)
	if got.Pairs != 3 || got.BySize != 1 || len(got.Offsets) != 1 || got.Offsets[0] != (timestamps.Offset{Nanos: 3600e9, Files: 3}) {
		t.Errorf("got %+v", got)
	}
}
