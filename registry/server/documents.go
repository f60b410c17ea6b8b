package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) documentRoutes() {
	register(s, route("publish", http.MethodPost, "/v1/documents", "Publish documents, all of them or none", failing(http.StatusConflict),
		limited(registry.MaxPublication, 2*time.Minute),
		described("A stream of Component, Product and Bundle documents, in YAML. A version that was drawn is confirmed by it; one that is published keeps its content. "+
			"What a version extends must be published, or stand in the documents.")), s.publish)
	register(s, route("get-documents", http.MethodPost, "/v1/documents/wanted", "Get documents by name",
		limited(4<<20, time.Minute),
		described("What a workspace asks for. Names that nothing stands for, and those that who asks may not see, are left out.")), s.wanted)
}

// published is what findings call the documents that somebody publishes.
const published = "documents"

func (s *Server) publish(ctx context.Context, in *struct {
	param.Keyed
	Look    bool   `query:"look" doc:"Look only: tell what would be done, and do nothing."`
	RawBody []byte `contentType:"application/yaml"`
},
) (*body[api.Published], error) {
	publish := s.r.Publish
	if in.Look {
		publish = s.r.LookPublish
	}
	outcomes, err := publish(ctx, whoOf(ctx), registry.Publication{Text: slices.Clone(in.RawBody), File: published, Key: in.Key})
	if err != nil {
		return nil, err
	}
	done := api.Published{Outcomes: make([]api.Outcome, len(outcomes))}
	for i, o := range outcomes {
		done.Outcomes[i] = api.Outcome(o)
	}
	return &body[api.Published]{done}, nil
}

// hands is how many documents are looked up at the same time.
var hands = max(4, runtime.GOMAXPROCS(0))

func (s *Server) wanted(ctx context.Context, in *struct{ Body api.Wanted }) (*body[api.Documents], error) {
	all := api.Documents{Documents: []api.Document{}}
	met := map[string]bool{}
	for names := in.Body.Names; len(names) > 0; {
		names = slices.Compact(slices.Sorted(slices.Values(names)))
		names = slices.DeleteFunc(names, func(name string) bool { return met[name] })
		found, err := s.fetch(ctx, names, &in.Body)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			met[name] = true
		}
		names = nil
		for _, d := range found {
			if d == nil {
				continue
			}
			all.Documents = append(all.Documents, *d)
			if in.Body.Reach {
				n, err := s.needsOf(ctx, d.Name)
				if registry.CodeOf(err) == registry.NotFound {
					continue // bundles alone need nothing but what they list
				}
				if err != nil {
					return nil, err
				}
				names = append(names, n.names()...)
			}
		}
	}
	return &body[api.Documents]{all}, nil
}

// fetch returns the documents of names, in their order, nil where there is none.
func (s *Server) fetch(ctx context.Context, names []string, w *api.Wanted) ([]*api.Document, error) {
	found, faults := make([]*api.Document, len(names)), make([]error, len(names))
	var all sync.WaitGroup
	for hand := range hands {
		all.Go(func() {
			for i := hand; i < len(names) && ctx.Err() == nil; i += hands {
				found[i], faults[i] = s.document(ctx, names[i], w)
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// document returns what a name stands for, nil for nothing.
func (s *Server) document(ctx context.Context, name string, w *api.Wanted) (*api.Document, error) {
	who := whoOf(ctx)
	have, held := w.Have[name]
	item, err := s.r.Item(ctx, who, name)
	isItem := err == nil
	if isItem && held && have == item.Edition {
		return &api.Document{Name: name, Edition: item.Edition}, nil
	}
	if isItem || registry.CodeOf(err) == registry.NotFound {
		err = nil
	}
	var text []byte
	var edition int64
	if err == nil {
		text, edition, err = s.r.Document(ctx, who, name)
	}
	switch registry.CodeOf(err) {
	case "":
	case registry.NotFound: // bundles may stand alone
		text, edition = nil, 0
	case registry.Denied:
		return nil, nil
	default:
		return nil, err
	}
	d := &api.Document{Name: name, Edition: edition}
	if !held || have != edition {
		d.Text = string(text)
	}
	if isItem {
		return d, nil
	}
	bundles, err := s.r.Bundles(ctx, who, name)
	if registry.CodeOf(err) == registry.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, b := range bundles {
		told := api.BundleText{Version: b.Version}
		sum := sha256.Sum256(b.Document)
		if w.Bundles[name][b.Version] != hex.EncodeToString(sum[:]) {
			told.Text = string(b.Document)
		}
		d.Bundles = append(d.Bundles, told)
	}
	return d, nil
}
