package notes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// acronyms are written in capitals in a title.
var acronyms = map[string]bool{
	"api": true, "aws": true, "cd": true, "ci": true, "cli": true, "css": true, "db": true, "dns": true, "gpu": true,
	"html": true, "http": true, "https": true, "id": true, "io": true, "json": true, "jwt": true, "oci": true, "pdf": true,
	"rest": true, "sdk": true, "sql": true, "ssh": true, "ssl": true, "sso": true, "tls": true, "ui": true, "url": true,
	"vat": true, "vm": true, "xml": true, "yaml": true,
}

// titleOf makes a title of a name, for a thing that has none: "payments-api" is Payments API.
func titleOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("-_./", r) })
	for i, w := range words {
		if acronyms[w] {
			words[i] = strings.ToUpper(w)
			continue
		}
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return strings.Join(words, " ")
}
