package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"copyclock/analyze"
	"copyclock/reports/render"
	"copyclock/timestamps"
)

// isDirectory reports whether an output is a directory to fill: one that exists, or a name that
// ends as one.
func isDirectory(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(name)
	return name != "" && err == nil && info.IsDir()
}

// summaryName is the report of all evidence together, without its extension.
const summaryName = "summary"

// writeEach writes one report of each evidence, named after it, and one of all together into a
// directory, which it makes if need be.
func (a *analysis) writeEach(format *render.Format, all *analyze.Result, each []*analyze.Result, s streams) error {
	if err := os.MkdirAll(a.output, 0o755); err != nil {
		return &statusError{err: fmt.Errorf("writing reports: %w", err), status: statusMisuse}
	}
	var shown []string
	for _, r := range each {
		shown = append(shown, r.Evidence[0].Name)
	}
	names := reportFiles(shown, format)
	for i, result := range append(each, all) {
		report, err := rendered(format, result, a.csvFor, render.Plain)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(a.output, names[i]), a.force, a.opened, report, s); err != nil {
			return err
		}
	}
	a.note(s, fmt.Sprintf("%d reports and %s written to %s", len(each), names[len(each)], timestamps.EscapePath(a.output)))
	return nil
}

// longestBase is how much of the name of an evidence its report is named after, in bytes: file systems
// take 255, and a name may have grown by being escaped.
const longestBase = 180

// reportFiles names the report of each evidence, after its name as reports show it, and, last, that
// of all. Evidence of one name in several directories gets numbers. No report is hidden or looks like an
// option of another program.
func reportFiles(evidence []string, format *render.Format) []string {
	used := map[string]bool{}
	var names []string
	for _, e := range append(evidence[:len(evidence):len(evidence)], summaryName) {
		base := strings.TrimLeft(strings.Map(plainLetter, e), ".-")
		if len(base) > longestBase {
			base = strings.ToValidUTF8(base[:longestBase], "")
		}
		if base == "" {
			base = "evidence"
		}
		name := base + "." + format.Extension
		for n := 2; used[name]; n++ {
			name = fmt.Sprintf("%s-%d.%s", base, n, format.Extension)
		}
		used[name] = true
		names = append(names, name)
	}
	return names
}

// plainLetter replaces what is no part of a file name on some system. An evidence inside an archive
// has a name with slashes, which was chosen by somebody else.
func plainLetter(r rune) rune {
	if r <= ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
		return '-'
	}
	return r
}
