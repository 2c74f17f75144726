package validate

import (
	"fmt"
	"math"
	"strings"
)

// Failure is one run in which the analysis fell short, with what is known of the reason.
type Failure struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Tool   string `json:"tool"` // what made the run: tool, channel, file system
	Format string `json:"format"`
	Text   string `json:"text"` // what was said, what is true, what is known of the circumstances
}

// failures lists what went wrong with one run.
func failures(o *Outcome) []Failure {
	var out []Failure
	add := func(kind, format string, args ...any) {
		out = append(out, Failure{o.ID, kind, strings.TrimRight(o.Source, " x"), o.Format, fmt.Sprintf(format, args...)})
	}
	if o.Unreadable != "" {
		add("unreadable", "%s", o.Unreadable)
		return out
	}
	if !o.SizesExact {
		add("sizes differ", "files or bytes read are not the %d files and %d bytes of the record", o.Run.Listing.Files, o.Run.Listing.Bytes)
	}
	if o.unphysical() {
		add("unphysical rate", "%s MB/s is printed", said(o.Rate))
	}
	for _, x := range []struct {
		name, unit string
		pair       *Pair
	}{{"rate", "MB/s", o.Rate}, {"average", "MB/s", o.averageRange()}, {"overhead", "ms", o.Overhead}} {
		if off, ok := missed(x.pair); ok {
			add(x.name+" misses truth", "%s %s, true %.4g: outside by a factor of %.3g; %s", said(x.pair), x.unit, *x.pair.Truth, off, o.circumstances())
		}
	}
	if o.decided() && o.ModeTruth != "undecided" && o.Mode != o.ModeTruth {
		add("wrong start or end", "%s stamps called %s are at the %s of their files; log likelihood END - START %s; %s",
			o.Stamp, o.Mode, o.ModeTruth, number(o.Evidence), o.circumstances())
	}
	switch {
	case o.Class == None && !o.Refused:
		add("none not refused", "%s stamps were timed%s; %s", o.Stamp, o.seen(), o.circumstances())
	case o.Run.Copy() && o.Refused && o.Enough:
		add("copy refused", "%s", o.refusal())
	case o.Run.Copy() && !o.Refused && !o.Visible && o.Stamp != "":
		add("wrong column", "%s stamps were timed, which the copy did not set; %s", o.Stamp, o.circumstances())
	}
	if o.Certified != nil && o.LineMBs != nil && *o.Certified > *o.LineMBs {
		add("certified above line", "%.4g MB/s over a line of %.4g MB/s; %s", *o.Certified, *o.LineMBs, o.circumstances())
	}
	if o.slopeTested() && o.failed("G6") != (o.Streams > 1) {
		kind := "parallel copy missed"
		if o.Streams == 1 {
			kind = "parallel false alarm"
		}
		add(kind, "%d stream(s), rate %s MB/s, average %s MB/s; %s", o.Streams, said(o.Rate), said(o.Average), o.circumstances())
	}
	if o.cacheTested("strong") && !o.failed("G7") && !o.Refused {
		add("cache missed", "rate %s MB/s, average %s MB/s; %s", said(o.Rate), said(o.Average), o.circumstances())
	}
	if o.cacheTested("none") && o.failed("G7") {
		add("cache false alarm", "rate %s MB/s, average %s MB/s; %s", said(o.Rate), said(o.Average), o.circumstances())
	}
	if o.leansWrongly() {
		add("leans wrongly", "verdict %s for a plain copy of class %s", o.Verdict, o.Class)
	}
	return out
}

// refusal is the reason of a refusal, with the circumstances where a burst was timed.
func (o *Outcome) refusal() string {
	if o.Stamp == "" {
		return o.Reason
	}
	return o.Reason + " " + o.circumstances()
}

// missed reports by what factor the truth lies outside an interval or below a lower bound.
func missed(p *Pair) (factor float64, ok bool) {
	if p == nil || p.Truth == nil || p.Estimate == nil || p.Estimate.Low == nil {
		return 0, false
	}
	switch low, high := *p.Estimate.Low, p.Estimate.High; {
	case *p.Truth < low:
		return low / *p.Truth, true
	case high != nil && *p.Truth > *high:
		return *p.Truth / *high, true
	}
	return 0, false
}

// seen says of a run of class none what the timed column really records.
func (o *Outcome) seen() string {
	for _, s := range o.Run.CopyStamps {
		if s == recordKey(o.Stamp) {
			return " and a copy is really visible in them"
		}
	}
	if o.Run.TruthClass != "" {
		return ", which the copy over " + o.Run.Channel + " kept"
	}
	return ", which no copy set (" + o.Run.How + ")"
}

// circumstances are the facts that reasons are found in.
func (o *Outcome) circumstances() string {
	facts := []string{fmt.Sprintf("%s, %d files in %d ticks of %.3g s", o.Stamp, o.Files, o.Ticks, o.StepS)}
	if o.Mode != "" {
		facts = append(facts, "mode "+string(o.Mode))
	}
	if o.ModeTruth != "undecided" && o.ModeTruth != o.Mode {
		facts = append(facts, "true mode "+string(o.ModeTruth))
	}
	if o.Explained != nil {
		facts = append(facts, fmt.Sprintf("bytes explain %.0f %%", 100**o.Explained))
	}
	if len(o.Failed) > 0 {
		facts = append(facts, "failed "+strings.Join(o.Failed, " "))
	}
	if o.Streams > 1 {
		facts = append(facts, fmt.Sprintf("%d streams", o.Streams))
	}
	if o.Subset {
		facts = append(facts, "a subset of the copy")
	}
	if o.Run.Mount != "" {
		facts = append(facts, "mounted "+o.Run.Mount)
	}
	if o.Cache != "" && o.Cache != "none" {
		facts = append(facts, o.Cache+" page cache")
	}
	return strings.Join(facts, ", ")
}

func number(x *float64) string {
	if x == nil || math.IsNaN(*x) {
		return "-"
	}
	return fmt.Sprintf("%.4g", *x)
}

// said is the estimate of a pair in words.
func said(p *Pair) string {
	if p == nil || p.Estimate == nil {
		return "withheld"
	}
	switch i := p.Estimate; {
	case i.Low == nil && i.Estimate == nil && i.High == nil:
		return "withheld"
	case i.High == nil && i.Estimate == nil:
		return "at least " + number(i.Low)
	default:
		return number(i.Estimate) + " (" + number(i.Low) + " to " + number(i.High) + ")"
	}
}
