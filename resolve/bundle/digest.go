package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"joinery/manifest"
)

// Digest returns the digest of a bundle, "sha256:" and 64 hexadecimal digits: the SHA-256 of the
// canonical form of b.Content without its own digest. Fields that this release does not know are
// covered, the layout of the file and the order of its keys are not.
func Digest(b *manifest.Bundle) string {
	tree := maps.Clone(b.Content)
	delete(tree, "digest")
	w := jsonWriter{out: make([]byte, 0, room(b))}
	return sum(w.document(tree, nil))
}

// room returns about how many bytes a bundle takes when it is written.
func room(b *manifest.Bundle) int { return 1024 + 256*len(b.Components) }

// EntryDigest returns the digest of a component's version, "sha256:" and 64 hexadecimal digits:
// the SHA-256 of the canonical form of a map of
//
//	name          the component's
//	version       as written
//	extends       the versions, in the order of the file
//	dependencies  names to versions or constraints, as written
//	contract      names to {type: …, required: true}
//	artifacts     {uri: …, digest: …, mediaType: …} each, in the order of the file
//	revision
//
// and of nothing else: a status, a text or a date may still change. As everywhere in canonical
// forms, what is empty is left out; a contract that offers nothing counts as none.
func EntryDigest(e *manifest.Entry) string {
	var space [2048]byte
	return sum(appendEntry(space[:0], e))
}

func sum(canonical []byte) string {
	const prefix = "sha256:"
	digest := sha256.Sum256(canonical)
	var text [len(prefix) + 2*sha256.Size]byte
	copy(text[:], prefix)
	hex.Encode(text[len(prefix):], digest[:])
	return string(text[:])
}

// appendEntry appends what [Canonical] makes of the map that [EntryDigest] describes, without
// building it.
func appendEntry(dst []byte, e *manifest.Entry) []byte {
	dst = append(dst, '{')
	dst = appendArtifacts(dst, e.Artifacts)
	dst = appendContract(dst, e.Contract)
	dst = appendDependencies(dst, e.Dependencies)
	dst = appendExtends(dst, e.Extends)
	dst = appendField(dst, "name", e.Component.Name.Value)
	dst = appendField(dst, "revision", e.Revision.Value)
	dst = appendField(dst, "version", e.Version.Value)
	return append(dst, '}')
}

func appendArtifacts(dst []byte, artifacts []manifest.Artifact) []byte {
	dst, start := open(dst, "artifacts", '[')
	for _, a := range artifacts {
		item := len(dst)
		dst = append(appendComma(dst), '{')
		dst = appendField(dst, "digest", a.Digest.Value)
		dst = appendField(dst, "mediaType", a.MediaType.Value)
		dst = appendField(dst, "uri", a.URI.Value)
		dst = end(dst, item, '}')
	}
	return end(dst, start, ']')
}

func appendContract(dst []byte, contract []manifest.Offer) []byte {
	var space [32]*manifest.Offer
	sorted := space[:0]
	for i := range contract {
		sorted = append(sorted, &contract[i])
	}
	slices.SortFunc(sorted, func(a, b *manifest.Offer) int { return compareUTF16(a.Name.Value, b.Name.Value) })
	dst, start := open(dst, "contract", '{')
	for _, o := range sorted {
		var item int
		dst, item = open(dst, o.Name.Value, '{')
		if o.Required {
			dst = append(appendKey(dst, "required"), "true"...)
		}
		dst = appendField(dst, "type", o.Type.Value)
		dst = end(dst, item, '}')
	}
	return end(dst, start, '}')
}

func appendDependencies(dst []byte, dependencies []manifest.Dependency) []byte {
	var space [32]*manifest.Dependency
	sorted := space[:0]
	for i := range dependencies {
		sorted = append(sorted, &dependencies[i])
	}
	// Names are ASCII, where the orders of bytes and of UTF-16 code units are the same.
	slices.SortFunc(sorted, func(a, b *manifest.Dependency) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	dst, start := open(dst, "dependencies", '{')
	for _, d := range sorted {
		dst = appendField(dst, d.Name.Value, d.Want.Value)
	}
	return end(dst, start, '}')
}

func appendExtends(dst []byte, extends []manifest.Reference) []byte {
	dst, start := open(dst, "extends", '[')
	for _, r := range extends {
		if r.Value != "" {
			dst = appendString(appendComma(dst), r.Value)
		}
	}
	return end(dst, start, ']')
}

func appendKey(dst []byte, key string) []byte {
	return append(appendString(appendComma(dst), key), ':')
}

func appendField(dst []byte, key, value string) []byte {
	if value == "" {
		return dst
	}
	return appendString(appendKey(dst, key), value)
}

// open starts a list or map under a key; end closes it, or takes all back to start when nothing
// was added.
func open(dst []byte, key string, bracket byte) (out []byte, start int) {
	return append(appendKey(dst, key), bracket), len(dst)
}

func end(dst []byte, start int, bracket byte) []byte {
	if last := dst[len(dst)-1]; last == '{' || last == '[' {
		return dst[:start]
	}
	return append(dst, bracket)
}
