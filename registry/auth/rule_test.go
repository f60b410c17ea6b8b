package auth_test

import (
	"encoding/json"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/auth"
)

func TestRules(t *testing.T) {
	k := ecKey("k")
	ci := newIssuer(ciURL, k)
	for _, c := range []struct {
		name   string
		want   map[string]string // the rule's claims
		claims claims
		in     bool
	}{
		{"the same", map[string]string{"repository": "acme/payments"}, nil, true},
		{"letter case", map[string]string{"repository": "Acme/payments"}, nil, false},
		{"two", map[string]string{"repository": "acme/payments", "ref": "refs/heads/main"}, nil, true},
		{"one of two", map[string]string{"repository": "acme/payments", "ref": "refs/heads/next"}, nil, false},
		{"pattern", map[string]string{"repository": "acme/*"}, nil, true},
		{"pattern of others", map[string]string{"repository": "acme-evil/*"}, nil, false},
		{"any", map[string]string{"environment": "*"}, claims{"environment": ""}, true},
		{"any, not there", map[string]string{"environment": "*"}, nil, false},
		{"null", map[string]string{"environment": "*"}, claims{"environment": json.RawMessage("null")}, false},
		{"a pattern in the token", map[string]string{"repository": "acme/payments"}, claims{"repository": "*"}, false},
		{"boolean", map[string]string{"ref_protected": "true"}, claims{"ref_protected": true}, true},
		{"boolean as a text", map[string]string{"ref_protected": "true"}, claims{"ref_protected": "true"}, true},
		{"the other boolean", map[string]string{"ref_protected": "true"}, claims{"ref_protected": false}, false},
		{"number", map[string]string{"project_id": "9007199254740993"}, claims{"project_id": 9007199254740993}, true},
		{"the number beside", map[string]string{"project_id": "9007199254740993"}, claims{"project_id": 9007199254740992}, false},
		{"list", map[string]string{"groups": "acme"}, claims{"groups": []string{"other", "acme"}}, true},
		{"list of others", map[string]string{"groups": "acme"}, claims{"groups": []string{"other"}}, false},
		{"empty list", map[string]string{"groups": "*"}, claims{"groups": []string{}}, false},
		{"list in a list", map[string]string{"groups": "acme"}, claims{"groups": [][]string{{"acme"}}}, false},
		{"object", map[string]string{"groups": "*"}, claims{"groups": claims{"acme": "acme"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust(auth.Rule{Claims: c.want, Role: registry.Drawer})}, Transport: ci}, nil)
			want := "denied: no rule lets " + ciName + " in"
			if c.in {
				want = ciName + " draw  from 192.0.2.7"
			}
			b.wants("a job", bearer(k.sign(job(b.clock).with(c.claims))), want)
		})
	}
}

func TestFirstRuleCounts(t *testing.T) {
	k := ecKey("k")
	b := newBench(t, auth.Options{Transport: newIssuer(ciURL, k), Issuers: []auth.Issuer{trust(
		auth.Rule{Claims: map[string]string{"repository": "acme/payments", "ref": "refs/heads/main"}, Role: registry.Publish, Items: []string{"payments-api"}},
		auth.Rule{Claims: map[string]string{"repository": "acme/payments"}, Role: registry.Drawer, Items: []string{"payments-*"}},
		auth.Rule{Claims: map[string]string{"repository": "acme/*"}, Role: registry.Read},
	)}}, nil)
	name := func(c claims) claims { return job(b.clock).with(c).with(claims{"sub": "job"}) }
	const at = "job (ci.example/acme) "
	b.wants("main", bearer(k.sign(name(nil))), at+"publish payments-api from 192.0.2.7")
	b.wants("a branch", bearer(k.sign(name(claims{"ref": "refs/heads/next"}))), at+"draw payments-* from 192.0.2.7")
	b.wants("another repository", bearer(k.sign(name(claims{"repository": "acme/shop"}))), at+"read  from 192.0.2.7")
}

