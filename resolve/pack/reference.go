package pack

import (
	"errors"
	"net"
	"net/url"
	"regexp"
	"strings"

	"oras.land/oras-go/v2/registry"
)

// RegistryScheme is what a reference to a registry starts with.
const RegistryScheme = "oci://"

// Reference names something in a registry: oci://HOST/REPOSITORY, then :TAG or @DIGEST, both or
// none. HOST may have a port. With both it is what the digest says.
type Reference struct {
	Host, Repository string
	Tag              string // "" when there is none
	Digest           string // "sha256:" and 64 hexadecimal digits, or ""
}

var (
	errReference = errors.New("found no reference that can be read, " +
		"wanted oci://HOST/REPOSITORY:TAG or oci://HOST/REPOSITORY@sha256:DIGEST")
	tagForm    = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)
	digestForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

// ParseReference reads a reference. Its errors do not repeat the text, which may hold a password.
func ParseReference(text string) (Reference, error) {
	rest, ok := strings.CutPrefix(text, RegistryScheme)
	if !ok {
		return Reference{}, errReference
	}
	if user, _, ok := strings.Cut(rest, "/"); ok && strings.Contains(user, "@") {
		return Reference{}, errors.New("found a user in the reference, " +
			"wanted the registry alone: docker login tells who you are")
	}
	before, digest, pinned := strings.Cut(rest, "@")
	host, path, _ := strings.Cut(before, "/")
	path, tag, tagged := strings.Cut(path, ":")
	known, err := registry.ParseReference(host + "/" + path)
	if err != nil {
		if strings.ToLower(path) != path {
			return Reference{}, errors.New("found capitals in the repository's name, registries know small letters alone")
		}
		return Reference{}, errReference
	}
	switch {
	case tagged && !tagForm.MatchString(tag):
		return Reference{}, errors.New("found no tag that registries know, " +
			"wanted at most 128 of A-Z a-z 0-9 _ . - and none of . - in front")
	case pinned && !digestForm.MatchString(digest):
		return Reference{}, errors.New("found no digest that can be read, wanted sha256: and 64 hexadecimal digits")
	}
	return Reference{Host: known.Registry, Repository: known.Repository, Tag: tag, Digest: digest}, nil
}

// String returns the reference as [ParseReference] reads it.
func (r Reference) String() string {
	text := RegistryScheme + r.Host + "/" + r.Repository
	if r.Tag != "" {
		text += ":" + r.Tag
	}
	if r.Digest != "" {
		text += "@" + r.Digest
	}
	return text
}

// VersionTag returns the tag of a product's version: the version, with _ for its +, which no tag may
// hold. It is false when the version holds something else that no tag may.
func VersionTag(version string) (tag string, ok bool) {
	tag = strings.ReplaceAll(version, "+", "_")
	return tag, tagForm.MatchString(tag)
}

// what is asked of the registry: the digest, else the tag.
func (r Reference) what() string {
	if r.Digest != "" {
		return r.Digest
	}
	return r.Tag
}

// path returns the reference without its host, for a person who knows which one is spoken of.
func (r Reference) path() string {
	return strings.TrimPrefix(r.String(), RegistryScheme+r.Host+"/")
}

// loopback reports whether a host is this very machine.
func loopback(host string) bool {
	u, err := url.Parse("//" + host)
	if err != nil {
		return false
	}
	name := u.Hostname()
	return name == "localhost" || net.ParseIP(name).IsLoopback()
}
