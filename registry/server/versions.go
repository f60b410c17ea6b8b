package server

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) versionRoutes() {
	missing := failing(http.StatusNotFound)
	register(s, route("list-versions", http.MethodGet, "/v1/items/{name}/versions", "List an item's versions, in the order in which they were given", missing), s.listVersions)
	register(s, route("get-version", http.MethodGet, "/v1/items/{name}/versions/{version}", "Tell of a version", conditional, missing,
		failing(http.StatusConflict),
		described("The ETag is the item's edition. A version that waits for being published is always told in full: its time may be over."+
			" What it extends are then the nearest published versions that it grew out of; 409 where more than 100 000 draws lie in between.")), s.getVersion)
	register(s, route("get-current", http.MethodGet, "/v1/items/{name}/current", "Tell of the highest production version that was ever given", missing), s.getCurrent)
	register(s, route("set-status", http.MethodPost, "/v1/items/{name}/versions/{version}/status", "Deprecate or disable a version, or make it active again", missing,
		failing(http.StatusConflict, http.StatusPreconditionFailed)), s.setStatus)
	register(s, route("publish-version", http.MethodPost, "/v1/items/{name}/versions/{version}/publish", "Publish a drawn version without a document", missing,
		failing(http.StatusConflict),
		described("As one without dependencies and artifacts. It extends the published versions that it grew out of, the nearest ones.")), s.publishVersion)
}

func (s *Server) listVersions(ctx context.Context, in *struct {
	param.OfItem
	param.Paged
	Line  string `query:"line" maxLength:"100" doc:"Only this line, MAJOR.MINOR and the like; pre-releases are on the line of their number."`
	State string `query:"state" enum:"drawn,published,lapsed" doc:"Only those that are in this state now."`
	Order string `query:"order" enum:"newest,oldest" default:"newest" doc:"What comes first."`
},
) (*body[api.Page[api.Version]], error) {
	asked := []string{"versions", in.Name, in.Line, in.State, in.Order}
	at, err := in.AfterSeq(asked...)
	if err != nil {
		return nil, err
	}
	q := registry.VersionQuery{Item: in.Name, Line: in.Line, State: registry.State(in.State), Limit: in.Limit + 1}
	if q.Oldest = in.Order == "oldest"; q.Oldest {
		q.After = at
	} else {
		q.Before = at
	}
	versions, err := s.r.Versions(ctx, whoOf(ctx), q)
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Version]{Items: []api.Version{}}
	if len(versions) > in.Limit {
		versions = versions[:in.Limit]
		page.Next = param.NextSeq(versions[in.Limit-1].Seq, asked...)
	}
	for i := range versions {
		page.Items = append(page.Items, versionOf(&versions[i]))
	}
	return &body[api.Page[api.Version]]{page}, nil
}

func (s *Server) getVersion(ctx context.Context, in *struct {
	param.OfVersion
	param.Unless
},
) (*tagged[api.Version], error) {
	item, err := s.r.Item(ctx, whoOf(ctx), in.Name) // first: the tag is then never newer than the answer
	if err != nil {
		return nil, err
	}
	v, err := s.r.Version(ctx, whoOf(ctx), in.Name, in.Version)
	if err != nil {
		return nil, err
	}
	if !v.Expires.IsZero() {
		in.Known = ""
	}
	return tag(in.Unless, param.Tag(item.Edition), versionOf(&v)), nil
}

func (s *Server) getCurrent(ctx context.Context, in *struct {
	param.OfItem
	Line string `query:"line" maxLength:"100" doc:"Of this line, MAJOR or MAJOR.MINOR and the like. A pre-release does not count."`
},
) (*body[api.Version], error) {
	v, err := s.r.Current(ctx, whoOf(ctx), in.Name, in.Line)
	if err != nil {
		return nil, err
	}
	return &body[api.Version]{versionOf(&v)}, nil
}

func (s *Server) setStatus(ctx context.Context, in *struct {
	param.OfVersion
	param.Keyed
	param.Matching
	Body api.NewStatus
},
) (*body[api.Version], error) {
	edition, err := in.Edition()
	if err != nil {
		return nil, err
	}
	v, err := s.r.SetStatus(ctx, whoOf(ctx), registry.NewStatus{
		Item: in.Name, Version: in.Version, Status: in.Body.Status, Comment: in.Body.Comment, Edition: edition, Key: in.Key,
	})
	if err != nil {
		return nil, err
	}
	return &body[api.Version]{versionOf(&v)}, nil
}

func (s *Server) publishVersion(ctx context.Context, in *struct {
	param.OfVersion
	param.Keyed
	Body *api.Confirmation
},
) (*body[api.Version], error) {
	c := registry.Confirmation{Item: in.Name, Version: in.Version, Key: in.Key}
	if in.Body != nil {
		c.Revision = in.Body.Revision
	}
	v, err := s.r.Confirm(ctx, whoOf(ctx), c)
	if err != nil {
		return nil, err
	}
	return &body[api.Version]{versionOf(&v)}, nil
}

// versionPath returns the path of a version.
func versionPath(item, number string) string {
	return itemPath(item) + "/versions/" + url.PathEscape(number)
}

func versionOf(v *registry.Version) api.Version {
	a := api.Version{
		Item: v.Item, Number: v.Number, Line: v.Line, Seq: v.Seq, State: string(v.State), Status: v.Status,
		Extends: v.Extends, Level: v.Level, Revision: v.Revision, Description: v.Description, By: v.By,
		Created: moment(v.Created), Expires: moment(v.Expires), Published: moment(v.Published), Digest: v.Digest,
	}
	if v.Text != v.Number {
		a.Text = v.Text
	}
	for _, line := range v.Log {
		a.Log = append(a.Log, api.StatusChange{Date: line.Date, Status: line.Status, Comment: line.Comment, By: line.By})
	}
	return a
}

// moment returns a time that may be missing.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
