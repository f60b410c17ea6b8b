package sbom

import (
	"crypto/sha1"
	"encoding/hex"
	"strconv"
)

// namespaceURL is RFC 9562's namespace for UUIDs that are made of URLs.
var namespaceURL = [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// uuid returns the UUID of version 5 that a name has in the namespace for URLs, as text. A
// bundle's digest, "sha256:…", reads as a URL.
func uuid(name string) string {
	h := sha1.New()
	h.Write(namespaceURL[:])
	h.Write([]byte(name))
	id := h.Sum(nil)[:16]
	id[6] = id[6]&0x0f | 0x50 // version 5
	id[8] = id[8]&0x3f | 0x80 // the variant of RFC 9562
	text := hex.EncodeToString(id)
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}

// references gives every part a name of its own.
type references map[string]bool

// of returns NAME@VERSION, with a number behind it where that is taken: a bundle that lists
// something twice still gives a document in which references are clear.
func (r references) of(name, version string) string { return r.take(name+"@"+version, "#") }

// take returns the text, or the first of text+between+2, 3, … that is free.
func (r references) take(text, between string) string {
	free := text
	for n := 2; r[free]; n++ {
		free = text + between + strconv.Itoa(n)
	}
	r[free] = true
	return free
}
