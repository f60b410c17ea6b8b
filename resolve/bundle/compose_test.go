package bundle

import (
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

func TestCompose(t *testing.T) {
	ledger := sum([]byte("ledger")) // as the nested bundle says
	nested := &manifest.Bundle{Digest: word(sum([]byte("checkout")))}
	s := &selection{}
	product := s.product("acme-suite")
	shop := s.entry("web-shop", "2.0.1")
	pay := s.entry("payments-api", "1.10.0")
	old := s.entry("payments-api", "1.9.0")
	checkout := s.pick(&resolve.Pick{Name: "checkout", Bundle: nested}, "3.0.0")
	lib := s.pick(&resolve.Pick{Name: "ledger-lib", Bundled: &manifest.Bundled{
		Digest: ledger, Artifacts: []manifest.Artifact{{URI: word("dist/ledger.tgz")}},
	}}, "2.1.3")
	s.need(product, shop)
	s.need(product, checkout)
	s.need(shop, pay)
	s.need(shop, lib)
	s.need(checkout, lib)
	s.need(checkout, old)
	s.need(pay, lib)
	s.need(old, lib)
	pay.Exception, old.Exception = true, true
	pay.Entry.Artifacts = []manifest.Artifact{{URI: word("dist/pay.tgz"), Digest: word(sum(nil)), MediaType: word("application/gzip")}}
	s.Overrides = []resolve.Pin{{Name: "ledger-lib", Version: "2.1.3"}}

	b, err := Compose(&s.Selection, Options{
		Version:    semver("4.3.0"),
		Versioning: manifest.Versioning{Scheme: version.SemVer, Initial: word("1.0.0")},
		Extends:    []string{"4.2.1"},
		Released:   "2026-11-20",
		Bump: manifest.Bump{Level: version.Minor, RaisedBy: version.Minor, Because: []manifest.Cause{
			{Component: "web-shop", From: "2.0.0", To: "2.0.1", Level: version.Patch},
		}},
		Changes: []manifest.Note{{Type: word("fix"), Summary: word("The installer finds its disk"), Internal: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `apiVersion: joinery/v1
kind: Bundle
name: acme-suite
version: 4.3.0
versioning: {scheme: semver}
extends: [4.2.1]
released: "2026-11-20"
bump:
  level: minor
  raisedBy: minor
  because: [{component: web-shop, from: 2.0.0, to: 2.0.1, level: patch}]
overrides: {ledger-lib: 2.1.3}
changes:
  - type: fix
    summary: The installer finds its disk
    internal: true
components:
  - {name: checkout, version: 3.0.0, direct: true, digest: "` + nested.Digest.Value + `"}
  - {name: ledger-lib, version: 2.1.3, requiredBy: [checkout, payments-api, web-shop], digest: "` + ledger + `", artifacts: [{uri: dist/ledger.tgz}]}
  - {name: payments-api, version: 1.9.0, exception: true, requiredBy: [checkout], digest: "` + EntryDigest(old.Entry) + `"}
  - {name: payments-api, version: 1.10.0, exception: true, requiredBy: [web-shop], digest: "` + EntryDigest(pay.Entry) +
		`", artifacts: [{uri: dist/pay.tgz, digest: "` + sum(nil) + `", mediaType: application/gzip}]}
  - {name: web-shop, version: 2.0.1, direct: true, digest: "` + EntryDigest(shop.Entry) + `"}
digest: "` + Digest(b) + `"
`
	if got := string(YAML(b)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := Verify(b); err != nil {
		t.Error(err)
	}
	if b.Parsed.String() != "4.3.0" || b.Extends[0].Parsed.String() != "4.2.1" {
		t.Errorf("got versions %v and %v, want 4.3.0 and 4.2.1", b.Parsed, b.Extends[0].Parsed)
	}
}

func TestComposeSaysThatNestedContentCounts(t *testing.T) {
	s := &selection{}
	nested := &manifest.Bundle{Content: map[string]any{"name": "checkout"}} // states no digest
	s.need(s.product("acme-suite"), s.pick(&resolve.Pick{Name: "checkout", Bundle: nested}, "3.0.0"))
	b, err := Compose(&s.Selection, Options{Version: semver("1.0.0")})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.Components[0].Digest, Digest(nested); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestComposeError(t *testing.T) {
	s := &selection{}
	s.need(s.product("acme-suite"), s.entry("web-shop", "2.0.1"))
	ghost := &selection{}
	ghost.need(ghost.product("acme-suite"), ghost.pick(&resolve.Pick{Name: "ghost"}, "1.0.0"))
	tests := []struct {
		name string
		of   *selection
		o    Options
		want string
	}{
		{"no version", s, Options{}, "bundle of acme-suite: version: found none"},
		{"a version that is none", s, Options{Version: semver("1.0.0"), Extends: []string{"0.9"}}, "bundle of acme-suite: extends: "},
		{"nothing behind a pick", ghost, Options{Version: semver("1.0.0")}, "bundle of acme-suite: ghost 1.0.0: found neither a version entry nor a bundle behind it"},
	}
	for _, test := range tests {
		b, err := Compose(&test.of.Selection, test.o)
		if b != nil || err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

// selection makes a selection by hand.
type selection struct{ resolve.Selection }

func (s *selection) product(name string) *resolve.Pick {
	s.Product = &manifest.Product{Name: word(name)}
	return nil
}

func (s *selection) entry(name, v string) *resolve.Pick {
	return s.pick(&resolve.Pick{Name: name, Entry: &manifest.Entry{Component: &manifest.Component{Name: word(name)}, Version: word(v)}}, v)
}

func (s *selection) pick(p *resolve.Pick, v string) *resolve.Pick {
	p.Version = semver(v)
	s.Picks = append(s.Picks, p)
	return p
}

func (s *selection) need(from, to *resolve.Pick) {
	n := &resolve.Need{From: from, To: to}
	to.NeededBy = append(to.NeededBy, n)
	if from == nil {
		to.Direct = true
		s.Needs = append(s.Needs, n)
	} else {
		from.Needs = append(from.Needs, n)
	}
}

func semver(text string) version.Version {
	v, err := version.SemVer.Parse(text)
	if err != nil {
		panic(err)
	}
	return v
}
