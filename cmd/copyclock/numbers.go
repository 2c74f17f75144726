package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// decimal is a number as people write it. What only programs read otherwise is refused: 010 is
// eight to some of them, and 0x10, 1_000, NaN and Inf are no counts, rates or years.
var (
	decimal  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
	integer  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	duration = regexp.MustCompile(`(^|[^0-9.])0[0-9]`) // what is refused
)

// parseDecimal reads a finite number in decimal.
func parseDecimal(text string) (float64, error) {
	text = strings.TrimSpace(text)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !decimal.MatchString(text) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a decimal number", text)
	}
	return v, nil
}

// limits are the largest values of flags that name a limit, where it is not 2^50.
var limits = map[string]int64{"max-seconds": 10_000_000}

// strictNumbers makes every flag of every command that takes a number refuse what is not in
// plain decimal, and a limit that is not above zero.
func strictNumbers(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		switch kind := f.Value.Type(); kind {
		case "int", "int64", "uint64", "float64", "duration":
			f.Value = &strict{Value: f.Value, kind: kind, limit: strings.HasPrefix(f.Name, "max-"), most: limits[f.Name]}
		}
	})
	for _, sub := range c.Commands() {
		strictNumbers(sub)
	}
}

// strict is the value of a flag that takes a number.
type strict struct {
	pflag.Value
	kind  string
	limit bool
	most  int64
}

// Set refuses what another reader might take for another number.
func (s *strict) Set(text string) error {
	ok := integer.MatchString(text)
	switch s.kind {
	case "float64":
		ok = text != "" && decimal.MatchString(text)
	case "duration":
		ok = !duration.MatchString(text)
	}
	if !ok {
		return fmt.Errorf("not a decimal number without leading zeros")
	}
	if !s.limit {
		return s.Value.Set(text)
	}
	most := s.most
	if most == 0 {
		most = 1 << 50
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n < 1 || n > most {
		return fmt.Errorf("a limit is a number from 1 to %d", most)
	}
	return s.Value.Set(text)
}

// checkEra refuses what is no year of profiles; zero stands for none.
func checkEra(era int) error {
	if era != 0 && (era < 1980 || era > 2100) {
		return fmt.Errorf("--era %d: not a year between 1980 and 2100", era)
	}
	return nil
}
