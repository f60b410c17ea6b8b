package pack

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const maxRedirects = 10

// download is one file on its way. What an interruption leaves is gone on with when the server
// can do that and the file is known to be still the same; else it starts again. It does that once
// as well when what came is another file: a page of a proxy, or two files in one.
type download struct {
	client interface {
		Do(*http.Request) (*http.Response, error)
	}
	address *url.URL
	file    *os.File
	digest  string // what it must have
	pause   time.Duration
	most    int64     // how many bytes it may have
	fixed   bool      // the address is that of these very bytes, for ever
	have    int64     // how many bytes the file has
	sum     hash.Hash // of these
	total   int64     // how many the server says that it has; 0 when that is unknown
	mark    string    // by which the server knows them again: an entity tag; "" when there is none
	wrong   bool      // it was another file once
}

func (d *download) run(ctx context.Context) error { return again(ctx, d.pause, d.once) }

// once asks the server one time for what is missing.
func (d *download) once(ctx context.Context, silent *time.Timer) error {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address.String(), nil)
	if err != nil {
		return final{err}
	}
	ask.Header.Set("Accept-Encoding", "identity") // the bytes as they lie there, not packed for the way
	switch {
	case d.have == 0:
	case d.fixed && d.have < d.most: // some registries know closed ranges alone
		ask.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", d.have, d.most-1))
	case d.mark != "":
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
	if err := d.place(answer, ask.Header.Get("Range") != ""); err != nil {
		return err
	}
	silent.Reset(stall)
	into := &destination{to: io.MultiWriter(d.file, d.sum)}
	n, err := io.Copy(into, &heard{from: io.LimitReader(answer.Body, d.most+1-d.have), silent: silent})
	d.have += n
	switch {
	case into.err != nil:
		return local{into.err}
	case d.have > d.most:
		return d.tooLarge()
	case err == nil && d.have >= d.total:
		return d.whole(answer.Header.Get("Content-Encoding"))
	case err == nil || errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the server ended it half-way")
	}
	return err
}

// place makes the file ready for the answer's bytes.
func (d *download) place(answer *http.Response, asked bool) error {
	tag := answer.Header.Get("ETag")
	if len(tag) == 0 || tag[0] != '"' { // a weak one does not promise the same bytes
		tag = ""
	}
	switch answer.StatusCode {
	case http.StatusOK:
		d.have, d.total, d.mark, d.sum = 0, max(answer.ContentLength, 0), tag, sha256.New()
	case http.StatusPartialContent:
		from, total, ok := part(answer.Header.Get("Content-Range"))
		switch {
		case !asked || !ok:
			return d.restart(errors.New("the server sent a part that nobody asked for"))
		case from != d.have:
			return d.restart(errors.New("the server went on at another place"))
		case d.mark != "" && tag != "" && tag != d.mark, d.total > 0 && total > 0 && total != d.total:
			return d.restart(errors.New("the server went on with another file"))
		}
		d.total = max(d.total, total)
	case http.StatusRequestedRangeNotSatisfiable:
		return d.restart(&statusError{code: answer.StatusCode})
	default:
		return &statusError{code: answer.StatusCode}
	}
	if d.total > d.most {
		return d.tooLarge()
	}
	if err := d.file.Truncate(d.have); err != nil {
		return local{err}
	}
	if _, err := d.file.Seek(d.have, io.SeekStart); err != nil {
		return local{err}
	}
	return nil
}

// part reads which bytes an answer holds, and of how many; 0 when that is unknown.
func part(header string) (from, total int64, ok bool) {
	var to int64
	span, of, _ := strings.Cut(header, "/")
	if _, err := fmt.Sscanf(span, "bytes %d-%d", &from, &to); err != nil || from < 0 || to < from {
		return 0, 0, false
	}
	if of == "*" {
		return from, 0, true
	}
	if _, err := fmt.Sscanf(of, "%d", &total); err != nil || total <= to {
		return 0, 0, false
	}
	return from, total, true
}

// whole looks whether all that came is the file that was wanted, in whatever way the server says
// that it is packed: some call every .tgz that.
func (d *download) whole(encoding string) error {
	found := digestOf(d.sum)
	wrong := &MismatchError{found, d.digest}
	switch {
	case found == d.digest:
		return nil
	case encoding != "" && !strings.EqualFold(encoding, "identity"):
		return final{fmt.Errorf("the server sends it packed as %q, wanted the file itself", encoding)}
	case d.wrong:
		return final{wrong}
	}
	d.wrong = true
	return d.restart(wrong)
}

func (d *download) tooLarge() error { return final{fmt.Errorf("it has more than %d bytes", d.most)} }

// restart forgets what there is: the next attempt asks for the whole.
func (d *download) restart(why error) error {
	d.have, d.total, d.mark = 0, 0, ""
	return why
}

// secure returns a client that is not led away from https, and tells no server where it was before.
func secure(client *http.Client) *http.Client {
	safe := http.Client{}
	if client != nil {
		safe = *client
	}
	safe.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		next.Header.Del("Referer")
		if next.URL.Scheme != "https" && before[0].URL.Scheme == "https" {
			return final{fmt.Errorf("the server leads to %s, wanted https", next.URL.Scheme)}
		}
		if len(before) >= maxRedirects {
			return final{fmt.Errorf("the server leads on more than %d times", maxRedirects)}
		}
		return nil
	}
	return &safe
}
