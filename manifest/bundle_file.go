package manifest

import "strings"

// BundleFile returns where the bundle of a product's version lives, relative to the root.
func BundleFile(product, version string) string {
	return releasesDir + "/" + fileStem(product) + "-" + version + manifestEnd
}

// DocumentFile returns what the file of a component or product is called that has one to itself.
func DocumentFile(name string) string { return fileStem(name) + manifestEnd }

// fileStem returns a name as it stands in names of files.
func fileStem(name string) string { return strings.ReplaceAll(name, "/", "--") }
