package pack

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"joinery/manifest"
)

// acme is the package of a release of the example, without artifacts since it has none.
func acme(t *testing.T) []byte {
	t.Helper()
	const dir = "../../examples/acme-suite"
	w, err := manifest.Load(context.Background(), os.DirFS(dir), manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	refs := w.Bundles("acme-suite")
	b, problems := w.Bundle(refs[len(refs)-1])
	if b == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	return packed(t, b, Options{Source: w, Folder: dir, Bare: true})
}

// TestEveryByteOfTheTar flips a bit in every byte of the archive, one at a time, and wraps it
// anew: each is found.
func TestEveryByteOfTheTar(t *testing.T) {
	tar := unzipped(t, acme(t))
	keep := func(string) (io.WriteCloser, error) { return nothing{}, nil }
	if _, err := readTar(bytes.NewReader(tar), keep, wide); err != nil {
		t.Fatal(err)
	}
	for i := range tar {
		bit := byte(1) << (i % 8)
		tar[i] ^= bit
		if _, err := readTar(bytes.NewReader(tar), keep, wide); !errors.As(err, new(*RefusedError)) {
			t.Errorf("byte %d of %d, bit %02x: got %v, want a refusal", i, len(tar), bit, err)
		}
		tar[i] ^= bit
	}
}

// TestEveryByteOfTheWrapper flips a bit in every byte of the file: it is found, unless the very
// same tar comes out, which happens where the compression leaves bits unused.
func TestEveryByteOfTheWrapper(t *testing.T) {
	data := acme(t)
	want, err := verified(data)
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for i := range data {
		bit := byte(1) << (i % 8)
		data[i] ^= bit
		got, err := verified(data)
		data[i] ^= bit
		switch {
		case errors.As(err, new(*RefusedError)):
		case err == nil && got.Identity == want.Identity && i >= len(wrapper) && i < len(data)-8:
			same++
		default:
			t.Errorf("byte %d of %d, bit %02x: got %v, want a refusal", i, len(data), bit, err)
		}
	}
	if same > 8 {
		t.Errorf("got %d bytes that say nothing, want next to none", same)
	}
}

// TestCutOff cuts a package off behind every byte.
func TestCutOff(t *testing.T) {
	data := acme(t)
	for i := range data {
		if _, err := verified(data[:i]); !errors.As(err, new(*RefusedError)) {
			t.Errorf("cut off behind %d of %d bytes: got %v, want a refusal", i, len(data), err)
		}
	}
}
