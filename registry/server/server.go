package server

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// Options say how a server works. Now and Who are required.
type Options struct {
	Now func() time.Time // what time it is, for logs, durations and signatures

	// Who says who asks: Name, Role and Items, and From where it knows better than the connection.
	// Its error has a [registry.Code]; one with a method RetryAfter() time.Duration stands for
	// somebody who asks too often.
	Who func(*http.Request) (registry.Who, error)

	Log     *slog.Logger // a line for each request; nil: none
	TLS     *tls.Config  // nil: without
	Version string       // of the program, for /openapi.json

	Grace time.Duration // between not being ready and taking no more; 0: none
	Drain time.Duration // how long running requests may take then; 0: 30 s

	Requests int // at the same time, more are turned away; 0: 1024
	Streams  int // of /v1/events at the same time; 0: 100

	Webhooks  []Webhook
	Transport http.RoundTripper // of webhooks; nil: the standard one without a proxy

	After  func(time.Duration) <-chan time.Time // nil: time.After
	Random io.Reader                            // of request ids; nil: crypto/rand
}

// The defaults of [Options].
const (
	defaultDrain    = 30 * time.Second
	defaultRequests = 1024
	defaultStreams  = 100
)

// Server answers requests for one registry. It is a [http.Handler] by [Server.Handler].
type Server struct {
	r       *registry.Registry
	o       Options
	mux     *http.ServeMux
	api     huma.API
	crossed *http.CrossOriginProtection
	meter   *meter
	hooks   []*hook
	needs   *needs

	spellings map[string]string // the route of each pattern that is another spelling of it

	running atomic.Int64    // requests that are being answered, of all routes
	room    chan struct{}   // one for each request that runs
	streams chan struct{}   // one for each stream that runs
	bell    *bell           // rings when something was written here
	open    context.Context // ends when streams are to end
	close   context.CancelFunc
	leaving chan struct{}                  // closed when the server is not ready any more
	unsound atomic.Pointer[registry.Error] // why nothing may be written, nil: it may
}

// New makes a server for a registry, which stays the caller's until [Server.Serve] closes it. The
// error says which option cannot be.
func New(r *registry.Registry, o Options) (*Server, error) {
	if o.Now == nil || o.Who == nil {
		return nil, errors.New("found no Now or no Who in the options of a server, wanted both")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Drain <= 0 {
		o.Drain = defaultDrain
	}
	if o.Requests <= 0 {
		o.Requests = defaultRequests
	}
	if o.Streams <= 0 {
		o.Streams = defaultStreams
	}
	if o.After == nil {
		o.After = time.After
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	s := &Server{
		r: r, o: o, mux: http.NewServeMux(), crossed: http.NewCrossOriginProtection(), needs: newNeeds(), spellings: map[string]string{},
		room: make(chan struct{}, o.Requests), streams: make(chan struct{}, o.Streams),
		bell: newBell(), leaving: make(chan struct{}),
	}
	s.open, s.close = context.WithCancel(context.Background())
	for _, w := range o.Webhooks {
		h, err := newHook(w, o)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.hooks, func(other *hook) bool { return other.name == h.name }) {
			return nil, fmt.Errorf("found two webhooks of one URL at %s, wanted one with the actions and items of both, or another query in one of them", h.host)
		}
		h.rests = s.rests
		s.hooks = append(s.hooks, h)
	}
	s.meter = newMeter(r)
	s.routes()
	return s, nil
}

// routes registers all routes.
func (s *Server) routes() {
	s.api = newAPI(s.mux, s.o.Version)
	s.itemRoutes()
	s.versionRoutes()
	s.drawRoutes()
	s.documentRoutes()
	s.productRoutes()
	s.bundleRoutes()
	s.noteRoutes()
	s.diffRoutes()
	s.dependencyRoutes()
	s.searchRoutes()
	s.auditRoutes()
	s.eventRoutes()
	s.tokenRoutes()
	s.shortRoutes()
	s.healthRoutes()
	s.metricsRoute()
	s.openAPIRoute()
}

// Handler returns the handler of all routes.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

// Close ends streams. [Server.Serve] does it by itself.
func (s *Server) Close() { s.close() }

// OpenAPI returns the description of all routes, as GET /openapi.json gives it.
func (s *Server) OpenAPI() ([]byte, error) {
	return json.Marshal(s.api.OpenAPI())
}
