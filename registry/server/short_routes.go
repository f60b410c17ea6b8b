package server

import (
	"context"
	"errors"
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
	scheme, err := s.schemeOf(ctx, v.Item)
	if err != nil {
		return nil, nil, err
	}
	short, err := shorten(scheme, &v)
	return short, nil, err
}

func (s *Server) shortDetails(ctx context.Context, p params) (shortThing, iter.Seq2[shortThing, error], error) {
	v, err := s.r.Current(ctx, whoOf(ctx), p.get("item"), p.get("line"))
	if err != nil {
		return nil, nil, err
	}
	scheme, err := s.schemeOf(ctx, v.Item)
	if err != nil {
		return nil, nil, err
	}
	short, err := shorten(scheme, &v)
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
				return nil, nil, &registry.Error{Code: registry.Invalid, Field: "level", Message: "found the level " + registry.Quoted(text) + ", wanted 0 to 3, or " + levelWords}
			}
		}
		if text := p.get("reserve"); text != "" {
			var err error
			if asked.Reserve, err = strconv.ParseBool(text); err != nil {
				return nil, nil, &registry.Error{Code: registry.Invalid, Field: "reserve", Message: "reserve: found " + registry.Quoted(text) + ", wanted true or false"}
			}
		}
		d, err := drawOf(p.get("item"), &asked)
		if err != nil {
			return nil, nil, err
		}
		d.Key = p.key
		scheme, err := s.schemeOf(ctx, d.Item) // before the draw: behind it nothing must fail
		if err != nil {
			return nil, nil, err
		}
		var v registry.Version
		if draw {
			v, err = s.r.Draw(ctx, whoOf(ctx), d)
		} else {
			v, err = s.r.Look(ctx, whoOf(ctx), d)
		}
		if err != nil {
			return nil, nil, err
		}
		short, err := shorten(scheme, &v)
		if err != nil && draw {
			err = &registry.Error{
				Code: registry.Unsure, Message: v.Item + " became one of another scheme while a version of it was drawn",
				Hint: "ask again with the same Idempotency-Key", Err: err,
			}
		}
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
		Scheme: p.get("scheme"), Pattern: p.get("pattern"), Key: p.key,
	})
	if err != nil {
		return nil, nil, inShortWords(err)
	}
	added := &shortAdded{shortItem: *shortItemOf(&item)}
	if text := p.get("version"); text != "" {
		scheme, err := item.By()
		if err != nil {
			return nil, nil, err
		}
		initial, err := scheme.Parse(text) // which AddItem has parsed
		if err != nil {
			return nil, nil, err
		}
		number, _, _ := strings.Cut(initial.Canonical(), "+")
		added.shortNumber = shortOf(initial, &registry.Version{Number: number, Created: item.Created}).shortNumber
	}
	return added, nil, nil
}

// inShortWords names the parameter of items/add that an error is about, and not what it is called elsewhere.
func inShortWords(err error) error {
	e := new(registry.Error)
	if !errors.As(err, &e) {
		return err
	}
	said := *e
	switch e.Field {
	case "name":
		said.Field = "item"
	case "title":
		said.Field, said.Message = "name", strings.Replace(e.Message, "title", "name", 1)
	}
	return &said
}

// schemeOf returns an item's scheme. The error is NotFound, or Denied.
func (s *Server) schemeOf(ctx context.Context, name string) (version.Scheme, error) {
	item, err := s.r.Item(ctx, whoOf(ctx), name)
	if err != nil {
		return nil, err
	}
	return item.By()
}

// shorten reads the numbers of a version.
func shorten(scheme version.Scheme, v *registry.Version) (*shortVersion, error) {
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
	of := func(n uint64) figure { return figure{true, n} }
	return &shortVersion{shortNumber: shortNumber{
		String: v.Number, Major: of(numbers[0]), Minor: of(numbers[1]), Patch: of(numbers[2]), Build: of(numbers[3]), Created: created(v.Created),
	}}
}

func shortItemOf(item *registry.Item) *shortItem {
	return &shortItem{Item: item.Name, Name: item.Title, Description: item.Description, Scheme: item.Scheme}
}
