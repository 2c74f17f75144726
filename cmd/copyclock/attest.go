package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
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
		Program  subject               `json:"program"` // the file that verified
	}
)

// predicateType names the layout of the predicate.
const predicateType = "https://copyclock.invalid/attestation/verification/v1"

// statement writes the statement of a verification that succeeded. It carries no time: who
// signs it adds that. The program is named by the digest of its own file, which differs
// between systems; that is why it stands here and in no report.
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
	var err error
	if st.Predicate.Program, err = program(); err != nil {
		return nil, err
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

// program names the file that runs by its digest.
func program() (subject, error) {
	path, err := os.Executable()
	if err != nil {
		return subject{}, fmt.Errorf("looking for the program itself: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return subject{}, fmt.Errorf("reading the program itself: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return subject{}, fmt.Errorf("reading the program itself: %w", err)
	}
	return subject{"copyclock", map[string]string{"sha256": hex.EncodeToString(h.Sum(nil))}}, nil
}
