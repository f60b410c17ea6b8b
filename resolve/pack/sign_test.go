package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// keys returns a pair that is always the same for a name, as minisign writes them.
func keys(t *testing.T, name string) (public, private []byte) {
	t.Helper()
	seed := sha256.Sum256([]byte(name))
	pub, priv, err := minisign.GenerateKey(bytes.NewReader(seed[:]))
	if err != nil {
		t.Fatal(err)
	}
	if public, err = pub.MarshalText(); err != nil {
		t.Fatal(err)
	}
	if private, err = priv.MarshalText(); err != nil {
		t.Fatal(err)
	}
	return public, private
}

func TestSignature(t *testing.T) {
	public, private := keys(t, "ours")
	stranger, _ := keys(t, "theirs")
	key, err := ParsePrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	b, o := sample(t)
	o.Key = key
	dir := t.TempDir()
	file := filepath.Join(dir, "suite.tar.gz")
	p, err := Save(context.Background(), file, b, o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := os.ReadFile(file + SignatureEnd)
	if err != nil || !bytes.Equal(signature, p.Signature) {
		t.Fatalf("got %q, %v, want %q", signature, err, p.Signature)
	}
	if want := "trusted comment: package of suite 1.0.0, " + p.Identity; !strings.Contains(string(signature), want) {
		t.Errorf("got %s, want %s in it", signature, want)
	}
	again, err := Try(context.Background(), b, o)
	if err != nil || !bytes.Equal(again.Signature, signature) {
		t.Errorf("signed again: got %q, %v, want %q", again.Signature, err, signature)
	}
	for _, tt := range []struct {
		name        string
		public, pkg []byte
		signature   string
		want        string
	}{
		{"ours", public, data, string(signature), ""},
		{"of a stranger", stranger, data, string(signature), "found a signature from the key"},
		{"of another package", public, acme(t), string(signature), "the signature is not of this package"},
		{"with another comment", public, data, strings.Replace(string(signature), "suite 1.0.0", "suite 2.0.0", 1), "the signature is not of this package"},
		{"none", public, data, "", "found no signature that minisign knows"},
	} {
		by, err := ParsePublicKey(tt.public)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Verify(context.Background(), bytes.NewReader(tt.pkg), &Signed{by, [][]byte{[]byte(tt.signature)}})
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: got %v, want none", tt.name, err)
		case tt.want != "" && (!errors.As(err, new(*RefusedError)) || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want a refusal with %q", tt.name, err, tt.want)
		}
	}
	if !minisignTakes(t, public, data, signature) {
		t.Error("got a signature that the library does not take by itself")
	}
}

// minisignTakes reports whether the signature is one for those who have minisign alone.
func minisignTakes(t *testing.T, public, data, signature []byte) bool {
	t.Helper()
	var key minisign.PublicKey
	if err := key.UnmarshalText(public); err != nil {
		t.Fatal(err)
	}
	return minisign.Verify(key, data, signature)
}

func TestKeys(t *testing.T) {
	public, private := keys(t, "ours")
	for _, text := range []string{"", "untrusted comment: x\n", "RWQ=", string(public)} {
		if _, err := ParsePrivateKey([]byte(text), ""); err == nil {
			t.Errorf("%q: got a private key, want none", text)
		}
	}
	for _, text := range []string{"", "RWQ=", string(private)} {
		if _, err := ParsePublicKey([]byte(text)); err == nil {
			t.Errorf("%q: got a public key, want none", text)
		}
	}
}

// TestDamagedKey flips a bit in either half of a key.
func TestDamagedKey(t *testing.T) {
	_, private := keys(t, "ours")
	comment, line, _ := strings.Cut(string(private), "\n")
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{62, 93, 94, 125} {
		bad := bytes.Clone(raw)
		bad[at] ^= 1
		_, err := ParsePrivateKey([]byte(comment+"\n"+base64.StdEncoding.EncodeToString(bad)), "")
		if err == nil || !strings.Contains(err.Error(), "the key is damaged") {
			t.Errorf("byte %d: got %v, want that it is damaged", at, err)
		}
	}
}

// TestEncryptedKey takes a key that was encrypted at the lowest cost that the format knows: one of
// minisign's own takes seconds and a gigabyte, so that guessing does.
func TestEncryptedKey(t *testing.T) {
	encrypted, err := os.ReadFile("testdata/encrypted.key") // of the pair "ours"
	if err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"", "other"} {
		if _, err := ParsePrivateKey(encrypted, password); !errors.Is(err, ErrPassword) {
			t.Errorf("password %q: got %v, want %v", password, err, ErrPassword)
		}
	}
	_, want := pair(t, "ours")
	if got, err := ParsePrivateKey(encrypted, "secret"); err != nil || !got.key.Equal(want.key) {
		t.Errorf("got %v, want the key", err)
	}
}
