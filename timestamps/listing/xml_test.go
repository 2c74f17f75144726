package listing_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/timestamps/listing"
)

// TestXML holds that names in DFXML are what encoding/xml makes of them, whatever stands
// around them.
func TestXML(t *testing.T) {
	t.Parallel()
	parts := []string{
		"a", "b c", "\n", "&lt;&gt;&amp;&apos;&quot;", "&#233;&#xe9;&#x1F600;", "<![CDATA[<x> & y]]>", "<!-- <filename> & - -->", "<?php > ?>",
		"<sub>not this</sub>", "<sub/>", "<deep><filename>nor this</filename></deep>", "é",
	}
	others := []string{
		"", "\n  ", "<filesize>17</filesize>", "<alloc>1</alloc>", "<byte_runs>\n<byte_run offset='0' len=\"1>2\"/></byte_runs>", "<x:hashdigest type='md5'>00</x:hashdigest>",
		"<!DOCTYPE dfxml>", "<filename prec='1'></filename>",
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("<?xml version='1.0'?>\n<dfxml>")
		for range rapid.IntRange(1, 3).Draw(t, "objects") {
			b.WriteString(rapid.SampledFrom([]string{"<fileobject>", "<fileobject\n a='b'>", "<d:fileobject >"}).Draw(t, "object"))
			mark := b.String()[strings.LastIndexByte(b.String(), '<')+1:]
			for _, s := range rapid.SliceOfN(rapid.SampledFrom(others), 0, 3).Draw(t, "before") {
				b.WriteString(s)
			}
			b.WriteString("<filename>" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "name"), "") + "</filename>")
			for _, s := range rapid.SliceOfN(rapid.SampledFrom(others[:7]), 0, 3).Draw(t, "after") {
				b.WriteString(s)
			}
			b.WriteString("</" + strings.TrimSpace(strings.Split(strings.TrimSuffix(mark, ">"), "\n")[0]) + ">")
		}
		b.WriteString("</dfxml>")
		data := b.String()

		var want []string
		d := xml.NewDecoder(strings.NewReader(data))
		for {
			token, err := d.Token()
			if err != nil {
				break
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "fileobject" {
				var v struct {
					Name string `xml:"filename"`
				}
				if err := d.DecodeElement(&v, &start); err != nil {
					t.Fatalf("%q: %v", data, err)
				}
				want = append(want, v.Name)
			}
		}
		got := readBlocks(t, "dfxml", []byte(data), listing.Options{Cores: 1})
		var names []string
		for _, e := range got.Listing.Entries {
			names = append(names, e.Path)
		}
		if d := cmp.Diff(want, names); d != "" || got.Err != "" || len(got.Listing.Warnings) > 0 {
			t.Fatalf("%q: %q %v (-encoding/xml +listing):\n%s", data, got.Err, got.Listing.Warnings, d)
		}
	})
}

// TestBrokenXML holds that text which is no XML is told, and that names keep their bytes.
func TestBrokenXML(t *testing.T) {
	t.Parallel()
	const object = "<fileobject><filename>caf\xe9 & \x1b</filename></fileobject>"
	for _, c := range []struct {
		text  string
		names int
		ok    bool
	}{
		{"<dfxml>" + object + "</dfxml>", 1, true},
		{"<dfxml>" + object, 1, false},
		{"<dfxml>" + object + "<fileobject><filename>a</filename>", 1, false},
		{"<dfxml>" + object + "<!-- " + strings.Repeat("x\n", 100), 1, false},
		{"<dfxml>" + object + "<a b='" + strings.Repeat(">\n", 100), 1, false},
		{"<dfxml>" + object + "<a></b>" + object, 1, false},
		{"<dfxml>" + object + "< a>" + object, 1, false},
		{"<dfxml><fileobject></dfxml>", 0, false},
	} {
		l, err := readAs(t, "dfxml", []byte(c.text), listing.Options{})
		if err != nil || len(l.Entries) != c.names || (len(l.Warnings) == 0) != c.ok {
			t.Errorf("%q: %d entries, %v, %v", c.text, len(l.Entries), l.Warnings, err)
		}
		for _, e := range l.Entries {
			if !bytes.Equal([]byte(e.Path), []byte("caf\xe9 & \x1b")) {
				t.Errorf("%q: name %q", c.text, e.Path)
			}
		}
	}
}
