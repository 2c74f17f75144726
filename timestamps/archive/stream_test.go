package archive_test

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// streams are small archives of each format, made here.
func streams(t testing.TB) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []tar.Header{
		{Typeflag: tar.TypeDir, Name: "d/", ModTime: time.Unix(unixTime, 0)},
		{Typeflag: tar.TypeReg, Name: "d/../x", Size: 3, ModTime: time.Unix(unixTime, 5), AccessTime: time.Unix(1, 0), Format: tar.FormatPAX},
		{Typeflag: tar.TypeLink, Name: "y", Linkname: "d/../x", ModTime: time.Unix(-1, 0), Format: tar.FormatGNU},
		{Typeflag: tar.TypeSymlink, Name: "z", Linkname: "y", ModTime: time.Unix(unixTime, 0)},
	} {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"tar": b.Bytes(), "newc": newc(), "odc": odc(), "ar": ar(), "cab": cab()}
}

func newc() []byte {
	var b bytes.Buffer
	for _, m := range []struct {
		inode, mode, links, size int
		name                     string
	}{{1, 0o040755, 2, 0, "d"}, {2, 0o100644, 2, 0, "a"}, {2, 0o100644, 2, 5, "b"}, {0, 0, 1, 0, "TRAILER!!!"}} {
		fmt.Fprintf(&b, "070701%08x%08x%016x%08x%08x%08x%032x%08x%08x%s\x00", m.inode, m.mode, 0, m.links,
			unixTime, m.size, 0, len(m.name)+1, 0, m.name)
		b.Write(make([]byte, (4-b.Len()%4)%4+(m.size+3)/4*4))
	}
	return b.Bytes()
}

func odc() []byte {
	var b bytes.Buffer
	for _, name := range []string{"a", "TRAILER!!!"} {
		fmt.Fprintf(&b, "070707%06o%06o%06o%018o%06o%011o%06o%011o%s\x00", 1, 1, 0o100644, 1, 0, unixTime, len(name)+1, 0, name)
	}
	return b.Bytes()
}

