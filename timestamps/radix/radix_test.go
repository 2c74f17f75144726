package radix_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"copyclock/timestamps/radix"
)

type item struct {
	key   int64
	place int
}

// TestSort compares with the sort of the library, ties included, for keys over the whole range of
// 64 bits and for those of stamps.
func TestSort(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for name, key := range map[string]func(i int) int64{
		"any":      func(int) int64 { return int64(rng.Uint64()) },
		"ends":     func(i int) int64 { return []int64{math.MinInt64, -1, 0, 1, math.MaxInt64}[i%5] },
		"seconds":  func(int) int64 { return (1_400_000_000 + rng.Int64N(1e6)) * 1e9 },
		"negative": func(int) int64 { return -rng.Int64N(1e12) },
		"fine":     func(int) int64 { return 1_400_000_000e9 + rng.Int64N(1e10) },
		"equal":    func(int) int64 { return 5 },
		"rising":   func(i int) int64 { return int64(i / 3) },
		"falling":  func(i int) int64 { return -int64(i / 3) },
		"one late": func(i int) int64 { return int64(i%9999) * 1e9 },
	} {
		for _, n := range []int{0, 1, 2, 1000, 1024, 20_000} {
			got := make([]item, n)
			for i := range got {
				got[i] = item{key(i), i}
			}
			want := slices.Clone(got)
			slices.SortStableFunc(want, func(a, b item) int { return cmp.Compare(a.key, b.key) })
			radix.Sort(got, nil, func(x *item) int64 { return x.key })
			if !slices.Equal(want, got) {
				t.Errorf("%s: %d items are not in order", name, n)
			}
		}
	}
}

func ExampleSort() {
	stamps := []int64{30, 10, 20}
	radix.Sort(stamps, nil, func(t *int64) int64 { return *t })
	fmt.Println(stamps)
	// Output: [10 20 30]
}

// BenchmarkSort sorts stamps of whole seconds spread over years.
func BenchmarkSort(b *testing.B) {
	for _, n := range []int{1e4, 1e5, 1e6} {
		in := make([]item, n)
		for i := range in {
			in[i] = item{int64(uint32(i)*2654435761) * 1e9, i}
		}
		out := make([]item, n)
		b.Run(fmt.Sprintf("items=%d", n), func(b *testing.B) {
			for b.Loop() {
				copy(out, in)
				radix.Sort(out, nil, func(x *item) int64 { return x.key })
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}
