package client

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/registry/api"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		address, token string
		want           string // the client's address, or what is wrong
	}{
		{"https://registry.example.com", "", "https://registry.example.com"},
		{"https://example.com/joinery/", "jny_1", "https://example.com/joinery"},
		{"http://127.0.0.1:4747", "jny_1", "http://127.0.0.1:4747"},
		{"http://[::1]:4747", "jny_1", "http://[::1]:4747"},
		{"http://localhost:4747", "jny_1", "http://localhost:4747"},
		{"http://registry.example.com", "", "http://registry.example.com"},
		{"http://registry.example.com", "jny_1", "for everybody on the way to read"},
		{"http://127.0.0.1.example.com", "jny_1", "for everybody on the way to read"},
		{"registry.example.com", "", "starts with https:// or http://"},
		{"localhost:4747", "", "wanted one such as"},
		{"ftp://registry.example.com", "", "starts with https:// or http://"},
		{"https://", "", "starts with https:// or http://"},
		{"https://ann:secret@example.com", "", "found a user in it"},
		{"https://example.com?x=1", "", "more than a host and a path"},
		{"https://exa mple.com", "", "it is no address"},
		{"https://example.com", "jny_1\n", "the token has a blank"},
	} {
		made, err := New(c.address, Options{Token: c.token})
		wrong := new(AddressError)
		switch {
		case err == nil && made.Address() != c.want:
			t.Errorf("%s: got %s, want %s", c.address, made.Address(), c.want)
		case err != nil && (!errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %q in it", c.address, err, c.want)
		case err != nil && strings.Contains(err.Error(), "secret"):
			t.Errorf("%s: got %v, want no secret in it", c.address, err)
		}
	}
	if _, err := New("http://registry.example.com", Options{Token: "jny_1", PlainHTTP: true}); err != nil {
		t.Errorf("got %v, want that --plain-http allows it", err)
	}
}

// TestRequests says what each method asks for.
func TestRequests(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct {
		want string
		ask  func(*Client) error
	}{
		{"GET /v1/items/team-a%2Flib", func(c *Client) error { _, err := c.Item(ctx, "team-a/lib"); return err }},
		{"GET /v1/items?contains=a+b&limit=1000", func(c *Client) error { return drain(c.Items(ctx, "a b")) }},
		{"POST /v1/items", func(c *Client) error { _, err := c.AddItem(ctx, api.NewItem{}, ""); return err }},
		{"GET /v1/items/lib/current?line=1.4", func(c *Client) error { _, err := c.Current(ctx, "lib", "1.4"); return err }},
		{"GET /v1/items/lib/versions/1.0.0+a%2Fb", func(c *Client) error { _, err := c.Version(ctx, "lib", "1.0.0+a/b"); return err }},
		{"GET /v1/items/lib/versions?limit=1000&order=oldest&state=drawn", func(c *Client) error {
			return drain(c.Versions(ctx, "lib", Versions{State: "drawn", Oldest: true}))
		}},
		{`POST /v1/items/lib/versions/1.0.0/status If-Match "7"`, func(c *Client) error {
			_, err := c.SetStatus(ctx, "lib", "1.0.0", api.NewStatus{Status: "deprecated"}, 7, "")
			return err
		}},
		{"POST /v1/items/a%2Fb%2Fc/draws", func(c *Client) error { _, err := c.Draw(ctx, "a/b/c", api.Draw{}, ""); return err }},
		{"POST /v1/items/lib/draws?look=true", func(c *Client) error { _, err := c.Look(ctx, "lib", api.Draw{}); return err }},
		{"POST /v1/documents?look=true", func(c *Client) error { _, err := c.LookPublish(ctx, []byte("kind: Component")); return err }},
		{"POST /v1/documents", func(c *Client) error { _, err := c.Publish(ctx, []byte("kind: Component"), ""); return err }},
		{"POST /v1/items/lib/versions/1.0.0/publish", func(c *Client) error {
			_, err := c.Confirm(ctx, "lib", "1.0.0", api.Confirmation{}, "")
			return err
		}},
		{"GET /v1/products?limit=1000", func(c *Client) error { return drain(c.Products(ctx)) }},
		{"GET /v1/products/suite/bundles?limit=1000", func(c *Client) error { return drain(c.Bundles(ctx, "suite")) }},
		{"GET /v1/products/suite/bundles/1.0.0", func(c *Client) error { _, err := c.Bundle(ctx, "suite", "1.0.0"); return err }},
		{"POST /v1/products/suite/bundles", func(c *Client) error { _, err := c.Cut(ctx, "suite", api.Cut{}, ""); return err }},
		{"GET /v1/tokens?limit=1000", func(c *Client) error { return drain(c.Tokens(ctx)) }},
		{"POST /v1/tokens", func(c *Client) error { _, err := c.AddToken(ctx, api.NewToken{}); return err }},
		{"DELETE /v1/tokens/ci%2Fbuild", func(c *Client) error { _, err := c.RevokeToken(ctx, "ci/build"); return err }},
		{"POST /v1/documents/wanted", func(c *Client) error { _, err := c.Documents(ctx, api.Wanted{}); return err }},
	} {
		got, token := "", ""
		client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got = r.Method + " " + r.RequestURI
			if match := r.Header.Get("If-Match"); match != "" {
				got += " If-Match " + match
			}
			token = r.Header.Get("Authorization")
			fmt.Fprint(w, "{}")
		}))
		client.o.Token = "jny_1"
		if err := c.ask(client); err != nil || got != c.want || token != "Bearer jny_1" {
			t.Errorf("got %s as %q (%v), want %s", got, token, err, c.want)
		}
	}
}

