package server

import (
	"context"
	"net/http"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) auditRoutes() {
	register(s, route("list-audit", http.MethodGet, "/v1/audit", "List who did what, from where"), s.listAudit)
}

func (s *Server) listAudit(ctx context.Context, in *struct {
	param.Paged
	Item  string `query:"item" maxLength:"128" doc:"Only what was done to this item or product."`
	Who   string `query:"who" maxLength:"200" doc:"Only what this one did."`
	Order string `query:"order" enum:"newest,oldest" default:"newest" doc:"What comes first."`
},
) (*body[api.Page[api.Entry]], error) {
	asked := []string{"audit", in.Item, in.Who, in.Order}
	at, err := in.AfterSeq(asked...)
	if err != nil {
		return nil, err
	}
	q := registry.AuditQuery{Item: in.Item, Who: in.Who, Limit: in.Limit + 1}
	if q.Oldest = in.Order == "oldest"; q.Oldest {
		q.After = at
	} else {
		q.Before = at
	}
	entries, err := s.r.Audit(ctx, whoOf(ctx), q)
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Entry]{Items: []api.Entry{}}
	if len(entries) > in.Limit {
		entries = entries[:in.Limit]
		page.Next = param.NextSeq(entries[in.Limit-1].Seq, asked...)
	}
	for _, e := range entries {
		page.Items = append(page.Items, api.Entry(e))
	}
	return &body[api.Page[api.Entry]]{page}, nil
}
