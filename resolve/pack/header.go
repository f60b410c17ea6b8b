package pack

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const (
	block    = 512
	maxSize  = 1<<33 - 1 // what eleven octal digits hold
	maxName  = 100
	maxFront = 155
	epoch    = 315532800 // 1980-01-01 00:00:00 UTC, the first second that every archiver knows
)

// header returns the only header that a file of that name and size can have; false when the
// format has none.
func header(name string, size int64) (h [block]byte, ok bool) {
	front := ""
	if len(name) > maxName {
		at := strings.LastIndexByte(name, '/')
		if at < 0 {
			return h, false
		}
		front, name = name[:at], name[at+1:]
	}
	if name == "" || len(name) > maxName || len(front) > maxFront || size < 0 || size > maxSize {
		return h, false
	}
	copy(h[0:], name)
	copy(h[100:], "0000644\x00")
	copy(h[108:], "0000000\x00")
	copy(h[116:], "0000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00", size))
	copy(h[136:], fmt.Sprintf("%011o\x00", epoch))
	copy(h[148:], "        ") // counts as spaces in its own sum
	h[156] = '0'
	copy(h[257:], "ustar\x0000")
	copy(h[329:], "0000000\x00")
	copy(h[337:], "0000000\x00")
	copy(h[345:], front)
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h, true
}

// parseHeader returns what a header says. It must be the very one that [header] makes.
func parseHeader(h *[block]byte) (name string, size int64, err error) {
	name = text(h[0:100])
	if front := text(h[345:500]); front != "" {
		name = front + "/" + name
	}
	if kind := entryKind(h[156]); kind != "" {
		return "", 0, refuse(name, "found %s, wanted a plain file", kind)
	}
	size, err = strconv.ParseInt(text(h[124:136]), 8, 64)
	if err != nil {
		return "", 0, refuse(name, "found the size %q, wanted octal digits", text(h[124:136]))
	}
	if want, ok := header(name, size); !ok || want != *h {
		return "", 0, refuse(name, "found a header that is not as joinery writes it")
	}
	return name, size, nil
}

// text returns a field up to its first NUL.
func text(field []byte) string {
	before, _, _ := bytes.Cut(field, []byte{0})
	return string(before)
}

// entryKind says what an entry of the archive is, "" for a plain file.
func entryKind(flag byte) string {
	switch flag {
	case '0':
		return ""
	case '1':
		return "a hard link"
	case '2':
		return "a symbolic link"
	case '3', '4':
		return "a device"
	case '5':
		return "a folder"
	case '6':
		return "a pipe"
	case 'x', 'g', 'L', 'K':
		return "an extended header"
	}
	return fmt.Sprintf("an entry of kind %q", flag)
}
