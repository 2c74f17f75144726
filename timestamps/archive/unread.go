package archive

import (
	"bytes"
	"strings"
)

// Kind is a kind of file that is known by its bytes and not read.
type Kind struct {
	Name   string // with its article
	Advice string // how to make a listing of it that is read; empty where there is none
}

func (k *Kind) String() string {
	if k.Advice == "" {
		return k.Name
	}
	return k.Name + ", which is not read directly; " + k.Advice
}

// How a listing is made, by the programs that know the format.
const (
	asMtree = "make a listing with bsdtar -cf listing.mtree --format=mtree @FILE"
	asSlt   = "make a listing with 7z l -slt FILE > listing.txt"
	asLsar  = "make a listing with lsar -j FILE > listing.json"
	asBody  = "make a listing of its file system with fls -r -m / FILE > body.txt"
)

// unread lists what is named, strictest first. A magic begins at its offset.
var unread = []struct {
	at    int
	magic string
	kind  Kind
}{
	{0, "xar!\x00\x1c", Kind{"a xar archive (or a package of macOS)", asMtree}},
	{0, "WARC/", Kind{"a WARC web archive", "its dates are those of the crawl; bsdtar -tv and warcio index list it"}},
	{2, "-lh", Kind{"an LHA archive", asMtree}},
	{2, "-lz", Kind{"an LHA archive", asMtree}},
	{0, "\x60\xea", Kind{"an ARJ archive", "make a listing with arj v FILE > listing.txt"}},
	{20, "\xdc\xa7\xc4\xfd", Kind{"a zoo archive", "make a listing with zoo v FILE > listing.txt"}},
	{7, "**ACE**", Kind{"an ACE archive", "make a listing with unace v FILE > listing.txt"}},
	{0, "MSWIM\x00\x00\x00", Kind{"a Windows image (WIM)", "make a listing with wimlib-imagex dir --detailed FILE > listing.txt"}},
	{0, "WLPWM\x00\x00\x00", Kind{"a pipable Windows image (WIM)", "make a listing with wimlib-imagex dir --detailed FILE > listing.txt"}},
	{0, "ALZ\x01", Kind{"an ALZ archive", "make a listing with unalz -l FILE > listing.txt"}},
	{0, "StuffIt", Kind{"a StuffIt archive", asLsar}},
	{0, "SIT!", Kind{"a StuffIt archive", asLsar}},
	{0, "RE~^", Kind{"a RAR archive before version 1.5", asLsar}},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind{"a compound file of Office or the Windows installer", asSlt}},
	{0, "\xed\xab\xee\xdb", Kind{"an RPM package", "make a listing with rpm2cpio FILE | copyclock list -"}},
	{0, "hsqs", Kind{"a squashfs image", asSlt}},
	{0, "ITSF\x03", Kind{"a compiled HTML help file", asSlt}},
	{0, "EVF\x09\x0d\x0a\xff\x00", Kind{"a disk image of EnCase (E01)", asBody}},
	{0, "AFF", Kind{"a disk image (AFF)", asBody}},
	{0, "conectix", Kind{"a virtual disk (VHD)", asBody}},
	{0, "vhdxfile", Kind{"a virtual disk (VHDX)", asBody}},
	{0, "KDMV", Kind{"a virtual disk (VMDK)", asBody}},
	{0, "QFI\xfb", Kind{"a virtual disk (qcow2)", asBody}},
	{3, "NTFS    ", Kind{"an NTFS file system", asBody}},
	{54, "FAT1", Kind{"a FAT file system", asBody}},
	{82, "FAT32   ", Kind{"a FAT file system", asBody}},
	{3, "EXFAT   ", Kind{"an exFAT file system", asBody}},
	{1080, "\x53\xef", Kind{"an ext2, ext3 or ext4 file system", asBody}},
	{0, "%PDF-", Kind{"a PDF document", ""}},
	{0, "SQLite format 3\x00", Kind{"an SQLite database", ""}},
	{0, "\x7fELF", Kind{"a program", ""}},
	{0, "MZ", Kind{"a program of Windows, perhaps an archive that unpacks itself", "7z l -slt FILE > listing.txt lists one that does"}},
}

// textBytes is where a zero byte tells that an input is no text.
const textBytes = 4096

// Unread returns what an input that begins with b is, where it is known and not read, or nil. Text
// that begins like a magic of printable characters is no such input.
func Unread(b []byte) *Kind {
	for i := range unread {
		u := &unread[i]
		if len(b) < u.at+len(u.magic) || string(b[u.at:u.at+len(u.magic)]) != u.magic {
			continue
		}
		if strings.HasPrefix(u.magic, "-l") && (len(b) < 7 || b[6] != '-') { // -lh5-, -lzs-
			continue
		}
		if u.magic == "WARC/" || bytes.IndexByte(b[:min(len(b), textBytes)], 0) >= 0 {
			return &u.kind
		}
	}
	return nil
}
