package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"copyclock/analyze"
	"copyclock/reports/chart"
)

// write puts a finished report on standard output or into a file: first under a temporary
// name, never over an existing file without force, never over evidence.
func write(name string, force bool, inputs []string, data []byte, s streams) error {
	if name == "" || name == "-" {
		if _, err := s.out.Write(data); err != nil {
			return &statusError{err: fmt.Errorf("writing the report: %w", err), status: statusMisuse}
		}
		return nil
	}
	misuse := func(err error, hint string) error {
		return &statusError{err: fmt.Errorf("writing %s: %w", name, err), hint: hint, status: statusMisuse}
	}
	if info, err := os.Stat(name); err == nil {
		for _, e := range inputs {
			if other, err := os.Stat(e); err == nil && os.SameFile(info, other) {
				return misuse(errors.New("this file is evidence and is never written"), "")
			}
		}
		if !force {
			return misuse(errors.New("the file exists"), "--force overwrites it")
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".copyclock-*")
	if err != nil {
		return misuse(err, "")
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return misuse(err, "")
	}
	return nil
}

// writeCharts writes the pictures of a result into a directory, which it makes if need be.
func writeCharts(dir string, force bool, inputs []string, r *analyze.Result, s streams) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &statusError{err: fmt.Errorf("writing charts: %w", err), status: statusMisuse}
	}
	for _, c := range chart.All {
		p := c.Draw(r)
		if p == nil {
			continue
		}
		if err := write(filepath.Join(dir, c.Name+".svg"), force, inputs, []byte(p.SVG(c.Name)), s); err != nil {
			return err
		}
	}
	return nil
}
