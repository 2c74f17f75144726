package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding" // the code pages of DOS, Windows and Unix listings
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// ErrEncoding says that an encoding is not known.
var ErrEncoding = errors.New("unknown encoding")

// codePage is an encoding that extends ASCII and must be asked for, since nothing in a
// listing says it.
type codePage struct {
	name    string // as in --encoding and in reports
	aliases []string
	where   string // whose listings have it
	text    encoding.Encoding
}

// codePages lists them: DOS, which is what dir writes into a file, then Windows, then Unix.
var codePages = []codePage{
	{"cp437", []string{"ibm437", "437"}, "DOS, United States", charmap.CodePage437},
	{"cp850", []string{"ibm850", "850"}, "DOS, Western Europe", charmap.CodePage850},
	{"cp852", []string{"ibm852", "852"}, "DOS, Central Europe", charmap.CodePage852},
	{"cp855", []string{"ibm855", "855"}, "DOS, Cyrillic", charmap.CodePage855},
	{"cp858", []string{"ibm858", "858"}, "DOS, Western Europe with the euro", charmap.CodePage858},
	{"cp860", []string{"ibm860", "860"}, "DOS, Portuguese", charmap.CodePage860},
	{"cp862", []string{"ibm862", "862"}, "DOS, Hebrew", charmap.CodePage862},
	{"cp863", []string{"ibm863", "863"}, "DOS, Canadian French", charmap.CodePage863},
	{"cp865", []string{"ibm865", "865"}, "DOS, Nordic", charmap.CodePage865},
	{"cp866", []string{"ibm866", "866"}, "DOS, Russian", charmap.CodePage866},
	{"cp874", []string{"windows-874", "874"}, "Windows, Thai", charmap.Windows874},
	{"cp932", []string{"shift_jis", "shift-jis", "sjis", "windows-31j", "932"}, "DOS and Windows, Japanese", japanese.ShiftJIS},
	{"cp936", []string{"gbk", "gb2312", "936"}, "DOS and Windows, simplified Chinese", simplifiedchinese.GBK},
	{"cp949", []string{"euc-kr", "uhc", "949"}, "DOS and Windows, Korean", korean.EUCKR},
	{"cp950", []string{"big5", "950"}, "DOS and Windows, traditional Chinese", traditionalchinese.Big5},
	{"gb18030", []string{"54936"}, "simplified Chinese", simplifiedchinese.GB18030},
	{"windows-1250", []string{"cp1250", "1250"}, "Windows, Central Europe", charmap.Windows1250},
	{"windows-1251", []string{"cp1251", "1251"}, "Windows, Cyrillic", charmap.Windows1251},
	{"windows-1252", []string{"cp1252", "1252"}, "Windows, Western Europe", charmap.Windows1252},
	{"windows-1253", []string{"cp1253", "1253"}, "Windows, Greek", charmap.Windows1253},
	{"windows-1254", []string{"cp1254", "1254"}, "Windows, Turkish", charmap.Windows1254},
	{"windows-1255", []string{"cp1255", "1255"}, "Windows, Hebrew", charmap.Windows1255},
	{"windows-1256", []string{"cp1256", "1256"}, "Windows, Arabic", charmap.Windows1256},
	{"windows-1257", []string{"cp1257", "1257"}, "Windows, Baltic", charmap.Windows1257},
	{"windows-1258", []string{"cp1258", "1258"}, "Windows, Vietnamese", charmap.Windows1258},
	{"iso-8859-1", []string{"latin1"}, "Unix, Western Europe", charmap.ISO8859_1},
	{"iso-8859-2", []string{"latin2"}, "Unix, Central Europe", charmap.ISO8859_2},
	{"iso-8859-5", nil, "Unix, Cyrillic", charmap.ISO8859_5},
	{"iso-8859-15", []string{"latin9"}, "Unix, Western Europe with the euro", charmap.ISO8859_15},
	{"koi8-r", nil, "Unix, Russian", charmap.KOI8R},
	{"koi8-u", nil, "Unix, Ukrainian", charmap.KOI8U},
	{"euc-jp", nil, "Unix, Japanese", japanese.EUCJP},
	{"macintosh", []string{"mac-roman"}, "classic Mac OS, Western", charmap.Macintosh},
	{"x-mac-cyrillic", []string{"mac-cyrillic"}, "classic Mac OS, Cyrillic", charmap.MacintoshCyrillic},
}

// Encodings lists the names that Options.Encoding takes, without their aliases.
func Encodings() []string {
	names := []string{"utf-8", "utf-16le", "utf-16be"}
	for _, p := range codePages {
		names = append(names, p.name)
	}
	return names
}

// pageByName returns the code page of that name or alias, or nil.
func pageByName(name string) *codePage {
	for i := range codePages {
		p := &codePages[i]
		if p.name == name {
			return p
		}
		for _, a := range p.aliases {
			if a == name {
				return p
			}
		}
	}
	return nil
}

