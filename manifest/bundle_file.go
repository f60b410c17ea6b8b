package manifest

import "strings"

// BundleFile returns where the bundle of a product's version lives, relative to the root.
func BundleFile(product, version string) string {
	return releasesDir + "/" + fileStem(product) + "-" + version + manifestEnd
}

// fileStem returns a name as it stands in names of files.
func fileStem(name string) string { return strings.ReplaceAll(name, "/", "--") }
