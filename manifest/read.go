package manifest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
)

// ReadFile reads the file that a person names, whole. A pipe or device is read as well, such as the
// one that a shell makes of <(command), and ctx ends the wait for what comes out of it. The error is
// ctx's, a [*SizeError] when there are more than most bytes, or the file system's.
func ReadFile(ctx context.Context, name string, most int64) ([]byte, error) {
	return unlessDone(ctx, func() ([]byte, error) {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }() // only read
		info, err := file.Stat()
		switch {
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return readUpTo(name, file, 0, most)
		case info.Size() > most:
			return nil, &SizeError{name, most}
		}
		return readUpTo(name, file, int(info.Size()), most)
	})
}

// ReadStream reads a stream to its end, as [ReadFile] reads a file; name is what errors call it.
func ReadStream(ctx context.Context, name string, stream io.Reader, most int64) ([]byte, error) {
	return unlessDone(ctx, func() ([]byte, error) { return readUpTo(name, stream, 0, most) })
}

// UntilDone returns a reader of a stream whose error is ctx's from when ctx is done. A read that has begun
// it does not end; [ReadStream] does.
func UntilDone(ctx context.Context, stream io.Reader) io.Reader { return untilDone{ctx, stream} }

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

// unlessDone returns what read does, or ctx's error as soon as ctx is done: then read goes on in the
// background, since nothing ends an open that waits for the other end of a pipe.
func unlessDone(ctx context.Context, read func() ([]byte, error)) ([]byte, error) {
	var text []byte
	var err error
	done := make(chan struct{})
	go func() {
		text, err = read()
		close(done)
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-done:
		return text, err
	}
}

// readUpTo reads a stream that is likely to have so many bytes.
func readUpTo(name string, stream io.Reader, likely int, most int64) ([]byte, error) {
	var text bytes.Buffer
	text.Grow(likely + bytes.MinRead) // it looks for the end with room left
	n, err := text.ReadFrom(io.LimitReader(stream, most+1))
	if err == nil && n > most {
		err = &SizeError{name, most}
	}
	if err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// SizeError says that a file or stream is larger than any that is read there.
type SizeError struct {
	Name string // may be ""
	Most int64  // bytes
}

func (e *SizeError) Error() string {
	size := fmt.Sprintf("%d MiB", e.Most>>20)
	if e.Most < 1<<20 {
		size = fmt.Sprintf("%d KiB", e.Most>>10)
	}
	size = "found more than " + size + ", wanted at most that"
	if e.Name == "" {
		return size
	}
	return e.Name + ": " + size
}
