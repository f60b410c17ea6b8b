package importer

import (
	"strings"

	"joinery/manifest"
)

// maxMade is how long a name is made: shorter than a name may be, so that a word that tells it
// from another one fits behind it.
const maxMade = 110

// nameOf makes a name of a foreign one, "part" when nothing of it can stand in a name.
func nameOf(foreign string) string {
	var segments []string
	for segment := range strings.SplitSeq(foreign, "/") {
		if s := segmentOf(segment); s != "" {
			segments = append(segments, s)
		}
	}
	name := strings.Join(segments, "/")
	if len(name) > maxMade {
		name = strings.TrimRight(name[:maxMade], "/._-")
	}
	if name == "" {
		return "part"
	}
	if manifest.CheckName(name) != nil { // it ends like a file
		if dot := strings.LastIndexByte(name, '.'); dot > 0 {
			name = name[:dot] + "-" + name[dot+1:]
		}
	}
	return name
}

// segmentOf makes a segment of a name; "" when there is nothing to make it of.
func segmentOf(foreign string) string {
	var b strings.Builder
	last := byte('-')
	for _, r := range strings.ToLower(foreign) {
		c := byte('-')
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '.' || r == '_' {
			c = byte(r)
		}
		if c == last && (c == '-' || c == '.') {
			continue
		}
		b.WriteByte(c)
		last = c
	}
	return strings.Trim(b.String(), "._-")
}
