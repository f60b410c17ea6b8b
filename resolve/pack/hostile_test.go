package pack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// forged writes an archive of the files behind a checksums file that fits them.
func forged(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	list := make([]File, len(files))
	for i, f := range files {
		list[i] = File{Name: f[0], Digest: digestOfText(f[1])}
	}
	return rolled(t, append([][2]string{{sumsFile, string(sums(list))}}, files...)...)
}

// rolled writes an archive of files as they are given.
func rolled(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, f := range files {
		h, ok := header(f[0], int64(len(f[1])))
		if !ok {
			t.Fatalf("%s: no header", f[0])
		}
		out.Write(h[:])
		out.WriteString(f[1])
		out.Write(make([]byte, padding(int64(len(f[1])))))
	}
	out.Write(make([]byte, 2*block))
	return zipped(out.Bytes())
}

func digestOfText(text string) string {
	a := artifact("x", text)
	return a[strings.Index(a, "sha256:") : len(a)-2]
}

// whole are the files of a package, without those that are named, and with others.
func whole(t *testing.T, without string, more ...[2]string) [][2]string {
	t.Helper()
	b, o := sample(t)
	data := packed(t, b, o)
	dir := filepath.Join(t.TempDir(), "out")
	p, err := Unpack(context.Background(), bytes.NewReader(data), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]string
	for _, f := range p.Files {
		if f.Name == without {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, [2]string{f.Name, string(text)})
	}
	return append(more, all...)
}

// TestHostile holds each archive that means harm against the word that it is refused with. None
// writes anything.
func TestHostile(t *testing.T) {
	good := whole(t, "")
	body := unzipped(t, forged(t, good...))
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"leads out", forged(t, whole(t, "", [2]string{"../evil", "x"})...), `"../evil": found a name that leads out of the package`},
		{"leads out inside", forged(t, whole(t, "", [2]string{"artifacts/../../evil", "x"})...), "leads out of the package"},
		{"absolute", forged(t, whole(t, "", [2]string{"/etc/passwd", "x"})...), `"/etc/passwd": found an absolute or foreign name`},
		{"drive", forged(t, whole(t, "", [2]string{`C:\evil`, "x"})...), "found an absolute or foreign name"},
		{"backslash", forged(t, whole(t, "", [2]string{`artifacts/a/b/..\evil`, "x"})...), "found an absolute or foreign name"},
		{"other file", forged(t, whole(t, "", [2]string{"README", "x"})...), `"README": no package holds such a file`},
		{"hidden", forged(t, whole(t, "", [2]string{"artifacts/a/b/.git", "x"})...), "not as joinery writes it"},
		{"unlisted artifact", forged(t, whole(t, "", [2]string{"artifacts/a/b/c", "x"})...), "the bundle lists no such artifact"},
		{"no bundle", forged(t, whole(t, bundleFile)...), `"bundle.joinery.yaml": it is missing`},
		{"no notes", forged(t, whole(t, htmlFile)...), `"notes/notes.html": it is missing`},
		{"no bill", forged(t, whole(t, spdxFile)...), `"sbom/spdx.json": it is missing`},
		{"empty notes", forged(t, replaced(good, htmlFile, "")...), `"notes/notes.html": it is empty`},
		{"empty bill", forged(t, replaced(good, spdxFile, "")...), `"sbom/spdx.json": found no bill of materials in it`},
		{"a bill of nothing", forged(t, replaced(good, cycloneDXFile, `{"metadata":[]}`)...), `"sbom/cyclonedx.json": found no bill of materials in it`},
		{"another product's bill", forged(t, replaced(good, cycloneDXFile, `{"bomFormat":"CycloneDX","metadata":{"component":{"name":"other","version":"9"}}}`)...), `it is the bill of "other" "9" with the digest "", wanted suite 1.0.0 with sha256:`},
		{"another release's bill", forged(t, replaced(good, spdxFile, `{"packages":[{"name":"suite","versionInfo":"0.9.0"}]}`)...), `it is the bill of "suite" "0.9.0"`},
		{"comment in the bundle", forged(t, replaced(good, bundleFile, "# pay to another account\n"+good[0][1])...), "in another way than joinery writes it"},
		{"other line ends", forged(t, replaced(good, bundleFile, strings.ReplaceAll(good[0][1], "\n", "\r\n"))...), "in another way than joinery writes it"},
		{"too many values", forged(t, replaced(good, bundleFile, "kind: Bundle\nx: ["+strings.Repeat("1,", maxValues)+"1]\n")...), "found more than 2000000 values in it"},
		{"too many lists", forged(t, replaced(good, bundleFile, "kind: Bundle\nx: "+strings.Repeat("- ", maxValues))...), "found more than 2000000 values in it"},
		{"large bundle", forged(t, replaced(good, bundleFile, strings.Repeat("#", maxBundle+1))...), "it has 16777217 bytes, at most 16777216 are read"},
		{"bad bundle", forged(t, replaced(good, bundleFile, "kind: [")...), `"bundle.joinery.yaml": `},
		{"other bundle", forged(t, replaced(good, bundleFile, strings.Replace(good[0][1], "1.0.0", "1.0.1", 1))...), "found content with the digest"},
		{"twice", forged(t, append(good[:1:1], good...)...), "it stands twice in SHA256SUMS"},
		{"unsorted", forged(t, good[1], good[0], good[2], good[3], good[4]), "wanted ascending names"},
		{"no sums", rolled(t, good...), `"bundle.joinery.yaml": found it in front, wanted SHA256SUMS`},
		{"other order", rolled(t, append([][2]string{firstOf(t, forged(t, good...)), good[1], good[0]}, good[2:]...)...), "found it where SHA256SUMS says bundle.joinery.yaml"},
		{"file too few", rolled(t, append([][2]string{firstOf(t, forged(t, good...))}, good[:4]...)...), `"sbom/spdx.json": it is missing, the archive ends before it`},
		{"file too many", rolled(t, append([][2]string{firstOf(t, forged(t, good...))}, append(good[:5:5], [2]string{"x", ""})...)...), "found a file that SHA256SUMS does not name"},
		{"sums in capitals", rolled(t, append([][2]string{{sumsFile, strings.ToUpper(firstOf(t, forged(t, good...))[1])}}, good...)...), "line 1 is not as joinery writes it"},
		{"trailing in tar", zipped(append(bytes.Clone(body), 0)), "found more behind the end of the archive"},
		{"trailing", append(forged(t, good...), 'x'), "found more behind the end of the package"},
		{"second member", append(forged(t, good...), zipped(nil)...), "found more behind the end of the package"},
		{"other gzip header", named(t, body), "found a gzip header that is not as joinery writes it"},
		{"no gzip", body, "found no gzip, wanted a release package"},
		{"empty", nil, "found no gzip, wanted a release package"},
		{"link", entry(t, &tar.Header{Typeflag: tar.TypeSymlink, Name: sumsFile, Linkname: "/etc/passwd"}), "found a symbolic link, wanted a plain file"},
		{"hard link", entry(t, &tar.Header{Typeflag: tar.TypeLink, Name: sumsFile, Linkname: "/etc/passwd"}), "found a hard link"},
		{"device", entry(t, &tar.Header{Typeflag: tar.TypeBlock, Name: sumsFile}), "found a device"},
		{"pipe", entry(t, &tar.Header{Typeflag: tar.TypeFifo, Name: sumsFile}), "found a pipe"},
		{"folder", entry(t, &tar.Header{Typeflag: tar.TypeDir, Name: "artifacts/"}), "found a folder"},
		{"extended", entry(t, &tar.Header{Typeflag: tar.TypeReg, Name: sumsFile, Format: tar.FormatPAX, PAXRecords: map[string]string{"A.b": "c"}}), "found an extended header"},
		{"owner", entry(t, &tar.Header{Typeflag: tar.TypeReg, Name: sumsFile, Uname: "root", Mode: 0o644}), "found a header that is not as joinery writes it"},
		{"mode", entry(t, &tar.Header{Typeflag: tar.TypeReg, Name: sumsFile, Mode: 0o4755}), "found a header that is not as joinery writes it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Unpack(context.Background(), bytes.NewReader(tt.data), filepath.Join(dir, "out"), nil)
			if !errors.As(err, new(*RefusedError)) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want a refusal with %q", err, tt.want)
			}
			if left := names(t, dir); len(left) > 0 {
				t.Errorf("got %v left behind, want nothing", left)
			}
			if got := refused(t, tt.data); err != nil && got != err.Error() {
				t.Errorf("verify: got %q, want %q as unpack says", got, err)
			}
		})
	}
}

