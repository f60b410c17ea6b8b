package param

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"strconv"
	"strings"
	"unicode/utf8"

	"joinery/registry"
)

// Paged asks for a page of a list. A cursor says where a page begins: a sum over what was asked for,
// and the last thing that was seen. Who asks for something else with it is refused, and not answered
// wrongly. It stays good when the list changes.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"1024" doc:"The last page's next."`
}

// Next returns the cursor of the page behind last, of the list that asked tells.
func Next(last string, asked ...string) string {
	text := append(binary.BigEndian.AppendUint32(nil, sumOf(asked)), last...)
	return base64.RawURLEncoding.EncodeToString(text)
}

// NextSeq is Next for lists whose things are counted.
func NextSeq(last int64, asked ...string) string {
	return Next(strconv.FormatInt(last, 10), asked...)
}

// After returns the last thing that was seen, "" on the first page. The error is Invalid.
func (p *Paged) After(asked ...string) (string, error) {
	if p.Cursor == "" {
		return "", nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(p.Cursor)
	if err != nil || len(text) < 5 || binary.BigEndian.Uint32(text) != sumOf(asked) || !utf8.Valid(text[4:]) {
		return "", foreign()
	}
	return string(text[4:]), nil
}

// AfterSeq is After for lists whose things are counted from 1: 0 on the first page.
func (p *Paged) AfterSeq(asked ...string) (int64, error) {
	text, err := p.After(asked...)
	if text == "" || err != nil {
		return 0, err
	}
	seq, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seq < 1 {
		return 0, foreign()
	}
	return seq, nil
}

func foreign() error {
	return &registry.Error{
		Code: registry.Invalid, Field: "cursor", Message: "the cursor is not one of this list",
		Hint: "take next of the page before, and ask for the same list",
	}
}

func sumOf(asked []string) uint32 { return crc32.ChecksumIEEE([]byte(strings.Join(asked, "\x00"))) }
