package isolate_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/isolate"
)

// TestMain plays the program: started with the hidden command it is the child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == isolate.Command {
		if err := isolate.Serve(os.Args[2:], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// sevenZip builds an archive whose header is the given bytes.
func sevenZip(header []byte) []byte {
	next := binary.LittleEndian.AppendUint64(nil, 0)
	next = binary.LittleEndian.AppendUint64(next, uint64(len(header)))
	next = binary.LittleEndian.AppendUint32(next, crc32.ChecksumIEEE(header))
	out := []byte("7z\xbc\xaf\x27\x1c\x00\x04")
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(next))
	return append(append(out, next...), header...)
}

func number(n uint64) []byte { return binary.LittleEndian.AppendUint64([]byte{0xff}, n) }

// padded fills a header with zeros.
func padded(header []byte, length int) []byte {
	return append(header, make([]byte, length-len(header))...)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func read(t *testing.T, format string, data []byte, asFile bool, limits isolate.Limits) (*timestamps.Listing, error) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := isolate.Reader{Program: program, Limits: limits}
	var file *os.File
	if asFile {
		name := filepath.Join(t.TempDir(), "archive")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if file, err = os.Open(name); err != nil {
			t.Fatal(err)
		}
		defer file.Close()
	}
	l := &timestamps.Listing{Head: timestamps.Head{Format: format}}
	err = r.Read(archive.ByName(format), bytes.NewReader(data), file, int64(len(data)), l, archive.Limits{Entries: 1000})
	return l, err
}

// packedHeader is an archive whose header is packed by the given coder, and is said to have 2^40 bytes.
func packedHeader(coder []byte) []byte {
	return sevenZip(join(
		[]byte{0x17, 0x06, 0, 1, 0x09, 20, 0}, // packed: at 0, one stream of 20 bytes, which are these
		[]byte{0x07, 0x0b, 1, 0, 1}, coder, []byte{0x0c}, number(1<<40), []byte{0, 0},
	))
}

// emptyFiles is an archive of two empty files, "a" and "b c".
func emptyFiles() []byte {
	names := []byte{0x00, 'a', 0, 0, 0, 'b', 0, ' ', 0, 'c', 0, 0, 0}
	return sevenZip(join(
		[]byte{0x01, 0x05, 2},
		[]byte{0x0e, 1, 0xc0}, // both without a stream
		[]byte{0x0f, 1, 0xc0}, // and no directories
		[]byte{0x11, byte(len(names))}, names,
		[]byte{0x00, 0x00},
	))
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, asFile := range []bool{true, false} {
		l, err := read(t, "7z", emptyFiles(), asFile, isolate.Limits{})
		if err != nil || len(l.Entries) != 2 || l.Entries[1].Path != "b c" || l.Entries[1].Size != 0 || l.Zone.Name != "UTC" {
			t.Errorf("as file %t: %+v, %v", asFile, l.Entries, err)
		}
	}
}

// encryptedHeader is the header of an archive whose own header, its first 16 bytes, is encrypted with a key that
// takes 2^power hashes.
func encryptedHeader(power byte) []byte {
	return join(
		[]byte{0x17, 0x06, 0, 1, 0x09, 16, 0},                     // encoded: one stream of 16 bytes
		[]byte{0x07, 0x0b, 1, 0, 1, 0x24, 0x06, 0xf1, 0x07, 0x01}, // one folder of one coder, AES
		[]byte{4, 0xc0 | power, 0, 1, 2, 0x0c, 16, 0, 0},          // salt and vector of a byte each; 16 bytes unpacked
	)
}

