package analyze

import (
	"copyclock/analyze/burst"
	"copyclock/analyze/channel"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/role"
	"copyclock/analyze/theory"
	"copyclock/analyze/validate/validated"
	"copyclock/timestamps"
)

// Schema names the layout of a [Result] in JSON.
const Schema = "copyclock/result/1"

// Result is everything one run found: plain data, complete enough to render every report.
type Result struct {
	Schema   string            `json:"schema"`
	Tool     Tool              `json:"tool"`
	Options  OptionsRecord     `json:"options"`
	Case     *Case             `json:"case,omitempty"` // as the user supplied it
	Evidence []Evidence        `json:"evidence"`
	Columns  []role.Column     `json:"columns"`
	Bursts   []Burst           `json:"bursts"`
	Channels []channel.Support `json:"channels"`
	Channel  *ChannelLevel     `json:"channel,omitempty"` // absent where no rate is known
	Theory   *theory.Theory    `json:"theory,omitempty"`  // absent where no rate is known
	Naive    *Naive            `json:"naive,omitempty"`
	Verdict  Verdict           `json:"verdict"`
	Reason   string            `json:"verdict_reason"` // a sentence
	Limits   []Limit           `json:"limits"`
	Summary  []Summary         `json:"summary,omitempty"` // one for each of several evidence
	Shared   []Shared          `json:"shared,omitempty"`  // what two evidence have in common, where they do
	// Validation is what this version of the method, with the built-in profiles, scored on the
	// shipped corpus.
	Validation *validated.Summary `json:"validation,omitempty"`
}

// Case is what the user says of the case: it is shown and changes nothing.
type Case struct {
	Name     string `json:"name,omitempty"`
	Exhibit  string `json:"exhibit,omitempty"`
	Examiner string `json:"examiner,omitempty"`
	Date     string `json:"date,omitempty"` // YYYY-MM-DD
}

// Verdict is the answer for the burst with most bytes.
type Verdict string

// The verdicts.
const (
	NoTransferEvidence Verdict = "no-transfer-evidence"
	LowerBoundOnly     Verdict = "lower-bound-only"
	Inconclusive       Verdict = "inconclusive"
	LeansInsider       Verdict = "leans-insider"
	LeansRemote        Verdict = "leans-remote"
)

// Verdicts lists all verdicts.
var Verdicts = []Verdict{NoTransferEvidence, LowerBoundOnly, Inconclusive, LeansInsider, LeansRemote}

// Tool names the program that made a result.
type Tool struct {
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Revision string   `json:"revision,omitempty"`
	Go       string   `json:"go"`
	Modules  []string `json:"modules,omitempty"` // path@version, sorted
}

// OptionsRecord is every option that shaped the answer, defaults included.
type OptionsRecord struct {
	Format            string      `json:"format,omitempty"`
	Columns           string      `json:"columns,omitempty"`
	Encoding          string      `json:"encoding,omitempty"`
	DateOrder         string      `json:"date_order,omitempty"`
	ReferenceDate     string      `json:"reference_date,omitempty"`
	SourceTZ          string      `json:"source_tz,omitempty"`
	Nested            bool        `json:"nested,omitempty"`              // archives inside archives were opened
	AcrossFileSystems bool        `json:"across_file_systems,omitempty"` // what is mounted in a live tree was listed
	Include           []string    `json:"include,omitempty"`
	Exclude           []string    `json:"exclude,omitempty"`
	From              string      `json:"from,omitempty"`
	Until             string      `json:"until,omitempty"`
	DisplayTZ         string      `json:"display_tz,omitempty"`
	Stamp             string      `json:"stamp"`
	GapS              float64     `json:"gap_s,omitempty"` // absent: derived from the gaps
	Era               int         `json:"era,omitempty"`   // as used
	EraSource         string      `json:"era_source,omitempty"`
	Profiles          *FileRef    `json:"profiles,omitempty"` // absent: the built-in ones
	Staging           theory.Span `json:"staging"`
	Recopy            theory.Span `json:"recopy"`
	InsiderNetwork    theory.Span `json:"insider_network"`
	PriorOdds         float64     `json:"prior_odds,omitempty"`
	Joint             bool        `json:"joint,omitempty"` // one channel carried all evidence
	Seed              uint64      `json:"seed,omitempty"`  // absent: derived from the data
	RedactNames       bool        `json:"redact_names,omitempty"`
	NotDefault        []string    `json:"not_default"` // flag names, sorted
}

