package claim_test

import (
	"math"
	"strings"
	"testing"

	"copyclock/analyze/channel"
	"copyclock/analyze/claim"
	"copyclock/analyze/theory"
)

func quantity(t *testing.T, parse func(string) (*claim.Quantity, error), text string) *claim.Quantity {
	t.Helper()
	if text == "" {
		return nil
	}
	q, err := parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return q
}

// TestCases holds the published cases to their right answers.
func TestCases(t *testing.T) {
	t.Parallel()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name                         string
		bytes, seconds, gross, rate  string
		small, smallSize, smallTime  string
		channel                      string
		era                          int
		unverified                   []string
		rates                        map[string][2]float64 // MB/s
		overheadMS, smallShare, rest float64
		say                          []string
	}{
		{
			name: "Sony, Gotnews 2014", bytes: "182GB..200GB", seconds: "5h..6h", rate: "480Mbit/s", era: 2014,
			rates: map[string][2]float64{"net": {67.4 / 8, 88.9 / 8}, "claimed": {60, 60}},
			say:   []string{"5.4 to 7.1 times the net rate", "contradicts itself", "idle"},
		},
		{
			name: "NGP/VAN", bytes: "1976MB", seconds: "87", gross: "855", rate: "22.7MB/s", era: 2016,
			small: "x", smallSize: "28B", smallTime: "12.18", channel: "usb2-flash-write", unverified: []string{"gross-seconds"},
			rates:      map[string][2]float64{"net": {22.71, 22.71}, "gross": {2.31, 2.31}, "rest": {26.41, 26.41}},
			overheadMS: 6.4, smallShare: 0.000027, rest: 26.41,
			say: []string{"agrees with the net rate", "9.8 times the gross rate", "multiplies the rate by 9.8", "0.0027 %", "Unverified as the user marked them: gross-seconds"},
		},
		{
			name: "peak of 38", rate: "38MB/s", channel: "usb2-flash-write", era: 2016,
			rates: map[string][2]float64{"claimed": {38, 38}},
			say:   []string{"above everything found measured for usb2-flash-write (32.9 MB/s)", "below its line rate"},
		},
		{
			name: "peak of 49.1", rate: "49.1MB/s", channel: "usb2-flash-write", era: 2016,
			rates: map[string][2]float64{"claimed": {49.1, 49.1}},
			say:   []string{"above everything found measured", "below its line rate"},
		},
		{
			name: "above the line", rate: "60MB/s", channel: "usb2-disk-write", era: 2016,
			rates: map[string][2]float64{"claimed": {60, 60}},
			say:   []string{"exceeds the line rate of usb2-disk-write"},
		},
		{
			name: "DNC e-mails", bytes: "2GB", gross: "76min", era: 2016,
			rates: map[string][2]float64{"gross": {0.4386, 0.4386}},
		},
		{
			name: "Shadow Brokers, one minute", bytes: "248698341", seconds: "60", era: 2013,
			rates: map[string][2]float64{"net": {4.145, 4.145}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := claim.Claim{
				Bytes: quantity(t, claim.ParseBytes, c.bytes), Seconds: quantity(t, claim.ParseSeconds, c.seconds),
				GrossSeconds: quantity(t, claim.ParseSeconds, c.gross), ClaimedRate: quantity(t, claim.ParseRate, c.rate),
				SmallSize: quantity(t, claim.ParseBytes, c.smallSize), SmallSeconds: quantity(t, claim.ParseSeconds, c.smallTime),
				ClaimedChannel: c.channel, Era: c.era, Unverified: c.unverified,
			}
			if c.small != "" {
				in.SmallFiles = 1900
			}
			r, err := claim.Check(in, set, theory.Defaults())
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			for _, x := range r.Rates {
				want, ok := c.rates[x.Name]
				if !ok {
					continue
				}
				seen++
				if math.Abs(x.Low/want[0]-1) > 0.002 || math.Abs(x.High/want[1]-1) > 0.002 {
					t.Errorf("%s: %.4g to %.4g MB/s, want %v", x.Name, x.Low, x.High, want)
				}
			}
			if seen != len(c.rates) {
				t.Errorf("%d of %d rates", seen, len(c.rates))
			}
			if c.rest > 0 && (r.Model == nil || math.Abs(r.Model.OverheadMS-c.overheadMS) > 0.05 ||
				math.Abs(r.Model.RestMBs-c.rest) > 0.02 || math.Abs(r.Model.SmallShare/c.smallShare-1) > 0.02) {
				t.Errorf("model %+v", r.Model)
			}
			text := strings.Join(r.Findings, "\n")
			for _, s := range c.say {
				if !strings.Contains(text, s) {
					t.Errorf("the findings lack %q:\n%s", s, text)
				}
			}
			// No case tells an insider from a remote intruder by its speed.
			if r.Theory == nil || r.Theory.Leans() != "" {
				t.Errorf("theory %+v", r.Theory)
			}
		})
	}
}

