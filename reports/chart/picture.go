package chart

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"copyclock/timestamps"
)

// The measures of a picture, in units of the SVG.
const (
	width  = 720.0
	small  = 12.0 // size of text
	accent = "#b3541e"
)

// Picture is a drawing of a fixed width.
type Picture struct {
	Title, Desc string
	height      float64
	body        strings.Builder
}

// anchor says which end of a text stands at its place.
type anchor string

const (
	start  anchor = "start"
	middle anchor = "middle"
	end    anchor = "end"
)

// ink is how a shape is drawn: the colour of the text around it unless marked.
type ink struct {
	marked bool    // in the accent
	faint  float64 // opacity, zero means full
	width  float64 // of a line, zero means 1
	dashed bool
}

func newPicture(title, desc string, height float64) *Picture {
	return &Picture{Title: title, Desc: desc, height: height}
}

// SVG returns the picture. A prefix keeps its identifiers apart from others on one page.
func (p *Picture) SVG(prefix string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" role="img" aria-labelledby="%s-title %[3]s-desc" font-family="Helvetica, Arial, sans-serif" font-size="%s" fill="currentColor">
<title id="%[3]s-title">%[5]s</title>
<desc id="%[3]s-desc">%[6]s</desc>
%[7]s</svg>
`, num(width), num(p.height), html.EscapeString(prefix), num(small), html.EscapeString(timestamps.Printable(p.Title)),
		html.EscapeString(timestamps.Printable(p.Desc)), p.body.String())
}

// num writes a coordinate: two decimals at most, never "-0".
func num(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "0"
	}
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func (k ink) colour() string {
	if k.marked {
		return accent
	}
	return "currentColor"
}

func (k ink) opacity(attribute string) string {
	if k.faint <= 0 || k.faint >= 1 {
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, attribute, num(k.faint))
}

func (k ink) stroke() string {
	s := fmt.Sprintf(` stroke="%s"%s`, k.colour(), k.opacity("stroke-opacity"))
	if k.width > 0 {
		s += fmt.Sprintf(` stroke-width="%s"`, num(k.width))
	}
	if k.dashed {
		s += ` stroke-dasharray="4 3"`
	}
	return s
}

func (p *Picture) line(x1, y1, x2, y2 float64, k ink) {
	fmt.Fprintf(&p.body, "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"%s/>\n", num(x1), num(y1), num(x2), num(y2), k.stroke())
}

func (p *Picture) rect(x1, y1, x2, y2 float64, k ink) {
	fmt.Fprintf(&p.body, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"%s/>\n",
		num(min(x1, x2)), num(min(y1, y2)), num(math.Abs(x2-x1)), num(math.Abs(y2-y1)), k.colour(), k.opacity("fill-opacity"))
}

func (p *Picture) dot(x, y, radius float64, k ink) {
	fmt.Fprintf(&p.body, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"%s/>\n", num(x), num(y), num(radius), k.colour(), k.opacity("fill-opacity"))
}

// mark draws a small triangle that points up to what lies outside.
func (p *Picture) mark(x, y float64, k ink) {
	p.path([][2]float64{{x - 3, y + 5}, {x + 3, y + 5}, {x, y}}, true, k)
}

// path joins points by straight lines; closed fills the area instead.
func (p *Picture) path(points [][2]float64, closed bool, k ink) {
	if len(points) == 0 {
		return
	}
	var d strings.Builder
	for i, at := range points {
		op := "L"
		if i == 0 {
			op = "M"
		}
		d.WriteString(op + num(at[0]) + " " + num(at[1]))
	}
	if closed {
		fmt.Fprintf(&p.body, "<path d=\"%sZ\" fill=\"%s\"%s/>\n", d.String(), k.colour(), k.opacity("fill-opacity"))
		return
	}
	fmt.Fprintf(&p.body, "<path d=\"%s\" fill=\"none\"%s/>\n", d.String(), k.stroke())
}

func (p *Picture) text(x, y float64, at anchor, s string, k ink) {
	weight := ""
	if k.marked {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(&p.body, "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s%s>%s</text>\n", num(x), num(y), at, k.colour(),
		k.opacity("fill-opacity"), weight, html.EscapeString(timestamps.Printable(s)))
}

// The inks in use.
var (
	grid   = ink{faint: 0.15}
	axis   = ink{faint: 0.6}
	label  = ink{faint: 0.75}
	plain  = ink{}
	marked = ink{marked: true}
)
