package archive_test

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// TestExtremeNumbers puts numbers that no file has into the headers of every archive that can
// hold them. What comes out is the number, or unknown and counted; never another number.
func TestExtremeNumbers(t *testing.T) {
	t.Parallel()
	const invalid, absent = "invalid", "absent"
	for name, tt := range map[string]struct {
		archive []byte
		want    string // size and modified time of the first member, "damaged" or "none"
		warns   string // a code
	}{
		"zip: DOS date 0":          {build([]member{{name: "a", time: dosTime}}), "0 " + absent, ""},
		"zip: month 0":             {build([]member{{name: "a", date: 34<<9 | 24}}), "0 " + invalid, "invalid-stamp"},
		"zip: day 31 of November":  {build([]member{{name: "a", date: 34<<9 | 11<<5 | 31}}), "0 " + invalid, "invalid-stamp"},
		"zip: hour 31":             {build([]member{{name: "a", date: dosDate, time: 31 << 11}}), "0 " + invalid, "invalid-stamp"},
		"zip: second 62":           {build([]member{{name: "a", date: dosDate, time: 31}}), "0 " + invalid, "invalid-stamp"},
		"zip: FILETIME 0":          {build([]member{{name: "a", date: dosDate, extra: ntfs(0, 0, 0)}}), "0 2014-11-24T00:00:00", ""},
		"zip: FILETIME 1":          {build([]member{{name: "a", date: dosDate, extra: ntfs(1, 0, 0)}}), "0 2014-11-24T00:00:00", "invalid-stamp"},
		"zip: FILETIME 2^63":       {build([]member{{name: "a", date: dosDate, extra: ntfs(1<<63, 0, 0)}}), "0 2014-11-24T00:00:00", "invalid-stamp"},
		"zip: FILETIME 2^64-1":     {build([]member{{name: "a", date: dosDate, extra: ntfs(1<<64-1, 0, 0)}}), "0 2014-11-24T00:00:00", "invalid-stamp"},
		"zip: seconds -2^31":       {build([]member{{name: "a", date: dosDate, extra: ut(-1 << 31)}}), "0 1901-12-13T20:45:52Z", ""},
		"zip: size 2^32-2":         {zip64(1<<32-1, 0), "4294967294 2014-11-24T00:00:00", ""},
		"zip: size 2^63-1":         {zip64(1<<32-1, 1<<63-1), "9223372036854775807 2014-11-24T00:00:00", ""},
		"zip: size 2^63":           {zip64(1<<32-1, 1<<63), "-1 2014-11-24T00:00:00", "bad-size"},
		"zip: size 2^64-1":         {zip64(1<<32-1, 1<<64-1), "-1 2014-11-24T00:00:00", "bad-size"},
		"tar: before 1678":         {tarOf(-1<<40, tar.FormatGNU), "0 " + invalid, ""},
		"tar: after 2262":          {tarOf(1<<40, tar.FormatGNU), "0 " + invalid, ""},
		"tar: largest seconds":     {tarOf(1<<62, tar.FormatGNU), "0 " + invalid, ""},
		"tar: -1 s":                {tarOf(-1, tar.FormatGNU), "0 1969-12-31T23:59:59Z", ""},
		"tar: 0 s":                 {tarOf(0, tar.FormatUSTAR), "0 1970-01-01T00:00:00Z", ""},
		"pax: before 1678":         {tarOf(-1<<50, tar.FormatPAX), "0 " + invalid, ""},
		"pax: after 2262":          {tarOf(1<<50, tar.FormatPAX), "0 " + invalid, ""},
		"tar: size -1":             {tarSize(bytes.Repeat([]byte{0xff}, 12)), "damaged", ""},
		"tar: size 2^63":           {tarSize([]byte("\x80\x00\x00\x00\x80\x00\x00\x00\x00\x00\x00\x00")), "damaged", ""},
		"tar: size in octal, -1":   {tarSize([]byte("-0000000001\x00")), "damaged", ""},
		"newc: size 2^32-1":        {[]byte(newcOf("ffffffff", "ffffffff")), "4294967295 2106-02-07T06:28:15Z", ""},
		"odc: largest":             {[]byte(odcOf("77777777777", "77777777777")), "8589934591 2242-03-16T12:56:31Z", ""},
		"odc: digit 8":             {[]byte(odcOf("80000000000", "00000000000")), "none", ""},
		"ar: size 10^10-1":         {arOf("253402300800", "9999999999"), "9999999999 " + invalid, ""},
		"ar: size -1":              {arOf("0", "-1"), "damaged", ""},
		"ar: time -1":              {arOf("-1", "0"), "0 1969-12-31T23:59:59Z", ""},
		"ar: no time":              {arOf("", "0"), "0 " + absent, ""},
		"iso: month 13":            {isoAt([7]byte{114, 13, 24, 15, 20, 31, 0}), "0 " + invalid, ""},
		"iso: day 31 of November":  {isoAt([7]byte{114, 11, 31, 15, 20, 31, 0}), "0 " + invalid, ""},
		"iso: second 60":           {isoAt([7]byte{114, 11, 24, 15, 20, 60, 0}), "0 " + invalid, ""},
		"iso: all zero":            {isoAt([7]byte{}), "0 " + absent, ""},
		"iso: 1900":                {isoAt([7]byte{0, 1, 1, 0, 0, 0, 0}), "0 1900-01-01T00:00:00Z", ""},
		"iso: 2155, east 31 h":     {isoAt([7]byte{255, 12, 31, 23, 59, 59, 127}), "0 " + invalid, ""},
		"iso: west 32 h":           {isoAt([7]byte{114, 11, 24, 15, 20, 31, 128}), "0 " + invalid, ""},
		"rar 4: date 0":            {rar4Of(9, 0, 0), "9 " + absent, ""},
		"rar 4: month 15":          {rar4Of(9, 34<<9|15<<5|1, 0), "9 " + invalid, ""},
		"rar 4: day 31 of Feb.":    {rar4Of(9, 34<<9|2<<5|31, 0), "9 " + invalid, ""},
		"rar 4: second 62":         {rar4Of(9, dosDate, 31), "9 " + invalid, ""},
		"rar 4: size 2^32-2":       {rar4Of(1<<32-2, dosDate, 0), "4294967294 2014-11-24T00:00:00", ""},
		"rar 4: size 2^32-1":       {rar4Of(1<<32-1, dosDate, 0), "-1 2014-11-24T00:00:00", ""}, // not known to the packer
		"rar 5: size 2^63-1":       {rar5Of(1<<63-1, unixTime, nil), "9223372036854775807 2014-11-24T15:20:31Z", ""},
		"rar 5: size 2^63":         {rar5Of(1<<63, unixTime, nil), "-1 2014-11-24T15:20:31Z", "bad-size"},
		"rar 5: size 2^64-1":       {rar5Of(1<<64-1, unixTime, nil), "-1 2014-11-24T15:20:31Z", "bad-size"},
		"rar 5: 0 s":               {rar5Of(9, 0, nil), "9 1970-01-01T00:00:00Z", ""},
		"rar 5: 2^32-1 s":          {rar5Of(9, 1<<32-1, nil), "9 2106-02-07T06:28:15Z", ""},
		"rar 5: FILETIME 0":        {rar5Of(9, unixTime, le64(0)), "9 " + absent, ""},
		"rar 5: FILETIME 1":        {rar5Of(9, unixTime, le64(1)), "9 " + invalid, ""},
		"rar 5: FILETIME 2^63":     {rar5Of(9, unixTime, le64(1<<63)), "9 " + invalid, ""},
		"rar 5: FILETIME 2^64-1":   {rar5Of(9, unixTime, le64(1<<64-1)), "9 " + invalid, ""},
		"7z: FILETIME 0":           {sevenZipAt(0), "9 " + absent, ""},
		"7z: FILETIME 1":           {sevenZipAt(1), "9 " + invalid, ""},
		"7z: FILETIME 2^63":        {sevenZipAt(1 << 63), "9 " + absent, ""}, // the library wraps it to what it makes of 0
		"7z: FILETIME 2^64-1":      {sevenZipAt(1<<64 - 1), "9 " + invalid, ""},
		"7z: size 2^63-1":          {sevenZipSize(1<<63 - 1), "9223372036854775807 2014-11-24T15:20:31.1234567Z", ""},
		"7z: size 2^63":            {sevenZipSize(1 << 63), "-1 2014-11-24T15:20:31.1234567Z", "bad-size"},
		"7z: size 2^64-1":          {sevenZipSize(1<<64 - 1), "-1 2014-11-24T15:20:31.1234567Z", "bad-size"},
		"cab: date 0, size 2^32-1": {cabOf(1<<32-1, 0, 0), "4294967295 " + absent, ""},
		"cab: month 15":            {cabOf(0, 34<<9|15<<5|1, 0), "0 " + invalid, ""},
	} {
		l, err := readAny(tt.archive, archive.Limits{})
		got := "none"
		switch {
		case len(l.Entries) > 0:
			e := l.Entries[0]
			text := e.Times.Modified.Text()
			switch e.Times.Modified.State {
			case timestamps.Invalid:
				text = invalid
			case timestamps.Absent:
				text = absent
			}
			got = fmt.Sprint(e.Size, " ", text)
		case err != nil && strings.Contains(err.Error(), archive.ErrDamaged.Error()):
			got = "damaged"
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
		var codes []string
		for _, w := range l.Warnings {
			codes = append(codes, w.Code)
		}
		if strings.Join(codes, " ") != tt.warns {
			t.Errorf("%s: warnings %q, want %q", name, codes, tt.warns)
		}
	}
}

func le64(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }

// isoAt is an image whose root, the first that is listed, has that stamp.
func isoAt(stamp [7]byte) []byte {
	b := smallISO(isoPlain)
	copy(b[isoDescriptorAt*isoSector+156+18:], stamp[:])
	return b
}

// rar4Of is a file of that size and DOS date and time.
func rar4Of(size uint32, date, clock uint16) []byte {
	b := rar4()
	at := bytes.Index(b, []byte{0x74, 0, 0x80}) - 2
	binary.LittleEndian.PutUint32(b[at+11:], size)
	binary.LittleEndian.PutUint16(b[at+20:], clock)
	binary.LittleEndian.PutUint16(b[at+22:], date)
	fixRar(b)
	return b
}

// rar5Of is a file of that size and time, which a FILETIME in an extra record replaces.
func rar5Of(size uint64, sec uint32, fileTime []byte) []byte {
	extra := []byte{}
	if fileTime != nil {
		extra = append([]byte{byte(2 + len(fileTime)), 3, 2}, fileTime...) // times: modified, not of Unix
	}
	file := []byte{2, 3, byte(len(extra)), 9, 2} // type, flags: extra and data, their sizes, flags: time
	file = append(binary.AppendUvarint(file, size), 0x20)
	file = binary.LittleEndian.AppendUint32(file, sec)
	file = append(append(file, 0, 1, 1, 'a'), extra...)
	b := append([]byte("Rar!\x1a\x07\x01\x00\x00\x00\x00\x00\x03\x01\x00\x00"), 0, 0, 0, 0, byte(len(file)))
	b = append(append(b, file...), "some data\x00\x00\x00\x00\x03\x05\x00\x00"...)
	fixRar(b)
	return b
}

func sevenZipAt(fileTime64 uint64) []byte {
	b := sevenZip()
	binary.LittleEndian.PutUint64(b[bytes.LastIndex(b, le64(fileTime)):], fileTime64)
	fixSevenZip(b)
	return b
}

// sevenZipSize is an archive whose stored file is said to have that size.
func sevenZipSize(size uint64) []byte {
	b := sevenZip()
	at := bytes.Index(b, []byte{0x0c, 9, 0}) + 1 // the sizes of what the folders unpack to
	b = append(append(bytes.Clone(b[:at]), append([]byte{0xff}, le64(size)...)...), b[at+1:]...)
	binary.LittleEndian.PutUint64(b[20:], binary.LittleEndian.Uint64(b[20:])+8)
	fixSevenZip(b)
	return b
}

// zip64 is a zip of one member with that size in its header, and in a zip64 extra.
func zip64(size uint32, extra uint64) []byte {
	x := binary.LittleEndian.AppendUint64([]byte{1, 0, 8, 0}, extra)
	if extra == 0 {
		x = nil
		size-- // 2^32-1 itself would ask for the extra
	}
	b := build([]member{{name: "a", date: dosDate, extra: x}})
	at := bytes.Index(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+24:], size)
	b[6] = 8 // before the data stands no size
	return b
}

