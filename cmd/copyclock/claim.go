package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"copyclock/analyze/channel"
	"copyclock/analyze/claim"
	"copyclock/analyze/theory"
	"copyclock/reports/render"

	"github.com/spf13/cobra"
)

// claiming holds the flags of claim as text.
type claiming struct {
	c                                                    claim.Claim
	bytes, seconds, gross, smallSize, smallSeconds, rate string
	from, to, profiles, format, output                   string
	force                                                bool
}

func newClaim(s streams) *cobra.Command {
	k := &claiming{}
	names := claimFormats()
	c := &cobra.Command{
		Use:   "claim [flags]",
		Short: "Check a published claim from its bytes, times and files",
		Long: `claim checks what was published about the speed of a copy where there is no listing: it does
the arithmetic, in MB/s and Mbit/s and with both readings of MB, holds net against gross and
the published rate against both, takes small files apart, compares with line rates and
measured speeds, and scores what an average can say, which is a lower bound.

Numbers may be ranges: 182GB..200GB. What is marked with --unverified stays so in the answer.`,
		Example: `  copyclock claim --bytes 182GB..200GB --seconds 5h..6h --claimed-rate 480Mbit/s --era 2014
  copyclock claim --bytes 1976MB --seconds 87 --gross-seconds 855 \
    --unverified gross-seconds --small-files 1900 --small-size 28B --small-seconds 14% --claimed-channel usb2-flash-write`,
		Args: arguments(0, 0),
		RunE: func(_ *cobra.Command, _ []string) error { return k.run(s) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&k.bytes, "bytes", "", "bytes of the copy, such as 1976MB or 182GB..200GB")
	f.StringVar(&k.seconds, "seconds", "", "time of copying, such as 87, 14min or 5h..6h")
	f.StringVar(&k.gross, "gross-seconds", "", "time from the first stamp to the last, gaps included")
	f.StringVar(&k.from, "from", "", "first stamp, as 2016-07-05T18:39:02; with --until in place of --gross-seconds")
	f.StringVar(&k.to, "until", "", "last stamp")
	f.Int64Var(&k.c.Files, "files", 0, "number of files")
	f.Int64Var(&k.c.SmallFiles, "small-files", 0, "number of small files")
	f.StringVar(&k.smallSize, "small-size", "", "size of each small file")
	f.StringVar(&k.smallSeconds, "small-seconds", "", "time that the small files took, or a share of --seconds such as 14%")
	f.StringVar(&k.rate, "claimed-rate", "", "the rate as published, such as 22.7MB/s or 480Mbit/s")
	f.StringVar(&k.c.ClaimedChannel, "claimed-channel", "", "the profile or family of profiles that was claimed, such as usb2-flash-write")
	f.IntVar(&k.c.Era, "era", 0, "year of the profiles (default 2016)")
	f.StringSliceVar(&k.c.Unverified, "unverified", nil, "inputs that nobody has verified, by the names of their flags")
	f.StringVar(&k.profiles, "profiles", "", "TOML file of profiles to use in place of the built-in ones")
	f.StringVar(&k.format, "to", names[0], "format: "+strings.Join(names, ", "))
	f.StringVarP(&k.output, "output", "o", "", "write the report to this file")
	f.BoolVar(&k.force, "force", false, "overwrite the output file")
	complete(c, "to", names)
	complete(c, "unverified", claim.Inputs)
	completeLater(c, "era", eras)
	completeTOML(c, "profiles")
	completeChannels(c, "claimed-channel")
	return c
}

func claimFormats() []string {
	var names []string
	for _, f := range render.ClaimFormats {
		names = append(names, f.Name)
	}
	return names
}

func (k *claiming) run(s streams) error {
	format := render.ClaimFormatByName(k.format)
	if format == nil {
		return unknownValue("format", k.format, claimFormats())
	}
	err := errors.Join(k.read(), checkEra(k.c.Era))
	if err != nil {
		return &statusError{err: err, hint: "copyclock help claim", status: statusMisuse}
	}
	set, err := channel.Default()
	if k.profiles != "" {
		set, _, err = openProfiles(k.profiles)
	}
	if err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	report, err := claim.Check(k.c, set, theory.Defaults())
	if err != nil {
		return &statusError{err: err, hint: "copyclock help claim", status: statusMisuse}
	}
	report.Tool = tool()
	var out bytes.Buffer
	if err := format.Render(report, &out); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	return write(k.output, k.force, nil, out.Bytes(), s)
}

// read turns the texts of the flags into numbers.
func (k *claiming) read() error {
	for _, f := range []struct {
		flag, text string
		to         **claim.Quantity
		parse      func(string) (*claim.Quantity, error)
	}{
		{"bytes", k.bytes, &k.c.Bytes, claim.ParseBytes},
		{"seconds", k.seconds, &k.c.Seconds, claim.ParseSeconds},
		{"gross-seconds", k.gross, &k.c.GrossSeconds, claim.ParseSeconds},
		{"small-size", k.smallSize, &k.c.SmallSize, claim.ParseBytes},
		{"small-seconds", k.smallSeconds, &k.c.SmallSeconds, k.share},
		{"claimed-rate", k.rate, &k.c.ClaimedRate, claim.ParseRate},
	} {
		if f.text == "" {
			continue
		}
		var err error
		if *f.to, err = f.parse(f.text); err != nil {
			return fmt.Errorf("--%s: %w", f.flag, err)
		}
	}
	if k.from == "" && k.to == "" {
		return nil
	}
	first, err1 := time.Parse("2006-01-02T15:04:05", k.from)
	last, err2 := time.Parse("2006-01-02T15:04:05", k.to)
	switch seconds := last.Sub(first).Seconds(); {
	case err1 != nil || err2 != nil:
		return errors.New("--from and --until: write both as 2016-07-05T18:39:02")
	case k.c.GrossSeconds != nil:
		return errors.New("--from and --until stand for --gross-seconds; give one of them")
	case seconds <= 0:
		return errors.New("--until is not after --from")
	default:
		k.c.GrossSeconds = &claim.Quantity{Low: seconds, High: seconds}
	}
	return nil
}

// share reads a time, or a share of the seconds.
func (k *claiming) share(text string) (*claim.Quantity, error) {
	percent, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !ok {
		return claim.ParseSeconds(text)
	}
	q, err := claim.ParseSeconds(percent)
	if err != nil || k.c.Seconds == nil || q.High >= 100 {
		return nil, fmt.Errorf("%q: a share below 100 %% of --seconds, which must be given", text)
	}
	return &claim.Quantity{Low: q.Low / 100 * k.c.Seconds.Low, High: q.High / 100 * k.c.Seconds.High}, nil
}
