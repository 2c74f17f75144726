package reports_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"copyclock/reports"
	"copyclock/timestamps"
)

// The totals of a list stop at the largest number and say that they did.
func TestListTotalsStop(t *testing.T) {
	t.Parallel()
	l := &timestamps.Listing{Head: timestamps.Head{Format: "x"}, Entries: []timestamps.Entry{
		{Path: "a", Line: 1, Kind: timestamps.File, Size: math.MaxInt64},
		{Path: "b", Line: 2, Kind: timestamps.File, Size: math.MaxInt64},
	}}
	var b bytes.Buffer
	if err := reports.ListText(&b, []reports.Listed{{Name: "x", Listing: timestamps.NewTable(l)}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "at least 9,223,372,036,854,775,807") {
		t.Errorf("totals:\n%s", b.String())
	}
}
