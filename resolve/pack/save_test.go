package pack

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/resolve/bundle"
)

func TestPacksTwiceTheSame(t *testing.T) {
	b, o := sample(t, artifact("dist/pay.tgz", "the bytes of pay"), artifact("dist/a%20b.txt", ""))
	first, second := packed(t, b, o), packed(t, b, o)
	if !bytes.Equal(first, second) {
		t.Error("got two packages, want one")
	}
	p, err := verified(first)
	if err != nil || p.Artifacts != 2 || p.Bare || p.Bundle.Version.Value != "1.0.0" {
		t.Errorf("got %+v, %v, want two artifacts", p, err)
	}
	tried, err := Try(context.Background(), b, o)
	if err != nil || tried.Identity != p.Identity {
		t.Errorf("tried: got %+v, %v, want the identity %s", tried, err, p.Identity)
	}
	o.Bare = true
	p, err = verified(packed(t, b, o))
	if err != nil || p.Artifacts != 0 || !p.Bare {
		t.Errorf("bare: got %+v, %v, want no artifacts", p, err)
	}
}

// TestFileAddress packs a file from the root of the file system.
func TestFileAddress(t *testing.T) {
	file := filepath.ToSlash(filepath.Join(t.TempDir(), "x.bin"))
	put(t, filepath.Dir(file), "x.bin", "x")
	b, o := sample(t, artifact("file://"+file, "x"))
	if p, err := verified(packed(t, b, o)); err != nil || p.Files[0].Name != "artifacts/pay/1.4.0/x.bin" {
		t.Errorf("got %+v, %v, want the file", p, err)
	}
}

// TestUnpackable holds what cannot be packed against what is said, and looks that nothing is
// left behind.
func TestUnpackable(t *testing.T) {
	for _, tt := range []struct {
		artifact, want string
		mismatch       bool
	}{
		{artifact("dist/pay.tgz", "other bytes"), "pay 1.4.0: dist/pay.tgz: found content with the digest sha256:", true},
		{artifact("dist/none.tgz", ""), "none.tgz: no such file", false},
		{artifact("dist", ""), "is no plain file", false},
		{artifact("oci://r.example/pay:1", ""), "found an oci: address", false},
		{artifact("http://r.example/pay", ""), "found http, wanted https", false},
		{artifact("https://kim:secret@127.0.0.1:1/pay", ""), "https://kim:xxxxx@127.0.0.1:1/pay: ", false},
		{artifact("ftp://r.example/pay", ""), "found an address of another kind", false},
		{artifact("file:dist/pay.tgz", ""), "found file: without a path from the root", false},
		{artifact("%zz", ""), "found no URI that can be read", false},
		{"{uri: dist/pay.tgz}", "it has no digest", false},
	} {
		b, o := sample(t, tt.artifact)
		dir := t.TempDir()
		_, err := Save(context.Background(), filepath.Join(dir, "p.tar.gz"), b, o)
		if !errors.As(err, new(*ArtifactError)) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an ArtifactError with %q", tt.artifact, err, tt.want)
		}
		if got := errors.As(err, new(*MismatchError)); got != tt.mismatch {
			t.Errorf("%s: got mismatch %t, want %t", tt.artifact, got, tt.mismatch)
		}
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("%s: got %v left behind, want nothing", tt.artifact, left)
		}
	}
}

func TestBrokenBundle(t *testing.T) {
	b, o := sample(t)
	b.Content["version"] = "1.0.1"
	if _, err := Try(context.Background(), b, o); !errors.As(err, new(*bundle.DigestError)) {
		t.Errorf("got %v, want a DigestError", err)
	}
}

// TestStopped stops packing: what was there before stays, and nothing else is left.
func TestStopped(t *testing.T) {
	b, o := sample(t)
	dir := t.TempDir()
	put(t, dir, "p.tar.gz", "the package before")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Save(ctx, filepath.Join(dir, "p.tar.gz"), b, o); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was stopped", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "p.tar.gz"))
	if left := names(t, dir); len(left) != 1 || string(text) != "the package before" {
		t.Errorf("got %v with %q (%v), want the package before", left, text, err)
	}
}
