package notes

// docxFooter is what stands below every page: what the document is about, and the page's number
// of how many.
func docxFooter(headline string) string {
	return xmlHead + `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">` + xmlText(headline) + `</w:t></w:r><w:r><w:tab/></w:r>` +
		docxField("PAGE") + `<w:r><w:t xml:space="preserve"> / </w:t></w:r>` + docxField("NUMPAGES") + "</w:p></w:ftr>\n"
}

// docxField is a number that the word processor works out.
func docxField(name string) string {
	return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
}
