package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"copyclock/analyze"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// candidate is a file that may be evidence of a result. It is opened once: what is hashed is
// what is analysed.
type candidate struct {
	name   string
	file   *os.File
	sha256 string
}

// candidates are open files; close them.
type candidates []candidate

// add hashes an open file and takes it over.
func (c *candidates) add(name string, file *os.File) error {
	h := sha256.New()
	_, err := io.Copy(h, file)
	if err != nil {
		file.Close()
		return fmt.Errorf("reading %s: %w", timestamps.EscapePath(name), err)
	}
	*c = append(*c, candidate{name, file, hex.EncodeToString(h.Sum(nil))})
	return nil
}

func (c candidates) close() {
	for _, x := range c {
		x.file.Close()
	}
}

func (c candidates) names() []string {
	var names []string
	for _, x := range c {
		names = append(names, x.name)
	}
	return names
}

// find returns the last candidate of that SHA-256, or nil.
func (c candidates) find(sha256 string) *candidate {
	for i := len(c) - 1; i >= 0; i-- {
		if c[i].sha256 == sha256 {
			return &c[i]
		}
	}
	return nil
}

// open reads the candidate as evidence.
func (c *candidate) open(opt evidence.Options) (*evidence.Evidence, error) {
	if _, err := c.file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(c.name), err)
	}
	return evidence.Open(c.name, c.file, opt)
}

// read returns the bytes of a candidate that holds at most that many.
func (c *candidate) read(most int64) ([]byte, error) {
	if _, err := c.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(c.file, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s: %w (%d)", timestamps.EscapePath(c.name), evidence.ErrMaxBytes, most)
	}
	return data, err
}

// beside finds the files in the directory of a result that have a name which the result
// mentions. A name in a result is data: only a plain name of a plain file counts.
func (v *verification) beside(dir string) candidates {
	var mentioned []string
	for _, e := range v.result.Evidence {
		if mentioned = append(mentioned, e.Name); e.Live {
			mentioned = append(mentioned, e.Name+".csv") // its saved rows
		}
	}
	if p := v.result.Options.Profiles; p != nil {
		mentioned = append(mentioned, p.Name)
	}
	var found candidates
	for _, name := range mentioned {
		path := filepath.Join(dir, name)
		if name != filepath.Base(name) || !plainFile(path) || slices.Contains(found.names(), path) {
			continue
		}
		if f, err := evidence.OpenPlain(path); err == nil {
			_ = found.add(path, f) // what cannot be read is not found
		}
	}
	return found
}

func plainFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// isResult reports whether an open file begins as a result does, and winds it back.
func isResult(f *os.File) bool {
	head := make([]byte, 256)
	n, _ := io.ReadFull(f, head)
	_, err := f.Seek(0, io.SeekStart)
	return err == nil && bytes.Contains(head[:n], []byte(`"`+analyze.Schema+`"`))
}
