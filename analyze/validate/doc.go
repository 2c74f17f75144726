// Package validate measures how good the analysis is on runs whose truth is known: copies
// made in a laboratory or simulated, each with a listing and a record of what really happened.
//
//	runs, err := validate.Load("runs.jsonl")
//	outcomes := validate.Examine(runs, analyze.Options{})
//	report := validate.Assess(outcomes, validate.Options{})
//
// [Load] reads the records, [Examine] runs the whole analysis on every listing and joins the
// burst with most bytes with the truth, [Assess] turns the pairs into figures, each with its
// number of runs and a bootstrap interval, and names every failure. The analysis sees the
// listing alone; the record is used only afterwards.
//
// # Which truth belongs to which figure
//
//	rate B      network with one stream: .95 of the slower side of the line; device with one
//	            stream: the slope seen from outside, where no page cache hid the device and
//	            the slope is below 1.5 times the device's nominal rate; simulation: the slope
//	average     bytes over the span of the stamps of the whole tree
//	sustained   device without strong page cache: the rate until all was on the device; else
//	            the rate of trees whose files have a mean of at least 1 MB
//	overhead    the intercept seen from outside, one stream, where it is positive
//	certified   may not exceed the line rate of a network
//	START, END  where the stamps stood in the files' own copies
//
// A truth is compared only where the column that was timed is one that the copy set. Runs of
// the classes none and misleading have no rate truth.
//
// The independent unit is the source, tool x channel x file system, never the file: intervals
// come from drawing whole sources anew ([Run.Source]), and whoever learns a parameter from runs
// leaves whole sources out ([Folds]). Likelihood ratios are validated elsewhere.
package validate
