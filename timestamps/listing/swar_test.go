package listing_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// field draws bytes that look like what is meant, or nearly so, with other bytes behind them
// in the same memory or not.
func field(t *rapid.T, near ...string) []byte {
	b := []byte(rapid.SampledFrom(near).Draw(t, "near"))
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		if len(b) > 0 {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
	}
	b = b[:rapid.IntRange(0, len(b)).Draw(t, "cut")]
	behind := rapid.SampledFrom([]string{"", " x", "0123456789"}).Draw(t, "behind")
	line := append(bytes.Clone(b), behind...)
	return line[:len(b):len(line)]
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func plainNumber(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if !digit(c) || n > (math.MaxInt64-int64(c-'0'))/10 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(b) > 0
}

// plainDigits reads n digits, or returns -1.
func plainDigits(b []byte, i, n int) int {
	if len(b) < i+n {
		return -1
	}
	v, ok := plainNumber(b[i : i+n])
	if !ok {
		return -1
	}
	return int(v)
}

func plainClock(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	d.Hour, d.Minute = plainDigits(b, 0, 2), plainDigits(b, 3, 2)
	if d.Hour < 0 || d.Minute < 0 || b[2] != ':' {
		return d, b, false
	}
	if b = b[5:]; len(b) == 0 || b[0] != ':' {
		return d, b, true
	}
	if d.Second = plainDigits(b, 1, 2); d.Second < 0 {
		return d, b, false
	}
	if b = b[3:]; len(b) < 2 || b[0] != '.' || !digit(b[1]) {
		return d, b, true
	}
	i, unit := 1, 100_000_000
	for ; i < len(b) && digit(b[i]); i++ {
		d.Nanosecond += int(b[i]-'0') * unit
		unit /= 10
	}
	return d, b[i:], true
}

// TestWords holds that what looks at eight bytes at once gives what goes byte by byte.
func TestWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := field(t, "7", "00123456", "1467743958", "9223372036854775807", "9223372036854775808", "00000000000000000000000017", strings.Repeat("9", 30))
		got, ok := listing.Number(b)
		if want, wantOK := plainNumber(b); ok != wantOK || got != want {
			t.Fatalf("number(%q) = %d, %v, want %d, %v", b, got, ok, want, wantOK)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		sep := rapid.SampledFrom([]byte("-/:.\x00")).Draw(t, "separator")
		b := field(t, strings.ReplaceAll("2016-07-05 rest", "-", string(rune(sep))))
		var got timestamps.Date
		rest, ok := listing.CutDate(b, sep, &got)
		want := timestamps.Date{Year: plainDigits(b, 0, 4), Month: plainDigits(b, 5, 2), Day: plainDigits(b, 8, 2)}
		wantOK := min(want.Year, want.Month, want.Day) >= 0 && b[4] == sep && b[7] == sep
		if ok != wantOK || ok && (got != want || string(rest) != string(b[10:])) {
			t.Fatalf("cutDate(%q) = %v, %q, %v, want %v, %v", b, got, rest, ok, want, wantOK)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		b := field(t, "18:39", "18:39 x", "18:39:18", "18:39:18.5 x", "18:39:18.1234567", "18:39:18.12345678", "18:39:18.123456789", "18:39:18.123456789012 ")
		var got timestamps.Date
		rest, ok := listing.CutClock(b, &got)
		want, wantRest, wantOK := plainClock(b)
		if ok != wantOK || ok && (got != want || string(rest) != string(wantRest)) {
			t.Fatalf("cutClock(%q) = %v, %q, %v, want %v, %q, %v", b, got, rest, ok, want, wantRest, wantOK)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		b := field(t, "-rw-r--r--", "drwxrwxrwx", "-rwsr-Sr-T+", "l---------.")
		_, got := listing.UnixMode(b)
		want := len(b) == 10 || len(b) == 11 && strings.IndexByte(".+@", b[10]) >= 0
		for i := 1; want && i < 10; i++ {
			want = b[i] == '-' || b[i] == "rwxrwxrwx"[i-1] || i%3 == 0 && strings.IndexByte("sStTlL", b[i]) >= 0
		}
		if want {
			want = strings.IndexByte("-rChmdDlbcpsPnw?VMNLKxg", b[0]) >= 0
		}
		if got != want {
			t.Fatalf("unixMode(%q) = %v, want %v", b, got, want)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(rapid.StringMatching("[a|{}]{0,40}").Draw(t, "text"))
		at := make([]int, rapid.IntRange(0, 5).Draw(t, "count"))
		ok := listing.LastOf(b, '|', at)
		rest, want := b, true
		for i := len(at) - 1; want && i >= 0; i-- {
			j := bytes.LastIndexByte(rest, '|')
			if want = j >= 0; want {
				if ok && at[i] != j {
					t.Fatalf("lastOf(%q) = %v", b, at)
				}
				rest = rest[:j]
			}
		}
		if ok != want {
			t.Fatalf("lastOf(%q) of %d = %v, want %v", b, len(at), ok, want)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.StringMatching(`[ab ,;"é-]{0,12}`), 1, 12).Draw(t, "cells")
		comma := rapid.SampledFrom([]byte(",;")).Draw(t, "delimiter")
		var record bytes.Buffer
		w := csv.NewWriter(&record)
		w.Comma = rune(comma)
		if err := w.Write(want); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		line := bytes.TrimSuffix(record.Bytes(), []byte("\n"))
		cells, _ := listing.Split(line, comma)
		var got []string
		for _, cell := range cells {
			got = append(got, string(cell))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("split(%q) = %q, want %q", line, got, want)
		}
	})
}
