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
	p := 1.0
	for n := 13; n > 0; n-- {
		p = 1 + float64(float64(r*inverse[n])*p)
	}
	if k == 1024 {
		return 2 * p * 0x1p1023
	}
	return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
}

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
// tail: exp(-x^2)/(1+2x) times a Chebyshev series in (x-3.75)/(x+3.75), the variable of Shepherd
// and Laframboise (1981).
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
	var b1, b2 float64
	for n := len(erfcSeries) - 1; n > 0; n-- {
		b1, b2 = float64(2*t*b1)-b2+erfcSeries[n], b1
	}
	sum := float64(t*b1) - b2 + erfcSeries[0]
	// exp(-x^2) = exp(-h^2) exp(-(x-h)(x+h)) with h^2 exact.
	h := float64(0.0625 * math.Floor(float64(x*16)))
	square := float64(Exp(float64(-h*h)) * Exp(float64(-(x-h)*(x+h))))
	return float64(square*sum) / (1 + float64(2*x))
}

// erfcSeries holds the Chebyshev coefficients of (1+2x) exp(x^2) erfc(x), computed with 60
// decimal digits at 80 nodes; the first coefficient is halved.
var erfcSeries = [...]float64{
	1.1775789345674017,
	-0.004590054580646478,
	-0.08424913336651792,
	0.05920993999819189,
	-0.026658668435305753,
	0.009074997670705265,
	-0.002413163540417608,
	0.0004907758365258086,
	-6.916973302501207e-05,
	4.13902798607301e-06,
	7.74038306619849e-07,
	-2.1886401049234397e-07,
	1.076499946567091e-08,
	4.521959811218287e-09,
	-7.754400208831351e-10,
	-6.318088340886684e-11,
	2.86879501093067e-11,
	1.9455868545777347e-13,
	-9.65469674843344e-13,
	3.25254814814874e-14,
	3.3478119482868056e-14,
	-1.864562880419313e-15,
	-1.2507950530688648e-15,
	7.418235256624044e-17,
	5.068148904796111e-17,
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
