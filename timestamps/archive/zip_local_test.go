package archive_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// TestZipLocal holds that a local header which says something else than the central directory
// is counted and warned of, and that the central directory is what is listed.
func TestZipLocal(t *testing.T) {
	t.Parallel()
	// Two members: the local header of "bb" begins at 31.
	const second = 31
	put := func(at int, v uint16) func([]byte) []byte {
		return func(b []byte) []byte {
			binary.LittleEndian.PutUint16(b[second+at:], v)
			return b
		}
	}
	tests := []struct {
		name string
		edit func([]byte) []byte
		want []string
	}{
		{"same", func(b []byte) []byte { return b }, nil},
		{"name", put(30, 'x'<<8|'x'), []string{"local-name"}},
		{"time", put(10, dosTime+1), []string{"local-time"}},
		{"date", put(12, dosDate+1), []string{"local-time"}},
		{"size", put(22, 7), []string{"local-size"}},
		{"method", put(8, 8), []string{"local-method"}},
		{"encryption", put(6, 1), []string{"local-method"}},
		{"size after the data", func(b []byte) []byte { return put(6, 8)(put(22, 7)(b)) }, nil},
		{"masked", func(b []byte) []byte { return put(6, 1<<13)(put(30, 0)(b)) }, nil},
		{"no header", put(0, 0), []string{"no-local-header"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := read(t, tt.edit(build([]member{{name: "a", date: dosDate, time: dosTime}, {name: "bb", date: dosDate, time: dosTime}})))
			if got := codes(l); cmp.Diff(tt.want, got) != "" {
				t.Errorf("warnings %q, want %q", got, tt.want)
			}
			if len(l.Warnings) > 0 && l.Warnings[0].Line != 2 {
				t.Errorf("warning of member %d, want 2", l.Warnings[0].Line)
			}
			if e := l.Entries[1]; e.Path != "bb" || e.Size != 0 || e.Times.Modified.Text() != "2014-11-24T10:20:30" {
				t.Errorf("listed %+v, want what the central directory says", e)
			}
		})
	}
}

func codes(l *timestamps.Listing) []string {
	var all []string
	for _, w := range l.Warnings {
		all = append(all, w.Code)
	}
	return all
}

// unlist removes the k-th header from the central directory of a zip of build.
func unlist(b []byte, k int) []byte {
	at := 0
	for range k + 1 {
		at += 1 + bytes.Index(b[at+1:], []byte("PK\x01\x02"))
	}
	length := 46 + int(binary.LittleEndian.Uint16(b[at+28:])) + int(binary.LittleEndian.Uint16(b[at+30:]))
	b = append(b[:at:at], b[at+length:]...)
	end := b[len(b)-22:]
	for _, count := range []int{8, 10} {
		binary.LittleEndian.PutUint16(end[count:], binary.LittleEndian.Uint16(end[count:])-1)
	}
	binary.LittleEndian.PutUint32(end[12:], binary.LittleEndian.Uint32(end[12:])-uint32(length))
	return b
}

// TestZipBetween holds that members which the central directory does not list are found, wherever
// they lie, and members over one another.
func TestZipBetween(t *testing.T) {
	t.Parallel()
	three := []member{{name: "a"}, {name: "b"}, {name: "c"}}
	for k := range three {
		l := read(t, unlist(build(three), k))
		if got := codes(l); len(l.Entries) != 2 || len(got) != 1 || got[0] != "unlisted-members" || l.Warnings[0].Count != 1 {
			t.Errorf("without member %d: %d entries, %+v", k, len(l.Entries), l.Warnings)
		}
	}
	b := build(three)
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+42:], 31) // c lies where b lies
	if got := codes(read(t, b)); cmp.Diff([]string{"local-name", "overlapping-members", "unlisted-members"}, got) != "" {
		t.Errorf("two members in one place: %q", got)
	}
}

// TestZipLocalStamps holds that access and birth times are found where packers write them: in
// the local header alone.
func TestZipLocalStamps(t *testing.T) {
	t.Parallel()
	le := binary.LittleEndian
	extra := append(le.AppendUint16(le.AppendUint16(nil, 0x5455), 13), 7)
	for i := range uint32(3) {
		extra = le.AppendUint32(extra, unixTime+i)
	}
	b := build([]member{{name: "a", date: dosDate, time: dosTime, extra: ut(unixTime)}})
	le.PutUint16(b[28:], uint16(len(extra)))
	b = append(b[:31:31], append(extra, b[31:]...)...)
	end := len(b) - 22
	le.PutUint32(b[end+16:], le.Uint32(b[end+16:])+uint32(len(extra)))
	l := read(t, b)
	times := l.Entries[0].Times
	got := []string{times.Modified.Text(), times.Accessed.Text(), times.Birth.Text()}
	if d := cmp.Diff([]string{"2014-11-24T15:20:31Z", "2014-11-24T15:20:32Z", "2014-11-24T15:20:33Z"}, got); d != "" || len(l.Warnings) > 0 {
		t.Errorf("%+v (-want +got):\n%s", l.Warnings, d)
	}
}

// TestZipMasked holds that an encrypted central directory is named, not called damage.
func TestZipMasked(t *testing.T) {
	t.Parallel()
	b := build([]member{{name: "a"}})
	binary.LittleEndian.PutUint16(b[6:], 1<<13)
	b = b[:len(b)-22]
	err := archive.Detect(b).Read(bytes.NewReader(b), int64(len(b)), &timestamps.Listing{}, archive.Limits{})
	if !errors.Is(err, archive.ErrEncrypted) {
		t.Errorf("got %v, want %v", err, archive.ErrEncrypted)
	}
}

