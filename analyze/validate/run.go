package validate

import (
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// Class says what a run is.
type Class string

// The classes of a run.
const (
	Local      Class = "local"
	LAN        Class = "lan"
	WAN        Class = "wan"
	None       Class = "none"       // the listing shows no trace of a transfer
	Misleading Class = "misleading" // the stamps show something else than the transfer that mattered
)

// Run is the record of one run with known truth, one line of a runs.jsonl. A nil member is
// not known. Rates are in MB/s, 10^6 bytes a second. Members that nothing here uses are not read.
type Run struct {
	ID        string `json:"id"`        // name of the run, one of its file
	Simulated bool   `json:"simulated"` // no copy was made: its truth was chosen
	Class     Class  `json:"class"`     // local, lan, wan; none: no copy; misleading: the stamps show another copy
	// TruthClass says of a run of class none what really carried the files, if anything did.
	TruthClass Class  `json:"channel_truth_class"`
	Channel    string `json:"channel"` // what carried the copy
	Tool       string `json:"tool"`    // the copying program
	FS         string `json:"fs"`      // file system of the target
	Mount      string `json:"mopts"`   // its mount options
	Unit       string `json:"unit"`    // the device or line in the words of who recorded the run
	How        string `json:"how"`     // what was done where no plain copy was made

	WallStart float64 `json:"wall_start"`   // seconds since 1970; 0: not known
	Facts     *Facts  `json:"device_facts"` // what the system says of the device

	Files int   `json:"files"` // of the tree that was copied
	Bytes int64 `json:"bytes"` // of these files

	Mbit     *float64 `json:"mbit"`       // line rate, Mbit/s
	Up       *float64 `json:"up"`         // line rate of the slower, sending side, Mbit/s
	DevModel *Device  `json:"dev_model"`  // the throttle of a laboratory's device
	Cache    *Cache   `json:"page_cache"` // how far a cache stands between the stamps and the device

	Streams      *int     `json:"streams"`       // concurrent instances of the tool
	StreamsTotal *int     `json:"streams_total"` // times the tool's own parallel transfers
	Subset       *float64 `json:"subset"`        // share of the files that was left in the tree

	FitRate    *float64 `json:"fit_rate_MBps"`      // slope of the copy as seen from outside
	FitPerFile *float64 `json:"fit_per_file_ms"`    // intercept of the same
	FileWindow *float64 `json:"file_window_MBps"`   // from the first file's start to the last one's end
	OnDevice   *float64 `json:"on_device_MBps"`     // until everything was on the device
	TrueRate   *float64 `json:"true_transfer_MBps"` // of a misleading run: the copy that mattered

	Average    map[string]Implied   `json:"naive_MBps"`             // of the whole tree, by stamp: mtime, ctime, btime
	StampAt    map[string]Placement `json:"stamp_at"`               // the same keys
	CopyStamps []string             `json:"copy_stamps"`            // columns that the copy set: mtime, ctime, btime
	Listed     []string             `json:"copy_stamps_in_listing"` // of these, those that the listing shows
	TimingNote string               `json:"timing_note"`            // why the times of files are not to be trusted; then start or end is not judged

	Listing Listing `json:"listing"` // the listing of the run

	// Corpus is the file that holds the record, and Line its line there, from 1.
	Corpus analyze.FileRef `json:"-"`
	Line   int             `json:"-"`

	// Listings are named relative to dir, the directory of the corpus, or to the root of the
	// packed corpus, whose files are pack.
	dir  string
	pack map[string][]byte
}

// Listing is the listing of a run.
type Listing struct {
	File       string  `json:"file"`         // relative to the directory of the runs
	Format     string  `json:"format"`       // as copyclock formats names it; empty: recognised
	Files      int     `json:"files"`        // in it
	Bytes      int64   `json:"bytes"`        // of these
	Resolution float64 `json:"resolution_s"` // the step in which stamps are printed, seconds
}

// Facts are what the system says of a device.
type Facts struct {
	Removable bool `json:"removable"` // it can be taken out
}

// Device is the model of a throttled device.
type Device struct {
	Write float64 `json:"wr"` // nominal MB/s
}

// Cache says how far the stamps' rate is from the device's.
type Cache struct {
	Effect string `json:"effect"` // none, partial or strong, with an explanation behind a colon
}

// Implied is the rate that stamps imply.
type Implied struct {
	MBs *float64 `json:"MBps"` // null where all stamps are equal
}

// Placement says where in a file's own copy its stamp lies.
type Placement struct {
	At string `json:"at"` // start, end, inside, after, in-window, preserved, absent
}

// Source names the independent unit that a run belongs to: tool x channel x file system
// (METHOD 12.22) x unit, where the record names one. A run in which nothing was copied is named
// after what was done, and every simulated run is a source of its own.
func (r *Run) Source() string {
	if r.Simulated {
		return "simulated " + r.Corpus.Name + " " + r.ID
	}
	tool := r.Tool
	if r.How != "" {
		tool = r.How
	}
	source := tool + " x " + r.Channel + " x " + r.FS
	if r.Unit != "" {
		source += " x " + r.Unit
	}
	return source
}

// Copy reports whether the run is a copy whose rate the stamps could show.
func (r *Run) Copy() bool { return r.Class == Local || r.Class == LAN || r.Class == WAN }

// StreamCount returns how many files were under way at a time, at least 1. Where the record
// does not count them the name of the tool does: xargs-P2.
func (r *Run) StreamCount() int {
	n := 1
	for _, s := range []*int{r.Streams, r.StreamsTotal} {
		if s != nil {
			n = max(n, *s)
		}
	}
	if i := strings.LastIndex(r.Tool, "-P"); i >= 0 && len(r.Tool) == i+3 {
		if d := r.Tool[i+2]; d >= '1' && d <= '9' {
			n = max(n, int(d-'0'))
		}
	}
	return n
}

// CacheEffect returns none, partial, strong, or nothing where the record does not say.
func (r *Run) CacheEffect() string {
	if r.Cache == nil {
		return ""
	}
	effect, _, _ := strings.Cut(r.Cache.Effect, ":")
	return strings.TrimSpace(effect)
}

// recordKey is the name of a column in a record.
func recordKey(c timestamps.Column) string {
	switch c {
	case timestamps.Modified:
		return "mtime"
	case timestamps.Changed:
		return "ctime"
	case timestamps.Birth:
		return "btime"
	case timestamps.Accessed:
		return "atime"
	}
	return ""
}

// Visible reports whether the copy set the stamps of column c and the listing shows them.
func (r *Run) Visible(c timestamps.Column) bool {
	for _, s := range r.Listed {
		if s == recordKey(c) {
			return true
		}
	}
	return false
}

// Folds groups the indices of runs by [Run.Source], in order of first appearance. Each group
// is one fold of a leave-source-out validation: learn on all others, judge on it.
func Folds(runs []Run) [][]int {
	at := map[string]int{}
	var folds [][]int
	for i := range runs {
		s := runs[i].Source()
		k, ok := at[s]
		if !ok {
			k = len(folds)
			at[s] = k
			folds = append(folds, nil)
		}
		folds[k] = append(folds[k], i)
	}
	return folds
}