// checkEncoding refuses an encoding that is not known.
func checkEncoding(name string) (string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "utf-8", "utf-16le", "utf-16be":
		return name, nil
	case "utf8":
		return "utf-8", nil
	}
	if p := pageByName(name); p != nil {
		return p.name, nil
	}
	return "", fmt.Errorf("%w %q; known are %s", ErrEncoding, name, strings.Join(Encodings(), ", "))
}

// keeping decodes a code page into UTF-8 and keeps every byte that the page cannot decode
// as that byte, so that no two names become one and the bytes can be found again: they are
// no UTF-8, and are shown and written as \xNN like all such bytes. A byte that would make a
// character with the bytes kept before it is written as the half of a surrogate pair that
// Python has for it, U+DC80 for 0x80 and so on.
type keeping struct {
	transform.Transformer
	kept []byte // the bytes kept last, at most three
}

// Reset forgets what was decoded before.
func (k *keeping) Reset() {
	k.Transformer.Reset()
	k.kept = k.kept[:0]
}

// Transform decodes ASCII by itself and all else one character at a time.
func (k *keeping) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if src[nSrc] < 0x80 {
			if nDst == len(dst) {
				return nDst, nSrc, transform.ErrShortDst
			}
			k.kept = k.kept[:0]
			dst[nDst] = src[nSrc]
			nDst, nSrc = nDst+1, nSrc+1
			continue
		}
		char, n := k.next(src[nSrc:])
		if n == 0 && !atEOF {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if len(dst)-nDst < len(char.text) {
			return nDst, nSrc, transform.ErrShortDst
		}
		if char.n == 0 { // kept: one byte, and what follows is tried for itself
			nDst += k.keep(dst[nDst:], src[nSrc])
			nSrc++
			continue
		}
		k.kept = k.kept[:0]
		nDst += copy(dst[nDst:], char.text[:char.n])
		nSrc += n
	}
	return nDst, nSrc, nil
}

// keep writes a byte that cannot be decoded.
func (k *keeping) keep(dst []byte, c byte) int {
	k.kept = append(k.kept, c)
	if r, n := utf8.DecodeLastRune(k.kept); r != utf8.RuneError || n > 1 {
		k.kept = k.kept[:0]
		return copy(dst, []byte{0xed, 0xb0 | c>>6, 0x80 | c&0x3f})
	}
	if len(k.kept) == utf8.UTFMax {
		k.kept = append(k.kept[:0], k.kept[1:]...)
	}
	dst[0] = c
	return 1
}

// decoded is the UTF-8 of one character, of two where a page composes them.
type decoded struct {
	text [16]byte
	n    int
}

// longest is how many bytes a character has at most, in GB 18030.
const longest = 4

// next decodes the first character of src and says how many bytes it has: none where src
// ends within it. A character without text cannot be decoded.
func (k *keeping) next(src []byte) (char decoded, n int) {
	for n = 1; n <= min(longest, len(src)); n++ {
		k.Transformer.Reset()
		nDst, nSrc, err := k.Transformer.Transform(char.text[:], src[:n], false)
		if errors.Is(err, transform.ErrShortSrc) {
			continue
		}
		if err != nil || nSrc != n || bytes.Contains(char.text[:nDst], []byte("\ufffd")) {
			return decoded{}, 1
		}
		char.n = nDst
		return char, n
	}
	if len(src) < longest {
		return decoded{}, 0
	}
	return decoded{}, 1
}

// wide decodes UTF-16 into UTF-8. Half a surrogate pair, which a name of NTFS may hold,
// becomes the three bytes that UTF-8 would have for it and that are not valid UTF-8, so that
// no two names become one.
type wide struct {
	transform.NopResetter
	high int // where in a pair of bytes the high one is
}

func (w wide) unit(b []byte) rune { return rune(b[w.high])<<8 | rune(b[1-w.high]) }

// Transform decodes whole characters. The odd byte of a damaged input becomes U+FFFD.
func (w wide) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for len(src)-nSrc >= 2 {
		r, n := w.unit(src[nSrc:]), 2
		if utf16.IsSurrogate(r) {
			if len(src)-nSrc < 4 && !atEOF {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if len(src)-nSrc >= 4 {
				if pair := utf16.DecodeRune(r, w.unit(src[nSrc+2:])); pair != utf8.RuneError {
					r, n = pair, 4
				}
			}
		}
		if len(dst)-nDst < utf8.UTFMax {
			return nDst, nSrc, transform.ErrShortDst
		}
		if utf16.IsSurrogate(r) {
			nDst += copy(dst[nDst:], []byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f})
		} else {
			nDst += utf8.EncodeRune(dst[nDst:], r)
		}
		nSrc += n
	}
	switch {
	case nSrc == len(src):
		return nDst, nSrc, nil
	case !atEOF:
		return nDst, nSrc, transform.ErrShortSrc
	case len(dst)-nDst < utf8.UTFMax:
		return nDst, nSrc, transform.ErrShortDst
	}
	return nDst + utf8.EncodeRune(dst[nDst:], utf8.RuneError), nSrc + 1, nil
}
