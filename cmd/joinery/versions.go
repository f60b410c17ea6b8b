package main

import "joinery/manifest/version"

// versionsAt returns what COMPONENT[@VERSION] names: one version, or all that there are. A nested
// product's versions are its bundles.
func (w *opened) versionsAt(argument string) (string, []version.Version, error) {
	name, only, err := at(argument)
	if err != nil {
		return "", nil, err
	}
	versions, err := w.versions(name)
	if err != nil || only == "" {
		return name, versions, err
	}
	v, err := among(name, only, versions)
	return name, []version.Version{v}, err
}

// among returns the version that a text names.
func among(name, text string, versions []version.Version) (version.Version, error) {
	var known []string
	for _, v := range versions {
		if parsed, err := v.Scheme().Parse(text); v.String() == text || err == nil && v.Compare(parsed) == 0 {
			return v, nil
		}
		known = append(known, v.String())
	}
	return version.Version{}, unknownName("version of "+name, text, known)
}

// versions returns all versions of a component, or of a product's bundles.
func (w *opened) versions(name string) ([]version.Version, error) {
	var versions []version.Version
	switch component := w.Component(name); {
	case component != nil:
		for _, e := range component.Versions {
			if !e.Parsed.IsZero() {
				versions = append(versions, e.Parsed)
			}
		}
	case w.Product(name) != nil:
		for _, ref := range w.Bundles(name) {
			versions = append(versions, ref.Version)
		}
	default:
		return nil, unknownName("component", name, w.Names())
	}
	return versions, nil
}
