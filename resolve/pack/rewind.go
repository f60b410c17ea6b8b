package pack

import (
	"context"
	"io"
	"os"

	"joinery/manifest"
)

// several is what can be read several times.
type several struct {
	io.ReadSeeker
	start int64
	spool *os.File // a copy that goes away again; may be nil
}

// rewindable returns what reads from as often as one likes. What cannot go back, a pipe or a
// network, is copied into a temporary file.
func rewindable(ctx context.Context, from io.Reader, l limits) (*several, error) {
	if s, ok := from.(*several); ok {
		return &several{ReadSeeker: s.ReadSeeker, start: s.start}, s.again()
	}
	if s, ok := from.(io.ReadSeeker); ok {
		if start, err := s.Seek(0, io.SeekCurrent); err == nil {
			return &several{ReadSeeker: s, start: start}, nil
		}
	}
	file, err := os.CreateTemp("", "joinery-*")
	if err != nil {
		return nil, err
	}
	s := &several{ReadSeeker: file, spool: file}
	most := max(l.archive, l.total+l.sums)
	n, err := io.Copy(file, io.LimitReader(manifest.UntilDone(ctx, from), most+1))
	if err == nil && n > most {
		err = refuse("", "found more than %d bytes, which are more than a package holds", most)
	}
	if err == nil {
		err = s.again()
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// again goes back to the start.
func (s *several) again() error {
	_, err := s.Seek(s.start, io.SeekStart)
	return err
}

// close takes the copy away.
func (s *several) close() {
	if s.spool != nil {
		_ = s.spool.Close()           // only read from now on, by nobody
		_ = os.Remove(s.spool.Name()) // what stays is in the system's folder for such files
	}
}
