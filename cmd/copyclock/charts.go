package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"copyclock/analyze"
	"copyclock/analyze/validate"
	"copyclock/reports"
	"copyclock/reports/chart"
)

// drawn is a picture and the name of its file, without its extension.
type drawn struct {
	name string
	*chart.Picture
}

// chartsOf draws the pictures of a result.
func chartsOf(r *analyze.Result) []drawn {
	var all []drawn
	for _, c := range chart.All {
		all = append(all, drawn{c.Name, c.Draw(r)})
	}
	return all
}

// chartsOfValidation draws the pictures of each set of likelihood ratios.
func chartsOfValidation(r *validate.Report) []drawn {
	var all []drawn
	for i := range r.Systems {
		for _, kind := range []string{reports.TippettChart, reports.EntropyChart} {
			name := kind + strconv.Itoa(i+1)
			all = append(all, drawn{name, chart.Validation(r, name)})
		}
	}
	return all
}

// writeCharts writes pictures as SVG into a directory, which it makes; no directory means: none.
func writeCharts(dir string, force bool, inputs []string, all []drawn, s streams) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &statusError{err: fmt.Errorf("writing charts: %w", err), status: statusMisuse}
	}
	for _, p := range all {
		if p.Picture == nil { // nothing to draw
			continue
		}
		if err := write(filepath.Join(dir, p.name+".svg"), force, inputs, []byte(p.SVG(p.name)), s); err != nil {
			return err
		}
	}
	return nil
}
