package pack

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"joinery/manifest"
)

// TestSilence gives up a server after a minute without a word, however often it was asked.
func TestSilence(t *testing.T) {
	down := errors.New("the server is down")
	for _, tt := range []struct {
		name string
		once func(ctx context.Context, silent *time.Timer) error
		want error
		took time.Duration
	}{
		{"silent", func(ctx context.Context, _ *time.Timer) error {
			<-ctx.Done()
			return ctx.Err()
		}, errSilent, stall},
		{"silent, in pieces", func(ctx context.Context, _ *time.Timer) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(25 * time.Second):
				return down
			}
		}, errSilent, stall},
		{"two kilobytes a second", func(_ context.Context, silent *time.Timer) error {
			_, err := io.Copy(io.Discard, &heard{from: &dripping{left: 300 << 10, each: 2 << 10}, silent: silent})
			return err
		}, nil, 150 * time.Second},
		{"a byte a second", func(ctx context.Context, silent *time.Timer) error {
			_, err := io.Copy(io.Discard, &heard{from: manifest.UntilDone(ctx, &dripping{left: 300 << 10, each: 1}), silent: silent})
			return err
		}, errSilent, stall},
		{"down", func(context.Context, *time.Timer) error { return down }, down, 4 * time.Second},
		{"down for good", func(context.Context, *time.Timer) error { return final{down} }, down, 0},
		{"the disk is full", func(context.Context, *time.Timer) error { return local{down} }, down, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			err := again(context.Background(), time.Second, tt.once)
			took := time.Since(start)
			if !errors.Is(err, tt.want) || took < tt.took || took > tt.took+time.Second {
				t.Errorf("%s: got %v after %v, want %v after %v", tt.name, err, took, tt.want, tt.took)
			}
		})
	}
}

// dripping gives a few bytes every second.
type dripping struct{ left, each int }

func (d *dripping) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(time.Second)
	n := min(d.each, d.left, len(p))
	d.left -= n
	return n, nil
}
