package simulate

import "time"

// plain is the base of all presets, METHOD 4.10: 20 MB/s, 15 ms of overhead for each file with
// a coefficient of variation of 1, sizes with a median of 200 kB and a mean of 1.4 MB.
func plain(name string, files int, step time.Duration) Setting {
	return Setting{
		Name: name, Kind: Copy, Class: "local", Files: files, MBs: 20, Overhead: 15 * time.Millisecond, CV: 1,
		SizeMedian: 2e5, SizeSigma: 2, Noise: 0.2, Kept: 1, Streams: 1,
		Mode: End, Step: step, Rounding: Floor, Order: ByPath,
	}
}

// but returns the setting with some values changed.
func (s Setting) but(change func(*Setting)) Setting {
	change(&s)
	return s
}

const (
	ms = time.Millisecond
	us = time.Microsecond
)

func atStart(s *Setting)  { s.Mode = Start }
func ceiling(s *Setting)  { s.Rounding = Ceiling }
func nearest(s *Setting)  { s.Rounding = Nearest }
func stalls(s *Setting)   { s.StallShare, s.Stall = 0.02, 10*time.Second }
func drift(s *Setting)    { s.Noise, s.Drift = 0.4, 0.95 }
func half(s *Setting)     { s.Kept = 0.5 }
func tenth(s *Setting)    { s.Kept = 0.1 }
func four(s *Setting)     { s.Streams = 4 }
func cache(s *Setting)    { s.CacheMB, s.CacheMBs = 1000, 300 }
func wan(s *Setting)      { s.Class, s.MBs, s.Overhead = "wan", 2, 80*ms }
func ssd(s *Setting)      { s.MBs, s.Overhead = 300, 2*ms }
func tiny(s *Setting)     { s.SizeMedian, s.SizeSigma = 2e4, 1 }
func unlinked(s *Setting) { s.Kind, s.Class = Unlinked, "none" }
func authored(s *Setting) { s.Kind, s.Class = Authored, "none" }
func recopy(s *Setting)   { s.Kind, s.Class, s.MBs, s.Overhead = Recopy, "misleading", 300, 2*ms }

// Presets are the settings of METHOD 4.10 and those that no rate may come from.
var Presets = []Setting{
	plain("plain-60s", 3000, time.Minute),
	plain("plain-2s", 300, 2*time.Second),
	plain("plain-1s", 300, time.Second),
	plain("plain-10ms", 300, 10*ms),
	plain("plain-1us", 300, us),
	plain("plain-100ns", 300, 100),
	plain("start-60s", 3000, time.Minute).but(atStart),
	plain("start-2s", 300, 2*time.Second).but(atStart),
	plain("start-1s", 300, time.Second).but(atStart),
	plain("start-10ms", 300, 10*ms).but(atStart),
	plain("start-1us", 300, us).but(atStart),
	plain("ceiling-2s", 1000, 2*time.Second).but(ceiling),
	plain("nearest-2s", 1000, 2*time.Second).but(nearest),
	plain("stalls-2s", 1000, 2*time.Second).but(stalls),
	plain("stalls-10ms", 1000, 10*ms).but(stalls),
	plain("drift-2s", 1000, 2*time.Second).but(drift),
	plain("drift-10ms", 1000, 10*ms).but(drift),
	plain("missing50-2s", 1000, 2*time.Second).but(half),
	plain("missing50-10ms", 1000, 10*ms).but(half),
	plain("missing90-2s", 1000, 2*time.Second).but(tenth),
	plain("missing90-10ms", 1000, 10*ms).but(tenth),
	plain("parallel-2s", 1000, 2*time.Second).but(four),
	plain("parallel-10ms", 1000, 10*ms).but(four),
	plain("cache-2s", 1000, 2*time.Second).but(cache),
	plain("cache-10ms", 1000, 10*ms).but(cache),
	plain("wan-2s", 300, 2*time.Second).but(wan),
	plain("ssd-2s", 3000, 2*time.Second).but(ssd),
	plain("tiny-2s", 3000, 2*time.Second).but(tiny),
	plain("recopy-10ms", 1000, 10*ms).but(recopy),
	plain("unlinked-2s", 300, 2*time.Second).but(unlinked),
	plain("unlinked-10ms", 300, 10*ms).but(unlinked),
	plain("authored-1s", 300, time.Second).but(authored),
}

// Preset returns the preset of the given name.
func Preset(name string) (Setting, bool) {
	for _, s := range Presets {
		if s.Name == name {
			return s, true
		}
	}
	return Setting{}, false
}
