package reports

import (
	"strings"

	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
)

func fitFields(x *rate.Fit) []Field {
	var rows []Field
	mode := "undecided whether stamps lie at the start or at the end of each file"
	switch x.Mode {
	case rate.End:
		mode = "stamps behave as the end of each file's copy"
	case rate.Start:
		mode = "stamps behave as the start of each file's copy"
	case rate.Undecided:
	}
	if x.LogLikelihoodDiff != nil {
		mode += "; log-likelihood end minus start " + Fixed(*x.LogLikelihoodDiff, 1)
	}
	rows = append(rows, Field{"mode", mode})
	if x.Basis == rate.Durations {
		rows = append(rows, Field{"basis", "the duration of each file's copy, from its birth stamp to its last change: pauses and missing files have no part in it"})
	}
	if text := fitText(x); text != "" {
		text = strings.ReplaceAll(text, "\n", " MB/s, 95 % interval ") + " MB/s" + provisional(x)
		rows = append(rows, Field{"rate", text})
	}
	if text := interval(x.OverheadMS, func(v float64) string { return Significant(v, 3) }); text != "" {
		rows = append(rows, Field{"overhead", strings.ReplaceAll(text, "\n", " ms a file, ") + " ms"})
	}
	if x.Explained != nil {
		of := "of the span"
		if x.Basis == rate.Durations {
			of = "of the time inside files"
		}
		rows = append(rows, Field{"explained", Percent(*x.Explained) + " " + of + " is accounted for by bytes at the fitted rate"})
	}
	return rows
}

// provisional marks a number whose interval is not validated yet.
func provisional(x *rate.Fit) string {
	if x.Provisional {
		return " (provisional)"
	}
	return ""
}

// fitText returns the fitted rate in MB/s and its interval, "" where there is none.
func fitText(x *rate.Fit) string {
	i := x.RateMBs
	if i != nil && x.OneSided && i.Low != nil {
		i = &finding.Interval{Low: i.Low}
	}
	return interval(i, Rate)
}

// interval returns the estimate and, in a second line, the range of i; "" where nothing is
// known.
func interval(i *finding.Interval, text func(float64) string) string {
	if i == nil {
		return ""
	}
	var span string
	switch {
	case i.Low != nil && i.High != nil:
		span = Between(*i.Low, *i.High)
	case i.Low != nil:
		span = ">= " + text(*i.Low)
	case i.High != nil:
		span = "<= " + text(*i.High)
	}
	if i.Estimate == nil {
		return span
	}
	if span == "" {
		return text(*i.Estimate)
	}
	return text(*i.Estimate) + "\n" + span
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}