func TestConfiguration(t *testing.T) {
	const github, gitlab = "https://token.actions.githubusercontent.com", "https://gitlab.com"
	with := func(url string, rules ...auth.Rule) []auth.Issuer {
		return []auth.Issuer{{URL: url, Audience: "joinery.example", Rules: rules}}
	}
	rule := func(pairs ...string) auth.Rule {
		r := auth.Rule{Claims: map[string]string{}, Role: registry.Publish}
		for i := 0; i < len(pairs); i += 2 {
			r.Claims[pairs[i]] = pairs[i+1]
		}
		return r
	}
	const everybody = "issuers[0].rules[0].claims: found none that says whose tokens, and token.actions.githubusercontent.com signs for everybody; " +
		"wanted one of repository, repository_id, repository_owner, repository_owner_id, sub, without * or with it behind a /"
	for _, c := range []struct {
		name    string
		issuers []auth.Issuer
		want    string
	}{
		{"none", nil, ""},
		{"one", with(ciURL, rule("repository", "acme/payments")), ""},
		{"of this machine", with("http://127.0.0.1:8080/realms/acme", rule("sub", "x")), ""},
		{"http", with("http://ci.example", rule("sub", "x")), "issuers[0].issuer: found http://ci.example, wanted https: its keys would be anybody's"},
		{"no URL", with("ci.example", rule("sub", "x")), `issuers[0].issuer: found "ci.example", wanted an address such as https://token.actions.githubusercontent.com`},
		{"a query", with("https://ci.example?x", rule("sub", "x")), `issuers[0].issuer: found "https://ci.example?x", wanted an address such as https://token.actions.githubusercontent.com`},
		{"a password", with("https://a:b@ci.example", rule("sub", "x")), `issuers[0].issuer: found "https://a:b@ci.example", wanted an address such as https://token.actions.githubusercontent.com`},
		{"long", with("https://ci.example/"+strings.Repeat("x", 100), rule("sub", "x")), "issuers[0].issuer: found an address of 119 bytes, wanted at most 100"},
		{"twice", append(with(ciURL, rule("sub", "x")), with(ciURL, rule("sub", "y"))...), "issuers[1].issuer: found " + ciURL + " twice, wanted its rules in one place"},
		{"no audience", []auth.Issuer{{URL: ciURL, Rules: []auth.Rule{rule("sub", "x")}}}, "issuers[0].audience: found no audience, wanted what tokens for this registry are for, such as its address"},
		{"no rule", with(ciURL), "issuers[0].rules: found no rule: nobody would get in"},
		{"no claim", with(ciURL, rule()), "issuers[0].rules[0].claims: found no claim: everybody to whom the issuer gives tokens would get in"},
		{"an empty pattern", with(ciURL, rule("sub", "")), `issuers[0].rules[0].claims: found "sub": "", wanted a claim and a pattern`},
		{"role", with(ciURL, rule("sub", "x"), auth.Rule{Claims: map[string]string{"sub": "x"}, Role: "root"}), `issuers[0].rules[1].role: found the role "root", wanted read, draw, publish or admin`},
		{"items", with(ciURL, auth.Rule{Claims: map[string]string{"sub": "x"}, Role: registry.Read, Items: []string{"a b"}}), `issuers[0].rules[0].items: found the pattern "a b", wanted an item's name in which * stands for any text`},
		{"an admin for some items", with(ciURL, auth.Rule{Claims: map[string]string{"sub": "x"}, Role: registry.Admin, Items: []string{"a"}}), "issuers[0].rules[0].items: found items for the role admin, who makes tokens for all of them; wanted none, or the role publish"},

		{"everybody on github", with(github, rule("ref", "refs/heads/main")), everybody},
		{"any repository", with(github, rule("repository", "*", "ref", "refs/heads/main")), everybody},
		{"repositories of acme and of acme-evil", with(github, rule("repository", "acme*")), everybody},
		{"everybody an admin", with(ciURL, auth.Rule{Claims: map[string]string{"sub": "*"}, Role: registry.Admin}),
			"issuers[0].rules[0].claims: found only * in the claims of the role admin: everybody to whom the issuer gives tokens would be one; wanted who is meant"},
		{"any subject", with(github, rule("sub", "*:ref:refs/heads/main")), everybody},
		{"a subject that everybody may have made for himself", with(github, rule("sub", "environment:a/b")), everybody},
		{"a repository", with(github, rule("repository", "acme/payments")), ""},
		{"repositories", with(github, rule("repository", "acme/*")), ""},
		{"an owner", with(github, rule("repository_owner_id", "4711")), ""},
		{"subjects", with(github, rule("sub", "repo:acme/*")), ""},
		{"a project", with(gitlab, rule("project_path", "acme/payments", "ref_protected", "true")), ""},
		{"a namespace and those beside", with(gitlab, rule("namespace_path", "acme*")), "issuers[0].rules[0].claims: found none that says whose tokens, and gitlab.com signs for everybody; " +
			"wanted one of namespace_id, namespace_path, project_id, project_path, sub, without * or with it behind a /"},
		{"one's own gitlab", with("https://gitlab.acme.example", rule("ref_protected", "true")), ""},
	} {
		_, err := auth.New(nil, auth.Options{Now: newClock().Now, Issuers: c.issuers})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want || err != nil && registry.CodeOf(err) != registry.Invalid {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
