package registry

import (
	"context"
	"crypto/rand"
	"io"
	"time"
)

// Options say how a registry works. Now is required.
type Options struct {
	Now func() time.Time // what time it is

	// DrawTTL is how long a reserved version waits for being published; 0 means 24 hours.
	DrawTTL time.Duration

	// Patience is how long one transaction may take; 0 means 30 seconds.
	Patience time.Duration

	// Random is where secrets come from; nil means crypto/rand.
	Random io.Reader

	// Failpoint, when set, is called on the way of a draw with the place it has come to:
	// "begin", "decided", "committed". An error fails the draw there. For fault tests.
	Failpoint func(place string) error
}

// The defaults of [Options].
const (
	DefaultDrawTTL  = 24 * time.Hour
	defaultPatience = 30 * time.Second
)

// Registry hands out versions and records what became of them. All methods may be called by many
// goroutines at once. Who asks is checked by each of them; the error of who may not is Denied.
// Other errors are named at each method; those of [Store] may come from all of them.
type Registry struct {
	store Store
	o     Options
	queue *queue
}

// New makes a registry on a store, which stays the caller's to close, after the registry.
func New(store Store, o Options) *Registry {
	if o.DrawTTL <= 0 {
		o.DrawTTL = DefaultDrawTTL
	}
	if o.Patience <= 0 {
		o.Patience = defaultPatience
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Failpoint == nil {
		o.Failpoint = func(string) error { return nil }
	}
	r := &Registry{store: store, o: o}
	r.queue = newQueue(r.drawAll)
	return r
}

// Check returns nil when the store answers.
func (r *Registry) Check(ctx context.Context) error { return r.store.Check(ctx) }

// Close answers the draws that wait and takes no more: they get Unavailable. It returns ctx's error
// when that ends first.
func (r *Registry) Close(ctx context.Context) error { return r.queue.close(ctx) }

// now returns the time as it is kept.
func (r *Registry) now() time.Time { return r.o.Now().UTC().Truncate(time.Microsecond) }

// patient returns a context for a transaction that a caller's going away does not end: what is
// half done would leave nobody knowing.
func (r *Registry) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), r.o.Patience)
}
