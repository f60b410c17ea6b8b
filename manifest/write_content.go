package manifest

import "strings"

// Content tells what a file held when somebody read it from every other content. The zero Content
// says nothing.
type Content string

// NoContent is that of a file which was not there.
const NoContent Content = "none"

// ContentOf returns the Content of a file that holds data.
func ContentOf(data []byte) Content { return Content(digestOf(data)) }

// staleError says how a file came to be another than the one that its new content was made from.
type staleError string

func (e staleError) Error() string { return string(e) }

// asRead reports whether a file, whose digest is now, is what its new content was made from.
func (t *transaction) asRead(file File, now string) error {
	if strings.HasPrefix(now, linkDigest) { // to be removed; it was read through the link
		data, err := t.disk.Read(file.Path)
		if err != nil {
			return err
		}
		now = digestOf(data)
	}
	is := Content(now)
	if now == "" {
		is = NoContent
	}
	switch {
	case file.From == "" || file.From == is:
		return nil
	case is == NoContent:
		return staleError("somebody removed it after it was read")
	case file.From == NoContent:
		return staleError("somebody has made it meanwhile")
	}
	return staleError("somebody changed it after it was read")
}
