package reports

// glossary explains the words of the report.
func (b *builder) glossary() {
	b.add(Heading{Text: "Words"}, Fields{[]Field{
		{"stamp", "one time of a file: modified, changed, birth or accessed"},
		{"column", "all stamps of one kind in a listing"},
		{"tick", "all files that share one stamp"},
		{"burst, session", "a dense run of ticks; bursts less than 30 minutes apart"},
		{"average rate", "bytes over the span of a burst"},
		{"rate", "the fitted marginal rate: seconds grow by size over rate"},
		{"sustained rate", "bytes over the span less the overhead of the files, stalls included"},
		{"certified rate", "a lower bound without a model, over a window of at least 10 s"},
		{"channel, profile", "what carried a copy; the distribution of its published speeds in an era"},
		{"LR", "likelihood ratio: how many times more probable the findings are under one proposition than under the other"},
		{"staging", "gathering data on a machine inside before sending them out"},
		{"gate", "a named test; a failed gate withholds or weakens a number"},
		{"MB", "10^6 bytes; 1 MB/s is 8 Mbit/s"},
	}})
}
