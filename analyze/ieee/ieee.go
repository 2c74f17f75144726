// Package ieee computes elementary functions from the basic operations of IEEE 754 alone, in a
// fixed order and with every product rounded, so that they have the same bits on every machine.
// Those of package math have not: some processors bring their own, and compilers fuse products
// and sums where the processor can.
package ieee

import "math"

// ln2 = ln2High + ln2Low; the product of ln2High and any exponent is exact.
const (
	ln2High = 0x1.62e42fefap-1
	ln2Low  = math.Ln2 - ln2High
)

// Exp returns e^x, within two units of the last place: the Taylor polynomial on |r| <= ln(2)/2
// with x = k ln 2 + r. It underflows to zero below the normal numbers.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.78:
		return math.Inf(1)
	case x < -708:
		return 0
	}
	k := math.Floor(x/math.Ln2 + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	// Estrin's scheme: pairs of terms first, so that they do not wait for each other.
	r2 := float64(r * r)
	r4 := float64(r2 * r2)
	low := (1 + r) + float64((0.5+float64(r*factorial[3]))*r2) +
		float64(((factorial[4]+float64(r*factorial[5]))+float64((factorial[6]+float64(r*factorial[7]))*r2))*r4)
	high := (factorial[8] + float64(r*factorial[9])) + float64((factorial[10]+float64(r*factorial[11]))*r2) +
		float64((factorial[12]+float64(r*factorial[13]))*r4)
	p := low + float64(high*float64(r4*r4))
	if k == 1024 {
		return 2 * p * 0x1p1023
	}
	return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
}

// factorial[n] is 1/n!.
var factorial = func() (t [14]float64) {
	t[0] = 1
	for n := 1; n < len(t); n++ {
		t[n] = t[n-1] / float64(n)
	}
	return t
}()

// inverse[n] is 1/n.
var inverse = func() (t [24]float64) {
	for n := 1; n < len(t); n++ {
		t[n] = 1 / float64(n)
	}
	return t
}()

// Log returns the natural logarithm of x, within two units of the last place: the series of
// 2 artanh(f/(2+f)) with x = 2^k (1+f) and 1+f between sqrt(1/2) and sqrt(2).
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		k--
	}
	f := m - 1
	s := f / (2 + f)
	z := float64(s * s)
	p := inverse[23]
	for n := 21; n > 1; n -= 2 {
		p = inverse[n] + float64(z*p)
	}
	// ln(1+f) = 2s + 2s z p, and 2s = f - s f keeps the digits of f.
	low := float64(2*float64(float64(s*z)*p)) - float64(s*f)
	return float64(float64(k)*ln2High) + (f + (low + float64(float64(k)*ln2Low)))
}

// Log10 returns the decimal logarithm of x.
func Log10(x float64) float64 {
	if m := math.Round(float64(Log(x) * (1 / math.Ln10))); math.Abs(m) < 23 && power10(int(m)) == x {
		return m
	}
	return float64(Log(x) * (1 / math.Ln10))
}

// Pow10 returns 10^x; the result is the nearest number where x is an integer below 23.
func Pow10(x float64) float64 {
	if n := math.Round(x); n == x && math.Abs(n) < 23 {
		return power10(int(n))
	}
	return Exp(float64(x * math.Ln10))
}

func power10(n int) float64 {
	p := 1.0
	for range max(n, -n) {
		p *= 10
	}
	if n < 0 {
		return 1 / p
	}
	return p
}

// Hypot returns sqrt(x^2 + y^2) of numbers whose squares neither overflow nor underflow.
func Hypot(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// Erfc returns the complementary error function of x, with a relative error below 1e-13 in its
// tail: exp(-x^2)/(1+2x) times a polynomial in (x-3.75)/(x+3.75), the variable of Shepherd and
// Laframboise (1981).
func Erfc(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x < 0:
		return 2 - Erfc(-x)
	case x > 26.6:
		return 0
	}
	t := (x - 3.75) / (x + 3.75)
	t2 := float64(t * t)
	t4 := float64(t2 * t2)
	// Four sums that do not wait for each other, in powers of t^4.
	const top = len(erfcTerms) - 1 // a multiple of four
	s0, s1, s2, s3 := erfcTerms[top], 0.0, 0.0, 0.0
	for n := top - 4; n >= 0; n -= 4 {
		s0 = erfcTerms[n] + float64(s0*t4)
		s1 = erfcTerms[n+1] + float64(s1*t4)
		s2 = erfcTerms[n+2] + float64(s2*t4)
		s3 = erfcTerms[n+3] + float64(s3*t4)
	}
	sum := (s0 + float64(s1*t)) + float64(t2*(s2+float64(s3*t)))
	// exp(-x^2) = exp(-h^2) exp(-(x-h)(x+h)) with h^2 exact.
	k := int(float64(x * 16))
	h := float64(0.0625 * float64(k))
	square := float64(squares[k] * Exp(float64(-(x-h)*(x+h))))
	return float64(square*sum) / (1 + float64(2*x))
}

// squares[k] is exp(-(k/16)^2).
var squares = func() (t [427]float64) {
	for k := range t {
		h := float64(0.0625 * float64(k))
		t[k] = Exp(float64(-h * h))
	}
	return t
}()

// erfcTerms holds the coefficients of (1+2x) exp(x^2) erfc(x) in powers of (x-3.75)/(x+3.75):
// its Chebyshev series of degree 24, computed with 60 decimal digits at 80 nodes, multiplied
// out with as many digits.
var erfcTerms = [...]float64{
	1.2375126308378275,
	-0.14024059858554697,
	0.0035854154854644293,
	0.0822767384901452,
	-0.10880393014174886,
	0.09230432116037748,
	-0.05869339858963677,
	0.028362277418956406,
	-0.009746579558029276,
	0.0017556258528952954,
	0.0002937136655913448,
	-0.0002901540805408417,
	5.164909889268241e-05,
	2.238423915508223e-05,
	-1.1444146237700524e-05,
	-9.73559896736775e-07,
	1.751637648849062e-06,
	-5.7218230603224086e-08,
	-2.5866850716155884e-07,
	2.3263508708859124e-08,
	3.8675334242222354e-08,
	-3.744210080962018e-09,
	-5.1739902140113095e-09,
	3.1114333809799254e-10,
	4.2514714447963895e-10,
}

// Snap rounds x to a multiple of 2^-24, about 6e-8. An optimiser that sees only snapped points
// takes the same path on every machine though its own steps differ in the last bit.
func Snap(x float64) float64 { return math.Round(float64(x*0x1p24)) * 0x1p-24 }

// Round rounds x to 30 binary digits, about 1e-9 of its size: for results of a library whose
// last bits depend on the machine.
func Round(x float64) float64 {
	m, e := math.Frexp(x)
	return math.Ldexp(math.Round(float64(m*0x1p30)), e-30)
}