// TestZipHeaderBytes holds that a central directory is not read beyond the limit.
func TestZipHeaderBytes(t *testing.T) {
	t.Parallel()
	var many []member
	for range 20_000 {
		many = append(many, member{name: "a name"})
	}
	b := build(many) // a central directory of a megabyte
	for limit, want := range map[int64]error{1 << 21: nil, 1 << 19: archive.ErrMaxHeaderBytes} {
		err := archive.Detect(b).Read(bytes.NewReader(b), int64(len(b)), &timestamps.Listing{}, archive.Limits{HeaderBytes: limit})
		if !errors.Is(err, want) {
			t.Errorf("limit %d: %v, want %v", limit, err, want)
		}
	}
}

func notes(l *timestamps.Listing) string {
	var all []string
	for _, n := range l.Notes {
		all = append(all, n.Code+": "+n.Text)
	}
	return strings.Join(all, "\n")
}

// TestZipNotes holds what an archive tells of its packer and of the zone of its clock.
func TestZipNotes(t *testing.T) {
	t.Parallel()
	summer := ut(1405262400) // 2014-07-13T14:40:00Z
	tests := []struct {
		name     string
		members  []member
		has, not string
		warns    []string
	}{
		{"winter and summer", []member{
			{name: "w", date: dosDate, time: dosTime, extra: ut(unixTime)},
			{name: "x", date: dosDate, time: dosTime, extra: ut(unixTime)},
			{name: "s", date: 34<<9 | 7<<5 | 13, time: 10<<11 | 40<<5, extra: summer},
		}, "DOS time less UTC time is -05:00 for 2 members (stamped 2014-11-24), -04:00 for 1 member (stamped 2014-07-13)", "kind", nil},
		{"half hours", []member{{name: "i", date: 34<<9 | 7<<5 | 13, time: 20<<11 | 10<<5, extra: summer}}, "+05:30 for 1 member", "", nil},
		{"no offset", []member{{name: "o", date: 34<<9 | 7<<5 | 13, time: 20<<11 | 17<<5, extra: summer}}, "packer:", "packer-zone", []string{"dos-utc-disagree"}},
		{"beyond zones", []member{{name: "o", date: 34<<9 | 7<<5 | 15, time: 20<<11 | 10<<5, extra: summer}}, "packer:", "packer-zone", []string{"dos-utc-disagree"}},
		{"before 1980", []member{{name: "o", date: 33, extra: ut(-1)}}, "packer:", "packer-zone", nil},
		{"7-Zip", []member{{name: "a", creator: 3, extra: ntfs(fileTime, 0, 0), date: dosDate, time: dosTime}},
			"1 member (version 2.0 for Unix, extra fields 000a)", "writes them", nil},
		{"git", []member{{name: "a", extra: ut(unixTime), date: dosDate, time: dosTime}}, "version 2.0 for FAT", "", nil},
		{"Python", []member{{name: "a", creator: 3}, {name: "b", creator: 3}, {name: "c", flags: 8}},
			"2 members as zipfile of Python writes them (version 2.0 for Unix, no extra fields); " +
				"1 member as jar of Java writes them (version 2.0 for FAT, no extra fields, 1 streamed); headers of different programs", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := read(t, build(tt.members))
			got := notes(l)
			if !strings.Contains(got, tt.has) || tt.not != "" && strings.Contains(got, tt.not) {
				t.Errorf("notes:\n%s\nwant %q, not %q", got, tt.has, tt.not)
			}
			if d := cmp.Diff(tt.warns, codes(l)); d != "" {
				t.Errorf("warnings (-want +got):\n%s", d)
			}
		})
	}
}

// TestZipPackers holds the headers by which programs are told apart.
func TestZipPackers(t *testing.T) {
	t.Parallel()
	old := append([]byte{0x55, 0x58, 8, 0}, make([]byte, 8)...) // 0x5855: accessed and modified
	for _, c := range []struct {
		member
		version byte
		want    string
	}{
		{member{creator: 3, extra: old}, 21, "as Archive Utility of macOS writes them"},
		{member{extra: ntfs(fileTime, 0, 0)}, 63, "as 7-Zip for Windows writes them"},
		{member{creator: 3, extra: ntfs(fileTime, 0, 0)}, 63, "as 7-Zip writes them"},
		{member{extra: ntfs(fileTime, 0, 0)}, 31, "as WinRAR writes them"},
		{member{extra: ntfs(fileTime, 0, 0)}, 20, "as WinZip writes them"},
		{member{extra: ut(unixTime), flags: 8}, 20, "as archive/zip of Go writes them"},
		{member{extra: ut(unixTime)}, 20, "1 member (version 2.0 for FAT"},
		{member{}, 20, "as Explorer of Windows 7 writes them"},
		{member{flags: 8}, 20, "as jar of Java writes them"},
		{member{}, 45, "1 member (version 4.5 for FAT"},
	} {
		c.name, c.date, c.time = "a", dosDate, dosTime
		b := build([]member{c.member})
		b[bytes.Index(b, []byte("PK\x01\x02"))+4] = c.version
		if got := notes(read(t, b)); !strings.Contains(got, c.want) {
			t.Errorf("notes:\n%s\nwant %q", got, c.want)
		}
	}
}
