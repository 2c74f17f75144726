package listing

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"copyclock/timestamps"
)

var zipinfoVerbose = Format{
	Name:       "zipinfo-v",
	Title:      "zipinfo -v, unzip -Z -v",
	Stamps:     "modified",
	Resolution: "1 s (extra 0x5455), 2 s (DOS)",
	Zone:       "UTC where every member has an extra field with it, else local time of the packer",
	Match: func(head [][]byte) float64 {
		for _, b := range head {
			if bytes.HasPrefix(b, []byte(zipMember)) || string(b) == "End-of-central-directory record:" {
				return 1
			}
		}
		return 0
	},
	Read: readZipinfoVerbose,
}

const zipMember = "Central directory entry #"

// zipVerbose gathers the lines of one member.
type zipVerbose struct {
	l        *timestamps.Listing
	dos, utc []timestamps.Stamp // of each entry
}

// readZipinfoVerbose reads blocks such as
//
//	Central directory entry #1:
//	---------------------------
//
//	  link-to-plain
//
//	  file last modified on (DOS date/time):          2024 Mar 10 03:00:00
//	  file last modified on (UT extra field modtime): 2024 Mar 10 06:59:59 UTC
//	  uncompressed size:                              1234 bytes
//	  Unix file attributes (104755 octal):            -rwsr-xr-x
func readZipinfoVerbose(in *Lines, l *timestamps.Listing, _ Options) error {
	r := zipVerbose{l: l}
	named := true // the name of the last member was read
	for in.Next() {
		b := in.Bytes()
		switch {
		case bytes.HasPrefix(b, []byte(zipMember)):
			named = false
		case !named && zipRemark(b):
		case !named && len(b) > 2 && b[0] == ' ':
			named = true
			r.member(in, b[2:])
		case named && len(l.Entries) > 0:
			r.line(bytes.TrimLeft(b, " "), in.Number())
		}
	}
	l.HeaderOrder = true
	r.choose()
	return nil
}

// zipRemark reports whether a line between the heading and the name of a member is a remark on
// the place of the member, "  There are an extra -44 bytes preceding this file.".
func zipRemark(b []byte) bool {
	return bytes.HasPrefix(b, []byte("  There are an extra ")) && bytes.HasSuffix(b, []byte(" bytes preceding this file."))
}

func (r *zipVerbose) member(in *Lines, name []byte) {
	e := timestamps.Entry{Path: in.Keep(name), Kind: timestamps.File, Size: timestamps.NoSize, Line: in.Number()}
	if name[len(name)-1] == '/' {
		e.Kind = timestamps.Directory
	}
	r.l.Entries = append(r.l.Entries, e)
	r.dos, r.utc = append(r.dos, timestamps.Stamp{}), append(r.utc, timestamps.Stamp{})
}

// line takes over one "key: value" of the last member.
func (r *zipVerbose) line(b []byte, at int64) {
	key, value, ok := bytes.Cut(b, []byte(": "))
	if !ok {
		return
	}
	last := len(r.l.Entries) - 1
	e := &r.l.Entries[last]
	value = bytes.TrimSpace(value)
	switch text := string(key); {
	case text == "uncompressed size":
		if e.Size, ok = number(bytes.TrimSuffix(value, []byte(" bytes"))); !ok {
			e.Size = timestamps.NoSize
			r.l.Skip(at, "the size is no number")
		}
	case text == "file security status":
		if string(value) == "encrypted" {
			e.Flags |= timestamps.Encrypted
		}
	case text == "file last modified on (DOS date/time)":
		r.dos[last] = zipVerboseTime(value)
	case strings.HasPrefix(text, "file last modified on (") && bytes.HasSuffix(value, []byte(" UTC")):
		s := zipVerboseTime(value[:len(value)-len(" UTC")])
		if s.State == timestamps.Floating {
			s.State = timestamps.Instant
		}
		r.utc[last] = s
	case strings.HasPrefix(text, "Unix file attributes ("):
		if kind, ok := unixMode(value); ok {
			e.Kind = kind
		}
	}
}

// zipVerboseTime reads "2024 Mar 10 03:00:00".
func zipVerboseTime(b []byte) timestamps.Stamp {
	year, rest := cutField(b)
	month, rest := cutField(rest)
	day, rest := cutField(rest)
	when, _ := cutField(rest)
	d := timestamps.Date{Year: yearOf(year)}
	var ok1, ok2 bool
	d.Month, ok1 = monthOf(month)
	d.Day, ok2 = smallNumber(day)
	if !ok1 || !ok2 || d.Year < 0 || !clock(when, &d) {
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.Wall(d)
}

// choose fills the column from the clock that all members have, and keeps both as extras, as
// the reader of zip archives does.
func (r *zipVerbose) choose() {
	l := r.l
	have := 0
	for _, s := range r.utc {
		if s.Known() {
			have++
		}
	}
	l.Extras = append(l.Extras, timestamps.Extra{Name: "modified_dos", Stamps: r.dos})
	if have > 0 {
		l.Extras = append(l.Extras, timestamps.Extra{Name: "modified_ut", Stamps: r.utc})
	}
	for i := range l.Entries {
		l.Entries[i].Times.Modified = r.dos[i]
		if have == len(l.Entries) {
			l.Entries[i].Times.Modified = r.utc[i]
		}
	}
	if have > 0 && have < len(l.Entries) {
		l.Warn("partial-ut-stamps", 0, fmt.Sprintf(
			"%d of %d members carry a time in UTC; clocks are not mixed, so the column leaves them out", have, len(l.Entries)))
	}
	packerZone(l, r.dos, r.utc)
}

// packerZone tells how far the packer's clock stood from UTC, where members carry both times.
// DOS times count in steps of 2 s and writers round either way; zones are whole quarters of an
// hour (METHOD 3.3).
func packerZone(l *timestamps.Listing, dos, utc []timestamps.Stamp) {
	const quarter, tolerance = 15 * 60e9, 2e9
	counts := map[int64]int{}
	pairs := 0
	for i := range dos {
		if dos[i].State != timestamps.Floating || utc[i].State != timestamps.Instant {
			continue
		}
		pairs++
		d := dos[i].Nanos - utc[i].Nanos
		if (d > 0) != (dos[i].Nanos > utc[i].Nanos) { // more than 292 years apart
			continue
		}
		n := (d + quarter/2 - mod(d+quarter/2, quarter)) / quarter
		if off := d - n*quarter; off >= -tolerance && off <= tolerance && n >= -14*4 && n <= 14*4 {
			counts[n]++
		}
	}
	if len(counts) == 0 {
		return
	}
	var offsets []int64
	for n := range counts {
		offsets = append(offsets, n)
	}
	sort.Slice(offsets, func(i, j int) bool { return offsets[i] < offsets[j] })
	var text strings.Builder
	for i, n := range offsets {
		if i > 0 {
			text.WriteString(", ")
		}
		fmt.Fprintf(&text, "%s (%d of %d)", offsetName(int(15*n)), counts[n], pairs)
	}
	l.Warn("packer-zone", 0, "members with a local and a UTC time put the packer's clock at "+text.String()+
		"; an archiver that applies one offset to all dates would show the same")
}
