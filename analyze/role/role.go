// Package role tells from a listing alone, without any model of a copy, what each column of
// stamps may record: a copy, the dates of authorship, one constant, or nothing.
package role

import (
	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// Role is what the stamps of a column record.
type Role string

// The roles of a column (DESIGN section 2). CopyEnd and CopyStart are decided by the rate
// room; Classify says at most Copy.
const (
	Copy       Role = "copy"
	CopyEnd    Role = "copy-end"
	CopyStart  Role = "copy-start"
	Authorship Role = "authorship"
	Constant   Role = "constant"
	Normalised Role = "normalised"
	Unknown    Role = "unknown"
)

// Signs are the model-free observations F1 and F3-F8 of METHOD 3.3 and those of the
// directories (F9). A nil sign could not be measured.
type Signs struct {
	BurstShare *float64 `json:"f1_burst_share,omitempty"` // share of files within 60 s of at least 5 others
	PathOrder  *float64 `json:"f3_path_order,omitempty"`  // share of adjacent stamps that are in path order as well
	// DirectoryOrder is 1 where the stamps go through the tree directory by directory and 0 where
	// they fall on the directories by chance; it may be slightly negative.
	DirectoryOrder *float64 `json:"f3_directory_order,omitempty"`
	// HeaderOrder is the share of adjacent headers of an archive with rising stamps, among those
	// whose stamps differ.
	HeaderOrder   *float64 `json:"f3_header_order,omitempty"`
	BeforeBirth   *float64 `json:"f4_modified_before_birth,omitempty"`  // share of files with modified < birth
	ModifiedAhead *float64 `json:"f4_modified_after_changed,omitempty"` // share of files modified more than 60 s after their status change
	SpanSeconds   *float64 `json:"f5_span_s,omitempty"`                 // from first to last stamp
	ConstantShare *float64 `json:"f6_constant_share,omitempty"`         // share of files on the most frequent stamp
	ZeroFractions *float64 `json:"f7_zero_fractions,omitempty"`         // share of stamps without a fraction of a second, in a column that has fractions
	Duplicates    *float64 `json:"f8_duplicates,omitempty"`             // share of files whose base name, size and stamp occur in another directory
	// DirectoriesAgree and DirectoriesLater are the shares of directories (those with files)
	// whose own modified stamp lies within 60 s of the span of their files, and more than a
	// session after the last of them.
	DirectoriesAgree *float64 `json:"f9_directories_agree,omitempty"`
	DirectoriesLater *float64 `json:"f9_directories_later,omitempty"`
}

// Column is one column of stamps with its verdict.
type Column struct {
	Evidence    int               `json:"evidence"` // index of the evidence, from 1
	Stamp       timestamps.Column `json:"stamp"`
	Present     int               `json:"present"` // files with a known stamp
	Invalid     int               `json:"invalid,omitempty"`
	Distinct    int               `json:"distinct"` // distinct stamps among them
	ResolutionS float64           `json:"resolution_s"`
	Resolution  int64             `json:"-"` // the same in nanoseconds
	Role        Role              `json:"role"`
	Reason      string            `json:"reason"` // a sentence: why this role
	Signs       Signs             `json:"signs"`
	Gates       []finding.Gate    `json:"gates"` // G1 and G4
	Chosen      bool              `json:"chosen"`
	// WritingOrder is true where the order of the entries is that of an archive's headers and
	// the stamps rise with it: then the order of the files inside a tick is known as well and
	// is that of the entries (METHOD 12.1).
	WritingOrder bool `json:"-"`
	// Order holds, for the chosen column, the entries with its stamps in order of time, those of one
	// stamp in the order of the listing. Stamps of the rarer clock are left out.
	Order []uint32 `json:"-"`
}
