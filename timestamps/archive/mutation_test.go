package archive_test

import (
	"bytes"
	"runtime"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// mostAllocated bounds what listing a damaged archive of a few hundred bytes may take in all, in
// bytes. The windows of compressed headers are the largest part.
const mostAllocated = 64 << 20

// TestMutations cuts an archive of every kind at every byte and flips every bit of it, with the
// checksums as they were and made right again: an error or a listing in order, within the
// memory that the bytes are worth.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestMutations(t *testing.T) {
	seeds := map[string][]byte{
		"zip":  build([]member{{name: "a", date: dosDate, extra: ut(1)}, {name: "b/", extra: ntfs(fileTime, 0, 1<<63)}}),
		"rar4": rar4(), "rar5": rar5(), "7z": sevenZip(),
	}
	for name, b := range streams(t) {
		seeds[name] = b[:min(len(b), 2048)]
	}
	for name, whole := range seeds {
		for n := range len(whole) {
			checkMutation(t, name, whole[:n])
		}
		for bit := range 8 * len(whole) {
			b := bytes.Clone(whole)
			b[bit/8] ^= 1 << (bit % 8)
			checkMutation(t, name, b)
			if fix := fixes[name]; fix != nil {
				fix(b)
				checkMutation(t, name, b)
			}
		}
	}
}

// fixes make the checksums of an archive right again.
var fixes = map[string]func([]byte){"tar": fixTarBlocks, "rar4": fixRar, "rar5": fixRar, "7z": fixSevenZip}

func checkMutation(t *testing.T, name string, b []byte) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	l, err := readAny(b, archive.Limits{Entries: 1000, NameBytes: 1 << 20})
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > mostAllocated {
		t.Errorf("%s: %x: %d bytes were allocated for %d entries (%v)", name, b, used, len(l.Entries), err)
	}
	for i, e := range l.Entries {
		if e.Line != int64(i)+1 || e.Size < timestamps.NoSize || e.Slack < 0 {
			t.Errorf("%s: %x: entry %d has line %d, size %d", name, b, i, e.Line, e.Size)
		}
	}
}

// TestMutationsISO flips every bit of the descriptor and of the directories of small images, and cuts them there.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestMutationsISO(t *testing.T) {
	for _, kind := range []isoKind{isoPlain, isoRock, isoJoliet} {
		whole := smallISO(kind)
		for _, part := range []struct{ at, length int }{{isoDescriptorAt * isoSector, 190}, {isoRootAt * isoSector, 256}, {isoDirAt * isoSector, 192}} {
			for i := part.at; i < part.at+part.length; i++ {
				checkMutation(t, "iso", whole[:i])
				for bit := range 8 {
					b := bytes.Clone(whole)
					b[i] ^= 1 << bit
					checkMutation(t, "iso", b)
				}
			}
		}
	}
}
