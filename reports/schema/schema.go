// Package schema holds the JSON Schemas of what copyclock writes.
package schema

import (
	_ "embed"
	"slices"
)

//go:embed result-1.schema.json
var result []byte

// Result returns the JSON Schema (2020-12) of a result, "copyclock/result/1". It refers to
// nothing outside itself.
func Result() []byte { return slices.Clone(result) }
