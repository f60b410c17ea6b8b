// Package auth says who asks: it takes the tokens of a registry and of CI systems, and holds the
// line where nobody is asked.
//
// A [Guard] stands before a server. It reads the token that a request brings, "Authorization:
// Bearer TOKEN" or the password of HTTP Basic (the user's name is not looked at), and returns a
// [registry.Who]; what that one may do is the registry's to say.
//
//	g, err := auth.New(r, auth.Options{Now: time.Now, Issuers: []auth.Issuer{{
//		URL:      "https://token.actions.githubusercontent.com",
//		Audience: "joinery.example.com",
//		Rules: []auth.Rule{{
//			Claims: map[string]string{"repository": "acme/payments", "ref": "refs/heads/main"},
//			Role:   registry.Publish,
//			Items:  []string{"payments-api"},
//		}},
//	}}})
//	who, err := g.Who(req)
//	who.Name // repo:acme/payments:ref:refs/heads/main (token.actions.githubusercontent.com)
//
// # Tokens
//
// A token that begins with jny_ is the registry's own, see [registry.Registry.Authenticate]. What has
// two dots in it is taken for an OIDC token, a JWT: its issuer must be one of [Options.Issuers],
// its signature one of that issuer's keys, its audience the issuer's, its time not over and not yet
// to come, and one of the issuer's rules must fit its claims. The first rule that fits says role and
// items.
//
// Until a token has proved genuine, every refusal has the same words. Then they say what is wrong:
// that it is over, for somebody else, or that no rule lets it in.
//
// # Nobody is asked
//
// With [Options.Open] who brings no token is "anonymous" and may do everything. [CheckListen]
// refuses that on addresses that others reach, and the guard refuses requests that show that others
// reach it all the same: by a name that a web page had pointed at this machine, or through a proxy.
// A token that is brought is looked at there, too.
//
// # How much
//
// Each token has a number of requests per second, each address a number of tokens that are not known.
// For an address that is over it nothing is looked up for a while: it gets in with tokens that were
// right a short time ago, and with OIDC tokens whose key is at hand. What is kept for that is bounded,
// whoever asks.
package auth
