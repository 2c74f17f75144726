package experiment

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"copyclock/timestamps"
)

// Plan is what a run is to write, in the order of writing.
type Plan struct {
	Files   []Planned
	Bytes   int64
	Replica bool
	Skipped int // links and special files of the source, which are not copied
}

// Planned is one file to write.
type Planned struct {
	Path   string // below the directory of the run, with slashes
	Size   int64  // bytes
	source string // file to read; empty: made-up bytes
}

// Tree plans a copy of all plain files below a directory, in lexical order.
func Tree(source string) (*Plan, error) {
	p := &Plan{}
	err := filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			p.Skipped++
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		below, err := filepath.Rel(source, name)
		if err != nil {
			return err
		}
		if below == "." { // the source is one file
			below = filepath.Base(name)
		}
		p.add(Planned{Path: filepath.ToSlash(below), Size: info.Size(), source: name})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the source: %w", err)
	}
	return p, nil
}

// Replica plans files of the sizes of a listing, in its order, with neutral names that keep
// which files shared a directory. Directories are flat: d0001/f00001.
func Replica(l *timestamps.Table) (*Plan, error) {
	p := &Plan{Replica: true}
	dirs := map[string]string{}
	unknown := 0
	for _, e := range l.All() {
		if !e.Counts() {
			continue
		}
		if e.Size < 0 {
			unknown++
			continue
		}
		dir, ok := dirs[path.Dir(e.Path)]
		if !ok {
			dir = fmt.Sprintf("d%04d", len(dirs)+1)
			dirs[path.Dir(e.Path)] = dir
		}
		p.add(Planned{Path: fmt.Sprintf("%s/f%05d", dir, len(p.Files)+1), Size: e.Size})
	}
	if unknown > 0 {
		return nil, fmt.Errorf("%w; the listing gives none for %d files", ErrNoSizes, unknown)
	}
	return p, nil
}

func (p *Plan) add(f Planned) {
	p.Files = append(p.Files, f)
	p.Bytes += f.Size
}

// reserve is what a run leaves free on the target, in bytes.
const reserve = 16 << 20

// fits refuses a plan that is empty, exceeds the cap or the free space (negative: not known).
func (p *Plan) fits(limit, free int64) error {
	// Note: sums of hostile sizes may pass 2^63, so the bytes are counted down.
	left := limit
	for _, f := range p.Files {
		if f.Size > left {
			return fmt.Errorf("%w: the cap is %d, and there are %d files", ErrCap, limit, len(p.Files))
		}
		left -= f.Size
	}
	switch {
	case len(p.Files) == 0:
		return ErrNoFiles
	case free >= 0 && p.Bytes > free-reserve:
		return fmt.Errorf("%w: %d bytes to write, %d free, of which %d stay free", ErrSpace, p.Bytes, free, reserve)
	}
	return nil
}

// open returns the bytes of the i-th file.
func (p *Plan) open(i int) (source, error) {
	f := p.Files[i]
	if f.source == "" {
		return newNoise(i, f.Size), nil
	}
	r, err := os.Open(f.source)
	if err != nil {
		return nil, fmt.Errorf("reading the source: %w", err)
	}
	return r, nil
}