func tarOf(sec int64, format tar.Format) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: "a", ModTime: time.Unix(sec, 0), Format: format}); err != nil {
		panic(err) // the writer refuses the number: the test is wrong
	}
	w.Close()
	return b.Bytes()
}

// tarSize is a tar of one member with that field as size.
func tarSize(field []byte) []byte {
	b := tarOf(0, tar.FormatUSTAR)
	copy(b[124:136], field)
	fixTar(b)
	return b
}

// fixTar writes the checksum of the header that b begins with.
func fixTar(b []byte) {
	copy(b[148:156], "        ")
	sum := 0
	for _, c := range b[:512] {
		sum += int(c)
	}
	copy(b[148:156], fmt.Sprintf("%06o\x00 ", sum))
}

func newcOf(sec, size string) string {
	return "070701" + "00000001" + "000081a4" + strings.Repeat("0", 16) + "00000001" + sec + size +
		strings.Repeat("0", 32) + "00000002" + "00000000" + "a\x00"
}

func odcOf(sec, size string) string {
	return "070707" + "000001" + "000001" + "100644" + strings.Repeat("0", 12) + "000001" + "000000" + sec + "000002" + size + "a\x00"
}

func arOf(sec, size string) []byte {
	return fmt.Appendf(nil, "!<arch>\n%-16s%-12s%-6d%-6d%-8o%-10s`\n", "a/", sec, 0, 0, 0o100644, size)
}

func cabOf(size uint32, date, clock uint16) []byte {
	b := cab()
	binary.LittleEndian.PutUint32(b[36:], size)
	binary.LittleEndian.PutUint16(b[46:], date)
	binary.LittleEndian.PutUint16(b[48:], clock)
	return b
}