func replaced(files [][2]string, name, text string) [][2]string {
	var all [][2]string
	for _, f := range files {
		if f[0] == name {
			f[1] = text
		}
		all = append(all, f)
	}
	return all
}

// firstOf returns the checksums file of an archive.
func firstOf(t *testing.T, data []byte) [2]string {
	t.Helper()
	body := unzipped(t, data)
	name, size, err := parseHeader((*[block]byte)(body))
	if err != nil {
		t.Fatal(err)
	}
	return [2]string{name, string(body[block : block+size])}
}

// named wraps an archive with a name in the gzip header.
func named(t *testing.T, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Name = "package.tar"
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// entry is an archive that starts with something as others write it.
func entry(t *testing.T, h *tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	if err := w.WriteHeader(h); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return zipped(out.Bytes())
}

// TestBombs unpacks what is larger than was allowed.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<20)
	bomb := forged(t, whole(t, "", [2]string{"artifacts/a/b/c", zeros})...)
	for _, tt := range []struct {
		name string
		l    limits
		want string
	}{
		{"by size", limits{sums: 1 << 20, document: 1 << 20, total: 1 << 20}, "the package is too large"},
		{"by a document", limits{sums: 1 << 20, document: 100, total: 1 << 30}, "at most 100 are read"},
		{"by count", limits{sums: 200, document: 1 << 20, total: 1 << 30}, `"SHA256SUMS": it has`},
	} {
		dir := t.TempDir()
		_, err := unpack(context.Background(), bytes.NewReader(bomb), filepath.Join(dir, "out"), nil, tt.l, nil)
		if !errors.As(err, new(*RefusedError)) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want a refusal with %q", tt.name, err, tt.want)
		}
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("%s: got %v left behind, want nothing", tt.name, left)
		}
	}
}

// TestSizeLies claims more bytes than there are.
func TestSizeLies(t *testing.T) {
	h, _ := header(sumsFile, 1<<20)
	body := append(h[:], make([]byte, 2*block)...)
	if got, want := refused(t, zipped(body)), "cut off after 1024 of 1048576 bytes"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzVerify never panics, and what it takes is what joinery writes.
func FuzzVerify(f *testing.F) {
	f.Add([]byte{})
	h, _ := header(sumsFile, 0)
	f.Add(append(h[:], make([]byte, 2*block)...))
	f.Fuzz(func(t *testing.T, tar []byte) {
		if _, err := verified(zipped(tar)); err != nil && !errors.As(err, new(*RefusedError)) {
			t.Errorf("got %v, want a refusal", err)
		}
	})
}
