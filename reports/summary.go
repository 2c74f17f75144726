package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/timestamps"
)

// plainAnswers says each verdict to a reader who knows neither files nor statistics.
var plainAnswers = []struct {
	verdict analyze.Verdict
	text    string
}{
	{analyze.NoTransferEvidence, "The times in the list do not show a copy whose speed could be read. Nothing follows from them, neither for an insider nor for an intruder."},
	{analyze.LowerBoundOnly, "The copy was at least as fast as said below. How much faster it was, these times cannot say, and a lowest speed alone decides little."},
	{analyze.Inconclusive, "The speed of the copy does not tell an insider from an intruder."},
	{analyze.LeansInsider, "The speed speaks somewhat for a copy by an insider, as long as the assumptions named below hold."},
	{analyze.LeansRemote, "The speed speaks somewhat for a copy by an intruder from outside, as long as the assumptions named below hold."},
}

// summary is the page that somebody reads who reads no other: the question first, no symbol,
// no term that is not explained on the page.
func (b *builder) summary() {
	f := Fields{[]Field{
		{"Asked", "How fast were the files copied when their time stamps were set? Which kinds of connection could have carried them that fast? And does that speak for somebody inside, or for an intruder from outside?"},
		{"Answer", b.plainAnswer()},
		{"Examined", b.examined()},
	}}
	add := func(name, text string) {
		if text != "" {
			f.Rows = append(f.Rows, Field{name, text})
		}
	}
	add("Seen", b.seen())
	add("Compared", b.compared())
	add("Weighed", b.weighed())
	add("Assumed", b.assumed())
	add("Not said", "Times show the last copy that set them, which need not be the theft. A speed names no person and no device. Whoever can write files can write false times. How probable it is that an insider, or an intruder, took the files is not said here: that depends on all the evidence of the case.")
	add("Check it", "Whoever has the list can repeat this report, to the last character, with one command: "+b.verifyCommand()+".")
	b.add(Heading{Text: "Summary in plain words"}, f)
}

func (b *builder) plainAnswer() string {
	for _, a := range plainAnswers {
		if a.verdict == b.r.Verdict {
			return a.text
		}
	}
	return timestamps.Printable(string(b.r.Verdict)) + "."
}

// examined says what there was to look at.
func (b *builder) examined() string {
	if len(b.r.Evidence) == 0 {
		return "Nothing."
	}
	var files, bytes int64
	var names []string
	about := ""
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		files += int64(e.Files)
		bytes, _ = timestamps.AddSize(bytes, e.TotalBytes)
		if !e.SizeExact {
			about = "about "
		}
		names = append(names, shown(e.Name))
	}
	what := "A list"
	if n := len(b.r.Evidence); n > 1 {
		what = Count(int64(n)) + " lists"
		if n > briefEvidence {
			names = append(names[:briefEvidence:briefEvidence], "...")
		}
	}
	return what + " of " + Number(files, "file") + " with " + about + Size(bytes) + " (" + strings.Join(names, ", ") +
		"): names, sizes and times. What is in the files was not examined."
}

// seen says what the burst of the verdict shows, with the speed that the score rests on.
func (b *builder) seen() string {
	u := b.main
	if u == nil {
		return ""
	}
	span := "within " + b.span(u)
	if u.Ticks <= 1 {
		span = "inside " + b.span(u)
	}
	s := Number(int64(u.Files), "file") + " with " + Size(u.Bytes) + " carry times that lie " + span + "."
	if b.r.Verdict == analyze.NoTransferEvidence {
		return s
	}
	if a := u.AverageMBs; a != nil && a.Estimate != nil {
		s += " On average, pauses included, that is " + MBs(*a.Estimate) + " (million bytes a second)."
	}
	if f := u.Fit; f != nil && f.RateMBs != nil && f.RateMBs.Low != nil {
		if i := f.RateMBs; i.High == nil || f.OneSided {
			return s + " Pauses and the cost of each file apart, the data moved at " + MBs(*i.Low) + " or faster."
		}
		return s + " Pauses and the cost of each file apart, the data moved at " + Between(*f.RateMBs.Low, *f.RateMBs.High) + " MB/s."
	}
	if c := best(u.Certified); c != nil {
		s += " Over its fastest " + Seconds(c.WindowS, 1) + " the copy ran at " + MBs(c.MBs) + " or faster."
	}
	return s
}

