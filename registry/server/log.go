package server

import (
	"cmp"
	"log/slog"
	"net/http"
)

// longestPath is how much of a path that leads nowhere the log has, in bytes.
const longestPath = 200

// told tells the log and the meter of a request that was answered. The log has no query, no header
// and no body: there may be secrets in them. It has the item's name, and the path where that has no route.
func (s *Server) told(r *http.Request, route string, answer *recorder) {
	known := requestOf(r.Context())
	took := s.o.Now().Sub(known.began)
	status := answer.status
	if status == 0 {
		status = http.StatusOK
	}
	s.meter.count(route, status, took)
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("request", known.id),
		slog.String("who", known.who.Name),
		slog.String("from", known.who.From),
		slog.String("route", route),
		slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1000),
		slog.Int64("bytes", answer.length),
	}
	if name := cmp.Or(r.PathValue("name"), known.name); name != "" {
		attrs = append(attrs, slog.String("name", name))
	}
	if route == noRoute {
		path := r.URL.EscapedPath()
		attrs = append(attrs, slog.String("path", path[:min(len(path), longestPath)]))
	}
	if p := known.fault; p != nil {
		attrs = append(attrs, slog.String("code", p.Code))
		if status >= http.StatusInternalServerError {
			level = slog.LevelError
			attrs = append(attrs, slog.String("error", p.cause.Error()))
		}
	}
	s.o.Log.LogAttrs(r.Context(), level, "request", attrs...)
}
