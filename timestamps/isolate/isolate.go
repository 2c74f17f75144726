// Package isolate reads archives in a child process that may die: libraries that parse hostile
// headers can be made to allocate without end, to loop or to crash.
//
// The parent starts its own program again with the archive as standard input. The child sets
// limits on itself where the system has them (memory and processor time on Unix; a soft limit
// of the heap elsewhere), reads the headers with a reader of package archive and writes the
// entries to standard output as a stream of gob values that ends in a summary with their
// number. The parent kills it at a deadline. A stream without its summary is an error.
package isolate

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// Command is the hidden command of the program that calls [Serve].
const Command = "read-archive"

// ErrDied says that the child ended without a result. ErrMemory and ErrSeconds say which limit it
// died of, where it did.
var (
	ErrDied    = errors.New("the reader died; the archive is damaged or made to harm, and is left out")
	ErrMemory  = errors.New("it needed more memory than the limit allows")
	ErrSeconds = errors.New("it took more seconds than the limit allows")
)

// Limits of the child beside those of the archive. Zero means the default.
type Limits struct {
	archive.Limits
	Seconds int   // of the clock and of the processor, default 60, and 4 more for each MiB that is unpacked
	Memory  int64 // bytes, default 1 GiB
}

func (l Limits) withDefaults() Limits {
	if l.Seconds <= 0 {
		l.Seconds = 60
	}
	if l.Memory <= 0 {
		l.Memory = 1 << 30
	}
	return l
}

const (
	magic   = "copyclock-entries-1"
	batch   = 1024             // entries in one value
	maxSent = int64(8<<30) - 1 // bytes that the parent takes
)

// summary ends the stream.
type summary struct {
	Entries     int
	Zone        timestamps.Zone
	Skipped     int64
	Warnings    []timestamps.Warning
	Notes       []timestamps.Note
	HeaderOrder bool
	Said        saying
}

// saying is what the reader said at its end; zero where all went well.
type saying struct {
	Err  string
	Code int // index into sentinels plus one
}

// sentinels are the errors that keep their identity on the way to the parent.
var sentinels = []error{
	archive.ErrDamaged, archive.ErrEncrypted, archive.ErrMaxEntries, archive.ErrMaxNameBytes, archive.ErrMaxHeaderBytes, archive.ErrDictionary,
}

// childError is an error of the child with its sentinel.
type childError struct {
	text string
	is   error
}

func (e *childError) Error() string { return e.text }
func (e *childError) Unwrap() error { return e.is }

func sayingOf(failure error) saying {
	if failure == nil {
		return saying{}
	}
	s := saying{Err: failure.Error()}
	for i, is := range sentinels {
		if errors.Is(failure, is) {
			s.Code = i + 1
		}
	}
	return s
}

// failure is the error that was said; known is false where no reader says such a thing.
func (s saying) failure() (err error, known bool) {
	switch {
	case s.Code < 0 || s.Code > len(sentinels):
		return nil, false
	case s.Code > 0:
		return &childError{s.Err, sentinels[s.Code-1]}, true
	case s.Err != "":
		return errors.New(s.Err), true
	}
	return nil, true
}

// begin opens the stream of a child, and begun reports whether a stream is that of one.
func begin(out io.Writer) (*gob.Encoder, error) {
	g := gob.NewEncoder(out)
	return g, g.Encode(magic)
}

func begun(in io.Reader) (g *gob.Decoder, ok bool) {
	g = gob.NewDecoder(in)
	var first string
	return g, g.Decode(&first) == nil && first == magic
}

// Serve is the child: it reads the archive from in and writes to out. The arguments are those
// that [Reader.Read] gave.
func Serve(args []string, in io.Reader, out io.Writer) error {
	const numbers = 6
	contents := len(args) == numbers+2 && args[numbers+1] == contentsWord
	if len(args) != numbers+1 && !contents {
		return errors.New("read-archive is run by copyclock itself")
	}
	f := archive.ByName(args[0])
	var n [numbers]int64
	for i := range n {
		var err error
		if n[i], err = strconv.ParseInt(args[i+1], 10, 64); err != nil {
			return err
		}
	}
	if f == nil || f.Read == nil {
		return fmt.Errorf("unknown archive format %q", args[0])
	}
	seconds, memory := n[1], n[2]
	debug.SetMemoryLimit(memory)
	limit(seconds, memory)
	data, size, err := seekable(in, n[0], memory)
	if err != nil {
		return err
	}
	if contents {
		return sendContents(out, f, data, size)
	}
	l := &timestamps.Listing{Head: timestamps.Head{Format: f.Name}}
	failure := f.Read(data, size, l, archive.Limits{Entries: n[3], NameBytes: n[4], HeaderBytes: n[5]})
	return send(out, l, failure)
}

// seekable returns standard input if it is a file of that size, else its bytes.
func seekable(in io.Reader, size, memory int64) (io.ReaderAt, int64, error) {
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return io.NewSectionReader(f, 0, size), size, nil
		}
	}
	b, err := io.ReadAll(io.LimitReader(in, memory))
	return bytes.NewReader(b), int64(len(b)), err
}

