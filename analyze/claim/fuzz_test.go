package claim_test

import (
	"encoding/json"
	"math"
	"testing"

	"copyclock/analyze/channel"
	"copyclock/analyze/claim"
	"copyclock/analyze/theory"
)

// FuzzClaim checks any claim: its numbers are refused, or all that is made of them are numbers, of
// which JSON can be written, and no bound lies above the other.
func FuzzClaim(f *testing.F) {
	set, err := channel.Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("182GB..200GB", "14h..15h", "1d", "22.7MB/s", int64(4103), 2016)
	f.Add("1e21", "1e-12", "", "", int64(1), 1980)
	f.Add("9223372036854775808 bytes", "0.0000001s", "2s", "1e9 kB/s", int64(math.MaxInt64), 2100)
	f.Fuzz(func(t *testing.T, bytes, seconds, gross, rate string, files int64, era int) {
		var c claim.Claim
		for _, x := range []struct {
			text string
			read func(string) (*claim.Quantity, error)
			into **claim.Quantity
		}{{bytes, claim.ParseBytes, &c.Bytes}, {seconds, claim.ParseSeconds, &c.Seconds}, {gross, claim.ParseSeconds, &c.GrossSeconds}, {rate, claim.ParseRate, &c.ClaimedRate}} {
			if x.text == "" {
				continue
			}
			q, err := x.read(x.text)
			if err != nil {
				return
			}
			if !(q.Low >= 0 && q.Low <= q.High && q.High <= math.MaxFloat64) || math.IsNaN(q.BinaryHigh) {
				t.Errorf("%q is %+v", x.text, *q)
			}
			*x.into = q
		}
		c.Files, c.Era = files, era
		r, err := claim.Check(c, set, theory.Defaults())
		if err != nil {
			return
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		for _, rate := range r.Rates {
			if !(rate.Low >= 0 && rate.Low <= rate.High) {
				t.Errorf("%+v: rate %+v", c, rate)
			}
		}
	})
}
