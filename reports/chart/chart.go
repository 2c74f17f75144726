// Package chart draws the pictures of a report as SVG: plain shapes and text with
// presentation attributes only, no style, no script, no address, coordinates with two
// decimals. Ink is the colour of the text around it; one accent marks the finding. Every
// picture has a title and a description for those who do not see it.
//
// It draws by itself instead of through a plotting library: libraries write style
// attributes, which the content policy of the reports forbids, and their axes leave no room
// for the direct labels that make these pictures readable without a legend.
//
// # Adding a chart
//
// One file with one function of type [Func], and one row in [All].
package chart

import (
	"copyclock/analyze"
)

// Func draws a chart of a result; nil where the result holds nothing to draw.
type Func func(r *analyze.Result) *Picture

// Chart is one kind of picture.
type Chart struct {
	Name string // kebab case, the name of its file
	Draw Func
}

// All lists the charts in the order of a report.
var All = []Chart{
	{"bytes", Bytes},
	{"gaps", Gaps},
	{"sweep", Sweep},
	{"channels", Channels},
	{"score", Score},
	{"staging", Staging},
	{"tornado", Tornado},
}

// ByName returns the chart of that name, or nil.
func ByName(name string) *Chart {
	for i := range All {
		if All[i].Name == name {
			return &All[i]
		}
	}
	return nil
}

// mainBurst returns the burst with most bytes, the first of equals, or nil.
func mainBurst(r *analyze.Result) *analyze.Burst {
	var main *analyze.Burst
	for i := range r.Bursts {
		if main == nil || r.Bursts[i].Bytes > main.Bytes {
			main = &r.Bursts[i]
		}
	}
	return main
}
