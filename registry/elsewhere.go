package registry

import (
	"context"

	"joinery/manifest"
)

// Workspace returns what is published of products and components of these names, and of all that
// they reach, bundles included. A name that nothing stands for is left out, and what is wrong with documents is
// among the workspace's problems; the error is that of a store. It asks nobody who he is: what it
// returns is for the caller's eyes.
func (r *Registry) Workspace(ctx context.Context, names ...string) (*manifest.Workspace, error) {
	return manifest.Load(ctx, nil, manifest.Options{Wanted: names, Elsewhere: r.Elsewhere(Who{Name: "joinery", Role: Admin}, "registry:/")})
}

// Elsewhere returns what a workspace asks for the documents that its files do not hold: names of
// components and products, whose documents it gets in that order, a product's bundles behind it, in the order in
// which they came, also where they stand alone: a file may declare the product. Findings call a document
// at/items/NAME, a bundle at and what its file would be called. It needs the role read; what is not there, or not
// for who, is left out. The error is that of a store.
func (r *Registry) Elsewhere(who Who, at string) func(ctx context.Context, names []string) ([]manifest.Document, error) {
	return func(ctx context.Context, names []string) ([]manifest.Document, error) {
		var all []manifest.Document
		for _, name := range names {
			text, _, err := r.Document(ctx, who, name)
			switch CodeOf(err) {
			case "":
				all = append(all, manifest.Document{File: at + "/items/" + name, Text: text})
			case NotFound:
			case Denied:
				continue
			default:
				return nil, err
			}
			bundles, err := r.store.Bundles(ctx, name)
			if err != nil {
				return nil, err
			}
			for _, b := range bundles {
				all = append(all, manifest.Document{File: at + "/" + manifest.BundleFile(name, b.Version), Text: b.Document})
			}
		}
		return all, nil
	}
}
