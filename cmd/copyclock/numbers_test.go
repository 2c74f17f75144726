package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// noNumbers are what no flag may take for a number.
var noNumbers = []string{"", " ", "010", "-010", "0x10", "0b1", "0o7", "1_000", "NaN", "nan", "Inf", "-inf", "1e999", "٣", "１", "1,5", "+1", "--1", "99999999999999999999999"}

// TestFlagsRefuseNumbers gives every flag of every command that takes a number what is none.
func TestFlagsRefuseNumbers(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, c := range newRoot(streams{}).Commands() {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			values := noNumbers
			switch f.Value.Type() {
			case "int", "int64", "uint64", "float64":
			case "duration":
				values = []string{"", "1", "010ms", "1h05s", "NaNs", "9999999h", "1e3s"}
			default:
				return
			}
			if strings.HasPrefix(f.Name, "max-") {
				values = append(values[:len(values):len(values)], "0", "-1", "9223372036854775807", "9223372036854775808")
			}
			for _, v := range values {
				if f.Value.Type() == "float64" && v == "99999999999999999999999" {
					continue // a number, for its command to judge
				}
				tried++
				if talk := refused(t, c.Name(), "--"+f.Name+"="+v); !strings.Contains(talk, "--"+f.Name) {
					t.Errorf("%s --%s=%s: the error does not name the flag: %s", c.Name(), f.Name, v, talk)
				}
			}
		})
	}
	if tried < 100 {
		t.Errorf("only %d flags and values were tried", tried)
	}
}

// TestTextsRefuseNumbers does so for the flags that hold numbers in a text.
func TestTextsRefuseNumbers(t *testing.T) {
	t.Parallel()
	for _, args := range []string{
		"analyze --staging=00.2,0.8 x", "analyze --staging=0x1p-1 x", "analyze --staging=NaN x", "analyze --recopy=0.5,0.2 x",
		"analyze --recopy=0,1.1 x", "analyze --insider-network=-0,Inf x", "analyze --prior-odds=010:1 x", "analyze --prior-odds=1:0 x",
		"analyze --prior-odds=1e308:1e-308 x", "analyze --gap=-1 x", "analyze --gap=1e10 x", "analyze --era=99 x",
		"profiles --era=-99999", "calibrate --era=99999 x", "claim --era=3 --bytes=1MB --seconds=1",
		"claim --bytes=010MB --seconds=1", "claim --bytes=NaN --seconds=1", "claim --bytes=1MB --seconds=Inf", "claim --bytes=1MB --seconds=010s",
		"claim --bytes=1MB --seconds=0..5", "claim --bytes=1MB --seconds=0.00000000000001", "claim --bytes=1MB --seconds=1 --files=-4",
		"claim --bytes=" + strings.Repeat("9", 300) + "TB --seconds=1", "claim --claimed-rate=1e9MB/s",
		"simulate --files=10000001", "simulate --rate=1e300", "simulate --overhead=-5ms", "simulate --resolution=2562047h",
		"validate --resamples=1000001 x", "analyze --columns=path=1,path=2 x", "analyze --source-tz=+99:00 x", "analyze --reference-date=2016-13-01 x",
	} {
		fields := strings.Fields(args)
		if fields[len(fields)-1] == "x" { // a file that can be read, so that only the flag is at fault
			fields[len(fields)-1] = filepath.Join("..", "..", "testdata", "listings", "local-usb2-r7798.txt")
			if fields[0] == "validate" || fields[0] == "calibrate" {
				fields[len(fields)-1] = filepath.Join("..", "..", "testdata", "runs", "runs.jsonl")
			}
		}
		refused(t, fields...)
	}
}

// TestTextFlagsRefuseNumbers gives every flag that holds a number in a text what is none; the test knows these
// flags by their values, so that a new one that it does not know fails it.
func TestTextFlagsRefuseNumbers(t *testing.T) {
	t.Parallel()
	file := filepath.Join("..", "..", "testdata", "listings", "local-usb2-r7798.txt")
	pairs := map[string]string{ // what stands around a number, and with it
		"staging": "%s,0.9", "recopy": "%s,0.9", "insider-network": "%s,0.9", "prior-odds": "%s:1", "observed": "%s,100000",
		"bytes": "%sGB", "seconds": "%ss", "gross-seconds": "%sh", "small-size": "%sKB", "small-seconds": "%ss", "claimed-rate": "%sMB/s",
	}
	others := []string{ // texts, names and choices
		"align", "attest", "case", "channel", "charts", "check", "class", "claimed-channel", "columns", "csv-for", "date", "date-order", "display-tz", "encoding", "era-source",
		"examiner", "exclude", "exhibit", "fail-on", "flush", "format", "from", "id", "include", "llr", "measures", "mode", "output", "preset", "profiles", "reference-date",
		"replica-of", "report", "runs", "source-tz", "stamp", "svg", "ticks", "to", "truth", "unit", "until", "unverified",
	}
	seen := 0
	for _, c := range newRoot(streams{}).Commands() {
		if c.Hidden {
			continue
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.HasPrefix(f.Value.Type(), "string") || slices.Contains(others, f.Name) {
				return
			}
			around := pairs[f.Name]
			if around == "" {
				t.Errorf("%s --%s: is it a number?", c.Name(), f.Name)
				return
			}
			for _, v := range []string{"NaN", "nan", "Inf", "-inf", "0x10", "0o7", "010", "1_000", "1e999", "٣", "１", "--1", strings.Repeat("9", 400)} {
				seen++
				args := []string{c.Name(), "--" + f.Name + "=" + strings.Replace(around, "%s", v, 1)}
				switch c.Name() {
				case "analyze":
					args = append(args, file)
				case "claim":
					for _, need := range []string{"bytes", "seconds"} {
						if f.Name != need {
							args = append(args, "--"+need+"=1"+map[string]string{"bytes": "GB", "seconds": "s"}[need])
						}
					}
				}
				if talk := refused(t, args...); !strings.Contains(talk, "--"+f.Name) {
					t.Errorf("%q: the error does not name the flag: %.200s", args, talk)
				}
			}
		})
	}
	if seen < 100 {
		t.Errorf("only %d were tried", seen)
	}
}

func refused(t *testing.T, args ...string) (talk string) {
	t.Helper()
	var out, err bytes.Buffer
	if status := run(args, strings.NewReader(""), &out, &err); status != statusMisuse || out.Len() > 0 {
		t.Errorf("%.80q: status %d, %.80q", args, status, err.String())
	}
	return err.String()
}

// Every flag that takes a number is strict, those of later commands too.
func TestFlagsAreStrict(t *testing.T) {
	t.Parallel()
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if kind := f.Value.Type(); strings.HasPrefix(kind, "int") || strings.HasPrefix(kind, "uint") || strings.HasPrefix(kind, "float") || kind == "count" {
				if _, ok := f.Value.(*strict); !ok {
					t.Errorf("%s --%s is a %s and not strict", c.Name(), f.Name, kind)
				}
			}
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(streams{}))
}
