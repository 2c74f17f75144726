// Package selftest holds known answers, compiled into the program, so that an examiner can
// see on the machine at hand that it reads, computes and writes what it did where it was
// built. Some answers were known before the program: digests and functions with published
// values, counts and bytes of the listings, a bound that can be reckoned by hand. The others
// are digests of whole results: they say "the same bytes as when this version was made".
package selftest

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"copyclock/analyze"
	"copyclock/analyze/rate"
	"copyclock/reports/render"
	"copyclock/testdata/listings"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

//go:embed answers.json
var answers []byte

// Outcome is the outcome of one test.
type Outcome struct {
	Name string
	Err  error // nil where the answer is the known one
}

// answer is what is known of one listing.
type answer struct {
	Listing     string  `json:"listing"`
	Format      string  `json:"format"`
	Files       int     `json:"files"`
	Directories int     `json:"directories"`
	Bytes       int64   `json:"bytes"`
	Certified   float64 `json:"certified_mb_s,omitempty"` // of the burst with most bytes, one stream; reckoned by hand, zero where it was not
	Digest      string  `json:"result_sha256"`            // of the result in JSON, its tool named "selftest"
}

// Run does all tests in a fixed order.
func Run() []Outcome {
	out := []Outcome{
		{"sha-256 of \"abc\" (FIPS 180-4)", digestOfABC()},
		{"complementary error function at 1", near(math.Erfc(1), 0.15729920705028513)},
		{"logarithm of 10", near(math.Log(10), 2.302585092994046)},
		{"instant of 2016-07-05T18:39:02 at -04:00", instant()},
	}
	var known []answer
	if err := json.Unmarshal(answers, &known); err != nil {
		return append(out, Outcome{"known answers", err})
	}
	for _, k := range known {
		result, err := analyzed(k.Listing)
		out = append(out, Outcome{"reading " + k.Listing, first(err, func() error { return k.counts(result) })})
		out = append(out, Outcome{"analysing " + k.Listing, first(err, func() error { return k.bytes(result) })})
	}
	return out
}

func first(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

func digestOfABC() error {
	sum := sha256.Sum256([]byte("abc"))
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if got := hex.EncodeToString(sum[:]); got != want {
		return fmt.Errorf("%s, want %s", got, want)
	}
	return nil
}

func near(got, want float64) error {
	if math.Abs(got-want) > 1e-15*math.Abs(want) {
		return fmt.Errorf("%.17g, want %.17g", got, want)
	}
	return nil
}

func instant() error {
	s := timestamps.WallAt(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39, Second: 2}, -240)
	if s.Nanos != 1467758342e9 {
		return fmt.Errorf("%d ns after 1970, want 1467758342000000000", s.Nanos)
	}
	return nil
}

// analyzed runs the analysis of a shipped listing with default options.
func analyzed(name string) (*analyze.Result, error) {
	data, err := listings.Files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	in, err := evidence.Open(name, bytes.NewReader(data), evidence.Options{})
	if err != nil {
		return nil, err
	}
	return analyze.Run([]*evidence.Evidence{in}, analyze.Options{Tool: analyze.Tool{Name: "selftest"}})
}

func (k answer) counts(r *analyze.Result) error {
	e := r.Evidence[0]
	if e.Format != k.Format || e.Files != k.Files || e.Directories != k.Directories || e.TotalBytes != k.Bytes {
		return fmt.Errorf("%s with %d files, %d directories and %d bytes, want %s with %d, %d and %d",
			e.Format, e.Files, e.Directories, e.TotalBytes, k.Format, k.Files, k.Directories, k.Bytes)
	}
	if got := certified(r); k.Certified > 0 && math.Abs(got-k.Certified) > 0.005 {
		return fmt.Errorf("a certified rate of %.3f MB/s, want %.3f", got, k.Certified)
	}
	return nil
}

// certified returns the largest certified rate of one stream in the burst with most bytes.
func certified(r *analyze.Result) float64 {
	var main *analyze.Burst
	for i := range r.Bursts {
		if main == nil || r.Bursts[i].Bytes > main.Bytes {
			main = &r.Bursts[i]
		}
	}
	if main == nil {
		return 0
	}
	return rate.BestCertified(main.Certified)
}

func (k answer) bytes(r *analyze.Result) error {
	got, err := digest(r)
	if err == nil && got != k.Digest {
		err = fmt.Errorf("the result has sha256 %s, want %s", got, k.Digest)
	}
	return err
}

func digest(r *analyze.Result) (string, error) {
	h := sha256.New()
	if err := render.JSON(r, h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
