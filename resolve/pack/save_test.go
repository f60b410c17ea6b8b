package pack

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
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
		{artifact("oci://r.example/pay", ""), "found neither a tag nor a digest", false},
		{artifact("oci:pay", ""), "found no reference that can be read", false},
		{artifact("http://r.example/pay", ""), "found http, wanted https", false},
		{artifact("https:///pay", ""), "found https: without a host", false},
		{artifact("file://nas/srv/pay", ""), `found the host "nas", wanted file:///PATH`, false},
		{artifact("/etc/hostname", ""), "found a path from the root, wanted file:///PATH", false},
		{artifact("../../../../etc/hostname", ""), "it leads out of the workspace", false},
		{artifact("..%2F..%2F..%2Fetc/hostname", ""), "it leads out of the workspace", false},
		{artifact("dist/away/hostname", ""), "it leads out of the workspace", false},
		{artifact("dist/a?b", ""), "wanted %3F for one in a file's name", false},
		{artifact("dist/a#b", ""), "wanted %23 for one in a file's name", false},
		{artifact("dist/a\x1b[31m", ""), `"dist/a\x1b[31m"`, false},
		{artifact("ftp://r.example/pay", ""), "found an address of another kind", false},
		{artifact("file:dist/pay.tgz", ""), "found file: without a path from the root", false},
		{artifact("%zz", ""), "found no URI that can be read", false},
		{"{uri: dist/pay.tgz}", "it has no digest", false},
	} {
		b, o := sample(t, tt.artifact)
		if err := os.Symlink("/etc", filepath.Join(o.Folder, "pay/dist/away")); err != nil {
			t.Skip(err)
		}
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

// TestReplace packs over what lies there: a signature stays as long as it is of the package.
func TestReplace(t *testing.T) {
	ours, key := pair(t, "ours")
	bare, o := sample(t, artifact("dist/pay.tgz", body))
	dir := t.TempDir()
	file := filepath.Join(dir, "p.tar.gz")
	for _, tt := range []struct {
		name     string
		key      *PrivateKey
		bare     bool
		signed   bool // the package that lies there then
		unsigned bool
	}{
		{"signed", key, false, true, false},
		{"the same without a key", nil, false, true, false},
		{"another one without a key", nil, true, false, true},
		{"once more", nil, true, false, false},
		{"signed again", key, true, true, false},
		{"another one, signed", key, false, true, false},
	} {
		o.Key, o.Bare = tt.key, tt.bare
		p, err := Save(context.Background(), file, bare, o)
		if err != nil || p.Unsigned != tt.unsigned {
			t.Fatalf("%s: got %+v, %v, want that a signature is gone: %t", tt.name, p, err, tt.unsigned)
		}
		signature, err := os.ReadFile(file + SignatureEnd)
		if (err == nil) != tt.signed {
			t.Errorf("%s: got %v, want a signature: %t", tt.name, err, tt.signed)
		}
		if tt.signed {
			_, err = Verify(context.Background(), bytes.NewReader(bytesOf(t, file)), &Signed{ours, [][]byte{signature}})
			if err != nil {
				t.Errorf("%s: got %v, want that it is signed", tt.name, err)
			}
		}
	}
}

// TestReplaceFails packs where no file can lie: nothing else may change.
func TestReplaceFails(t *testing.T) {
	_, key := pair(t, "ours")
	b, o := sample(t, artifact("dist/pay.tgz", body))
	o.Key = key
	for _, folder := range []string{"p.tar.gz", "p.tar.gz.minisig"} {
		dir := t.TempDir()
		put(t, dir, folder+"/precious", "")
		_, err := Save(context.Background(), filepath.Join(dir, "p.tar.gz"), b, o)
		if left := names(t, dir); !errors.As(err, new(*FileError)) || len(left) != 1 {
			t.Errorf("%s: got %v and %v, want a FileError and the folder alone", folder, err, left)
		}
	}
	dir := t.TempDir()
	put(t, dir, "p.tar.gz.minisig", "of the package before")
	put(t, dir, "p.tar.gz/precious", "")
	put(t, dir, ".joinery-1/package", "whole")
	put(t, dir, ".joinery-1/package.minisig", "of it")
	p := &Package{Signature: []byte("of it")}
	err := p.replace(filepath.Join(dir, ".joinery-1/package"), filepath.Join(dir, "p.tar.gz"))
	if got := string(bytesOf(t, filepath.Join(dir, "p.tar.gz.minisig"))); err == nil || got != "of the package before" {
		t.Errorf("got %v and the signature %q, want the one before", err, got)
	}
	pay := filepath.Join(o.Folder, "pay/dist/pay.tgz")
	if _, err := Save(context.Background(), pay, b, o); !errors.As(err, new(*FileError)) || string(bytesOf(t, pay)) != body {
		t.Errorf("over an artifact: got %v, want a FileError", err)
	}
}

// TestNoRoom packs more than a package may hold: it is found out before the bytes are fetched.
func TestNoRoom(t *testing.T) {
	before := wide
	defer func() { wide = before }()
	wide.total = 64 << 10
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(1<<20)) // and nothing of it
	}))
	defer server.Close()
	for _, tt := range []struct{ artifact, want string }{
		{artifact(server.URL+"/x", body), "it has more than"},
		{artifact("dist/large", ""), "a package holds no more"},
	} {
		b, o := sample(t, tt.artifact)
		o.Client = server.Client()
		put(t, o.Folder, "pay/dist/large", strings.Repeat("x", 1<<20))
		if _, err := Try(context.Background(), b, o); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.artifact, err, tt.want)
		}
	}
}

