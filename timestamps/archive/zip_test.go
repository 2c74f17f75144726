package archive_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// member is a header as it is to stand in the central directory.
type member struct {
	name       string
	date, time uint16
	extra      []byte
	creator    uint16
	attrs      uint32
	flags      uint16
}

func ut(sec int32) []byte {
	b := binary.LittleEndian.AppendUint16(nil, 0x5455)
	b = append(binary.LittleEndian.AppendUint16(b, 5), 1)
	return binary.LittleEndian.AppendUint32(b, uint32(sec))
}

func ntfs(m, a, c uint64) []byte {
	b := binary.LittleEndian.AppendUint16(nil, 0x000a)
	b = binary.LittleEndian.AppendUint16(b, 32)
	b = append(b, 0, 0, 0, 0, 1, 0, 24, 0)
	for _, v := range []uint64{m, a, c} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return b
}

// build writes a zip of empty stored members, byte by byte, so that the stamps are ours.
func build(members []member) []byte {
	var body, central bytes.Buffer
	le := binary.LittleEndian
	for _, m := range members {
		at := body.Len()
		common := le.AppendUint16(nil, 20)
		for _, v := range []uint16{m.flags, 0, m.time, m.date} {
			common = le.AppendUint16(common, v)
		}
		common = append(common, make([]byte, 12)...) // checksum and sizes
		common = le.AppendUint16(common, uint16(len(m.name)))
		body.WriteString("PK\x03\x04")
		body.Write(le.AppendUint16(common, 0))
		body.WriteString(m.name)

		central.WriteString("PK\x01\x02")
		central.Write(le.AppendUint16(nil, m.creator<<8|20))
		central.Write(le.AppendUint16(common, uint16(len(m.extra))))
		central.Write(make([]byte, 6)) // comment, disk, internal attributes
		central.Write(le.AppendUint32(nil, m.attrs))
		central.Write(le.AppendUint32(nil, uint32(at)))
		central.WriteString(m.name)
		central.Write(m.extra)
	}
	at, size := body.Len(), central.Len()
	body.Write(central.Bytes())
	body.WriteString("PK\x05\x06\x00\x00\x00\x00")
	body.Write(le.AppendUint16(nil, uint16(len(members))))
	body.Write(le.AppendUint16(nil, uint16(len(members))))
	body.Write(le.AppendUint32(nil, uint32(size)))
	body.Write(le.AppendUint32(nil, uint32(at)))
	body.Write([]byte{0, 0})
	return body.Bytes()
}

func read(t *testing.T, b []byte) *timestamps.Listing {
	t.Helper()
	l := &timestamps.Listing{}
	f := archive.Detect(b)
	if f == nil {
		t.Fatal("Detect = nil")
	}
	if err := f.Read(bytes.NewReader(b), int64(len(b)), l, archive.Limits{}); err != nil {
		t.Fatal(err)
	}
	return l
}

// 2014-11-24 10:20:30 as a DOS date and time, as FILETIME and as seconds of 15:20:31 UTC.
const (
	dosDate  = 34<<9 | 11<<5 | 24
	dosTime  = 10<<11 | 20<<5 | 15
	unixTime = 1416842431
	fileTime = (unixTime+11644473600)*1e7 + 1234567
)