// TestKillers holds that a header that kills its reader is an error, and no more.
func TestKillers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		data   []byte
		want   error
		format string
	}{
		{"16 million files", sevenZip(padded(join([]byte{0x01, 0x05}, number(1<<24), []byte{0, 0}), 2269-32)), isolate.ErrMemory, "7z"},
		{"a million million files", sevenZip(join([]byte{0x01, 0x05}, number(1<<40), []byte{0, 0})), isolate.ErrMemory, "7z"},
		{"2^62 files", sevenZip(join([]byte{0x01, 0x05}, number(1<<62), []byte{0, 0})), archive.ErrDamaged, "7z"},
		{"2^31 pack streams", sevenZip(join([]byte{0x01, 0x04, 0x06}, number(0), number(1<<31), []byte{0x09, 0, 0, 0})), isolate.ErrMemory, "7z"},
		{"2^31 folders", sevenZip(join([]byte{0x01, 0x04, 0x07, 0x0b}, number(1<<31), make([]byte, 5))), isolate.ErrMemory, "7z"},
		{"2^62 bytes of names", sevenZip(join([]byte{0x01, 0x05, 0x01, 0x11}, number(1<<62), make([]byte, 6))), archive.ErrDamaged, "7z"},
		{"no names", sevenZip([]byte{0x01, 0x05, 0x01, 0, 0}), archive.ErrDamaged, "7z"},
		{"2^40 hashes of a key", sevenZip(encryptedHeader(40)), isolate.ErrSeconds, "7z"},
		{"cut off", sevenZip([]byte{0x17, 0x06, 0, 0, 0}), archive.ErrDamaged, "7z"},
		{"beyond the end", emptyFiles()[:40], archive.ErrDamaged, "7z"},
		{"LZMA header with a dictionary of 4 GiB", packedHeader([]byte{0x23, 3, 1, 1, 5, 0x5d, 0xff, 0xff, 0xff, 0xff}), archive.ErrDamaged, "7z"},
		{"LZMA header with a dictionary of 2 GiB", packedHeader([]byte{0x23, 3, 1, 1, 5, 0x5d, 0, 0, 0, 0x7f}), isolate.ErrMemory, "7z"},
		{"LZMA2 header with a dictionary of 4 GiB", packedHeader([]byte{0x21, 0x21, 1, 40}), archive.ErrDamaged, "7z"},
		{"LZMA2 header with a dictionary of 2 GiB", packedHeader([]byte{0x21, 0x21, 1, 38}), isolate.ErrMemory, "7z"},
		{"header of 2^40 bytes", packedHeader([]byte{1, 0}), archive.ErrDamaged, "7z"},
		{"rar of noise", []byte("Rar!\x1a\x07\x01\x00" + "\x00\x01\x02\x03\x04\x05\x06\x07\x08"), archive.ErrDamaged, "rar"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			limits := isolate.Limits{Memory: 256 << 20, Seconds: 20}
			if errors.Is(c.want, isolate.ErrSeconds) {
				limits.Seconds = 1
			}
			l, err := read(t, c.format, c.data, true, limits)
			if !errors.Is(err, c.want) || len(l.Entries) > 0 {
				t.Errorf("%d entries, %v; want %v", len(l.Entries), err, c.want)
			}
		})
	}
}

// TestHeaderBytes holds that a header is measured before it is read.
func TestHeaderBytes(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := isolate.Reader{Program: program}
	data := emptyFiles()
	for limit, want := range map[int64]error{31: nil, 20: archive.ErrMaxHeaderBytes} {
		l := &timestamps.Listing{}
		lim := archive.Limits{Entries: 10, HeaderBytes: limit}
		if err := r.Read(archive.ByName("7z"), bytes.NewReader(data), nil, int64(len(data)), l, lim); !errors.Is(err, want) {
			t.Errorf("limit %d: %v, want %v", limit, err, want)
		}
	}
	l := &timestamps.Listing{}
	if err := r.Read(archive.ByName("7z"), bytes.NewReader(data), nil, int64(len(data)), l, archive.Limits{NameBytes: 2}); !errors.Is(err, archive.ErrMaxNameBytes) {
		t.Errorf("4 bytes of names: %v, want %v", err, archive.ErrMaxNameBytes)
	}
}

func TestServeRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"7z", "x", "1", "1", "1", "1", "1"}, {"tar", "1", "1", "1", "1", "1", "1"}} {
		var out bytes.Buffer
		if err := isolate.Serve(args, bytes.NewReader(nil), &out); err == nil || out.Len() > 0 {
			t.Errorf("%q: %v, %d bytes", args, err, out.Len())
		}
	}
}

// TestDictionary holds that a list of members takes no memory for the dictionaries of their contents.
func TestDictionary(t *testing.T) {
	t.Parallel()
	block := func(head, data string) string {
		head = string(rune(len(head))) + head
		return string(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(head)))) + head + data
	}
	file := string(binary.AppendUvarint([]byte{2, 2, 9, 0}, 2<<30)) + " " + string(binary.AppendUvarint(nil, 1<<7|13<<10)) // 128 KiB << 13
	rar := "Rar!\x1a\x07\x01\x00" + block("\x01\x00\x00", "") + block(file+"\x01\x04name", "some data") + block("\x05\x00\x00", "")
	l, err := read(t, "rar", []byte(rar), true, isolate.Limits{Memory: 64 << 20})
	if err != nil || len(l.Entries) != 1 || l.Entries[0].Size != 2<<30 {
		t.Errorf("a dictionary of 1 GiB: %+v, %v", l.Entries, err)
	}
}
