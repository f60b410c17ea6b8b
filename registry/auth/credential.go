package auth

import (
	"net/http"
	"strings"

	"joinery/registry"
)

// maxToken is how many bytes a token has at most.
const maxToken = 16 << 10

// tokenOf returns the token that a request brings, "" when it brings nothing. The error is Unknown
// when what it brings is no token.
func tokenOf(req *http.Request) (string, error) {
	values := req.Header.Values("Authorization")
	if len(values) == 0 {
		return "", nil
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	token = strings.TrimLeft(token, " ")
	if strings.EqualFold(scheme, "Basic") {
		_, token, _ = req.BasicAuth()
	}
	switch {
	case len(values) > 1:
		return "", registry.Errorf(registry.Unknown, "found %d Authorization headers, wanted one", len(values))
	case !strings.EqualFold(scheme, "Bearer") && !strings.EqualFold(scheme, "Basic"):
		return "", registry.Errorf(registry.Unknown, "found an Authorization header of another scheme, wanted Bearer or Basic")
	case token == "":
		return "", registry.Errorf(registry.Unknown, "found an Authorization header without a token")
	case len(token) > maxToken:
		return "", registry.Errorf(registry.Unknown, "found a token of %d bytes, wanted at most %d", len(token), maxToken)
	}
	return token, nil
}
