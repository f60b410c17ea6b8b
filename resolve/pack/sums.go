package pack

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// File is a file in a package.
type File struct {
	Name   string
	Size   int64
	Digest string // "sha256:" and 64 hexadecimal digits
}

const algorithm = "sha256:"

// sums writes the checksums file over files that are sorted by name.
func sums(files []File) []byte {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", strings.TrimPrefix(f.Digest, algorithm), f.Name)
	}
	return []byte(b.String())
}

// parseSums reads a checksums file. Every file that a package must hold is among the result, the
// names ascend, and each is one that a package may hold; sizes are still unknown.
func parseSums(text []byte) ([]File, error) {
	var files []File
	for line := range strings.Lines(string(text)) {
		digest, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if raw, err := hex.DecodeString(digest); !ok || err != nil || len(raw) != 32 || strings.ToLower(digest) != digest || !strings.HasSuffix(line, "\n") {
			return nil, refuse(sumsFile, "line %d is not as joinery writes it: wanted 64 hexadecimal digits, two spaces and a name", len(files)+1)
		}
		if err := checkName(name); err != nil {
			return nil, err
		}
		if n := len(files); n > 0 && files[n-1].Name >= name {
			if files[n-1].Name == name {
				return nil, refuse(name, "it stands twice in %s", sumsFile)
			}
			return nil, refuse(name, "it stands behind %s in %s, wanted ascending names", files[n-1].Name, sumsFile)
		}
		files = append(files, File{Name: name, Digest: algorithm + digest})
	}
	held := map[string]bool{}
	for _, f := range files {
		held[f.Name] = true
	}
	for _, name := range documents {
		if !held[name] {
			return nil, refuse(name, "it is missing, every package holds one")
		}
	}
	return files, nil
}
