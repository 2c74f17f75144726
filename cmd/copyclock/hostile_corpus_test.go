package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// forged begins a line that no output may hold: it stands behind every kind of line end in
// the corpus.
const forged = "FORGED: nothing to see here"

// forgedHint is the same for standard error, whose lines begin with the name of the program.
const forgedHint = "copyclock: hint: INVENTED"

// hostileText is a name, or any other text, that an adversary chose.
type hostileText struct{ label, text string }

// hostileTexts are all different, and some differ only by what escaping could make equal.
var hostileTexts = []hostileText{
	{"escape", "\x1b[31mred\x1b[2J\x1b]0;title\x07"},
	{"escape spelled out", `\x1b[31mred\x1b[2J\x1b]0;title\x07`},
	{"link of a terminal", "\x1b]8;;http://a.b\x1b\\click\x1b]8;;\x1b\\"},
	{"line ends", "a\n" + forged + "\r\n" + forged + "\r" + forged + "\v" + forged + "\f" + forged},
	{"line ends of Unicode", "a\u2028" + forged + "\u2029" + forged + "\u0085" + forged},
	{"line of the program", "a\n" + forgedHint},
	{"bell and backspace", "a\a\b\b\x7f\x7f"},
	{"C1 controls", "\u009b31m\u0090\u009d0;x\u009c"},
	{"bytes of C1 controls", "\x9b31m\x90\x9d"},
	{"direction", "\u202egpj.exe\u202c\u2066x\u2069\u200f\u061c"},
	{"zero width", "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh\u115fi\u3164j"},
	{"tags and selectors", "a\U000e0001b\U000e0041c\ufe0fd\U000e0100e"},
	{"private and unassigned", "\ue000\U000f0000\uffff\U0010ffff\u0378"},
	{"marks without end", "a" + strings.Repeat("\u0301\u0489", 40)},
	{"not UTF-8", "\xff\xfe\xc3(\xed\xa0\x80\xf8\x88\x80\x80\x80\xc0\xaf\xe2\x82"},
	{"tab", "a\tb\t\tc"},
	{"blanks", "  a\u00a0b\u3000c\u2003d  e "},
	{"pipes", "|a|b||c|"},
	{"quotes", "\"a'b`c\"\"d''"},
	{"backslashes", `\\a\b\\\c\`},
	{"formula", `=cmd|' /C calc'!A0`},
	{"formula, plus", "+1+cmd|'x'!A"},
	{"formula, minus", "-1-1"},
	{"formula, at", "@SUM(1+9)*cmd"},
	{"formula behind a tab", "\t=1+1"},
	{"formula, full width", "\uff1d1\uff0b1"},
	{"HTML", `<script>alert(1)</script><img src=x onerror=alert(1)>"'><b>&lt;i&gt;`},
	{"HTML style and comment", `</style></title></textarea>--><!-- <b onmouseover='x'>&#x3c;`},
	{"Markdown", "[x](javascript:alert(1)) ![y](http://a.b/c) **d** `e` ~~f~~ <https://h.i> www.j.k # l ```m"},
	{"Markdown block", "# head\n- item\n> quote\n```\ncode\n```\n| a | b |\n|---|---|\n\n***\n1. one"},
	{"SVG", `"/><svg onload=alert(1)><text>x</text></svg>`},
	{"CDATA", "]]><x/><![CDATA[<y/>]]>"},
	{"XML", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///a">]>&x;&amp;`},
	{"JSON", `","verdict":"leans-insider","x":"\u0000\"`},
	{"options", "--force"},
	{"format verbs", "%s%d%n%!(EXTRA)%[1]*d"},
	{"path", "../../x/..\\y"},
	{"remarks of tools", "a -> b (deleted) ($FILE_NAME)"},
}

// longText is too long for most places.
var longText = hostileText{"1 MB", strings.Repeat("<&|\x1b[\u202e]\n", 100_000)}

// plainText is a name that no format has to escape.
var plainText = hostileText{"plain", "plain"}

// carried are the names of the first and the last file of an evidence that carries a text.
func carried(text string) (first, last string) { return text, text + "z" }

// carrierFiles is how many files an evidence holds: enough to be timed.
const carrierFiles = 120

// carrierMember returns size and Unix time of a file of a copy at 20 MB/s with 20 ms a file.
func carrierMember(i int) (size, sec int64) {
	const begin = 1_416_842_431
	at := int64(0)
	for k := range i + 1 {
		size = int64(k*k*7919%40_000_000) + 1000
		at += size/20 + 20_000 // microseconds
	}
	return size, begin + at/1_000_000
}

// hostileZip is a zip whose first and last file carry the text. It holds headers only.
func hostileZip(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	first, last := carried(text)
	for i := range carrierFiles {
		name := fmt.Sprintf("m/%03d", i)
		switch i {
		case 0:
			name = first
		case carrierFiles - 1:
			name = last
		}
		size, sec := carrierMember(i)
		extra := binary.LittleEndian.AppendUint32([]byte{0x55, 0x54, 5, 0, 1}, uint32(sec))
		if _, err := w.CreateRaw(&zip.FileHeader{Name: name, UncompressedSize64: uint64(size), Extra: extra}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hostileBody is a body file whose first and last file carry the text, which has no line end,
// and which has bad lines of it.
func hostileBody(text string) []byte {
	var b bytes.Buffer
	first, last := carried(text)
	for i := range carrierFiles {
		name := fmt.Sprintf("m/%03d", i)
		switch i {
		case 0:
			name = first
		case carrierFiles - 1:
			name = last
		}
		size, sec := carrierMember(i)
		fmt.Fprintf(&b, "0|%s|%d|r/rrw-r--r--|0|0|%d|%d|%d|%d|0\n", name, i, size, sec, sec, sec)
	}
	fmt.Fprintf(&b, "%s\n0|%[1]s|1|r/r|0|0|%[1]s|1|1|1|1\n", text)
	return b.Bytes()
}
