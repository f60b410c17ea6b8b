package notes

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the kinds of pictures that
	_ "image/png"  // word processors know
)

// docxLogo is a picture in a document.
type docxLogo struct{ file string }

// The largest size of a logo, in English Metric Units: 5 cm by 1.5 cm.
const (
	logoWidth  = 1_800_000
	logoHeight = 540_000
)

// FitsDocx reports whether the logo stands in a document: one in SVG does not, since many word
// processors do not read it, nor one that is damaged.
func (l *Logo) FitsDocx() bool {
	_, _, ok := l.dots()
	return ok
}

// dots returns how large a picture of dots is, and of which kind.
func (l *Logo) dots() (config image.Config, kind string, ok bool) {
	if l == nil {
		return config, "", false
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(l.Data))
	return config, kind, err == nil && config.Width > 0 && config.Height > 0
}

// picture writes the logo, if it fits.
func (d *docx) picture(l *Logo, title string) {
	config, kind, ok := l.dots()
	if !ok {
		return
	}
	d.logo = &docxLogo{file: "media/logo." + kind}
	width, height := logoWidth, max(1, logoWidth*config.Height/config.Width)
	if height > logoHeight {
		width, height = max(1, logoHeight*config.Width/config.Height), logoHeight
	}
	size := fmt.Sprintf(`cx="%d" cy="%d"`, width, height)
	fmt.Fprintf(d.body, `<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:spacing w:after="200"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent %s/><wp:docPr id="1" name="logo" descr="%s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext %s/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`+"\n",
		size, xmlText(title), size)
}
