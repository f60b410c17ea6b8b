package manifest

import (
	"net/url"

	"joinery/manifest/diag"
)

// RelativeArtifacts finds the artifacts whose URI means something only where the document lies: a
// relative one, or a file of one machine. Whoever gets the document from elsewhere cannot fetch
// them. They are warnings, in the order of the document.
func RelativeArtifacts(c *Component) diag.List {
	var all diag.List
	for _, e := range c.Versions {
		for _, a := range e.Artifacts {
			if !isLocal(a.URI.Value) {
				continue
			}
			all = append(all, diag.Diagnostic{
				Rule: "schema", Severity: diag.Warning, At: a.URI.In(c.File),
				Component: c.Name.Value, Subject: "versions." + e.Version.Value + ".artifacts." + a.URI.Value + ".uri",
				Message: "the artifact " + quoted(a.URI.Value) + " is found only from where this document lies",
				Hints:   []string{"give an address that others reach, such as https://… or oci://…"},
			})
		}
	}
	return all
}

func isLocal(uri string) bool {
	u, err := url.Parse(uri)
	return err == nil && (u.Scheme == "" && u.Host == "" || u.Scheme == "file")
}
