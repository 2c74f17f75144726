package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"copyclock/analyze"
	"copyclock/analyze/finding"
)

// The elements of a JUnit report, as continuous integration reads them.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
	}
)

// JUnit writes the gates of a result as test cases: one suite for each column and each
// burst. A failed gate is a failed case; the verdict is text, since it is no test.
func JUnit(r *analyze.Result, w io.Writer) error {
	all := junitSuites{Name: "copyclock"}
	add := func(name string, gates []finding.Gate, out string) {
		s := junitSuite{Name: name}
		for _, g := range gates {
			c := junitCase{Class: "copyclock." + g.Code, Name: name + " " + g.Code, Out: g.Text}
			if !g.Passed {
				c.Failure, c.Out = &junitFailure{g.Text}, ""
				s.Failures++
			}
			s.Cases = append(s.Cases, c)
		}
		if len(s.Cases) > 0 && out != "" {
			s.Cases[len(s.Cases)-1].Out += out
		}
		s.Tests = len(s.Cases)
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Suites = append(all.Suites, s)
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		add("evidence "+strconv.Itoa(c.Evidence)+" "+string(c.Stamp), c.Gates, "")
	}
	for i := range r.Bursts {
		u := &r.Bursts[i]
		add("burst "+strconv.Itoa(u.ID), u.Gates, " Verdict: "+string(u.Verdict)+".")
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("writing junit: %w", err)
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}
