// Package zoneinfo holds the rules of all named time zones, so that Europe/Berlin means the
// same on every machine. The zone data of the machine that runs the program is never asked.
//
// The data is release 2025c of the IANA time zone database, which is in the public domain, in
// the archive that Go ships as lib/time/zoneinfo.zip. A newer release is a copy of the file of
// a newer Go, and the new number in [Release].
package zoneinfo

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
)

// Release is that of the IANA time zone database.
const Release = "2025c"

// ErrUnknown says that no zone has a name.
var ErrUnknown = errors.New("no zone of the IANA database has this name")

//go:embed zoneinfo.zip
var archive []byte

// Load returns the rules of a zone by its name, such as Europe/Berlin; capitals do not matter.
func Load(name string) (*time.Location, error) {
	files, err := files()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("reading the embedded zone %s: %w", f.Name, err)
		}
		defer r.Close()
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("reading the embedded zone %s: %w", f.Name, err)
		}
		return time.LoadLocationFromTZData(f.Name, data)
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknown, name)
}

// Names returns the names of all zones in order.
func Names() []string {
	files, err := files()
	if err != nil {
		return nil
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	sort.Strings(names)
	return names
}

// files returns the zones of the archive, without its folders.
func files() ([]*zip.File, error) {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("opening the embedded zones: %w", err)
	}
	var zones []*zip.File
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") {
			zones = append(zones, f)
		}
	}
	return zones, nil
}
