package simulate

import (
	"encoding/json"
	"fmt"
	"time"
)

// Truth is the record of a simulated run, with the members and units of those of the laboratory.
type Truth struct {
	ID        string  `json:"id"`
	Simulated bool    `json:"simulated"`
	Seed      uint64  `json:"seed"`
	Class     string  `json:"class"`
	Channel   string  `json:"channel"`
	Tool      string  `json:"tool"`
	FS        string  `json:"fs"`
	How       string  `json:"how,omitempty"`
	Files     int     `json:"files"` // that were copied
	Bytes     int64   `json:"bytes"`
	Streams   int     `json:"streams"`
	Subset    float64 `json:"subset"` // share of the files that is listed
	// FitRate is B and FitPerFile the mean overhead in ms, both of the setting. Absent where the
	// stamps have no single rate: parallel streams, a cache, no copy.
	FitRate    *float64 `json:"fit_rate_MBps,omitempty"`
	FitPerFile *float64 `json:"fit_per_file_ms,omitempty"`
	FileWindow *float64 `json:"file_window_MBps,omitempty"` // bytes from the first start to the last end
	// TrueRate is that of the transfer that mattered, where another one set the stamps.
	TrueRate *float64       `json:"true_transfer_MBps,omitempty"`
	Cache    *Cache         `json:"page_cache,omitempty"`
	Average  stamp[Average] `json:"naive_MBps"` // of the whole tree
	StampAt  stamp[Place]   `json:"stamp_at"`
	Copied   []string       `json:"copy_stamps"`
	Shown    []string       `json:"copy_stamps_in_listing"`
	Listing  Listing        `json:"listing"`
}

// stamp holds a value for the modified stamp, the only one that a simulated listing shows.
type stamp[T any] struct {
	Modified *T `json:"mtime,omitempty"`
}

// Cache says how a write cache bent the stamps.
type Cache struct {
	Effect string `json:"effect"`
}

// Average is bytes over the span of the true events.
type Average struct {
	MBs     *float64 `json:"MBps"` // nil where all events are one
	Elapsed float64  `json:"elapsed_s"`
}

// Place says where in a file's copy its stamp was set.
type Place struct {
	At string `json:"at"`
}

// Listing says what was written.
type Listing struct {
	File       string   `json:"file"` // relative to the record
	Format     string   `json:"format"`
	Command    string   `json:"command,omitempty"`
	Files      int      `json:"files"`
	Bytes      int64    `json:"bytes"`
	Resolution float64  `json:"resolution_s"`
	Order      Order    `json:"order"`
	Zone       string   `json:"zone_in_output"`
	Shown      []string `json:"stamps_shown"`
}

// recopied is the rate in MB/s of the transfer that mattered where a later copy set the stamps.
const recopied = 2.

// Truth returns the record of a run listed in format f under the given name.
func (r *Run) Truth(f *Format, file string) *Truth {
	s := &r.Setting
	column := []string{"mtime"}
	t := &Truth{
		ID: fmt.Sprintf("%s-%d", s.Name, r.Seed), Simulated: true, Seed: r.Seed, Class: s.Class,
		Channel: "simulated", Tool: "simulate " + s.Name, FS: "none", Files: len(r.Copied), Streams: s.Streams,
		Subset: float64(len(r.Listed)) / float64(len(r.Copied)), Copied: []string{}, Shown: []string{},
		Listing: Listing{
			File: file, Format: f.Name, Command: f.Command, Files: len(r.Listed),
			Resolution: max(s.Step, f.Step).Seconds(), Order: s.Order, Zone: f.Zone, Shown: column,
		},
	}
	for i := range r.Copied {
		t.Bytes += r.Copied[i].Size
	}
	for i := range r.Listed {
		t.Listing.Bytes += r.Listed[i].Size
	}
	if s.Kind != Copy {
		t.How = string(s.Kind)
	}
	if s.Kind == Unlinked || s.Kind == Authored {
		return t
	}
	t.Copied, t.Shown = column, column
	t.StampAt.Modified = &Place{string(s.Mode)}
	first, last := r.event(&r.Copied[0]), r.event(&r.Copied[len(r.Copied)-1])
	t.Average.Modified = &Average{over(t.Bytes, last-first), time.Duration(last - first).Seconds()}
	begin, end := r.Copied[0].Start, r.Copied[0].End
	for i := range r.Copied {
		begin, end = min(begin, r.Copied[i].Start), max(end, r.Copied[i].End)
	}
	t.FileWindow = over(t.Bytes, end-begin)
	switch {
	case s.Kind == Recopy:
		rate := recopied
		t.TrueRate = &rate
	case s.CacheMB > 0:
		t.Cache = &Cache{fmt.Sprintf("strong: the first %g MB ran at %g MB/s", s.CacheMB, s.CacheMBs)}
	case s.Streams == 1:
		rate, overhead := s.MBs, s.Overhead.Seconds()*1000
		t.FitRate, t.FitPerFile = &rate, &overhead
	}
	return t
}

// over returns bytes over nanoseconds in MB/s, nil where no time passed.
func over(bytes, nanos int64) *float64 {
	if nanos <= 0 {
		return nil
	}
	v := float64(bytes) / 1e6 / (float64(nanos) / 1e9)
	return &v
}

// Line returns the record as one line of a file of runs.
func (t *Truth) Line() ([]byte, error) {
	line, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("writing the record of %s: %w", t.ID, err)
	}
	return append(line, '\n'), nil
}
