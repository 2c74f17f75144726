package finding

// Test says what a gate asks, for whoever reads a report.
type Test struct {
	Code string // as in Gate.Code
	Name string // one word
	// Fails says when the gate fails, and Then what follows from that.
	Fails, Then string
	// About is what the gate is about: a column of stamps, or a burst.
	About string
}

// Tests lists the gates in the order of their codes (METHOD 7.2).
var Tests = []Test{
	{"G1", "role", "The column of stamps does not look like the record of a copy.", "No transfer evidence.", "column"},
	{"G2", "amount", "Fewer than 30 files or 5 ticks; no fit at all below 8 files or 3 ticks. From durations: fewer than 5 files, or durations that add up to less than 10 steps of the clock.", "Inconclusive.", "burst"},
	{"G3", "link", "Sizes dealt anew explain the gaps, or the durations, as well as the true sizes (permutation test, p above 0.01).", "The fitted rate is withheld. No transfer evidence, unless the link could not have been seen or the stamps walk through the directories: then inconclusive.", "burst"},
	{"G4", "mimic", "Stamps as other acts set them: constant, normalised, a checkout, a build, an extraction, stamps that ignore the directories, that were moved, set by hand or carried over.", "No transfer evidence.", "column"},
	{"G5", "explained", "Bytes at the fitted rate account for less than 0.3 of the time; from durations, less than 0.4 of the time inside files.", "Lower bound only.", "burst"},
	{"G6", "parallel", "The fitted rate lies below 0.9 of the average, or durations add up to more than the time that they cover: files were copied side by side, or in another order.", "The fitted rate is withheld.", "burst"},
	{"G7", "cache", "A fast first part, a rate above 500 MB/s, or so few ticks that the average may lie above it: the stamps may show memory and not the medium.", "Removable media are not scored.", "burst"},
	{"G8", "width", "The 95 % interval reaches beyond a factor of 4 to a side, or the rate has no upper limit.", "Lower bound only.", "burst"},
}
