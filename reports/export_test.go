package reports_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"copyclock/reports"
	"copyclock/reports/internal/sample"
	"copyclock/timestamps"

	"pgregory.net/rapid"
)

// one returns a listing of one file with one stamp.
func one(s timestamps.Stamp) []reports.Listed {
	l := &timestamps.Listing{
		Head:    timestamps.Head{Zone: timestamps.Zone{Name: "UTC", Source: "input"}},
		Entries: []timestamps.Entry{{Path: "a", Line: 1, Kind: timestamps.File, Times: timestamps.Times{Modified: s}}},
	}
	return []reports.Listed{{Name: "x", Listing: timestamps.NewTable(l)}}
}

// Timesketch takes the timestamp for the truth where both are given: it has to be the datetime
// to the microsecond, rounded down, before 1970 as well.
func TestTimesketchAgrees(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(-9_000_000_000, 9_000_000_000).Draw(t, "seconds")
		nanos := rapid.Int64Range(0, 999_999_999).Draw(t, "nanos")
		listed := one(timestamps.At(seconds, nanos))
		var lines, table bytes.Buffer
		if err := reports.ListJSONL(&lines, listed); err != nil {
			t.Fatal(err)
		}
		var v struct {
			Datetime  string
			Timestamp int64
		}
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse("2006-01-02T15:04:05.000000-07:00", v.Datetime)
		if err != nil {
			t.Fatal(err)
		}
		if at.UnixMicro() != v.Timestamp {
			t.Fatalf("datetime %s is %d, timestamp says %d", v.Datetime, at.UnixMicro(), v.Timestamp)
		}
		if want := seconds*1e6 + nanos/1000; v.Timestamp != want {
			t.Fatalf("%d.%09d s: timestamp %d, want %d", seconds, nanos, v.Timestamp, want)
		}
		if err := reports.ListTimesketch(&table, listed); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&table).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		if rows[1][1] != strconv.FormatInt(v.Timestamp, 10) || rows[1][2] != v.Datetime {
			t.Fatalf("csv says %s and %s, jsonl %d and %s", rows[1][1], rows[1][2], v.Timestamp, v.Datetime)
		}
	})
}

// A body file has eleven fields a line, of which the last five are whole numbers; a bar in a
// name would make twelve.
func TestBodyfileLayout(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := reports.ListBodyfile(&b, sample.Listed()); err != nil {
		t.Fatal(err)
	}
	entries := 0
	for _, l := range sample.Listed() {
		entries += l.Listing.Len()
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != entries {
		t.Errorf("%d lines of %d entries", len(lines), entries)
	}
	for _, line := range lines {
		fields := strings.Split(line, "|")
		if len(fields) != 11 {
			t.Errorf("%d fields, want 11: %s", len(fields), line)
			continue
		}
		for _, f := range fields[6:] {
			if _, err := strconv.ParseInt(f, 10, 64); err != nil {
				t.Errorf("%q is no whole number: %s", f, line)
			}
		}
	}
}

// Every row of every table has as many cells as its head, and reads back as it was written.
func TestTablesAreRectangular(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"csv", "timesketch"} {
		var b bytes.Buffer
		if err := reports.ListFormatByName(name).Write(&b, sample.Listed()); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // refuses ragged rows
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(text, "\r") || strings.HasPrefix(text, "\ufeff") || len(rows) < 2 {
			t.Errorf("%s: a carriage return, a byte order mark or no rows", name)
		}
	}
}
