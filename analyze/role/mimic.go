package role

import (
	"fmt"
	"strings"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// gatesOf returns G1 and G4 of column i (METHOD 7.2).
func gatesOf(columns []Column, views []view, i int, tree string) []finding.Gate {
	c := &columns[i]
	role := finding.Gate{Code: "G1", Passed: c.Role == Copy, Text: "The stamps may record a copy. " + c.Reason}
	if !role.Passed {
		role.Text = "The stamps do not show a copy. " + c.Reason
	}
	mimic := finding.Gate{Code: "G4", Passed: true, Text: "Nothing in the listing looks like a constant, a checkout, a build, an extraction or stamps set by hand."}
	text := ""
	switch {
	case c.Role == Constant || c.Role == Normalised:
		text = "The stamps are " + string(c.Role) + ". " + c.Reason
	case tree != "":
		text = tree
	case c.Role == Copy:
		text = views[i].forged(c.Stamp)
		if text == "" && later(columns, views, i) {
			text = "The modified stamps hold a dense burst of their own that ended before: these stamps may come from an extraction or a later copy."
		}
	}
	if text != "" {
		mimic.Passed, mimic.Text = false, text
	}
	return []finding.Gate{role, mimic}
}

// forged says in a sentence what speaks against the clock of a copy in a dense column, or
// nothing. A program that copies walks through directories, and what it makes gets its stamps
// from one clock: stamps set by hand or carried over from before do not agree with the others.
func (v *view) forged(c timestamps.Column) string {
	d := &v.clockwork
	switch {
	case v.walked && v.walk.refuted():
		return fmt.Sprintf("The stamps ignore the directories (%.0f %% of a walk through them, chance being 0): no program copies a tree so, stamps set at random do.", 100*max(v.walk.share, 0))
	case c != timestamps.Modified:
		return ""
	case v.ahead >= majority:
		return fmt.Sprintf("%.0f %% of the files were modified after their own status change: the modified stamps were set by hand or by another clock.", 100*v.ahead)
	case d.shift > 0:
		return fmt.Sprintf("The directories keep the time of the files exactly %s later: the stamps of the files were moved.", length(d.shift))
	case d.shift < 0:
		return fmt.Sprintf("The directories keep the time of the files exactly %s earlier: the stamps of the files were moved.", length(-d.shift))
	case d.directories >= leastDirectories && d.later >= almostAll:
		return fmt.Sprintf("%.0f %% of %d directories were made or changed in a later session than their files: the stamps of the files were carried over from before or set by hand.", 100*d.later, d.directories)
	}
	return ""
}

// later reports whether column i was set in a session after the one in modified.
func later(columns []Column, views []view, i int) bool {
	for j := range columns {
		if columns[j].Stamp == timestamps.Modified && j != i && columns[j].Role == Copy {
			return since(views[j].coreTo, views[i].coreFrom) > session && views[i].coreFrom > views[j].coreTo
		}
	}
	return false
}

// treeOf says in a sentence that the listing looks like a checkout or a build, or nothing.
// Half of the files decide: a copy may well contain a repository or some outputs.
func treeOf(t *timestamps.Table) string {
	roots := make(map[string]bool)
	n, built := t.Counting(), 0
	for i := range t.Len() {
		name := t.Name(i)
		if mayBeCheckout(name) {
			if root, ok := checkout(t.Path(i)); ok {
				roots[root] = true
			}
		}
		if compiled(name) && t.Counts(i) {
			built++
		}
	}
	under := 0
	if len(roots) > 0 {
		inside := make([]bool, len(t.Folders()))
		for k, folder := range t.Folders() {
			inside[k] = below(strings.ReplaceAll(folder, `\`, "/"), roots)
		}
		for i := range t.Len() {
			if inside[t.Folder(i)] && t.Counts(i) {
				under++
			}
		}
	}
	switch {
	case 2*under > n:
		return "Most files lie in a working copy of a version-control system: a checkout sets such stamps."
	case 2*built > n:
		return "Most files are outputs of a compiler: a build sets such stamps."
	}
	return ""
}

// checkout returns the directory whose version-control system keeps the file p, if it is the
// one file that each of them has.
func checkout(p string) (root string, ok bool) {
	p = strings.ReplaceAll(p, `\`, "/")
	for _, admin := range [...]string{".git/HEAD", ".hg/requires", ".svn/wc.db"} {
		if root, ok := strings.CutSuffix(p, admin); ok && (root == "" || root[len(root)-1] == '/') {
			return root, true
		}
	}
	return "", false
}

// mayBeCheckout reports whether a name is the last part of such a file.
func mayBeCheckout(name string) bool { return name == "HEAD" || name == "requires" || name == "wc.db" }

// longestExtension is that of .class, the longest of the outputs of compilers.
const longestExtension = len(".class")

// compiled reports whether a name has the extension of an output of a compiler.
func compiled(p string) bool {
	end := p[max(0, len(p)-longestExtension):]
	dot := strings.LastIndexByte(end, '.')
	if dot < 0 {
		return false
	}
	switch strings.ToLower(end[dot:]) {
	case ".o", ".obj", ".pyc", ".class", ".lo", ".tlog", ".pdb", ".gcda", ".gcno":
		return true
	}
	return false
}

func below(p string, roots map[string]bool) bool {
	if roots[""] {
		return true
	}
	for i := range p {
		if p[i] == '/' && roots[p[:i+1]] {
			return true
		}
	}
	return false
}
