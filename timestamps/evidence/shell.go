package evidence

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
)

// A listing is often saved with what the shell printed around it: a prompt with the command, the frame
// of script(1), an empty prompt at the end. Such lines are blanked at the head and cut from the end of a
// text, and counted. In between they are left to the reader, since a name may look like anything.

const (
	shellHead = 64 << 10 // bytes that are looked at for lines of a shell at the head
	shellTail = 4 << 10  // and at the end
)

// shellLine fits what no listing prints at the start of a line:
//
//	user@host:~/leak$ ls -l        [user@host leak]# ls -l        user@host leak % ls -l
//	C:\leak>dir /s                 PS C:\leak> Get-ChildItem      $ find . -printf ...
//	Script started on 2026-11-28 09:00:00+00:00 [TERM="xterm"]
var shellLine = regexp.MustCompile(`^(?:\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\a]*\a)*(?:` +
	`\(?[\w.-]*\)? ?[\w.-]+@[\w.-]+:[^$#]*[$#](?: |$)` +
	`|\[[\w.-]+@[\w.-]+ [^\]]*\][$#](?: |$)` +
	`|[\w.-]+@[\w.-]+ [^%]* %(?: |$)` +
	`|(?:PS )?[A-Za-z]:\\[^<>|"*?]*>(?: ?\S.*| )?$` +
	`|PS /[^>]*>(?: |$)` +
	`|[$#%>] (?:sudo |LC_ALL=\S+ |LANG=\S+ |TZ=\S+ )*(?:ls|find|stat|tree|du|dir|tar|bsdtar|unzip|zipinfo|7z|7za|7zr|7zz|unrar|rar|lsar|rclone|rsync|fls|istat|ils|mactime|cpio|ar|cabextract|arj|lha|isoinfo|xorriso|hashdeep|md5deep|mtree|mdir|exiftool|ncdu|aws|gsutil|debugfs|busybox|cat|type|cd|python3?)(?: |$)` +
	`|Script (?:started|done) on ` +
	`)`)

// shellEnd fits a line that a shell leaves at the end, but that says nothing by itself.
var shellEnd = regexp.MustCompile(`^(?:exit|logout|[$#%>] ?)$`)

// shell reads a text without the lines of a shell around it.
type shell struct {
	r     io.Reader
	held  []byte // read and not yet given from at on: at least shellTail bytes, before the end
	at    int
	err   error
	chunk []byte
	lines int64 // that were left out
}

// newShell blanks the lines of a shell at the head of r, so that the numbers of the others stay.
func newShell(r io.Reader) (*shell, error) {
	br := bufio.NewReaderSize(r, shellHead)
	head, err := br.Peek(shellHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	s := &shell{chunk: make([]byte, bufferBytes/4)}
	var blank []byte
	used, last := 0, 0
	for rest := head; ; {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		text := bytes.TrimSuffix(line, []byte("\r"))
		fits := shellLine.Match(text)
		if !whole || !fits && len(bytes.TrimSpace(text)) > 0 {
			break
		}
		used += len(line) + 1
		blank = append(blank, '\n')
		rest = after
		if fits {
			s.lines++
			last = used
		}
	}
	if s.lines == 0 {
		s.r = br
		return s, nil
	}
	blank = blank[:bytes.Count(head[:last], []byte("\n"))]
	if _, err := br.Discard(last); err != nil {
		return nil, err
	}
	s.r = io.MultiReader(bytes.NewReader(blank), br)
	return s, nil
}

func (s *shell) Read(p []byte) (int, error) {
	for s.err == nil && len(s.held)-s.at <= shellTail {
		s.held = s.held[:copy(s.held, s.held[s.at:])]
		s.at = 0
		n, err := s.r.Read(s.chunk)
		s.held = append(s.held, s.chunk[:n]...)
		if err != nil {
			s.err = err
			if errors.Is(err, io.EOF) {
				s.cut()
			}
		}
	}
	end := len(s.held)
	if s.err == nil {
		end -= shellTail
	}
	if s.at == end {
		return 0, s.err
	}
	n := copy(p, s.held[s.at:end])
	s.at += n
	return n, nil
}

// cut takes the lines of a shell from the end of what is held.
func (s *shell) cut() {
	end, lines, found := len(s.held), int64(0), int64(0)
	for at := len(s.held); at > 0; {
		begin := bytes.LastIndexByte(s.held[:at-1], '\n') + 1
		text := bytes.TrimRight(s.held[begin:at], "\r\n")
		fits := shellLine.Match(text)
		if begin == 0 && len(s.held) > shellTail || !fits && !shellEnd.Match(text) && len(bytes.TrimSpace(text)) > 0 {
			break
		}
		if len(text) > 0 {
			lines++
		}
		if fits {
			end, found = begin, lines
		}
		at = begin
	}
	s.held = s.held[:end]
	s.lines += found
}
