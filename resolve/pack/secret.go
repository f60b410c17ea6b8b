package pack

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"joinery/manifest/diag"
	"joinery/resolve"
)

// SecretError says that a bundle lists an address with a user or a password in it.
type SecretError struct {
	Of  string     // "payments-api 1.4.0"
	URI string     // without them
	At  diag.Place // in the manifest, else in the bundle
}

// Error returns the place, the version and the address, in one line.
func (e *SecretError) Error() string {
	return fmt.Sprintf("%s: %s: %s: found a user or password in it, and customers can read the package", e.At, plainText(e.Of), e.URI)
}

// Hints returns what a person can do.
func (e *SecretError) Hints() []string {
	return []string{
		"take them out of the manifest and release anew, and change the password: who has the bundle has it",
		"fetch the file before and name it by a relative path, or by oci:, where docker login tells who you are",
	}
}

// secrets looks whether the bundle lists what had better not go to customers: it does with the
// bundle, with or without the artifacts.
func secrets(p *Package, all []placed, o Options) error {
	for _, a := range all {
		if hasUser(a.uri) {
			return &SecretError{a.of(), shown(a.uri), a.written(o.Source)}
		}
		if key := secretKey(a.uri); key != "" {
			p.Problems = append(p.Problems, diag.Diagnostic{
				Rule: "artifact-secret", Severity: diag.Warning, Component: a.component, Subject: a.component, Versions: []string{a.version},
				At:      a.written(o.Source),
				Message: fmt.Sprintf("the address of an artifact of %s has %s in its query, and customers can read it", a.of(), plainText(key)),
				Hints:   []string{"name the artifact by an address that holds no secret"},
			})
		}
	}
	return nil
}

// written returns where the manifest says the artifact, else where the bundle does.
func (p placed) written(source resolve.Source) diag.Place {
	if source != nil {
		if c := source.Component(p.component); c != nil {
			if e := resolve.Entry(c, p.version); e != nil {
				for _, a := range e.Artifacts {
					if a.URI.Value == p.uri {
						return a.URI.In(c.File)
					}
				}
			}
		}
	}
	return p.at
}

// hasUser reports whether an address tells who is asking. One that cannot be read counts when it may.
func hasUser(uri string) bool {
	u, err := url.Parse(uri)
	if err != nil {
		return strings.Contains(uri, "@")
	}
	return u.User != nil
}

// shown returns an address for a person, without user and password.
func shown(uri string) string {
	u, err := url.Parse(uri)
	switch {
	case err != nil && strings.Contains(uri, "@"):
		uri = "…" + uri[strings.LastIndexByte(uri, '@'):]
	case err == nil && u.User != nil:
		u.User = url.User("xxxxx")
		uri = u.String()
	}
	return plainText(uri)
}

// secretKey returns a key of the query that is mostly followed by a secret, "" when there is none.
func secretKey(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return ""
	}
	var found []string
	for key := range u.Query() {
		low := strings.ToLower(key)
		if low == "sig" || low == "apikey" || low == "api_key" || low == "api-key" ||
			strings.Contains(low, "signature") || strings.Contains(low, "token") || strings.Contains(low, "secret") || strings.Contains(low, "password") {
			found = append(found, key)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found)
}