func TestQuantities(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		parse             func(string) (*claim.Quantity, error)
		text              string
		low, high, binary float64
	}{
		{claim.ParseBytes, "1976MB", 1976e6, 1976e6, 1976 << 20},
		{claim.ParseBytes, "1.5 GiB", 1.5 * (1 << 30), 1.5 * (1 << 30), 0},
		{claim.ParseBytes, "182GB..200GB", 182e9, 200e9, 200 << 30},
		{claim.ParseSeconds, "14min", 840, 840, 0},
		{claim.ParseSeconds, "5h..6h", 18000, 21600, 0},
		{claim.ParseSeconds, "14m15s", 855, 855, 0},
		{claim.ParseRate, "480Mbit/s", 60, 60, 0},
		{claim.ParseRate, "38..49.1MB/s", 38, 49.1, 49.1 * 1.048576},
		{claim.ParseRate, "480Mbps", 60, 60, 0},
	} {
		q, err := c.parse(c.text)
		if err != nil || math.Abs(q.Low-c.low) > 1e-9*c.low || math.Abs(q.High-c.high) > 1e-9*c.high || math.Abs(q.BinaryHigh-c.binary) > 1e-9*c.high {
			t.Errorf("%q: %+v, %v", c.text, q, err)
		}
	}
	for _, bad := range []struct {
		parse func(string) (*claim.Quantity, error)
		text  string
	}{
		{claim.ParseBytes, "many"}, {claim.ParseBytes, "5 furlongs"}, {claim.ParseBytes, "200GB..182GB"}, {claim.ParseBytes, "0"},
		{claim.ParseBytes, "-5MB"}, {claim.ParseBytes, "1e999MB"}, {claim.ParseSeconds, "5 weeks"}, {claim.ParseRate, "480"}, {claim.ParseRate, "5MB"}, {claim.ParseRate, "NaNMB/s"},
	} {
		if q, err := bad.parse(bad.text); err == nil {
			t.Errorf("%q: read as %+v", bad.text, q)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	one := &claim.Quantity{Low: 1e6, High: 1e6}
	for name, c := range map[string]claim.Claim{
		"nothing":         {},
		"no time":         {Bytes: one},
		"unknown channel": {Bytes: one, Seconds: one, ClaimedChannel: "carrier-pigeon"},
		"unknown input":   {Bytes: one, Seconds: one, Unverified: []string{"hunch"}},
		"net above gross": {Bytes: one, Seconds: &claim.Quantity{Low: 9, High: 9}, GrossSeconds: &claim.Quantity{Low: 8, High: 8}},
		"small files":     {Bytes: one, Seconds: one, SmallSeconds: one},
		"no bytes left":   {Bytes: one, Seconds: &claim.Quantity{Low: 9, High: 9}, SmallFiles: 10, SmallSize: one, SmallSeconds: &claim.Quantity{Low: 1, High: 1}},
	} {
		if _, err := claim.Check(c, set, theory.Defaults()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
