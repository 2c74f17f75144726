package reports

import (
	"strings"
	"testing"
)

// Long names are cut, and still differ where only the part that is cut does.
func TestShownDiffers(t *testing.T) {
	t.Parallel()
	a := strings.Repeat("a", 1000) + "x" + strings.Repeat("a", 1000)
	b := strings.Replace(a, "x", "y", 1)
	if shown(a) == shown(b) || len(shown(a)) > maxShown+60 {
		t.Errorf("shown = %s and %s", shown(a), shown(b))
	}
	if short := strings.Repeat("é", maxShown/2); shown(short) != short {
		t.Errorf("a name of %d bytes is cut: %s", len(short), shown(short))
	}
}
