package channel

import "copyclock/analyze/ieee"

// Own holds the log densities of the local media as the profiles say that the two theories use them;
// it is nil where both use all alike, which is the default (METHOD 12.16).
type Own struct{ Insider, Intruder float64 }

// OwnMix is how much more than its own weight a local profile counts under each theory.
type OwnMix struct {
	Name              string
	Weight            float64    // within the local class
	Insider, Intruder float64    // the same as the theories have it
	Factors           [2]float64 // of insider and intruder, as the profile gives them
}

// factorOf reads a factor of which absence means 1.
func factorOf(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}

// ownMixes returns the local profiles with their weights under both theories, nothing where no profile
// makes them differ.
func ownMixes(profiles []Profile, weights []float64) []OwnMix {
	var all []OwnMix
	differ := false
	var insider, intruder []float64
	for i, p := range profiles {
		if p.Class != "local" || weights[i] <= 0 {
			continue
		}
		m := OwnMix{
			p.Name, weights[i], float64(weights[i] * factorOf(p.Insider)), float64(weights[i] * factorOf(p.Intruder)),
			[2]float64{factorOf(p.Insider), factorOf(p.Intruder)},
		}
		differ = differ || m.Insider != weights[i] || m.Intruder != weights[i]
		all, insider, intruder = append(all, m), append(insider, m.Insider), append(intruder, m.Intruder)
	}
	if !differ {
		return nil
	}
	for i := range all {
		all[i].Insider /= ieee.Sum(insider)
		all[i].Intruder /= ieee.Sum(intruder)
	}
	return all
}

// ownDensities mixes the local profiles by the weights of each theory.
func ownDensities(profiles []Profile, mixes []OwnMix, logs []float64) *Own {
	if len(mixes) == 0 {
		return nil
	}
	var insider, intruder []float64
	k := 0
	for i, p := range profiles {
		if k < len(mixes) && p.Class == "local" && p.Name == mixes[k].Name {
			insider = append(insider, float64(mixes[k].Insider*ieee.Exp(logs[i])))
			intruder = append(intruder, float64(mixes[k].Intruder*ieee.Exp(logs[i])))
			k++
		}
	}
	return &Own{ieee.Log(ieee.Sum(insider)), ieee.Log(ieee.Sum(intruder))}
}
