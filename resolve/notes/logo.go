package notes

import (
	"bytes"
	"encoding/base64"
	"path"
	"strings"
)

// Logo is a product's picture: PNG, JPEG or SVG.
type Logo struct {
	MediaType string // image/png, image/jpeg, image/svg+xml
	Data      []byte
}

// mostLogo is how large a logo may be; it stands in the page itself.
const mostLogo = 1 << 20

// NewLogo returns the logo that a file holds, by its name's ending and its first bytes; nil when
// it is no picture of those kinds, or larger than a mebibyte.
func NewLogo(file string, data []byte) *Logo {
	if len(data) == 0 || len(data) > mostLogo {
		return nil
	}
	switch ext := strings.ToLower(path.Ext(file)); {
	case ext == ".png" && bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return &Logo{"image/png", data}
	case (ext == ".jpg" || ext == ".jpeg") && bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return &Logo{"image/jpeg", data}
	case ext == ".svg" && bytes.Contains(data[:min(len(data), 4096)], []byte("<svg")):
		return &Logo{"image/svg+xml", data}
	}
	return nil
}

// URL returns the logo as a data URL. In an <img> a picture runs no script and loads nothing.
func (l *Logo) URL() string {
	return "data:" + l.MediaType + ";base64," + base64.StdEncoding.EncodeToString(l.Data)
}
