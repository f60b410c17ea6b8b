package importer

import (
	"bytes"
	"context"
	"io"

	"joinery/manifest"
)

// reader reads the source's text until ctx ends; the error is then ctx's.
func (s *source) reader(ctx context.Context) io.Reader {
	return manifest.UntilDone(ctx, bytes.NewReader(s.text))
}