func ar() []byte {
	var b bytes.Buffer
	b.WriteString("!<arch>\n")
	for _, m := range []struct{ name, data string }{
		{"/", "sym"}, {"//", "a long name of GNU/\n"}, {"/0", "12"}, {"short/", "1"}, {"#1/8", "of BSD\x00\x00data"},
	} {
		fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8o%-10d`\n%s", m.name, unixTime, 0, 0, 0o100644, len(m.data), m.data)
		b.WriteString(strings.Repeat("\n", len(m.data)%2))
	}
	return b.Bytes()
}

func cab() []byte {
	b := make([]byte, 36)
	copy(b, "MSCF")
	binary.LittleEndian.PutUint32(b[16:], 36)
	binary.LittleEndian.PutUint16(b[28:], 1)
	b = binary.LittleEndian.AppendUint32(b, 7)
	for _, v := range []uint16{0, 0, 0, dosDate, dosTime, 0x20} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return append(b, "a\\b\x00"...)
}

// readAny lists b by what its first bytes say.
func readAny(b []byte, lim archive.Limits) (*timestamps.Listing, error) {
	l := &timestamps.Listing{}
	f := archive.Detect(b[:min(len(b), archive.MagicLength)])
	switch {
	case f == nil:
		return l, errors.New("no archive")
	case f.Stream != nil:
		return l, f.Stream(bytes.NewReader(b), l, lim)
	}
	return l, f.Read(bytes.NewReader(b), int64(len(b)), l, lim)
}

func TestStreams(t *testing.T) {
	t.Parallel()
	const at = "2014-11-24T15:20:31Z"
	for name, want := range map[string][]string{
		"tar": {"d/ directory 0 0 " + at, "d/../x file 3 0 2014-11-24T15:20:31.000000005Z", "y file 0 16 1969-12-31T23:59:59Z",
			"z link 0 0 " + at},
		"newc": {"d directory 0 0 " + at, "a file 0 16 " + at, "b file 5 0 " + at},
		"odc":  {"a file 0 0 " + at},
		"ar":   {"a long name of GNU file 2 0 " + at, "short file 1 0 " + at, "of BSD file 4 0 " + at},
		"cab":  {`a\b file 7 0 2014-11-24T10:20:30`},
	} {
		b := streams(t)[name]
		l, err := readAny(b, archive.Limits{})
		var got []string
		for _, e := range l.Entries {
			got = append(got, fmt.Sprint(e.Path, " ", e.Kind, " ", e.Size, " ", e.Flags, " ", e.Times.Modified.Text()))
		}
		if d := cmp.Diff(want, got); err != nil || d != "" || !l.HeaderOrder {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
		if _, err := readAny(b[:len(b)-len(b)/3], archive.Limits{}); name != "tar" && !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("%s cut off: %v", name, err)
		}
		if _, err := readAny(b, archive.Limits{NameBytes: 2}); len(want) > 1 && !errors.Is(err, archive.ErrMaxNameBytes) {
			t.Errorf("%s with too many names: %v", name, err)
		}
		if _, err := readAny(b, archive.Limits{Entries: 1}); len(want) > 1 && !errors.Is(err, archive.ErrMaxEntries) {
			t.Errorf("%s with too many entries: %v", name, err)
		}
	}
}

// TestCpioBegins holds that the two bytes of magic of old cpio alone make no archive.
func TestCpioBegins(t *testing.T) {
	t.Parallel()
	bin := func(mode, name uint16, rest string) []byte {
		words := [13]uint16{0o070707, 1, 2, mode, 0, 0, 1, 0, 0, 0, name, 0, 0}
		var b []byte
		for _, w := range words {
			b = binary.LittleEndian.AppendUint16(b, w)
		}
		return append(b, rest...)
	}
	long := strings.Repeat("n", 1000)
	for _, c := range []struct {
		name string
		b    []byte
		want bool
	}{
		{"a file", bin(0o100644, 5, "name\x00\x00"), true},
		{"the trailer", bin(0, 11, "TRAILER!!!\x00\x00"), true},
		{"a name that goes on", bin(0o100644, 2000, long), true},
		{"no type", bin(0o644, 5, "name\x00\x00"), false},
		{"an unknown type", bin(0o150644, 5, "name\x00\x00"), false},
		{"no end of the name", bin(0o100644, 5, "names"), false},
		{"a zero in the name", bin(0o100644, 5, "na\x00e\x00"), false},
	} {
		f := archive.Detect(c.b)
		if got := f != nil && f.Name == "cpio"; got != c.want {
			t.Errorf("%s: cpio is %t, want %t", c.name, got, c.want)
		}
	}
}

// TestCpioBin reads old binary headers in both byte orders; numbers of 32 bits begin with their upper half in both.
func TestCpioBin(t *testing.T) {
	t.Parallel()
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var b []byte
		for _, m := range []struct {
			mode       uint16
			name, data string
		}{{0o040755, "a\x00", ""}, {0o100644, "a/odd.x\x00", "bytes\x00"}, {0, "TRAILER!!!\x00\x00", ""}} {
			name := len(strings.TrimRight(m.name, "\x00")) + 1
			size := len(strings.TrimRight(m.data, "\x00"))
			for _, w := range []uint16{0o070707, 1, 2, m.mode, 0, 0, 1, 0, 1467758342 >> 16, 1467758342 & 0xffff, uint16(name), 0, uint16(size)} {
				b = order.AppendUint16(b, w)
			}
			b = append(append(b, m.name...), m.data...)
		}
		l, err := readAny(b, archive.Limits{})
		if err != nil || len(l.Entries) != 2 || l.Entries[1].Path != "a/odd.x" || l.Entries[1].Size != 5 ||
			l.Entries[0].Kind != timestamps.Directory || l.Entries[1].Times.Modified != timestamps.At(1467758342, 0) {
			t.Errorf("%v: %+v, %v", order, l.Entries, err)
		}
	}
}
