package isolate

import (
	"encoding/gob"
	"errors"
	"io"
	"os"

	"copyclock/timestamps/archive"
)

// contentsWord asks the child for the bytes of the members instead of their headers.
const contentsWord = "contents"

// piece is a part of the contents of one member. The stream ends in one without bytes and name that is
// the last, or says what the reader said.
type piece struct {
	Name  string // of the member, in its first piece
	First bool
	Bytes []byte
	Last  bool // of the whole stream
	Said  saying
}

// pieceBytes is how much of a member one piece holds.
const pieceBytes = 256 << 10

// sendContents writes those members that begin like an archive or a compressed file.
func sendContents(out io.Writer, f *archive.Format, data io.ReaderAt, size int64) error {
	if f.Contents == nil {
		return errors.New("the contents of " + f.Name + " are not read")
	}
	g, err := begin(out)
	if err != nil {
		return err
	}
	buffer := make([]byte, pieceBytes)
	failure := f.Contents(data, size, func(name string, content io.Reader) error {
		for first := true; ; first = false {
			n, err := io.ReadFull(content, buffer)
			if first && !archive.MayHold(buffer[:n]) {
				return nil
			}
			if n > 0 {
				if err := g.Encode(piece{Name: name, First: first, Bytes: buffer[:n]}); err != nil {
					return err
				}
			}
			if err != nil { // the end, or damage, which the reader of the member will notice
				return nil
			}
		}
	})
	return g.Encode(piece{Last: true, Said: sayingOf(failure)})
}

// secondsPerMiB is how much longer than for its headers a child may take for the contents of an archive, unless
// the user says how long.
const secondsPerMiB = 4

// Contents gives those members of an archive to a taker that begin like an archive or a compressed file.
func (r *Reader) Contents(f *archive.Format, data io.ReaderAt, file *os.File, size int64, take archive.Taker) error {
	unpacking := Reader{Program: r.Program, Limits: r.Limits.withDefaults()}
	if r.Limits.Seconds <= 0 {
		unpacking.Limits.Seconds += int(secondsPerMiB * (size >> 20))
	}
	return unpacking.run(f, data, file, size, archive.Limits{}, []string{contentsWord}, func(out io.Reader) (error, bool) {
		return receiveContents(out, take)
	})
}

func receiveContents(in io.Reader, take archive.Taker) (failure error, complete bool) {
	g, ok := begun(in)
	if !ok {
		return nil, false
	}
	p := &pieces{g: g}
	if !p.next() {
		return nil, false
	}
	for !p.now.Last {
		p.begun = true
		if err := take(p.now.Name, p); err != nil {
			return err, true
		}
		if _, err := io.Copy(io.Discard, p); err != nil {
			return nil, false
		}
	}
	return p.now.Said.failure()
}

// pieces reads the bytes of one member up to the first piece of the next.
type pieces struct {
	g     *gob.Decoder
	now   piece
	begun bool // now is the first piece of the member that is read
	err   error
}

func (p *pieces) next() bool {
	p.now = piece{}
	p.err = p.g.Decode(&p.now)
	return p.err == nil
}

func (p *pieces) Read(b []byte) (int, error) {
	for {
		switch {
		case p.err != nil:
			return 0, io.ErrUnexpectedEOF
		case p.now.Last, p.now.First && !p.begun:
			return 0, io.EOF
		case len(p.now.Bytes) > 0:
			n := copy(b, p.now.Bytes)
			p.now.Bytes = p.now.Bytes[n:]
			return n, nil
		}
		p.next()
		p.begun = false
	}
}
