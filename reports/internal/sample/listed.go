package sample

import (
	"copyclock/reports"
	"copyclock/timestamps"
)

// Listed returns two listings: an archive of unknown zone with a further stamp, and a body
// file with hostile names and every mark.
func Listed() []reports.Listed {
	wall := func(s, ns int) timestamps.Stamp {
		return timestamps.Wall(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39, Second: s, Nanosecond: ns})
	}
	archive := &timestamps.Listing{
		Head: timestamps.Head{Format: "zip", Zone: timestamps.Zone{Name: "unknown", Source: "nobody"}, HeaderOrder: true},
		Entries: []timestamps.Entry{
			{Path: "docs/", Line: 1, Kind: timestamps.Directory, Times: timestamps.Times{Modified: wall(2, 0)}},
			{Path: "docs/a,b \"c\".txt", Line: 2, Kind: timestamps.File, Size: 1234, Times: timestamps.Times{Modified: wall(4, 123456789)}},
			{Path: "docs/secret", Line: 3, Kind: timestamps.File, Size: 1200, Slack: 50, Flags: timestamps.Encrypted | timestamps.Rounded},
		},
		Extras: []timestamps.Extra{{Name: "modified_dos", Stamps: []timestamps.Stamp{wall(2, 0), wall(4, 0)}}},
	}
	at := timestamps.At
	east := at(1467743958, 500)
	east.Offset = 120
	body := &timestamps.Listing{
		Head: timestamps.Head{Format: "bodyfile", Zone: timestamps.Zone{Name: "UTC", Source: "input"}, Skipped: 1},
		Entries: []timestamps.Entry{
			{Path: "/.", Line: 1, Kind: timestamps.Directory, Flags: timestamps.Dot, Times: timestamps.Times{Modified: at(1467743958, 0)}},
			{
				Path: "/a\x1b[2J|\u202eb\ncaf\xe9", Line: 2, Kind: timestamps.File, Size: 10,
				Times: timestamps.Times{Modified: at(1467743958, 0), Accessed: at(-1, 500_000_000), Changed: at(1467743960, 0), Birth: at(1467743950, 100)},
			},
			{Path: `/dir\gone`, Line: 3, Kind: timestamps.File, Size: 20, Flags: timestamps.Deleted, Times: timestamps.Times{Modified: east}},
			{Path: "/a:zone", Line: 4, Kind: timestamps.File, Size: 26, Flags: timestamps.Stream},
			{Path: "/a", Line: 5, Kind: timestamps.Other, Size: 82, Flags: timestamps.NameAttribute, Times: timestamps.Times{Birth: at(1467743950, 0)}},
			{Path: "/b", Line: 6, Kind: timestamps.File, Size: 10, Flags: timestamps.HardLink},
			{Path: "/=cmd()", Line: 7, Kind: timestamps.Link, Size: timestamps.NoSize},
			{Path: "/日本", Line: 8, Kind: timestamps.Unknown, Size: timestamps.NoSize, Times: timestamps.Times{Modified: timestamps.Stamp{State: timestamps.Invalid}}},
		},
	}
	return []reports.Listed{{Name: "leak.zip", Listing: timestamps.NewTable(archive)}, {Name: "disk\x07.body", Listing: timestamps.NewTable(body)}}
}
