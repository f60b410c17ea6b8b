package pack

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"aead.dev/minisign"
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
	return k, nil
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
	return r.SignWithComments(k.key, of, "signature from the key "+keyID(public.ID())), nil
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

// check looks at the signature of all that was read.
func (s *Signed) check(read *minisign.Reader) error {
	var signature minisign.Signature
	if err := signature.UnmarshalText(s.Signature); err != nil {
		return refuse("", "found no signature that minisign knows")
	}
	if signature.KeyID != s.Key.key.ID() {
		return refuse("", "found a signature from the key %s, wanted one from %s", keyID(signature.KeyID), s.Key.ID())
	}
	if signature.Algorithm != minisign.HashEdDSA {
		return refuse("", "found a signature of minisign's old kind, wanted one of a hash")
	}
	if !read.Verify(s.Key.key, s.Signature) {
		return refuse("", "the signature is not of this package")
	}
	return nil
}
