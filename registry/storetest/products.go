package storetest

import (
	"testing"
	"time"

	"joinery/registry"
)

func productsAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "product of nothing", s.product("suite"), registry.Product{})
	same(t, "no products", s.products(), nil)

	suite, app := sampleProduct("suite"), sampleProduct("app")
	s.write(registry.Writing{NewProducts: []registry.Product{suite, app}})
	same(t, "product suite", s.product("suite"), suite)
	same(t, "products, by name", s.products(), []registry.Product{app, suite})

	suite = registry.Product{Name: "suite", Document: []byte("kind: Product\nname: suite\n"), Edition: 2, Changed: noon.Add(time.Hour)}
	s.write(registry.Writing{Products: []registry.Product{suite}})
	same(t, "product suite, changed", s.product("suite"), suite)
	same(t, "product app", s.product("app"), app)

	// New and changed at once.
	late := sampleProduct("late")
	later := late
	later.Edition = 2
	s.write(registry.Writing{NewProducts: []registry.Product{late}, Products: []registry.Product{later}})
	same(t, "product late", s.product("late"), later)
}

func bundlesAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "bundle of nothing", s.bundle("suite", "1.0.0"), registry.Bundle{})
	same(t, "no bundles", s.bundles("suite"), nil)
	same(t, "nothing bundled", s.bundled(), nil)

	// They are numbered as they come, per product, whatever their versions and times.
	bundle := func(product, version string, hours int) registry.Bundle {
		b := sampleBundle(product, version)
		b.Created = noon.Add(time.Duration(hours) * time.Hour)
		b.Seq = 99 // of no account
		return b
	}
	s.write(registry.Writing{
		NewProducts: []registry.Product{sampleProduct("suite"), sampleProduct("app")},
		NewBundles:  []registry.Bundle{bundle("suite", "2.0.0", 9), bundle("app", "1.0.0", 1), bundle("suite", "1.0.0", 1)},
	})
	s.write(registry.Writing{NewBundles: []registry.Bundle{bundle("suite", "1.5.0", 5)}})

	want := []registry.Bundle{bundle("suite", "2.0.0", 9), bundle("suite", "1.0.0", 1), bundle("suite", "1.5.0", 5)}
	for i := range want {
		want[i].Seq = int64(i + 1)
	}
	same(t, "bundles of suite", s.bundles("suite"), want)
	same(t, "bundle 1.0.0 of suite", s.bundle("suite", "1.0.0"), want[1])
	same(t, "bundle 2.0.0 of app", s.bundle("app", "2.0.0"), registry.Bundle{})
	app := bundle("app", "1.0.0", 1)
	app.Seq = 1
	same(t, "bundles of app", s.bundles("app"), []registry.Bundle{app})

	// No document is needed, and names are sorted as everywhere.
	s.write(registry.Writing{NewBundles: []registry.Bundle{bundle("lone", "1.0.0", 1), bundle("Suite", "1.0.0", 1), bundle("lone", "1.1.0", 2)}})
	same(t, "bundled, by name", s.bundled(), []string{"Suite", "app", "lone", "suite"})
}
