package analyze

import (
	"reflect"
	"slices"

	"copyclock/analyze/channel"
	"copyclock/analyze/finding"
	"copyclock/analyze/role"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// part is what one evidence says by itself, numbered as the first of a result.
type part struct {
	evidence Evidence
	columns  []role.Column
	timed    []timedBurst
	listing  *timestamps.Table // what was selected
}

// partOf selects from one evidence, reads its columns and times its bursts.
func partOf(whole *evidence.Evidence, opt Options) (part, error) {
	in, column, left, err := opt.Select.Apply(whole, opt.Stamp)
	if err != nil {
		return part{}, err
	}
	p := part{listing: in.Listing}
	opt.stage("totals and roles")
	described := make(chan struct{}) // both only read the listing
	go func() {
		p.evidence = describe(1, in)
		close(described)
	}()
	p.columns = role.Classify(in.Listing, role.Options{Evidence: 1, Only: column})
	<-described
	p.evidence.Excluded = append(left, p.evidence.Excluded...)
	mode := p.time(in.Listing, opt)
	for c := range p.columns {
		if p.columns[c].Chosen {
			p.columns[c].Role = decided(p.columns[c].Role, mode)
		}
	}
	if opt.RedactNames {
		redact(&p.evidence)
		for i := range p.timed {
			p.timed[i].redact(in.Listing)
		}
	}
	return p, nil
}

// assemble numbers the parts through and weighs the burst with most bytes.
func assemble(parts []part, opt Options) *Result {
	r := &Result{
		Schema: Schema, Tool: opt.Tool, Options: record(opt), Case: opt.Case,
		Evidence: []Evidence{}, Columns: []role.Column{}, Bursts: []Burst{},
		Channels: []channel.Support{}, Limits: []Limit{}, Validation: opt.validation,
	}
	var timed []timedBurst
	for i := range parts {
		e := parts[i].evidence
		e.ID, e.Warnings, e.Notes = i+1, slices.Clone(e.Warnings), slices.Clone(e.Notes)
		r.Evidence = append(r.Evidence, e)
		for _, c := range parts[i].columns {
			c.Evidence = i + 1
			r.Columns = append(r.Columns, c)
		}
		for _, t := range parts[i].timed {
			t.report.ID, t.report.Evidence = len(r.Bursts)+1, i+1
			t.report.Gates = append([]finding.Gate{}, t.report.Gates...)
			if opt.Each != nil {
				opt.Each(&t.report, t.burst)
			}
			r.Bursts = append(r.Bursts, t.report)
			timed = append(timed, t)
		}
	}
	if main := largest(timed); main == nil {
		r.Verdict, r.Reason = NoTransferEvidence, refusal(r.Columns)
	} else {
		main.weigh(r, opt)
	}
	r.Limits = limits(r)
	printable(reflect.ValueOf(r))
	return r
}
