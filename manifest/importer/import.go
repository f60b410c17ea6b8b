package importer

// Import is a workspace to be: one product and all that it is made of.
type Import struct {
	File       string // the file's name, without a folder
	Format     string // the one that the file is in, see [Formats]
	Product    Product
	Components []Component // by name
	Skipped    []Skip      // what the file says and the workspace does not, those of one reason together
}

// Product is the product that a file describes.
type Product struct {
	Name       string
	Title      string  // what the file calls it, "" when that is the name
	Initial    string  // its first version, semver; "" when the file gives none
	Components []Need  // the direct components, by name
	Labels     []Label // by key
}

// Component is a part of it, at one version.
type Component struct {
	Name         string
	Title        string
	Description  string
	Type         string // one of a manifest's types, "" for other
	Scheme       string // semver or loose
	Version      string
	Revision     string
	Dependencies []Need     // by name
	Artifacts    []Artifact // in the file's order
	Labels       []Label    // of the version, by key
}

// Need is a requirement on exactly one version.
type Need struct{ Name, Version string }

// Artifact is a file that a component consists of. Digest is "" or a SHA-256 as manifests write it.
type Artifact struct{ URI, Digest, MediaType string }

// Label is something that the file says and manifests have no field for.
type Label struct{ Key, Value string }
