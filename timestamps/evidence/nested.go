package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// Errors of [Nested].
var (
	ErrDepth       = errors.New("archives are nested deeper than the limit allows")
	ErrMaxArchives = errors.New("more archives inside archives than the limit allows")
)

// Nested collects the archives inside an archive, at any depth up to the limit, each as an evidence
// of its own: outer.7z!dir/inner.rar. Nothing is written under the name that an archive gives. What
// is small is kept in memory while it is read, what is large in a file that has no name.
type Nested struct {
	MaxDepth    int   // default 4
	MaxArchives int   // default 10,000
	MaxBytes    int64 // of all their bytes together; default 64 GiB

	Found  []*Evidence // in the order of the headers, each followed by those inside it
	Failed []error     // archives that could not be read

	head     []byte
	depth    int
	bytes    int64 // of archives inside archives, so far
	unpacked int64 // of the layers of compression in there, so far
	looked   int64 // at members that are no archives
	packed   int64 // of the outermost archive
	enough   bool  // a limit is reached, which is among the failures
}

// errEnough ends the walk through one archive when the search ends.
var errEnough = errors.New("the search ends")

// stop ends the search.
func (n *Nested) stop(label string, err error) error {
	n.fail(label, err)
	n.enough = true
	return errEnough
}

func (n *Nested) fail(label string, err error) {
	n.Failed = append(n.Failed, fmt.Errorf("reading %s: %w", timestamps.EscapePath(label), err))
}

// The defaults of [Nested], and what is kept in memory of one archive.
const (
	maxDepth    = 4
	maxArchives = 10_000
	inMemory    = 32 << 20
)

func (n *Nested) withDefaults() {
	if n.MaxDepth <= 0 {
		n.MaxDepth = maxDepth
	}
	if n.MaxArchives <= 0 {
		n.MaxArchives = maxArchives
	}
	if n.MaxBytes <= 0 {
		n.MaxBytes = 64 << 30
	}
}

// mostOf is how many bytes may be unpacked of the outermost archive.
func (n *Nested) mostOf(opt Options) int64 {
	return min(n.MaxBytes, max(ratioFrom, opt.MaxRatio*min(n.packed, n.MaxBytes/opt.MaxRatio)))
}

// nest looks for archives inside the archive that was read, of which whole gives the bytes again.
func (o *opener) nest(f *archive.Format, file *os.File, whole io.ReaderAt, size int64) {
	n := o.opt.Nested
	n.withDefaults()
	if n.depth == 0 {
		n.bytes, n.unpacked, n.looked, n.packed, n.enough = 0, 0, 0, max(o.raw.n, 1), false
	}
	var err error
	switch {
	case f.StreamContents != nil:
		err = f.StreamContents(io.NewSectionReader(whole, 0, size), o.member)
	case f.Contents == nil:
	case f.Fragile && o.opt.IsolateContents != nil:
		err = o.opt.IsolateContents(f, whole, file, size, o.member)
	default:
		err = f.Contents(whole, size, o.member)
	}
	if err != nil && !n.enough {
		n.fail(o.e.Name, err)
	}
}

// member reads one member if it is an archive. An archive that cannot be read is kept among the failures;
// what would go on without end is stopped with errEnough.
func (o *opener) member(name string, content io.Reader) error {
	n := o.opt.Nested
	if n.enough {
		return errEnough
	}
	if n.head == nil {
		n.head = make([]byte, archive.MagicLength)
	}
	k, _ := io.ReadFull(content, n.head) // a fault shows when the rest is read
	if !archive.MayHold(n.head[:k]) {
		// Members that share their bytes cost more than the archive has.
		if n.looked += int64(k); n.looked > n.mostOf(o.opt) {
			return n.stop(o.e.Label(), fmt.Errorf("%w of %d (more than %d bytes of members from %d)", ErrRatio, o.opt.MaxRatio, n.looked-1, n.packed))
		}
		return nil
	}
	label := o.e.Label() + "!" + name
	switch {
	case n.depth >= n.MaxDepth:
		n.fail(label, fmt.Errorf("%w (%d)", ErrDepth, n.MaxDepth))
		return nil
	case len(n.Found)+len(n.Failed) >= n.MaxArchives:
		return n.stop(label, fmt.Errorf("%w (%d)", ErrMaxArchives, n.MaxArchives))
	}
	s := &spool{}
	defer s.close()
	most := n.mostOf(o.opt) - n.bytes
	written, err := io.Copy(s, io.LimitReader(io.MultiReader(bytes.NewReader(n.head[:k]), content), most+1))
	n.bytes += written
	switch {
	case written > most && n.bytes > n.MaxBytes:
		return n.stop(label, fmt.Errorf("%w (%d, of archives inside archives)", ErrMaxBytes, n.MaxBytes))
	case written > most:
		return n.stop(label, fmt.Errorf("%w of %d (more than %d bytes from %d)", ErrRatio, o.opt.MaxRatio, n.bytes-1, n.packed))
	case err != nil:
		n.fail(label, fmt.Errorf("%w: %w", ErrDamaged, err))
		return nil
	}
	o.inner(label, s)
	if n.enough {
		return errEnough
	}
	return nil
}

// Label is what a report calls the evidence, wherever it lies: its name without the path to it;
// of an archive inside another, the name of the outer one, "!" and its own path in there.
func (e *Evidence) Label() string {
	switch {
	case e.Within != nil:
		return e.Name
	case e.Name == Standard:
		return "standard input"
	}
	return filepath.Base(e.Name)
}

// inner reads the archive in s, and those in it.
func (o *opener) inner(label string, s *spool) {
	n := o.opt.Nested
	at := len(n.Found)
	n.Found = append(n.Found, nil) // before those inside it
	in := opener{opt: o.opt, e: &Evidence{Name: label, Within: o.e}}
	in.opt.Format, in.opt.Columns = "", ""
	r, err := s.reader()
	if err == nil {
		n.depth++
		err = in.open(r)
		n.depth--
	}
	if err == nil && archive.ByName(in.e.Format) != nil {
		n.Found[at] = in.e
		return
	}
	n.Found = append(n.Found[:at], n.Found[at+1:]...) // those inside it stand on their own
	switch {
	case err == nil, errors.Is(err, ErrBinary), errors.Is(err, ErrUnknownFormat), errors.Is(err, ErrNoEntries), errors.Is(err, ErrEmpty):
		return // a compressed file that holds no archive
	}
	n.fail(label, err)
}

// spool keeps bytes in memory, and in a file without a name from inMemory on.
type spool struct {
	memory bytes.Buffer
	file   *os.File
}

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.memory.Len()+len(p) > inMemory {
		f, err := os.CreateTemp("", "copyclock-")
		if err != nil {
			return 0, bare(err)
		}
		s.file = f
		os.Remove(f.Name()) // works at once on Unix; elsewhere close removes it
		if _, err := f.Write(s.memory.Bytes()); err != nil {
			return 0, bare(err)
		}
		s.memory = bytes.Buffer{}
	}
	if s.file != nil {
		return s.file.Write(p)
	}
	return s.memory.Write(p)
}

// reader returns the bytes from the first on.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return bytes.NewReader(s.memory.Bytes()), nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return s.file, err
}

// at returns the bytes for reading anywhere, and their number.
func (s *spool) at() (io.ReaderAt, int64, error) {
	if s.file == nil {
		r := bytes.NewReader(s.memory.Bytes())
		return r, r.Size(), nil
	}
	info, err := s.file.Stat()
	if err != nil {
		return nil, 0, bare(err)
	}
	return s.file, info.Size(), nil
}

func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
