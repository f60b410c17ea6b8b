package faulttest

import (
	"context"
	"errors"
	"net"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
)

// A Target is a registry that is asked, here or elsewhere. Its errors have a [registry.Code]:
// Unsure where nobody knows whether anything was done.
type Target interface {
	Draw(ctx context.Context, d registry.Draw) (number string, err error)
	Look(ctx context.Context, item, line string) (number string, err error)
}

// Local is a registry in this process.
func Local(r *registry.Registry) Target { return local{r} }

type local struct{ r *registry.Registry }

var tester = registry.Who{Name: "faulttest", Role: registry.Admin}

func (l local) Draw(ctx context.Context, d registry.Draw) (string, error) {
	v, err := l.r.Draw(ctx, tester, d)
	return v.Number, err
}

func (l local) Look(ctx context.Context, item, line string) (string, error) {
	v, err := l.r.Current(ctx, tester, item, line)
	return v.Number, err
}

// Remote is a registry behind a server. The client must not ask again by itself, since every attempt
// belongs into the history.
func Remote(c *client.Client) Target { return remote{c} }

type remote struct{ c *client.Client }

func (r remote) Draw(ctx context.Context, d registry.Draw) (string, error) {
	v, err := r.c.Draw(ctx, d.Item, api.Draw{Level: levelName(d), Line: d.Line, Description: d.Description}, d.Key)
	return v.Number, coded(err)
}

func (r remote) Look(ctx context.Context, item, line string) (string, error) {
	v, err := r.c.Current(ctx, item, line)
	return v.Number, coded(err)
}

func levelName(d registry.Draw) string {
	if d.Level == 0 {
		return ""
	}
	return d.Level.String()
}

// coded gives a client's error its code: a server's own, Unavailable where none was reached, Unsure
// for every other.
func coded(err error) error {
	if err == nil {
		return nil
	}
	code := registry.Unsure
	p, dial := new(client.Problem), new(net.OpError)
	switch {
	case errors.As(err, &p) && p.Code == "unsure", errors.As(err, &p) && p.Code == "":
	case errors.As(err, &p):
		code = registry.Code(p.Code)
	case errors.As(err, &dial) && dial.Op == "dial":
		code = registry.Unavailable
	}
	return &registry.Error{Code: code, Message: "asking the server", Err: err}
}

// outcome says what an error leaves unknown.
func outcome(err error) Outcome {
	var e *registry.Error
	switch {
	case err == nil:
		return Answered
	case errors.As(err, &e):
		if e.Code == registry.Unsure || e.Code == registry.Internal {
			return Unknown
		}
		return Undone
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Undone // a registry says so where it is not sure
	}
	return Unknown
}
