package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

const (
	attempts     = 5
	maxRedirects = 10
	stall        = time.Minute // a server that says nothing for so long is given up
)

// download is one file on its way. What an interruption leaves is gone on with when the server
// can do that and says that the file is still the same; else it starts again.
type download struct {
	client  *http.Client
	address *url.URL
	file    *os.File
	pause   time.Duration
	have    int64  // how many bytes the file has
	mark    string // by which the server knows them again: an entity tag; "" when there is none
}

// final is an error that trying again does not help.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

func (d *download) run(ctx context.Context) error {
	for attempt := 1; ; attempt++ {
		err := d.once(ctx)
		if ctx.Err() == nil && errors.Is(err, context.Canceled) {
			err = fmt.Errorf("the server said nothing for %s", stall)
		}
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, new(final)):
			return err
		case attempt == attempts:
			return fmt.Errorf("%w, %d times", err, attempts)
		}
		wait := time.NewTimer(d.pause)
		select {
		case <-ctx.Done():
			wait.Stop()
			return ctx.Err()
		case <-wait.C:
		}
	}
}

// once asks the server one time for what is missing.
func (d *download) once(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silent := time.AfterFunc(stall, cancel)
	defer silent.Stop()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address.String(), nil)
	if err != nil {
		return final{err}
	}
	ask.Header.Set("Accept-Encoding", "identity") // the bytes as they lie there, not packed for the way
	if d.have > 0 && d.mark != "" {
		ask.Header.Set("Range", fmt.Sprintf("bytes=%d-", d.have))
		ask.Header.Set("If-Range", d.mark)
	}
	answer, err := d.client.Do(ask)
	if err != nil {
		if wrong := new(url.Error); errors.As(err, &wrong) {
			err = wrong.Err // the address is told anyway
		}
		return err
	}
	defer func() { _ = answer.Body.Close() }() // only read
	if err := d.place(answer); err != nil {
		return err
	}
	silent.Reset(stall)
	n, err := io.Copy(d.file, &heard{io.LimitReader(answer.Body, maxSize+1-d.have), silent})
	d.have += n
	switch {
	case d.have > maxSize:
		return final{fmt.Errorf("it has more than %d bytes", int64(maxSize))}
	case err == nil:
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the server ended it half-way")
	}
	return err
}

// place makes the file ready for the answer's bytes.
func (d *download) place(answer *http.Response) error {
	var from int64 = -1
	switch code := answer.StatusCode; {
	case code == http.StatusOK:
		from = 0
	case code == http.StatusPartialContent:
		if _, err := fmt.Sscanf(answer.Header.Get("Content-Range"), "bytes %d-", &from); err != nil || from != d.have {
			d.mark = ""
			return errors.New("the server went on at another place")
		}
	case code == http.StatusRequestedRangeNotSatisfiable:
		d.mark = ""
		return errors.New("the server says " + answer.Status)
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout:
		return errors.New("the server says " + answer.Status)
	default:
		return final{errors.New("the server says " + answer.Status)}
	}
	if answer.Header.Get("Content-Encoding") != "" {
		return final{fmt.Errorf("the server sends it as %s, wanted the file itself", answer.Header.Get("Content-Encoding"))}
	}
	d.have = from
	if tag := answer.Header.Get("ETag"); len(tag) > 0 && tag[0] == '"' { // a weak one does not promise the same bytes
		d.mark = tag
	} else {
		d.mark = ""
	}
	if err := d.file.Truncate(from); err != nil {
		return final{err}
	}
	if _, err := d.file.Seek(from, io.SeekStart); err != nil {
		return final{err}
	}
	return nil
}

// heard puts off the end of patience with every read.
type heard struct {
	from   io.Reader
	silent *time.Timer
}

func (h *heard) Read(p []byte) (int, error) {
	n, err := h.from.Read(p)
	if n > 0 {
		h.silent.Reset(stall)
	}
	return n, err
}

// secure returns a client that is not led away from https.
func secure(client *http.Client) *http.Client {
	safe := http.Client{}
	if client != nil {
		safe = *client
	}
	safe.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		if next.URL.Scheme != "https" {
			return final{fmt.Errorf("the server leads to %s, wanted https", next.URL.Scheme)}
		}
		if len(before) >= maxRedirects {
			return final{fmt.Errorf("the server leads on more than %d times", maxRedirects)}
		}
		return nil
	}
	return &safe
}
