package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"joinery/registry"
)

const (
	checkTime  = 2 * time.Second  // how long the store may take to say that it is there
	checkEvery = 10 * time.Second // how long a setting that breaks the promise may go unseen
)

// reads reports whether a request writes nothing, though its method may be one that does.
func reads(r *http.Request, pattern string) bool {
	switch method, _, _ := strings.Cut(pattern, " "); {
	case method == http.MethodGet, pattern == "POST /v1/documents/wanted":
		return true
	case pattern == "POST /v1/items/{name}/draws", pattern == "POST /v1/documents":
		looks, err := strconv.ParseBool(r.URL.Query().Get("look"))
		return looks && err == nil
	}
	return false
}

// check asks the store whether it is there and sound. While a setting of it breaks the promise, as
// somebody may make it at any time, nothing is written: [Server.sound] says so to all who would. The
// error is Unavailable, and says why.
func (s *Server) check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	err := s.r.Check(ctx)
	if err == nil {
		if s.unsound.Swap(nil) != nil {
			s.o.Log.Info("the database keeps the promise again")
		}
		return nil
	}
	told := &registry.Error{Code: registry.Unavailable, Message: "the database does not answer", Err: err}
	e := new(registry.Error)
	if errors.As(err, &e) && e.Code != registry.Internal {
		told.Message, told.Hint = e.Message, e.Hint
	}
	if e.Code == registry.Invalid && s.unsound.Swap(told) == nil {
		s.o.Log.Error("the database does not keep the promise, and nothing is written", slog.String("error", err.Error()))
	}
	return told
}

// sound refuses a request that would write while the promise could not be kept. It asks nobody: what
// [Server.check] found last counts.
func (s *Server) sound(r *http.Request, pattern string) error {
	why := s.unsound.Load()
	if why == nil || reads(r, pattern) {
		return nil
	}
	return &registry.Error{Code: registry.Unavailable, Message: why.Message + "; nothing was done", Hint: why.Hint}
}

// rests reports whether nothing may be written now, unasked either.
func (s *Server) rests() bool { return s.unsound.Load() != nil }

// watch checks the store now and then.
func (s *Server) watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.o.After(checkEvery):
			_ = s.check(ctx) // told where somebody asks
		}
	}
}
