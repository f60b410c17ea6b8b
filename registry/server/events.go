package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"joinery/registry"
	"joinery/registry/api"
)

const streamPattern = "GET /v1/events"

// The rhythm of a stream.
const (
	streamLook  = time.Second      // how late what another process did may be seen
	streamBeat  = 15 * time.Second // so that nobody in between takes the stream for dead
	streamWrite = 10 * time.Second // how long a slow reader may take for what is sent at once
	streamPage  = 500
)

func (s *Server) eventRoutes() {
	op := route("stream-events", http.MethodGet, "/v1/events", "Follow what happens",
		described("Server-sent events, one for each line of the audit log that is about an item or product that who asks may see: `"+
			strings.Join(followed, "`, `")+"`. The id is the line's seq; Last-Event-ID, or `after`, goes on behind it, "+
			"and misses none. Without, the stream begins now."))
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[api.Entry](), true, "Entry")
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: schema}}}}
	register(s, op, s.events)
}

// streamed is an answer that goes on.
type streamed struct {
	Body func(huma.Context)
}

func (s *Server) events(ctx context.Context, in *struct {
	Item   string `query:"item" maxLength:"128" doc:"Only of items and products whose name this matches; * stands for any text."`
	Action string `query:"action" maxLength:"200" doc:"Only these, with commas between them."`
	After  string `query:"after" maxLength:"20" doc:"Go on behind the line of this seq; 0 begins at the beginning."`
	Last   string `header:"Last-Event-ID" maxLength:"20" doc:"The same, as browsers send it; it wins."`
},
) (*streamed, error) {
	who := whoOf(ctx)
	f := &follower{r: s.r, who: who, item: in.Item, actions: listed(in.Action)}
	for _, action := range f.actions {
		if !slices.Contains(followed, action) {
			return nil, &registry.Error{Code: registry.Invalid, Field: "action", Message: "found the action " + registry.Quoted(action) + ", wanted some of " + strings.Join(followed, ", ")}
		}
	}
	text := in.Last
	if text == "" {
		text = in.After
	}
	if text != "" {
		seq, err := strconv.ParseInt(text, 10, 64)
		if err != nil || seq < 0 {
			return nil, &registry.Error{Code: registry.Invalid, Field: "after", Message: "found " + registry.Quoted(text) + ", wanted the id of an event to go on behind"}
		}
		f.after = seq
	} else {
		seq, err := lastSeq(ctx, s.r)
		if err != nil {
			return nil, err
		}
		f.after = seq
	}
	page, err := f.look(ctx, streamPage) // who may not is told before the stream begins
	if err != nil {
		return nil, err
	}
	return &streamed{func(c huma.Context) {
		r, w := humago.Unwrap(c)
		st := &stream{w: w, control: http.NewResponseController(w)}
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("X-Accel-Buffering", "no") // nginx would keep events back
		w.WriteHeader(http.StatusOK)
		if r.Method == http.MethodHead {
			return
		}
		if st.send("retry: 2000\n\n") == nil {
			s.stream(r, st, f, page)
		}
	}}, nil
}

// stream sends what happens until somebody goes away, or is not let in any more.
func (s *Server) stream(r *http.Request, st *stream, f *follower, page []registry.Entry) {
	ctx, beat := r.Context(), s.o.After(streamBeat)
	for {
		rung := s.bell.rung()
		for {
			if st.entries(page) != nil {
				return
			}
			if !f.more {
				break
			}
			var err error
			if page, err = f.look(ctx, streamPage); err != nil {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-s.open.Done():
			_ = st.send(": the server ends\n\n")
			return
		case <-beat:
			beat = s.o.After(streamBeat)
			if s.identify(r) != nil || st.send(": still here\n\n") != nil {
				return
			}
			f.who = whoOf(ctx)
		case <-rung:
		case <-s.o.After(streamLook):
		}
		var err error
		if page, err = f.look(ctx, streamPage); err != nil {
			return // the client comes back with its Last-Event-ID
		}
	}
}

// stream is the way to one reader.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// entries sends entries as events.
func (st *stream) entries(entries []registry.Entry) error {
	var text strings.Builder
	for _, e := range entries {
		data, err := json.Marshal(api.Entry(e))
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "id: %d\nevent: %s\ndata: %s\n\n", e.Seq, e.Action, data)
	}
	if text.Len() == 0 {
		return nil
	}
	return st.send(text.String())
}

func (st *stream) send(text string) error {
	allow(st.control, streamWrite)
	if _, err := st.w.Write([]byte(text)); err != nil {
		return err
	}
	defer st.control.SetWriteDeadline(time.Time{}) // HTTP/2 would end the stream at it
	return st.control.Flush()
}

// allow gives an answer some more time to be read. Where deadlines are not to be had, there are none.
func allow(control *http.ResponseController, d time.Duration) {
	_ = control.SetWriteDeadline(time.Now().Add(d)) //nolint:forbidigo // a deadline is the operating system's time, whatever the server's clock says
}
