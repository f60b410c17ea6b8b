package pack

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"strings"
)

// limits say how large a package may be, unpacked.
type limits struct {
	sums     int64 // the checksums file, and so how many files there are
	document int64 // each of the files that every package holds
	total    int64
	archive  int64 // packed, where that is known beforehand
}

// of returns the limit of one of the files that every package holds.
func (l limits) of(document string) int64 {
	if document == bundleFile {
		return min(l.document, maxBundle)
	}
	return l.document
}

// wide are the limits of every package. What Save writes stays inside them.
var wide = limits{sums: 16 << 20, document: 256 << 20, total: 64 << 30, archive: 65 << 30}

// contents is what a package holds, read and found to be what its checksums say.
type contents struct {
	identity string
	files    []File
	bundle   []byte
	bills    map[string]*head // the bills of material, by name
}

// keeper takes a file's bytes; what it gives is closed at the file's end.
type keeper func(name string) (io.WriteCloser, error)

// source remembers an error that is about the machine, not about the package.
type source struct {
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// readPackage reads a package up to the end of from, which must be the package's. Nothing of it
// may be trusted before the error is known to be nil.
func readPackage(from io.Reader, keep keeper, l limits) (*contents, error) {
	machine := &source{from: from}
	in := bufio.NewReader(machine)
	all, err := unzip(in, keep, l)
	if err == nil {
		if _, more := in.ReadByte(); more == nil {
			err = refuse("", "found more behind the end of the package")
		}
	}
	if machine.err != nil {
		return nil, machine.err
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

func unzip(in *bufio.Reader, keep keeper, l limits) (*contents, error) {
	start, err := in.Peek(len(wrapper))
	if err != nil || !bytes.HasPrefix(start, []byte(wrapper[:3])) {
		return nil, refuse("", "found no gzip, wanted a release package")
	}
	if string(start) != wrapper {
		return nil, refuse("", "found a gzip header that is not as joinery writes it")
	}
	zip, err := gzip.NewReader(in)
	if err != nil {
		return nil, refuse("", "found no gzip, wanted a release package")
	}
	zip.Multistream(false)
	return readTar(zip, keep, l)
}

// tarReader reads the archive inside.
type tarReader struct {
	from io.Reader
	sum  hash.Hash
	keep keeper
	left int64 // how many bytes may still come
}

// readTar reads an archive up to the end of from. Errors of from are refusals as well.
func readTar(from io.Reader, keep keeper, l limits) (*contents, error) {
	sum := sha256.New()
	t := &tarReader{io.TeeReader(from, sum), sum, keep, l.total}
	var list, doc bytes.Buffer
	size, err := t.next(sumsFile, l.sums)
	if err != nil {
		return nil, err
	}
	if _, err := t.content(sumsFile, size, &list); err != nil {
		return nil, err
	}
	all := &contents{bills: map[string]*head{cycloneDXFile: {}, spdxFile: {}}}
	if all.files, err = parseSums(list.Bytes()); err != nil {
		return nil, err
	}
	for i := range all.files {
		f := &all.files[i]
		most := l.of(f.Name)
		if strings.HasPrefix(f.Name, artifactsFolder) {
			most = maxSize
		}
		if f.Size, err = t.next(f.Name, most); err != nil {
			return nil, err
		}
		also := io.Discard
		if f.Name == bundleFile {
			also = &doc
		} else if bill := all.bills[f.Name]; bill != nil {
			also = bill
		}
		found, err := t.content(f.Name, f.Size, also)
		if err != nil {
			return nil, err
		}
		if found != f.Digest {
			return nil, refuse(f.Name, "%v as %s says", &MismatchError{found, f.Digest}, sumsFile)
		}
	}
	if err := t.end(); err != nil {
		return nil, err
	}
	all.bundle, all.identity = doc.Bytes(), digestOf(sum)
	return all, nil
}

// next reads the header of the file that must follow, and returns its size.
func (t *tarReader) next(want string, most int64) (int64, error) {
	var h [block]byte
	if err := t.full(h[:]); err != nil {
		return 0, err
	}
	if h == [block]byte{} {
		return 0, refuse(want, "it is missing, the archive ends before it")
	}
	name, size, err := parseHeader(&h)
	switch {
	case err != nil:
		return 0, err
	case name != want && want == sumsFile:
		return 0, refuse(name, "found it in front, wanted %s", want)
	case name != want:
		return 0, refuse(name, "found it where %s says %s", sumsFile, want)
	case size > most:
		return 0, refuse(name, "it has %d bytes, at most %d are read", size, most)
	case size > t.left:
		return 0, refuse(name, "the package is too large: with this file it is more than was allowed")
	}
	t.left -= size
	return size, nil
}

// content reads a file's bytes and the zeros behind them, and returns the digest of the bytes.
func (t *tarReader) content(name string, size int64, also io.Writer) (digest string, err error) {
	kept, err := t.keep(name)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	into := &destination{to: io.MultiWriter(sum, also, kept)}
	n, err := io.CopyN(into, t.from, size)
	if closing := kept.Close(); into.err == nil {
		into.err = closing
	}
	if into.err != nil {
		return "", into.err
	}
	if err != nil {
		return "", refuse(name, "%s after %d of %d bytes", damage(err), n, size)
	}
	var zeros [block]byte
	rest := zeros[:padding(size)]
	if err := t.full(rest); err != nil {
		return "", err
	}
	if zeros != [block]byte{} {
		return "", refuse(name, "found something behind its end, wanted zeros")
	}
	return digestOf(sum), nil
}

// destination remembers an error of writing, which is not about the package.
type destination struct {
	to  io.Writer
	err error
}

func (d *destination) Write(p []byte) (n int, err error) {
	n, d.err = d.to.Write(p)
	return n, d.err
}

// end reads what ends the archive: two blocks of zeros, and nothing.
func (t *tarReader) end() error {
	var zeros, more [2 * block]byte
	if err := t.full(zeros[:]); err != nil {
		return err
	}
	if zeros != [2 * block]byte{} {
		return refuse("", "found a file that %s does not name, or something else than zeros at the archive's end", sumsFile)
	}
	switch n, err := io.ReadFull(t.from, more[:1]); {
	case n > 0:
		return refuse("", "found more behind the end of the archive")
	case !errors.Is(err, io.EOF):
		return refuse("", "%s", damage(err))
	}
	return nil
}

func (t *tarReader) full(p []byte) error {
	if _, err := io.ReadFull(t.from, p); err != nil {
		return refuse("", "%s", damage(err))
	}
	return nil
}

// damage says what an error of reading means.
func damage(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the package is cut off"
	}
	return "the compressed data is damaged"
}