// FileRef names a file by its content.
type FileRef struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Evidence is one input and how it was read.
type Evidence struct {
	ID           int                  `json:"id"`
	Name         string               `json:"name"` // escaped where it is not plain text
	Bytes        int64                `json:"bytes"`
	SHA256       string               `json:"sha256"`
	SHA1         string               `json:"sha1"`
	MD5          string               `json:"md5"`
	WithinSHA256 string               `json:"within_sha256,omitempty"` // of the archive that this one is a member of
	Live         bool                 `json:"live,omitempty"`          // a directory tree; bytes and digests are of its rows as list --to csv writes them
	Format       string               `json:"format"`
	DetectedBy   string               `json:"detected_by"`
	Encoding     string               `json:"encoding"`
	Zone         timestamps.Zone      `json:"zone"`
	Entries      int                  `json:"entries"`
	Files        int                  `json:"files"`
	Directories  int                  `json:"directories"`
	TotalBytes   int64                `json:"total_bytes"` // of the files that count
	SizeExact    bool                 `json:"size_exact"`
	SkippedLines int64                `json:"skipped_lines"`
	Excluded     []Exclusion          `json:"excluded"`
	Warnings     []timestamps.Warning `json:"warnings"`
	Notes        []timestamps.Note    `json:"notes,omitempty"` // what the input tells of its making
}

// Exclusion is a group of entries that take no part in the timing.
type Exclusion struct {
	Reason  string `json:"reason"`
	Entries int    `json:"entries"`
	Bytes   int64  `json:"bytes"`
}

// Burst is one burst with all rates.
type Burst struct {
	ID           int               `json:"id"`
	Evidence     int               `json:"evidence"`
	Stamp        timestamps.Column `json:"stamp"`
	Session      int               `json:"session"`
	Start        string            `json:"start"` // RFC 3339, without offset where the zone is unknown
	End          string            `json:"end"`
	Files        int               `json:"files"`
	Bytes        int64             `json:"bytes"`
	Ticks        int               `json:"ticks"`
	SpanS        float64           `json:"span_s"`
	PauseS       float64           `json:"pause_s"` // before this burst
	Verdict      Verdict           `json:"verdict"`
	AverageMBs   *finding.Interval `json:"average_mb_s,omitempty"`
	SustainedMBs *float64          `json:"sustained_mb_s,omitempty"`
	Gates        []finding.Gate    `json:"gates"`
	Fit          *rate.Fit         `json:"fit,omitempty"`
	Certified    []rate.Certified  `json:"certified"`
	Sweep        []burst.Net       `json:"sweep"`
	First        string            `json:"first"` // path of the first file, escaped
	Last         string            `json:"last"`
	Series       []SeriesPoint     `json:"series"`
}

// SeriesPoint is one point for the charts, at most 2,000 a burst.
type SeriesPoint struct {
	TS    float64 `json:"t_s"`   // since the first stamp of the burst
	Bytes int64   `json:"bytes"` // cumulative
	GapS  float64 `json:"gap_s"` // since the tick before
	Size  int64   `json:"size"`  // bytes of the tick
}

// ChannelLevel holds the contrasts between classes of channel.
type ChannelLevel struct {
	Contrasts []channel.Contrast `json:"contrasts"`
	Joint     *Joint             `json:"joint,omitempty"` // absent where fewer than two bursts can be compared
}

// Naive is the hand method of 2014 and 2017, for comparison only.
type Naive struct {
	RateMBs        float64 `json:"rate_mb_s"`
	NearestProfile string  `json:"nearest_profile"`
	Text           string  `json:"text"`
}

// Limit is one thing that the answer does not say.
type Limit struct {
	Code   string `json:"code"`
	Text   string `json:"text"`
	Source string `json:"source"`
}