// compared counts the kinds of connection that could have carried the copy.
func (b *builder) compared() string {
	var parts []string
	for _, c := range []struct{ class, name string }{
		{"local", "kinds of device on one machine (disks, sticks, cards)"},
		{"lan", "kinds of local network"},
		{"wan", "kinds of connection over the internet"},
	} {
		yes, all := 0, 0
		for _, x := range b.r.Channels {
			if x.Class == c.class {
				all++
				if x.Compatible == "yes" {
					yes++
				}
			}
		}
		if all > 0 {
			parts = append(parts, Count(int64(yes))+" of "+Count(int64(all))+" "+c.name)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "By their published speeds, these could have carried it: " + strings.Join(parts, "; ") +
		". A speed that many kinds share points to none of them."
}

// weighed says the ratio without logarithms.
func (b *builder) weighed() string {
	t := b.r.Theory
	if t == nil {
		return ""
	}
	s := "What was seen is " + times(t.Log10LR) + "."
	if d := t.AtDefaults; d != nil {
		s += " With the assumptions that the program makes by default, it is " + times(*d) + "."
	}
	return s + " The program never says more than " + LR(t.Cap) + " times on this question, however clear the times look, because too few copies with known history have been measured."
}

// times says a range of a log10 likelihood ratio of insider to remote as "1.2 to 2.5 times as
// probable if ... as if ...".
func times(r channel.Range) string {
	const insider, remote = "an insider made the copy", "an intruder made it"
	low, high := LR(r.Low), LR(r.High)
	switch {
	case r.Low >= 0 && low == high:
		return low + " times as probable if " + insider + " as if " + remote
	case r.Low >= 0:
		return low + " to " + high + " times as probable if " + insider + " as if " + remote
	case r.High <= 0:
		return LR(-r.High) + " to " + LR(-r.Low) + " times as probable if an intruder made the copy as if an insider made it"
	}
	return "somewhere between " + LR(-r.Low) + " times as probable if an intruder made the copy and " + high +
		" times as probable if an insider made it, so that it speaks for neither"
}

// assumed says what the ratio rests on besides the stamps.
func (b *builder) assumed() string {
	t := b.r.Theory
	if t == nil {
		return ""
	}
	a := t.Assumptions
	s := "Nobody has measured how intruders and insiders work. The ratio takes for granted that " + percentSpan(a.Staging) +
		" of intruders gather the files on a machine inside before they take them, that " + percentSpan(a.InsiderNetwork) +
		" of insiders copy over a network, and that in " + percentSpan(a.Recopy) + " of cases somebody copied the files again afterwards."
	if n := b.r.Options.NotDefault; len(n) > 0 {
		s += " Whoever ran the program changed these of its settings: " + timestamps.Printable(strings.Join(n, ", ")) + "."
	}
	return s
}

// verifyCommand is the command that repeats the report.
func (b *builder) verifyCommand() string {
	command, n := "copyclock verify result.json", 0
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		if e.WithinSHA256 != "" { // found in the file that holds it
			continue
		}
		if n++; n > briefEvidence {
			return command + " ..."
		}
		command += " " + argument(e.Name)
	}
	return command
}

// argument writes a name for a shell; a name that would need quotes becomes EVIDENCE.
func argument(name string) string {
	for _, r := range name {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+", r) {
			return "EVIDENCE"
		}
	}
	if name == "" || name[0] == '-' || len(name) > maxShown {
		return "EVIDENCE"
	}
	return name
}
