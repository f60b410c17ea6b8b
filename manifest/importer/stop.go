package importer

import (
	"bytes"
	"context"
	"io"
)

// reader reads the source's text until ctx ends; the error is then ctx's.
func (s *source) reader(ctx context.Context) io.Reader {
	return untilDone{ctx, bytes.NewReader(s.text)}
}

// untilDone reads until its context ends.
type untilDone struct {
	ctx context.Context
	io.Reader
}

func (r untilDone) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
