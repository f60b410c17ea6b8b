package pack

import (
	"bytes"
	"context"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/bundle"
)

// A bundle of 60 000 components, each with an artifact, has a third of either.
const (
	maxBundle = 16 << 20
	maxValues = 2_000_000
)

// tooFull reports whether a bundle's text may hold so many values that reading it takes gigabytes.
// Each value but the first has one of these before it.
func tooFull(text []byte) bool {
	n := bytes.Count(text, []byte("- ")) + bytes.Count(text, []byte("? "))
	for _, c := range []byte(",:[{\n\r") {
		n += bytes.Count(text, []byte{c})
	}
	return n > maxValues
}

// readBundle reads the bundle of a package. It must be what its digest says, and the text the one
// that joinery writes, unless a newer joinery wrote more into it.
func readBundle(ctx context.Context, text []byte) (*manifest.Bundle, error) {
	if tooFull(text) {
		return nil, refuse(bundleFile, "found more than %d values in it", maxValues)
	}
	b, problems := new(manifest.Workspace).ParseBundle(bundleFile, text)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(problems, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }); i >= 0 {
		return nil, refuse(bundleFile, "%s", problems[i].Message)
	}
	if b == nil {
		return nil, refuse(bundleFile, "found no bundle in it")
	}
	if err := bundle.Verify(b); err != nil {
		return nil, refuse(bundleFile, "%v", err)
	}
	if len(b.Unknown) == 0 && !bytes.Equal(text, bundle.YAML(b)) {
		return nil, refuse(bundleFile, "it says the right bundle in another way than joinery writes it")
	}
	return b, ctx.Err()
}
