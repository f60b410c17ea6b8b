package pack

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// wrapper is the header of the gzip member.
const wrapper = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

// archive writes a package, file after file.
type archive struct {
	zip *gzip.Writer
	sum hash.Hash
	tar io.Writer // into both
}

func newArchive(w io.Writer) *archive {
	zip, sum := gzip.NewWriter(w), sha256.New()
	return &archive{zip, sum, io.MultiWriter(zip, sum)}
}

// add writes a file of that size. The error is a *MismatchError when its bytes are not those of
// the digest; then the archive is worth nothing.
func (a *archive) add(f File, from io.Reader) error {
	h, ok := header(f.Name, f.Size)
	if !ok {
		return fmt.Errorf("found %d bytes, wanted at most %d", f.Size, int64(maxSize))
	}
	if _, err := a.tar.Write(h[:]); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(a.tar, sum), io.LimitReader(from, f.Size+1))
	if err != nil {
		return err
	}
	if n != f.Size {
		return fmt.Errorf("found another size than %d bytes, which it had before: it changes while it is packed", f.Size)
	}
	if found := digestOf(sum); found != f.Digest {
		return &MismatchError{found, f.Digest}
	}
	_, err = a.tar.Write(make([]byte, padding(f.Size)))
	return err
}

// close ends the archive and returns its identity.
func (a *archive) close() (identity string, err error) {
	if _, err := a.tar.Write(make([]byte, 2*block)); err != nil {
		return "", err
	}
	return digestOf(a.sum), a.zip.Close()
}

// padding is how many zeros follow a file of that size.
func padding(size int64) int64 { return -size & (block - 1) }

func digestOf(sum hash.Hash) string { return algorithm + hex.EncodeToString(sum.Sum(nil)) }
