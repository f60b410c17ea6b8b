package server

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"joinery/registry"
)

// noRoute stands for the route of a request that has none.
const noRoute = "none"

// serve answers one request, and tells the log and the meter.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	known := &request{id: s.requestID(r), began: s.o.Now(), who: registry.Who{From: address(r)}}
	r = r.WithContext(context.WithValue(r.Context(), requestKey{}, known))
	answer := &recorder{ResponseWriter: w}
	known.control = http.NewResponseController(answer)
	header := answer.Header()
	known.header = header
	if r.Body != nil && r.Body != http.NoBody {
		known.body = &brought{ReadCloser: r.Body}
		r.Body = known.body
	}
	header.Set("X-Request-Id", known.id)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "private, no-cache")
	route := noRoute
	defer func() {
		fault := recover()
		if fault != nil && fault != http.ErrAbortHandler {
			s.o.Log.Error("panic", slog.String("request", known.id), slog.String("what", fmt.Sprint(fault)), slog.String("stack", string(debug.Stack())))
			if !answer.began() {
				s.refuse(answer, r, fmt.Errorf("panic: %v", fault))
				fault = nil
			} else {
				fault = http.ErrAbortHandler // the answer is cut off, and looks it
			}
		}
		s.told(r, route, answer)
		if fault != nil {
			panic(fault)
		}
	}()
	if err := checkTarget(r.URL); err != nil {
		s.refuse(answer, r, err)
		return
	}
	handler, pattern := s.mux.Handler(r)
	if pattern == "" {
		allowed, err := s.unrouted(r, handler)
		if allowed != "" {
			header.Set("Allow", allowed)
		}
		if err == nil {
			answer.WriteHeader(http.StatusNoContent)
			return
		}
		s.refuse(answer, r, err)
		return
	}
	route = cmp.Or(s.spellings[pattern], pattern)
	s.running.Add(1)
	defer s.running.Add(-1)
	leave, err := s.admit(r, pattern)
	defer leave()
	if err != nil {
		s.refuse(answer, r, err)
		return
	}
	s.mux.ServeHTTP(answer, r)
	if r.Method != http.MethodGet && r.Method != http.MethodHead && answer.status < 400 {
		s.bell.ring()
	}
}

// refuse answers with an error, in the form that the route has for it.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := newProblem(r.Context(), err)
	if p.Status == http.StatusRequestTimeout {
		w.Header().Set("Connection", "close") // who was late gets no more time
	} else {
		impatiently(r.Context())
	}
	for name, values := range p.header {
		w.Header()[name] = values
	}
	writeProblem(w, problemFormat(r), p)
}

// recorder is an answer of which the status and length are remembered.
type recorder struct {
	http.ResponseWriter
	status int
	length int64
}

func (r *recorder) began() bool { return r.status != 0 }

// WriteHeader sends the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write sends a part of the body.
func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(p)
	r.length += int64(n)
	return n, err
}

// Unwrap lets a [http.ResponseController] through.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
