package server

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) drawRoutes() {
	refusals := failing(http.StatusNotFound, http.StatusConflict)
	register(s, route("draw", http.MethodPost, "/v1/items/{name}/draws", "Draw the next version", creating, refusals, s.orOK(reflect.TypeFor[api.Version](), "with look"),
		described("The number is nobody else's, for good. With a revision it is reserved: the same item, line, level and revision get the same number again, "+
			"and publishing confirms it. An error of the code `unsure` says that nobody knows whether a number was drawn: ask again with the same key.")), s.draw)
	register(s, route("look", http.MethodGet, "/v1/items/{name}/draws", "Look which version a draw would get", refusals, failing(http.StatusUnprocessableEntity),
		described("Nothing is drawn, and somebody else may get it.")), s.look)
}

// drawn is the answer to who drew.
type drawn struct {
	Status   int
	Location string `header:"Location" doc:"Where the version is."`
	Body     api.Version
}

func (s *Server) draw(ctx context.Context, in *struct {
	param.OfItem
	param.Keyed
	Look bool `query:"look" doc:"Look only, as GET does; the answer is 200."`
	Body *api.Draw
},
) (*drawn, error) {
	if in.Body == nil {
		in.Body = &api.Draw{}
	}
	d, err := drawOf(in.Name, in.Body)
	if err != nil {
		return nil, err
	}
	d.Key = in.Key
	out := &drawn{Status: http.StatusCreated}
	var v registry.Version
	if in.Look {
		out.Status = http.StatusOK
		v, err = s.r.Look(ctx, whoOf(ctx), d)
	} else if v, err = s.r.Draw(ctx, whoOf(ctx), d); err == nil {
		out.Location = versionPath(v.Item, v.Number)
	}
	if err != nil {
		return nil, err
	}
	out.Body = versionOf(&v)
	return out, nil
}

func (s *Server) look(ctx context.Context, in *struct {
	param.OfItem
	Level     string `query:"level" enum:"major,minor,patch,build,none" doc:"Which number is raised; none for calver alone."`
	Kinds     string `query:"kinds" doc:"Of anyver, with commas between them."`
	Changes   string `query:"changes" doc:"Types of changes, with commas between them."`
	Extends   string `query:"extends" doc:"Versions that it grows out of, with commas between them; two or more ask for their MERGE."`
	Line      string `query:"line" maxLength:"100" doc:"Grow out of the highest version of this line."`
	Candidate string `query:"candidate" doc:"rc asks for the next -rc.N of the number."`
	Revision  string `query:"revision" maxLength:"200" doc:"The commit: what was reserved for it is told again."`
},
) (*body[api.Version], error) {
	d, err := drawOf(in.Name, &api.Draw{
		Level: in.Level, Kinds: listed(in.Kinds), Changes: listed(in.Changes), Extends: listed(in.Extends),
		Line: in.Line, Candidate: in.Candidate, Revision: in.Revision,
	})
	if err != nil {
		return nil, err
	}
	v, err := s.r.Look(ctx, whoOf(ctx), d)
	if err != nil {
		return nil, err
	}
	return &body[api.Version]{versionOf(&v)}, nil
}

// listed takes a list apart that has commas between its values.
func listed(text string) []string {
	if text == "" {
		return nil
	}
	values := strings.Split(text, ",")
	for i := range values {
		values[i] = strings.TrimSpace(values[i])
	}
	return values
}

// drawOf reads what is to be drawn. The error is Invalid.
func drawOf(item string, a *api.Draw) (registry.Draw, error) {
	d := registry.Draw{
		Item: item, Changes: a.Changes, Extends: a.Extends, Line: a.Line, Candidate: a.Candidate,
		Revision: a.Revision, Reserve: a.Reserve, Description: a.Description,
	}
	var err error
	if d.Level, err = levelOf(a.Level); err != nil {
		return d, err
	}
	for _, name := range a.Kinds {
		kind, err := version.ParseKind(name)
		if err != nil {
			return d, &registry.Error{Code: registry.Invalid, Field: "kinds", Message: kindFault(err)}
		}
		d.Kinds = append(d.Kinds, kind)
	}
	return d, nil
}

// kindFault says which kind was found, and which there are.
func kindFault(err error) string {
	if p := new(version.ParseError); errors.As(err, &p) {
		return "found the kind " + p.Found + ", wanted " + p.Wanted
	}
	return err.Error()
}

// levelWords are the levels that a person may ask for; which of them an item has is for its scheme to say.
const levelWords = "major, minor, patch or build"

// levelOf reads the name of a level, none for "". The error is Invalid.
func levelOf(name string) (version.Level, error) {
	if name == "" {
		return version.None, nil
	}
	level, err := version.ParseLevel(name)
	if err != nil {
		return level, &registry.Error{Code: registry.Invalid, Field: "level", Message: "found the level " + registry.Quoted(name) + ", wanted " + levelWords}
	}
	return level, nil
}
