package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"joinery/manifest"
	"joinery/registry/api"
)

// Documents returns what names stand for, products with their bundles, and bundles alone where there is no
// document of their product. What is not there, or not for who asks, is left out; a document or bundle that the caller holds comes without its text.
func (c *Client) Documents(ctx context.Context, w api.Wanted) ([]api.Document, error) {
	var all api.Documents
	err := c.do(ctx, call{method: http.MethodPost, path: "/v1/documents/wanted", body: w, large: true}, &all)
	return all.Documents, err
}

const (
	mostWanted  = 10_000   // names that are asked for at once
	maxDocument = 64 << 20 // bytes of a document, which is what a registry takes
)

// Elsewhere returns what a workspace asks for the documents that its files do not hold, see
// [manifest.Options]. Each call of it is one request, up to ten thousand names. Findings call a
// document by its address at the server.
func (c *Client) Elsewhere(cache *Cache) func(ctx context.Context, names []string) ([]manifest.Document, error) {
	return func(ctx context.Context, names []string) ([]manifest.Document, error) {
		var all []manifest.Document
		known := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return manifest.CheckName(name) != nil })
		for some := range slices.Chunk(known, mostWanted) {
			documents, err := c.fetch(ctx, cache, some)
			if err != nil {
				return nil, err
			}
			all = append(all, documents...)
		}
		return all, nil
	}
}

// fetch asks for documents of which the cache may have some.
func (c *Client) fetch(ctx context.Context, cache *Cache, names []string) ([]manifest.Document, error) {
	h := c.held(cache, names)
	came, err := c.Documents(ctx, h.wanted(names))
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	var all []manifest.Document
	fresh := make([]func(), 0, len(came))
	for _, d := range came {
		i, asked := at[d.Name]
		text := []byte(d.Text)
		switch {
		case !asked:
			return nil, c.inexplicable("the document " + strconv.QuoteToGraphic(clipped(d.Name)))
		case len(text) > maxDocument:
			return nil, c.inexplicable(fmt.Sprintf("the document %s of %d bytes, at most %d are taken", d.Name, len(text), maxDocument))
		case d.Text != "":
			fresh = append(fresh, func() { cache.keepDocument(c.base, d.Name, kept{d.Edition, text}) })
		case h.documents[i].text != nil && h.documents[i].edition == d.Edition:
			text = h.documents[i].text
		case d.Edition != 0 || len(d.Bundles) == 0: // bundles may stand alone
			return nil, c.inexplicable("the document " + d.Name + " came without its text")
		}
		if len(text) > 0 {
			all = append(all, manifest.Document{File: c.address(d.Name, text), Text: text})
		}
		for _, b := range d.Bundles {
			text := []byte(b.Text)
			if b.Text == "" {
				text = h.bundles[i][b.Version]
			} else {
				fresh = append(fresh, func() { cache.keepBundle(c.base, d.Name, b.Version, text) })
			}
			if len(text) == 0 {
				return nil, c.inexplicable("the bundle " + d.Name + " " + b.Version + " came without its text")
			}
			all = append(all, manifest.Document{File: c.base + "/v1/products/" + url.PathEscape(d.Name) + "/" + manifest.BundleFile(d.Name, b.Version), Text: text})
		}
	}
	each(len(fresh), func(i int) { fresh[i]() })
	return all, nil
}

// holding is what the cache has of some names, in their order.
type holding struct {
	documents []kept
	bundles   []map[string][]byte
}

func (c *Client) held(cache *Cache, names []string) holding {
	h := holding{make([]kept, len(names)), make([]map[string][]byte, len(names))}
	each(len(names), func(i int) {
		k, ok := cache.document(c.base, names[i])
		if ok {
			h.documents[i] = k
		}
		if !ok || isProduct(k.text) {
			h.bundles[i] = cache.bundles(c.base, names[i])
		}
	})
	return h
}

func (h *holding) wanted(names []string) api.Wanted {
	w := api.Wanted{Names: names, Have: map[string]int64{}, Bundles: map[string]map[string]string{}}
	for i, name := range names {
		if h.documents[i].text != nil {
			w.Have[name] = h.documents[i].edition
		}
		for version, text := range h.bundles[i] {
			if w.Bundles[name] == nil {
				w.Bundles[name] = map[string]string{}
			}
			sum := sha256.Sum256(text)
			w.Bundles[name][version] = hex.EncodeToString(sum[:])
		}
	}
	return w
}

// address is what findings call a document.
func (c *Client) address(name string, text []byte) string {
	kind := "items"
	if isProduct(text) {
		kind = "products"
	}
	return c.base + "/v1/" + kind + "/" + url.PathEscape(name)
}

// FileOf returns what the file of a document that [Client.Elsewhere] returned would be called in a
// workspace, relative to its root: payments-api.joinery.yaml. "" for another's.
func FileOf(d manifest.Document) string {
	folder, last := path.Split(d.File)
	if strings.HasSuffix(folder, "/releases/") {
		return "releases/" + last
	}
	name, err := url.PathUnescape(last)
	if err != nil || manifest.CheckName(name) != nil {
		return ""
	}
	return manifest.DocumentFile(name)
}

// isProduct reports whether a document is a Product, as registries write it.
func isProduct(text []byte) bool {
	return bytes.HasPrefix(text, []byte("kind: Product")) || bytes.Contains(text, []byte("\nkind: Product"))
}

// clipped is what is said of a name that somebody else chose.
func clipped(name string) string { return name[:min(len(name), 100)] }

func (c *Client) inexplicable(what string) error {
	return &Problem{Status: http.StatusOK, Address: c.base, Message: fmt.Sprintf("%s answered with something that was not asked for: %s", c.base, what)}
}

// each calls do for 0 up to n, several at the same time.
func each(n int, do func(i int)) {
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0) * 2 // they wait for the disk more than they work
	for w := range workers {
		all.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	all.Wait()
}
