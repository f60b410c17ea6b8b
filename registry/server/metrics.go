package server

import (
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"joinery/registry"
)

// meter counts what the server does. Its labels are routes and statuses: no name of an item, and
// nothing that somebody sends, can make their number grow.
type meter struct {
	of       *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMeter(r *registry.Registry) *meter {
	m := &meter{
		of: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "joinery_requests_total", Help: "Requests that were answered, by route and status.",
		}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "joinery_request_seconds", Help: "How long answers took, streams left out.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
	}
	stat := func(name, help string, of func(registry.Stats) int64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(of(r.Stats())) })
	}
	m.of.MustRegister(
		m.requests, m.seconds,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		stat("joinery_draws_total", "Draws whose transaction began.", func(s registry.Stats) int64 { return s.Draws }),
		stat("joinery_draw_batches_total", "Transactions that began for them: draws on one item share one.", func(s registry.Stats) int64 { return s.Batches }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "joinery_draws_waiting", Help: "Draws that wait for their transaction to begin."},
			func() float64 { return float64(r.Stats().Waiting) }),
	)
	return m
}

// count counts an answer.
func (m *meter) count(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	if route != streamPattern {
		m.seconds.WithLabelValues(route).Observe(took.Seconds())
	}
}

// Metrics returns the handler of /metrics by itself, which asks nobody who he is: for a listener of
// its own that only the collector reaches.
func (s *Server) Metrics() http.Handler {
	return promhttp.HandlerFor(s.meter.of, promhttp.HandlerOpts{})
}

// metricsRoute adds /metrics. It needs the role read: there is no name of an item in it, and a
// collector's token should be able to do nothing.
func (s *Server) metricsRoute() {
	metrics := s.Metrics()
	op := route("metrics", http.MethodGet, "/metrics", "Figures for Prometheus", written("text/plain"))
	s.describe(&op)
	s.mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if err := whoOf(r.Context()).May(registry.Read, ""); err != nil {
			s.refuse(w, r, err)
			return
		}
		metrics.ServeHTTP(w, r)
	})
}

// describe adds an operation that huma does not handle to the description of the routes.
func (s *Server) describe(op *huma.Operation) {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem")
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{}
	}
	for _, status := range op.Errors {
		op.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status), Content: map[string]*huma.MediaType{problemType: {Schema: schema}},
		}
	}
	s.api.OpenAPI().AddOperation(op)
}