func TestZipClocks(t *testing.T) {
	t.Parallel()
	both := append(ut(unixTime), ntfs(fileTime, fileTime+1, fileTime+2)...)
	old := append([]byte{0x55, 0x58, 8, 0, 1, 0, 0, 0}, binary.LittleEndian.AppendUint32(nil, unixTime)...)
	dos := "2014-11-24T10:20:30"
	tests := []struct {
		name     string
		extras   [][]byte
		want     []string // modified
		zone     string
		columns  []string
		warnings []string
	}{
		{"dos", [][]byte{nil, nil}, []string{dos, dos}, "unknown", []string{"modified_dos"}, nil},
		{"ut", [][]byte{ut(unixTime), ut(-1)}, []string{"2014-11-24T15:20:31Z", "1969-12-31T23:59:59Z"}, "UTC",
			[]string{"modified_dos", "modified_ut"}, nil},
		{"old unix", [][]byte{old}, []string{"2014-11-24T15:20:31Z"}, "UTC", []string{"modified_dos", "modified_ut"}, nil},
		{"ntfs", [][]byte{both}, []string{"2014-11-24T15:20:31.1234567Z"}, "UTC",
			[]string{"modified_dos", "modified_ut", "modified_ntfs"}, nil},
		{"some ut", [][]byte{ut(unixTime), nil}, []string{dos, dos}, "unknown",
			[]string{"modified_dos", "modified_ut"}, []string{"partial-ut-stamps"}},
		{"some ntfs, all ut", [][]byte{both, ut(unixTime)}, []string{"2014-11-24T15:20:31Z", "2014-11-24T15:20:31Z"}, "UTC",
			[]string{"modified_dos", "modified_ut", "modified_ntfs"}, []string{"partial-ntfs-stamps"}},
		{"cut extra", [][]byte{ut(unixTime)[:7]}, []string{dos}, "unknown", []string{"modified_dos"}, []string{"bad-extra"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var members []member
			for i, x := range tt.extras {
				members = append(members, member{name: fmt.Sprint(i), date: dosDate, time: dosTime, extra: x})
			}
			l := read(t, build(members))
			var got, columns, warnings []string
			for _, e := range l.Entries {
				got = append(got, e.Times.Modified.Text())
			}
			for _, x := range l.Extras {
				columns = append(columns, x.Name)
				if len(x.Stamps) != len(l.Entries) {
					t.Errorf("%s has %d stamps for %d entries", x.Name, len(x.Stamps), len(l.Entries))
				}
			}
			for _, w := range l.Warnings {
				warnings = append(warnings, w.Code)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("modified (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.columns, columns); d != "" {
				t.Errorf("extras (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.warnings, warnings); d != "" {
				t.Errorf("warnings (-want +got):\n%s", d)
			}
			if l.Zone.Name != tt.zone || !l.HeaderOrder {
				t.Errorf("zone %q, header order %v; want %q, true", l.Zone.Name, l.HeaderOrder, tt.zone)
			}
		})
	}
}

func TestZipMembers(t *testing.T) {
	t.Parallel()
	l := read(t, build([]member{
		{name: "../d/"},
		{name: "none", date: 0, time: 5},
		{name: "month13", date: 34<<9 | 13<<5 | 1},
		{name: "second60", date: dosDate, time: 30},
		{name: "link", creator: 3, attrs: 0o120777 << 16},
		{name: "fifo", creator: 3, attrs: 0o010644 << 16},
		{name: "secret\xff", flags: 1, date: dosDate},
		{name: "dosdir", attrs: 0x10},
	}))
	type row struct {
		Path  string
		Kind  timestamps.Kind
		State timestamps.State
		Flags timestamps.Flags
		Line  int64
	}
	want := []row{
		{"../d/", timestamps.Directory, timestamps.Absent, 0, 1},
		{"none", timestamps.File, timestamps.Absent, 0, 2},
		{"month13", timestamps.File, timestamps.Invalid, 0, 3},
		{"second60", timestamps.File, timestamps.Invalid, 0, 4},
		{"link", timestamps.Link, timestamps.Absent, 0, 5},
		{"fifo", timestamps.Other, timestamps.Absent, 0, 6},
		{"secret\xff", timestamps.File, timestamps.Floating, timestamps.Encrypted, 7},
		{"dosdir", timestamps.Directory, timestamps.Absent, 0, 8},
	}
	var got []row
	for _, e := range l.Entries {
		got = append(got, row{e.Path, e.Kind, e.Times.Modified.State, e.Flags, e.Line})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("entries (-want +got):\n%s", d)
	}
	if len(l.Warnings) != 1 || l.Warnings[0].Code != "invalid-stamp" || l.Warnings[0].Count != 2 {
		t.Errorf("warnings = %+v, want two invalid stamps", l.Warnings)
	}
}

func TestZipDamaged(t *testing.T) {
	t.Parallel()
	whole := build([]member{{name: "a", date: dosDate}, {name: "b", date: dosDate}})
	broken := bytes.Clone(whole)
	copy(broken[bytes.Index(broken, []byte("PK\x01\x02")):], "lost")
	for name, b := range map[string][]byte{"truncated": whole[:len(whole)-30], "broken": broken, "magic only": whole[:4]} {
		l := &timestamps.Listing{}
		err := archive.Detect(b).Read(bytes.NewReader(b), int64(len(b)), l, archive.Limits{})
		if !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("%s: Read = %v, want %v", name, err, archive.ErrDamaged)
		}
	}
}

// The samples of the collection are listed with the counts of its manifest, all of them
// without exception: directories and symbolic links are no files and bring no bytes.
func TestZipSamples(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "..", "shared", "listings")
	f, err := os.Open(filepath.Join(root, "MANIFEST.csv"))
	if err != nil {
		t.Skip("the shared samples are not here:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range rows {
		if row[1] != "archive-zip" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(root, row[0]))
		if err != nil {
			t.Fatal(err)
		}
		var l timestamps.Listing
		if err := archive.Detect(b).Read(bytes.NewReader(b), int64(len(b)), &l, archive.Limits{}); err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		var files, dirs int
		var total int64
		for _, e := range l.Entries {
			switch e.Kind {
			case timestamps.File:
				files, total = files+1, total+e.Size
			case timestamps.Directory:
				dirs++
			}
		}
		got := []string{strconv.Itoa(files), strconv.Itoa(dirs), strconv.FormatInt(total, 10)}
		if d := cmp.Diff([]string{row[5], row[6], row[8]}, got); d != "" {
			t.Errorf("%s: files, directories, bytes (-want +got):\n%s", row[0], d)
		}
		checked++
	}
	t.Logf("%d samples", checked)
}

func BenchmarkZip(b *testing.B) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := range 300_000 {
		h := &zip.FileHeader{Name: fmt.Sprintf("dir%d/file%d.txt", i/1000, i), Modified: time.Unix(1416842431+int64(i), 0)}
		if _, err := w.CreateHeader(h); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var l timestamps.Listing
		if err := archive.Formats[0].Read(bytes.NewReader(buf.Bytes()), int64(buf.Len()), &l, archive.Limits{}); err != nil || len(l.Entries) != 300_000 {
			b.Fatal(err, len(l.Entries))
		}
	}
}