func drain[T any](all func(func(T, error) bool)) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// A name that no item can have is not even asked for.
func TestNames(t *testing.T) {
	client, _ := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("got the request %s, want none", r.RequestURI) }))
	for _, name := range []string{"", "..", "a//b", "A", "a?b"} {
		wrong := new(manifest.NameError)
		if _, err := client.Draw(t.Context(), name, api.Draw{}, ""); !errors.As(err, &wrong) {
			t.Errorf("drawing %q: got %v, want a *manifest.NameError", name, err)
		}
		if err := drain(client.Versions(t.Context(), name, Versions{})); !errors.As(err, &wrong) {
			t.Errorf("versions of %q: got %v, want a *manifest.NameError", name, err)
		}
	}
}

func TestPages(t *testing.T) {
	client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("cursor") {
		case "":
			fmt.Fprint(w, `{"items":[{"name":"a"},{"name":"b"}],"next":"b"}`)
		case "b":
			fmt.Fprint(w, `{"items":[],"next":"c"}`) // a page may be empty while more follow
		case "c":
			fmt.Fprint(w, `{"items":[{"name":"d"}]}`)
		}
	}))
	got := ""
	for item, err := range client.Items(t.Context(), "") {
		got += fmt.Sprint(item.Name, err, " ")
	}
	if want := "a<nil> b<nil> d<nil> "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for item, err := range client.Items(t.Context(), "") {
		if item.Name != "a" || err != nil {
			t.Errorf("got %q and %v, want a alone", item.Name, err)
		}
		break
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		status int
		header map[string]string
		body   string
		want   string // message, then hints, each behind " | "
	}{
		{status: 409, body: `{"code":"conflict","detail":"it is taken","hint":"take another","field":"version"}`, want: "it is taken | take another"},
		{status: 500, body: `{"code":"internal","title":"a fault","requestId":"r1"}`, want: "a fault; the server's log has it under r1"},
		{status: 401, body: "<html>", want: "URL answered 401 Unauthorized"},
		{status: 308, header: map[string]string{"Location": "https://other/"}, want: "URL sends on to https://other/ | give the address that it sends on to"},
		{status: 400, body: "Client sent an HTTP request to an HTTPS server.\n", want: "URL speaks TLS | give its address with https://"},
		{status: 404, body: "404 page not found", want: "URL answered 404 Not Found: there is no registry at this address"},
		{
			status: 404, body: `{"code":"not-found","detail":"there is no such path","field":"path"}`,
			want: "URL is the address of no registry: its server knows no path /v1/items/lib/current | is it of another version? /openapi.json says what it is",
		},
		{status: 200, body: "<html>", want: "URL/v1/items/lib/current answered with something that is no answer of a registry | is it the address of joinery serve?"},
	} {
		client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for name, value := range c.header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.body)
		}))
		_, err := client.Current(t.Context(), "lib", "")
		p := new(Problem)
		if !errors.As(err, &p) {
			t.Errorf("%d: got %v, want a *Problem", c.status, err)
			continue
		}
		got := strings.ReplaceAll(strings.Join(append([]string{p.Error()}, p.Hints()...), " | "), client.base, "URL")
		if got != c.want {
			t.Errorf("%d: got %q, want %q", c.status, got, c.want)
		}
	}
}

// TLS that does not fit is told once, with what to do.
func TestTLS(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for address, want := range map[string]string{
		secure.URL: "of an authority that this machine does not know",
		strings.Replace(plain.URL, "http:", "https:", 1):  "with http://",
		strings.Replace(secure.URL, "https:", "http:", 1): "with https://",
	} {
		c, err := New(address, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Current(t.Context(), "lib", "")
		var hinted interface{ Hints() []string }
		if !errors.As(err, &hinted) || !strings.Contains(strings.Join(hinted.Hints(), " "), want) {
			t.Errorf("%s: got %v, want the hint %q", address, err, want)
		}
		if _, err := c.AddToken(t.Context(), api.NewToken{Name: "ci"}); err == nil || IsUnsure(err) {
			t.Errorf("%s: got %v, which may have been done, want that it was not", address, err)
		}
	}
}
