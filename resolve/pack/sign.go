package pack

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"aead.dev/minisign"

	"joinery/manifest"
)

// SignatureEnd is what the name of a package's signature has behind the package's own.
const SignatureEnd = ".minisig"

// PrivateKey signs packages. It is one of minisign's.
type PrivateKey struct{ key minisign.PrivateKey }

// ErrPassword says that a key is encrypted, and no password or another one was given.
var ErrPassword = errors.New("the key is encrypted, wanted its password")

// ParsePrivateKey reads a private key as `minisign -G` writes it. The password counts when the
// key is encrypted; the error is [ErrPassword] when it is not the key's.
func ParsePrivateKey(text []byte, password string) (*PrivateKey, error) {
	if minisign.IsEncrypted(text) {
		if password == "" {
			return nil, ErrPassword
		}
		key, err := minisign.DecryptKey(password, text)
		if err != nil {
			return nil, ErrPassword
		}
		return &PrivateKey{key}, nil
	}
	k := &PrivateKey{}
	if err := k.key.UnmarshalText(text); err != nil {
		return nil, errors.New("found no private key, wanted one that minisign -G has made")
	}
	if !k.whole() {
		return nil, errors.New("the key is damaged: its two halves do not fit together")
	}
	return k, nil
}

// whole reports whether the public half is the one that follows from the private one. Nothing
// protects a key that is not encrypted, and what a damaged one signs nobody can verify.
func (k *PrivateKey) whole() bool {
	text, err := k.key.MarshalText()
	if err != nil {
		return false
	}
	_, line, _ := bytes.Cut(text, []byte("\n"))
	raw, err := base64.StdEncoding.DecodeString(string(line))
	const at = 2 + 2 + 2 + 32 + 8 + 8 + 8 // the algorithms, what is for encrypted ones, the number
	if err != nil || len(raw) < at+ed25519.PrivateKeySize {
		return false
	}
	both := raw[at : at+ed25519.PrivateKeySize]
	return bytes.Equal(ed25519.NewKeyFromSeed(both[:ed25519.SeedSize]), both)
}

// sign signs what from holds. The signature says which package it is of, and no time: the same
// package and key give the same signature.
func (k *PrivateKey) sign(from io.Reader, of string) ([]byte, error) {
	r := minisign.NewReader(from)
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	public, ok := k.key.Public().(minisign.PublicKey)
	if !ok {
		return nil, fmt.Errorf("found a public key of type %T", k.key.Public())
	}
	signature := r.SignWithComments(k.key, of, "signature from the key "+keyID(public.ID()))
	if !r.Verify(public, signature) {
		return nil, errors.New("the signature that was made does not verify")
	}
	return signature, nil
}

// PublicKey tells whether a package was signed with its other half.
type PublicKey struct{ key minisign.PublicKey }

// ParsePublicKey reads a public key as `minisign -G` writes it, with or without its comment.
func ParsePublicKey(text []byte) (*PublicKey, error) {
	k := &PublicKey{}
	if err := k.key.UnmarshalText(text); err != nil {
		return nil, errors.New("found no public key, wanted one that minisign -G has made")
	}
	return k, nil
}

// ID returns the key's number as minisign prints it.
func (k *PublicKey) ID() string { return keyID(k.key.ID()) }

func keyID(id uint64) string { return strings.ToUpper(fmt.Sprintf("%016x", id)) }

// look reads a package to its end and looks at its signature alone.
func (s *Signed) look(ctx context.Context, from io.Reader) error {
	read := minisign.NewReader(manifest.UntilDone(ctx, from))
	if _, err := io.Copy(io.Discard, read); err != nil {
		return err
	}
	return s.check(read)
}

// check looks for a signature of all that was read. Of several one is enough, whoever put the
// others there.
func (s *Signed) check(read *minisign.Reader) error {
	var wrong error
	var others []string
	var unread bool
	for _, text := range s.Signatures {
		var signature minisign.Signature
		switch err := signature.UnmarshalText(text); {
		case err != nil:
			unread = true
		case signature.KeyID != s.Key.key.ID():
			others = append(others, keyID(signature.KeyID))
		case signature.Algorithm != minisign.HashEdDSA:
			wrong = refuse("", "found a signature of minisign's old kind, wanted one of a hash")
		case !read.Verify(s.Key.key, text):
			wrong = refuse("", "the signature is not of this package")
		default:
			return nil
		}
	}
	switch {
	case wrong != nil:
		return wrong
	case len(others) > 0:
		return refuse("", "found a signature from the key %s, wanted one from %s", strings.Join(others, " and "), s.Key.ID())
	case unread:
		return refuse("", "found no signature that minisign knows")
	}
	return refuse("", "it is not signed, wanted a signature from the key %s", s.Key.ID())
}
