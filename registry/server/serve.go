package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// How long a connection may take for what is not an answer.
const (
	headerTime  = 10 * time.Second
	headerLimit = 32 << 10
	requestTime = 3 * time.Minute
	idleTime    = 2 * time.Minute
	sweepEvery  = time.Minute
	perConn     = 256 // how many requests at the same time a connection of HTTP/2 may have
)

// Serve answers requests that come to a listener until ctx ends, and ends then as the package says:
// every request that was taken is answered or cut off when it returns, and the registry is closed.
// Meanwhile it sweeps, looks after the database, and runs the webhooks. The error is nil after a clean end,
// ctx's own cause apart, and context.DeadlineExceeded when something was cut off.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	web := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       requestTime,
		WriteTimeout:      requestTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerLimit,
		TLSConfig:         s.o.TLS,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: perConn},
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() {
		if s.o.TLS != nil {
			ended <- web.ServeTLS(l, "", "")
		} else {
			ended <- web.Serve(l)
		}
	}()
	work, rest := context.WithCancel(context.WithoutCancel(ctx))
	var workers sync.WaitGroup
	workers.Go(func() { s.sweep(work) })
	workers.Go(func() { s.watch(work) })
	for _, h := range s.hooks {
		workers.Go(func() { h.run(work, s.r, s.bell) })
	}
	var err error
	select {
	case err = <-ended: // the listener is broken
	case <-ctx.Done():
	}
	err = errors.Join(err, s.end(web))
	rest()
	workers.Wait()
	return err
}

// end lets what runs come to its end, and takes nothing more.
func (s *Server) end(web *http.Server) error {
	close(s.leaving)
	if s.o.Grace > 0 {
		<-s.o.After(s.o.Grace)
	}
	s.Close()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	drained := s.o.After(s.o.Drain)
	go func() {
		select {
		case <-drained:
			cancel(context.DeadlineExceeded)
		case <-ctx.Done():
		}
	}()
	err := web.Shutdown(ctx)
	if err != nil {
		s.o.Log.Warn("the time to end is over, and requests are cut off", slog.Int64("requests", s.running.Load()))
		_ = web.Close() // what is cut off is told by err
	}
	if closed := s.r.Close(ctx); err == nil {
		err = closed
	}
	if err != nil {
		err = context.Cause(ctx)
	}
	return err
}

// sweep lets versions lapse whose time is over. While nothing may be written it rests: they lapsed all the
// same, and are swept later.
func (s *Server) sweep(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.o.After(sweepEvery):
		}
		for lapsed := 1; lapsed > 0 && !s.rests(); { // a sweep takes so many at once
			var err error
			lapsed, err = s.r.Sweep(ctx)
			if lapsed > 0 {
				s.o.Log.Info("reserved versions lapsed", slog.Int("versions", lapsed))
				s.bell.ring()
			}
			if err != nil {
				if ctx.Err() == nil {
					s.o.Log.Error("a sweep failed", slog.String("error", err.Error()))
				}
				break
			}
		}
	}
}
