package server

import (
	"context"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"regexp"
	"time"

	"joinery/registry"
)

// request is what the server knows of a request on its way.
type request struct {
	id    string
	began time.Time
	who   registry.Who
	fault *problem // what it got, nil for no error

	format  string // of the answer, "" where the route has but one
	name    string // of the item that a short route is about, "" for none
	control *http.ResponseController
	header  http.Header // of the answer
	body    *brought
}

// brought is the body of a request, of which it is known whether it was read to its end.
type brought struct {
	io.ReadCloser
	read bool
}

// Read reads on.
func (b *brought) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read = b.read || err == io.EOF
	return n, err
}

// restTime is how long what is left of a body may take to come, which nobody reads.
const restTime = 2 * time.Second

// patiently lets an answer take longer than what a request brings was allowed to take: the
// connection's reading, which goes on, would end it. Where a body was announced that the route does not
// read, nobody waits for it: the connection ends with the answer.
func patiently(ctx context.Context) {
	r := requestOf(ctx)
	switch {
	case r.control == nil:
	case r.body == nil || r.body.read:
		_ = r.control.SetReadDeadline(time.Time{}) // where deadlines are not to be had, there are none
	default:
		r.header.Set("Connection", "close")
		allowReading(ctx, restTime)
	}
}

// impatiently gives what is left of the body of a request that is refused a short time to come: who sends
// it reads the answer behind it.
func impatiently(ctx context.Context) {
	if r := requestOf(ctx); r.body != nil && !r.body.read {
		allowReading(ctx, restTime)
	}
}

type requestKey struct{}

// requestOf returns the request of a context, an empty one outside of any.
func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

// whoOf returns who asks.
func whoOf(ctx context.Context) registry.Who { return requestOf(ctx).who }

// allowReading gives a request some time to bring its body.
func allowReading(ctx context.Context, d time.Duration) {
	if control := requestOf(ctx).control; control != nil {
		_ = control.SetReadDeadline(time.Now().Add(d)) //nolint:forbidigo // a deadline is the operating system's time, whatever the server's clock says
	}
}

// saneID is what is taken over of other systems' request ids.
var saneID = regexp.MustCompile(`^[a-zA-Z0-9._:/+=-]{1,64}$`)

// requestID returns the id that came with a request, or a new one.
func (s *Server) requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); saneID.MatchString(id) {
		return id
	}
	var random [8]byte
	if _, err := io.ReadFull(s.o.Random, random[:]); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(random[:])
}

// identify asks who it is that asks.
func (s *Server) identify(r *http.Request) error {
	who, err := s.o.Who(r)
	if err != nil {
		return err
	}
	if who.From == "" {
		who.From = address(r)
	}
	known := requestOf(r.Context())
	who.Request = known.id
	known.who = who
	return nil
}

// address returns the address at the other end of the connection, without its port.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}