// TestLongName packs into a file whose name is as long as names may be.
func TestLongName(t *testing.T) {
	b, o := sample(t)
	file := filepath.Join(t.TempDir(), strings.Repeat("p", 255))
	if _, err := Save(context.Background(), file, b, o); err != nil {
		t.Skip(err) // not every file system takes one
	}
	if _, err := Unpack(context.Background(), bytes.NewReader(bytesOf(t, file)), filepath.Join(t.TempDir(), strings.Repeat("d", 255)), nil); err != nil {
		t.Errorf("got %v, want none", err)
	}
}

// TestSecrets packs bundles that tell more than customers should know, with artifacts and without.
func TestSecrets(t *testing.T) {
	for _, tt := range []struct{ uri, refused, warned string }{
		{"https://kim:secret@dl.example/x", "pay/joinery.yaml:4:47: pay 1.4.0: https://xxxxx@dl.example/x: found a user or password in it", ""},
		{"https://secret@dl.example/x", "https://xxxxx@dl.example/x: found", ""},
		{"oci://kim:secret@r.example/pay:1", "oci://xxxxx@r.example/pay:1: found", ""},
		{"https://kim:se/cret%zz@dl.example/x", "…@dl.example/x: found", ""},
		{"oci://r.example/pay@" + digestText(""), "", ""},
		{"https://dl.example/x?X-Amz-Signature=secret", "", "the address of an artifact of pay 1.4.0 has X-Amz-Signature in its query"},
		{"https://dl.example/x?se=1&sig=secret", "", "has sig in its query"},
		{"https://dl.example/x?version=1", "", ""},
	} {
		b, o := sample(t, artifact(tt.uri, body))
		o.Bare = true
		p, err := Try(context.Background(), b, o)
		var secret *SecretError
		switch {
		case tt.refused == "" && err != nil:
			t.Errorf("%s: got %v, want none", tt.uri, err)
		case tt.refused != "" && (!errors.As(err, &secret) || !strings.Contains(err.Error(), tt.refused) || strings.Contains(err.Error(), "secret")):
			t.Errorf("%s: got %v, want %q", tt.uri, err, tt.refused)
		}
		if tt.refused != "" {
			continue
		}
		said := ""
		for _, d := range p.Problems {
			said += d.Message
		}
		if !strings.Contains(said, tt.warned) || (tt.warned == "") != (said == "") || strings.Contains(said, "secret") {
			t.Errorf("%s: got %q, want %q", tt.uri, said, tt.warned)
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
