package server

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/api"
)

func (s *Server) shortCurrent(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	v, err := s.r.Current(ctx, whoOf(ctx), p.get("item"), p.get("line"))
	if err != nil {
		return nil, nil, err
	}
	short, err := s.shorten(ctx, &v)
	return short, nil, err
}

func (s *Server) shortDetails(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	v, err := s.r.Current(ctx, whoOf(ctx), p.get("item"), p.get("line"))
	if err != nil {
		return nil, nil, err
	}
	short, err := s.shorten(ctx, &v)
	if err != nil {
		return nil, nil, err
	}
	return &shortDetailed{shortNumber: short.shortNumber, State: string(v.State), Status: v.Status, Description: v.Description, Revision: v.Revision}, nil, nil
}

// levelDigits are the levels as numbers.
var levelDigits = map[string]string{"0": "major", "1": "minor", "2": "patch", "3": "build"}

// shortNext draws a version or looks which one it would be, by a level, or by what the request says.
func (s *Server) shortNext(level string, draw bool) shortAnswer {
	return func(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
		asked := api.Draw{
			Level: level, Kinds: listed(p.get("kinds")), Changes: listed(p.get("changes")), Extends: listed(p.get("extends")),
			Line: p.get("line"), Revision: p.get("revision"), Description: p.get("description"),
		}
		if text := p.get("level"); text != "" {
			asked.Level = text
			if name := levelDigits[text]; name != "" {
				asked.Level = name
			} else if strings.Trim(text, "0123456789") == "" {
				return nil, nil, &registry.Error{Code: registry.Invalid, Field: "level", Message: "found a number that is no level, wanted 0 to 3, or major, minor, patch or build"}
			}
		}
		if text := p.get("reserve"); text != "" {
			var err error
			if asked.Reserve, err = strconv.ParseBool(text); err != nil {
				return nil, nil, &registry.Error{Code: registry.Invalid, Field: "reserve", Message: "found no true or false, wanted one of them"}
			}
		}
		d, err := drawOf(p.get("item"), &asked)
		if err != nil {
			return nil, nil, err
		}
		d.Key = keyOf(ctx)
		var v registry.Version
		if draw {
			v, err = s.r.Draw(ctx, whoOf(ctx), d)
		} else {
			v, err = s.r.Look(ctx, whoOf(ctx), d)
		}
		if err != nil {
			return nil, nil, err
		}
		short, err := s.shorten(ctx, &v)
		return short, nil, err
	}
}

// shortPage is how many rows of a list are read at once.
const shortPage = 1000

func (s *Server) shortVersions(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	item, err := s.r.Item(ctx, whoOf(ctx), p.get("item"))
	if err != nil {
		return nil, nil, err
	}
	scheme, err := item.By()
	if err != nil {
		return nil, nil, err
	}
	return nil, func(yield func(shortThing, error) bool) {
		for q := (registry.VersionQuery{Item: item.Name, Line: p.get("line"), Limit: shortPage}); ; {
			versions, err := s.r.Versions(ctx, whoOf(ctx), q)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range versions {
				parsed, err := scheme.Parse(versions[i].Number)
				if err == nil && parsed.IsPrerelease() {
					continue
				}
				if !yield(shortOf(parsed, &versions[i]), err) {
					return
				}
			}
			if len(versions) < shortPage {
				return
			}
			q.Before = versions[shortPage-1].Seq
		}
	}, nil
}

func (s *Server) shortItems(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	who := whoOf(ctx)
	if err := who.May(registry.Read, ""); err != nil {
		return nil, nil, err
	}
	return nil, func(yield func(shortThing, error) bool) {
		for q, more := (registry.ItemQuery{Contains: p.get("contains"), Limit: shortPage}), true; more; {
			var items []registry.Item
			var err error
			if items, more, err = s.r.Items(ctx, who, q); err != nil {
				yield(nil, err)
				return
			}
			for i := range items {
				if !yield(shortItemOf(&items[i]), nil) {
					return
				}
				q.After = items[i].Name
			}
		}
	}, nil
}

func (s *Server) shortAdd(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	item, err := s.r.AddItem(ctx, whoOf(ctx), registry.NewItem{
		Name: p.get("item"), Title: p.get("name"), Description: p.get("description"), Initial: p.get("version"),
		Scheme: p.get("scheme"), Pattern: p.get("pattern"), Key: keyOf(ctx),
	})
	if err != nil {
		return nil, nil, err
	}
	added := &shortAdded{shortItem: *shortItemOf(&item)}
	if text := p.get("version"); text != "" {
		scheme, err := item.By()
		if err != nil {
			return nil, nil, err
		}
		if parsed, err := scheme.Parse(text); err == nil {
			number, _, _ := strings.Cut(parsed.Canonical(), "+")
			initial, err := s.r.Version(ctx, whoOf(ctx), item.Name, number)
			if err != nil {
				return nil, nil, err
			}
			initial.Number = text
			added.shortNumber = shortOf(parsed, &initial).shortNumber
		}
	}
	return added, nil, nil
}

// shorten reads the numbers of a version.
func (s *Server) shorten(ctx context.Context, v *registry.Version) (*shortVersion, error) {
	item, err := s.r.Item(ctx, registry.Who{Name: "joinery", Role: registry.Admin}, v.Item)
	if err != nil {
		return nil, err
	}
	scheme, err := item.By()
	if err != nil {
		return nil, err
	}
	parsed, err := scheme.Parse(v.Number)
	if err != nil {
		return nil, err
	}
	return shortOf(parsed, v), nil
}

// shortOf writes a version's first four numbers out, 0 where there is none.
func shortOf(parsed version.Version, v *registry.Version) *shortVersion {
	var numbers [4]uint64
	copy(numbers[:], parsed.Numbers())
	return &shortVersion{shortNumber: shortNumber{
		String: v.Number, Major: numbers[0], Minor: numbers[1], Patch: numbers[2], Build: numbers[3], Created: created(v.Created),
	}}
}

func shortItemOf(item *registry.Item) *shortItem {
	return &shortItem{Item: item.Name, Name: item.Title, Description: item.Description, Scheme: item.Scheme}
}
