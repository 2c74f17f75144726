package experiment

import (
	"fmt"
	"math"
	"slices"
	"time"

	"copyclock/timestamps"
)

// Run is the record of one run, one line of a runs.jsonl. A member that is absent is not
// known. Rates are MB/s, 10^6 bytes a second.
type Run struct {
	ID      string `json:"id"`              // name of the run, one of its file
	Kind    string `json:"kind"`            // recorded: by copyclock record
	Class   string `json:"class"`           // local, lan or wan
	Channel string `json:"channel"`         // in kebab case; calibrate makes one profile of each
	Unit    string `json:"unit,omitempty"`  // the device or line, in the user's words
	Tool    string `json:"tool"`            // the copying program
	Replica bool   `json:"replica"`         // sizes of a listing with neutral names were written, no tree was copied
	Flush   Flush  `json:"flush"`           // when the system was told to write through: none, file, end
	FS      string `json:"fs,omitempty"`    // file system of the target
	Mount   string `json:"mopts,omitempty"` // its mount options
	// Device holds facts of the device, where a laboratory's "device" holds what it measured there.
	Device *DeviceFacts `json:"device_facts,omitempty"`

	Files     int     `json:"files"`                      // that were copied
	Bytes     int64   `json:"bytes"`                      // of these files
	Skipped   int     `json:"source_skipped,omitempty"`   // links and special files of the source
	WallStart float64 `json:"wall_start"`                 // seconds since 1970
	MeasuredS float64 `json:"measured_s"`                 // until the last file was closed
	Measured  float64 `json:"measured_MBps,omitempty"`    // bytes over measured_s
	FirstS    float64 `json:"first_file_start_s"`         // when the first file was begun, after wall_start
	LastS     float64 `json:"last_file_end_s"`            // when the last file was closed, after wall_start
	Window    float64 `json:"file_window_MBps,omitempty"` // first file's start to last file's end
	OnDeviceS float64 `json:"on_device_s,omitempty"`      // until all was on the device
	OnDevice  float64 `json:"on_device_MBps,omitempty"`   // bytes over on_device_s
	Cache     *Cache  `json:"page_cache,omitempty"`       // how far a cache stands between the stamps and the device
	Timed     int     `json:"files_timed"`                // files whose begin and end are in the timeline
	TimedBy   string  `json:"timed_by"`                   // who saw them

	FitPerFile *float64 `json:"fit_per_file_ms,omitempty"` // least squares of gaps on sizes
	FitRate    *float64 `json:"fit_rate_MBps,omitempty"`   // slope of the same: the true marginal rate

	StreamsTotal int                  `json:"streams_total"`          // files under way at a time
	CopyStamps   []string             `json:"copy_stamps"`            // columns that the copy set: mtime, ctime, btime
	Listed       []string             `json:"copy_stamps_in_listing"` // of these, those that the listing shows
	Average      map[string]Implied   `json:"naive_MBps"`             // by column: what the hand method finds
	StampAt      map[string]Placement `json:"stamp_at"`               // by column: where in a file's copy its stamp lies
	Grain        map[string]float64   `json:"fs_stamp_grain_s"`       // by column: step of the stamps of the file system, seconds
	Listing      ListingFacts         `json:"listing"`                // the listing of the run
	Timeline     string               `json:"timeline"`               // begin, end and stamps of each file, relative to the file of runs
}

// Cache says how far the stamps' rate is from the device's.
type Cache struct {
	Effect   string  `json:"effect"`                // none, partial or strong
	ToSynced float64 `json:"tool_exit_to_synced_s"` // from the last file closed until all was on the device
	Over     float64 `json:"tool_over_device_rate"` // rate of the program over that of the device
}

// Implied is the rate that stamps imply: bytes over last stamp less first stamp.
type Implied struct {
	MBs      *float64 `json:"MBps"`      // null where all stamps are equal
	ElapsedS float64  `json:"elapsed_s"` // last stamp less first stamp
}

// Placement says where in a file's own copy its stamp lies.
type Placement struct {
	At    string   `json:"at"`                    // start, end, inside, after, in-window
	Rel   *float64 `json:"rel_in_file,omitempty"` // median position, 0 at the start and 1 at the end
	Files int      `json:"n_long_files"`          // files of more than 40 ms, which the median is of
}

// ListingFacts describe the listing of the run.
type ListingFacts struct {
	File       string   `json:"file"`         // relative to the file of runs
	Format     string   `json:"format"`       // as copyclock formats names it
	Command    string   `json:"command"`      // that printed it
	Files      int      `json:"files"`        // in it
	Bytes      int64    `json:"bytes"`        // of these
	Resolution float64  `json:"resolution_s"` // step in which stamps are printed, seconds
	Shown      []string `json:"stamps_shown"` // columns that it shows
	TZ         string   `json:"tz"`           // zone of its stamps
}

// ListingFile names the listing of a run, relative to the file of runs.
func ListingFile(id string) string { return "listings/" + id + ".csv" }

// TimelineFile names the timeline of a run, relative to the file of runs.
func TimelineFile(id string) string { return "timelines/" + id + ".tsv" }

