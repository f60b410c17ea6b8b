package storetest

import (
	"fmt"
	"strconv"
	"time"

	"joinery/registry"
)

// noon is when everything happens.
var noon = time.Date(2026, time.March, 14, 12, 0, 0, 123456000, time.UTC)

// sampleItem is an item with something in every field.
func sampleItem(name string) registry.Item {
	return registry.Item{
		Name: name, Title: "Payments", Description: "takes money\nand gives it back",
		Scheme: "calver", Pattern: "YYYY.0M.MICRO", Since: noon.AddDate(-1, 0, 0), Created: noon,
		Document: []byte("kind: Component\nname: " + name + "\n"), Given: 3, Edition: 7,
	}
}

// sampleVersion is a published version with something in every field.
func sampleVersion(item, number string, seq int64) registry.Version {
	return registry.Version{
		Item: item, Number: number, Text: number + "+build.7", Line: "1.4", Seq: seq,
		State: registry.Published, Created: noon, Expires: noon.Add(time.Hour),
		Extends: []string{"1.3.9", "1.4.0-rc.2"}, Level: "minor", Revision: "4f2a9c1",
		Description: "faster", By: "ci", Published: noon.Add(time.Minute), Digest: "sha256:00ff",
		Entry: []byte("version: " + number + "\n"), Status: "deprecated",
		Log: []registry.StatusChange{
			{Date: noon, Status: "active", By: "ci"},
			{Date: noon.Add(time.Second), Status: "deprecated", Comment: "use 1.5", By: "anna"},
		},
	}
}

// drawnVersion is a version as a draw makes it: the nth patch of 1.0.
func drawnVersion(item string, n int64) registry.Version {
	number := "1.0." + strconv.FormatInt(n, 10)
	return registry.Version{
		Item: item, Number: number, Text: number, Line: "1.0", Seq: n,
		State: registry.Drawn, Created: noon, Level: "patch", By: "ci", Status: "active",
	}
}

// plainItem is an item with as little as possible in it.
func plainItem(name string) registry.Item {
	return registry.Item{Name: name, Scheme: "semver", Created: noon}
}

func sampleProduct(name string) registry.Product {
	return registry.Product{Name: name, Document: []byte("kind: Product\n"), Edition: 1, Changed: noon}
}

func sampleBundle(product, version string) registry.Bundle {
	return registry.Bundle{Product: product, Version: version, Document: []byte("kind: Bundle\n"), Created: noon}
}

func sampleAnswer(scope, key string) registry.Answer {
	return registry.Answer{Scope: scope, Key: key, Fingerprint: "sha256:ab", Body: []byte(`{"v":1}`), Created: noon}
}

func sampleEntry(n int) registry.Entry {
	return registry.Entry{
		At: noon.Add(time.Duration(n) * time.Second), Who: "ci", From: "192.0.2.7", Request: fmt.Sprintf("r%d", n),
		Action: registry.VersionDrawn, Item: "lib", Version: "1.0.0", Detail: "minor",
	}
}

func sampleToken(id, name string) registry.Token {
	return registry.Token{
		ID: id, Name: name, Hash: []byte{0, 1, 254, 255}, Role: registry.Publish, Items: []string{"lib", "apps/*"},
		Created: noon, Expires: noon.AddDate(1, 0, 0), Used: noon.Add(time.Minute), Revoked: noon.Add(time.Hour),
	}
}

// sampleWriting is something of everything that a store keeps, for a store that is empty.
func sampleWriting() registry.Writing {
	return registry.Writing{
		NewItems:    []registry.Item{sampleItem("lib"), plainItem("apps/shop")},
		NewVersions: []registry.Version{sampleVersion("lib", "1.4.0", 1), drawnVersion("lib", 2)},
		Marks:       []registry.Mark{{Item: "lib", Key: "", Number: "1.4.0"}, {Item: "lib", Key: "1.4", Number: "1.4.0"}},
		Answers:     []registry.Answer{sampleAnswer("draw lib", "k1")},
		NewProducts: []registry.Product{sampleProduct("suite")},
		NewBundles:  []registry.Bundle{sampleBundle("suite", "1.0.0"), sampleBundle("suite", "1.1.0")},
		Entries:     []registry.Entry{sampleEntry(1), sampleEntry(2)},
		NewTokens:   []registry.Token{sampleToken("t1", "ci")},
		Cursors:     map[string]int64{"webhooks": 41},
	}
}
