package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// The files that every package holds besides its artifacts.
const (
	SumsFile = sumsFile // a line for each of the others, as sha256sum writes it

	sumsFile      = "SHA256SUMS"
	bundleFile    = "bundle.joinery.yaml"
	htmlFile      = "notes/notes.html"
	markdownFile  = "notes/notes.md"
	cycloneDXFile = "sbom/cyclonedx.json"
	spdxFile      = "sbom/spdx.json"

	artifactsFolder = "artifacts/"
)

var documents = []string{bundleFile, htmlFile, markdownFile, cycloneDXFile, spdxFile}

// placed is an artifact and its name in the package.
type placed struct {
	name               string
	component, version string
	uri, digest        string
	at                 diag.Place // of the uri in the bundle
}

// of names the version that the artifact belongs to.
func (p placed) of() string { return p.component + " " + p.version }

// places returns the bundle's artifacts in its order, each under a name of its own.
func places(b *manifest.Bundle) []placed {
	var all []placed
	taken := map[string]bool{}
	numbers := map[string]int{} // the last one that was given to names that are alike
	for _, c := range b.Components {
		folder := artifactsFolder + segment(strings.ReplaceAll(c.Name.Value, "/", "--"), 90) + "/" + segment(c.Version.Value, 54) + "/"
		for _, a := range c.Artifacts {
			base := lastSegment(a.URI.Value)
			name := folder + segment(base, maxName)
			if taken[strings.ToLower(name)] {
				alike := strings.ToLower(folder + segment("2-"+base, maxName))
				n := max(numbers[alike], 1)
				for taken[strings.ToLower(name)] {
					n++
					name = folder + segment(fmt.Sprintf("%d-%s", n, base), maxName)
				}
				numbers[alike] = n
			}
			taken[strings.ToLower(name)] = true
			all = append(all, placed{name, c.Name.Value, c.Version.Value, a.URI.Value, a.Digest.Value, a.URI.In(b.File)})
		}
	}
	return all
}

// lastSegment returns what a person would call the file behind a URI.
func lastSegment(uri string) string {
	file := uri
	if u, err := url.Parse(uri); err == nil {
		file = u.Path + u.Opaque
	}
	if file = path.Base(file); file == "/" {
		return "artifact"
	}
	return file
}

// segment makes a text the name of a file or folder of at most so many bytes.
func segment(text string, most int) string {
	name := []byte(text)
	for i, c := range name {
		if !plain(c) || i == 0 && (c == '.' || c == '-') || i == len(name)-1 && c == '.' {
			name[i] = '_'
		}
	}
	if len(name) == 0 {
		return "_"
	}
	if device(string(name)) {
		name = append([]byte{'_'}, name...)
	}
	if len(name) <= most {
		return string(name)
	}
	const digits, tail = 12, 15
	sum := sha256.Sum256([]byte(text))
	return string(name[:most-digits-tail-1]) + "-" + hex.EncodeToString(sum[:])[:digits] + string(name[len(name)-tail:])
}

// device reports whether Windows takes a name for one of its devices, with or without an ending.
func device(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && '0' <= name[3] && name[3] <= '9'
}

func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("._+~-", c) >= 0
}

// checkName says why a package may not hold a file of that name; nil when it may.
func checkName(name string) error {
	for _, known := range documents {
		if name == known {
			return nil
		}
	}
	switch {
	case strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || strings.Contains(name, ":"):
		return refuse(name, "found an absolute or foreign name, wanted one inside the package")
	case strings.Contains("/"+name+"/", "/../"):
		return refuse(name, "found a name that leads out of the package")
	}
	inner, ok := strings.CutPrefix(name, artifactsFolder)
	parts := strings.Split(inner, "/")
	if !ok || len(parts) != 3 {
		return refuse(name, "no package holds such a file")
	}
	for _, p := range parts {
		if segment(p, maxName) != p {
			return refuse(name, "found a name that is not as joinery writes it")
		}
	}
	return nil
}