// truth makes the record of the run.
func (w *writer) truth(p *place) Run {
	last := w.files[len(w.files)-1].end
	r := Run{
		ID: w.opt.ID, Kind: "recorded", Class: w.opt.Class, Channel: w.opt.Channel, Unit: w.opt.Unit,
		Tool: "copyclock-record", Replica: w.plan.Replica, Flush: w.opt.Flush,
		FS: p.fs, Mount: p.options, Device: p.device,
		Files: len(w.files), Bytes: w.plan.Bytes, Skipped: w.plan.Skipped,
		WallStart: round(float64(w.begin.UnixNano()) / 1e9),
		MeasuredS: seconds(w.total), Measured: rateOf(w.plan.Bytes, w.total),
		FirstS: seconds(w.files[0].start), LastS: seconds(last), Window: rateOf(w.plan.Bytes, last-w.files[0].start),
		Timed: len(w.files), TimedBy: "the copying program itself", StreamsTotal: 1,
		CopyStamps: []string{}, Average: map[string]Implied{}, StampAt: map[string]Placement{}, Grain: map[string]float64{},
		Timeline: TimelineFile(w.opt.ID),
	}
	w.device(&r)
	if f, ok := fit(w.plan, w.files); ok {
		r.FitPerFile, r.FitRate = &f.perFileMS, &f.rateMBs
	}
	for _, c := range w.columns() {
		key := keys[c]
		r.CopyStamps = append(r.CopyStamps, key)
		r.Average[key] = w.implied(c)
		r.StampAt[key] = w.placement(c)
		r.Grain[key] = float64(w.grain(c)) / 1e9
	}
	r.Listed = r.CopyStamps
	r.Listing = ListingFacts{
		File: ListingFile(w.opt.ID), Format: "csv", Command: "copyclock record", Files: r.Files, Bytes: r.Bytes,
		Resolution: 1e-9, Shown: r.CopyStamps, TZ: "UTC",
	}
	return r
}

// device fills in when all was on the device, which only a flush tells.
func (w *writer) device(r *Run) {
	synced := w.total
	switch w.opt.Flush {
	case FlushFile:
	case FlushEnd:
		synced = w.flush
	case FlushNone:
		return
	}
	r.OnDeviceS, r.OnDevice = seconds(synced), rateOf(w.plan.Bytes, synced)
	if w.total <= 0 {
		return
	}
	r.Cache = &Cache{Effect: "none", ToSynced: seconds(synced - w.total), Over: round(synced.Seconds() / w.total.Seconds())}
	// The bounds separate the three words in the laboratory's runs: 1.08 is none, 1.19 to 1.9 partial, 13 strong.
	switch {
	case r.Cache.Over >= 2:
		r.Cache.Effect = "strong"
	case r.Cache.Over >= 1.1:
		r.Cache.Effect = "partial"
	}
}

// keys are the names of columns in a record.
var keys = map[timestamps.Column]string{timestamps.Modified: "mtime", timestamps.Changed: "ctime", timestamps.Birth: "btime"}

// columns lists the stamps that every file has.
func (w *writer) columns() []timestamps.Column {
	var have []timestamps.Column
	for _, c := range []timestamps.Column{timestamps.Modified, timestamps.Changed, timestamps.Birth} {
		if !slices.ContainsFunc(w.files, func(f timedFile) bool { return !f.stamps.Of(c).Known() }) {
			have = append(have, c)
		}
	}
	return have
}

// implied is what the hand method makes of a column.
func (w *writer) implied(c timestamps.Column) Implied {
	first, last := int64(math.MaxInt64), int64(math.MinInt64)
	for _, f := range w.files {
		first, last = min(first, f.stamps.Of(c).Nanos), max(last, f.stamps.Of(c).Nanos)
	}
	span := time.Duration(last - first)
	out := Implied{ElapsedS: seconds(span)}
	if mbs := rateOf(w.plan.Bytes, span); mbs > 0 {
		out.MBs = &mbs
	}
	return out
}

// longFile is how long a file's copy must take to place its stamp in it; kernels set stamps
// with a clock that ticks every 4 to 10 ms.
const longFile = 40 * time.Millisecond

// placement finds where in its own copy a file is stamped.
func (w *writer) placement(c timestamps.Column) Placement {
	var rel []float64
	for _, f := range w.files {
		if long := f.end - f.start; long > longFile {
			at := time.Duration(f.stamps.Of(c).Nanos - w.begin.UnixNano())
			rel = append(rel, float64(at-f.start)/float64(long))
		}
	}
	if len(rel) == 0 {
		return Placement{At: "in-window"}
	}
	m := round(median(rel))
	at := "inside"
	switch {
	case m <= 0.1:
		at = "start"
	case m > 1.1:
		at = "after"
	case m >= 0.9:
		at = "end"
	}
	return Placement{At: at, Rel: &m, Files: len(rel)}
}

// grain is the largest power of ten, or 2 s, that divides all stamps of a column, in nanoseconds.
func (w *writer) grain(c timestamps.Column) int64 {
	for _, step := range []int64{2e9, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10} {
		if !slices.ContainsFunc(w.files, func(f timedFile) bool { return f.stamps.Of(c).Nanos%step != 0 }) {
			return step
		}
	}
	return 1
}

func seconds(d time.Duration) float64 { return round(d.Seconds()) }

// rateOf returns MB/s, and 0, which a record leaves out, where no time passed.
func rateOf(bytes int64, d time.Duration) float64 {
	if d <= 0 {
		return 0
	}
	return round(float64(bytes) / 1e6 / d.Seconds())
}

// round keeps six decimals: microseconds are more than the clock of any file is good for.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}

// Summary says in one line what was measured.
func (r *Run) Summary() string {
	text := fmt.Sprintf("%s: %d files, %d bytes in %.3f s, %.4g MB/s as the tool saw it", r.ID, r.Files, r.Bytes, r.MeasuredS, r.Measured)
	if r.OnDevice > 0 {
		text += fmt.Sprintf(", %.4g MB/s until all was on the device", r.OnDevice)
	}
	return text
}
