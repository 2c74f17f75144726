package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"

	"copyclock/analyze"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// The members of an in-toto Statement v1 (https://in-toto.io/Statement/v1). The predicate
// says from which evidence, with which options, by which program the subjects were made.
type (
	statement struct {
		Type          string    `json:"_type"`
		Subject       []subject `json:"subject"`
		PredicateType string    `json:"predicateType"`
		Predicate     predicate `json:"predicate"`
	}
	subject struct {
		Name   string            `json:"name"`
		Digest map[string]string `json:"digest"` // one member, so its order is fixed
	}
	predicate struct {
		Verified bool                  `json:"verified"` // run again with the same bytes
		Evidence []subject             `json:"evidence"`
		Options  analyze.OptionsRecord `json:"options"`
		Tool     analyze.Tool          `json:"tool"`
		Verifier analyze.Tool          `json:"verifier"`
	}
)

// predicateType names the layout of the predicate.
const predicateType = "https://copyclock.invalid/attestation/verification/v1"

// statement writes the statement of a verification that succeeded. It carries no time: who
// signs it adds that.
func (v *verification) statement(result string) ([]byte, error) {
	st := statement{
		Type: "https://in-toto.io/Statement/v1", PredicateType: predicateType,
		Subject:   []subject{{timestamps.Escape(filepath.Base(result)), map[string]string{"sha256": digest(v.data)}}},
		Predicate: predicate{Verified: true, Options: v.result.Options, Tool: v.result.Tool, Verifier: tool()},
	}
	for _, name := range v.reports {
		data, err := evidence.ReadPlain(name, maxReport)
		if err != nil {
			return nil, err
		}
		st.Subject = append(st.Subject, subject{timestamps.Escape(filepath.Base(name)), map[string]string{"sha256": digest(data)}})
	}
	for _, e := range v.result.Evidence {
		st.Predicate.Evidence = append(st.Predicate.Evidence, subject{e.Name, map[string]string{"sha256": e.SHA256}})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(st); err != nil {
		return nil, fmt.Errorf("writing the statement: %w", err)
	}
	return b.Bytes(), nil
}