func send(out io.Writer, l *timestamps.Listing, failure error) error {
	g, err := begin(out)
	if err != nil {
		return err
	}
	for rest := l.Entries; len(rest) > 0; {
		n := min(batch, len(rest))
		if err := g.Encode(rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if err := g.Encode([]timestamps.Entry{}); err != nil {
		return err
	}
	return g.Encode(summary{
		Entries: len(l.Entries), Zone: l.Zone, Skipped: l.Skipped, Warnings: l.Warnings, Notes: l.Notes, HeaderOrder: l.HeaderOrder,
		Said: sayingOf(failure),
	})
}

// Reader starts children.
type Reader struct {
	Program string // the program to start, usually [os.Executable]
	Limits  Limits
}

// Read lists an archive of size bytes. A regular file is handed to the child as it is; of
// anything else the child gets the bytes.
func (r *Reader) Read(f *archive.Format, data io.ReaderAt, file *os.File, size int64, l *timestamps.Listing, lim archive.Limits) error {
	return r.run(f, data, file, size, lim, nil, func(out io.Reader) (error, bool) { return receive(out, l, lim) })
}

// run starts a child for an archive and hands its output to receive, which reports what the child
// said of the archive and whether the output was complete.
func (r *Reader) run(f *archive.Format, data io.ReaderAt, file *os.File, size int64, lim archive.Limits, more []string, receive func(io.Reader) (error, bool)) error {
	limits := r.Limits.withDefaults()
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(limits.Seconds)*time.Second)
	defer cancel()
	args := append([]string{
		Command, f.Name, strconv.FormatInt(size, 10),
		strconv.Itoa(limits.Seconds), strconv.FormatInt(limits.Memory, 10), strconv.FormatInt(lim.Entries, 10),
		strconv.FormatInt(lim.NameBytes, 10), strconv.FormatInt(lim.HeaderBytes, 10),
	}, more...)
	c := exec.CommandContext(ctx, r.Program, args...)
	c.Env = []string{"TZ=UTC", "GOMAXPROCS=1", "GOTRACEBACK=none"}
	if root := os.Getenv("SystemRoot"); root != "" {
		c.Env = append(c.Env, "SystemRoot="+root) // Windows starts nothing without it
	}
	c.Stdin = io.NewSectionReader(data, 0, size)
	if file != nil {
		c.Stdin = file
	}
	said := &head{}
	c.Stderr = said
	out, err := c.StdoutPipe()
	if err != nil {
		return fmt.Errorf("starting the reader of %s: %w", f.Name, err)
	}
	if err := c.Start(); err != nil {
		return fmt.Errorf("starting the reader of %s: %w", f.Name, err)
	}
	failure, complete := receive(out)
	if !complete || failure != nil {
		cancel()
	}
	ended := c.Wait()
	switch {
	case complete && failure != nil:
		return failure
	case complete && ended == nil:
		return nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("reading %s: %w: %w (%d)", f.Name, ErrDied, ErrSeconds, limits.Seconds)
	}
	why := said.first()
	if outOfMemory(why) {
		return fmt.Errorf("reading %s: %w: %w (%d bytes)", f.Name, ErrDied, ErrMemory, limits.Memory)
	}
	if why == "" && ended != nil {
		why = ended.Error()
	}
	return fmt.Errorf("reading %s: %w (%s)", f.Name, ErrDied, why)
}

// receive takes the entries over; complete is false where the summary is missing or wrong.
func receive(in io.Reader, l *timestamps.Listing, lim archive.Limits) (failure error, complete bool) {
	g, ok := begun(io.LimitReader(in, maxSent))
	if !ok {
		return nil, false
	}
	before := len(l.Entries)
	for {
		var some []timestamps.Entry
		if g.Decode(&some) != nil {
			l.Entries = l.Entries[:before]
			return nil, false
		}
		if len(some) == 0 {
			break
		}
		l.Entries = append(l.Entries, some...)
		if lim.Entries > 0 && int64(len(l.Entries)) > lim.Entries {
			return fmt.Errorf("%w (%d)", archive.ErrMaxEntries, lim.Entries), true
		}
	}
	var s summary
	decoded := g.Decode(&s) == nil && s.Entries == len(l.Entries)-before
	failure, complete = s.Said.failure()
	if !decoded || !complete {
		l.Entries = l.Entries[:before]
		return nil, false
	}
	l.Zone, l.Skipped, l.Warnings, l.Notes, l.HeaderOrder = s.Zone, s.Skipped, s.Warnings, s.Notes, s.HeaderOrder
	return failure, true
}

// outOfMemory reports whether the runtime gave up for want of memory.
func outOfMemory(said string) bool {
	return strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory")
}

// head keeps the first bytes that are written to it.
type head struct{ text []byte }

func (h *head) Write(p []byte) (int, error) {
	const most = 2048
	h.text = append(h.text, p[:min(len(p), most-min(most, len(h.text)))]...)
	return len(p), nil
}

// first returns the first line, which names the crash.
func (h *head) first() string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(h.text)), "\n")
	return timestamps.Printable(line)
}
