// Package server lets build stages ask a registry over HTTP.
//
// There are two faces on one registry. Programs use the routes under /v1: JSON, described by
// GET /openapi.json. Shell scripts use the short routes, which answer in a line of text:
//
//	POST /v1/items/payments-api/draws  {"level": "minor"}         201  {"number": "1.5.0", …}
//	POST /version/nextMinor?item=payments-api&format=txt          201  1.5.0
//
// A server is a handler, and a loop around it:
//
//	s, err := server.New(r, server.Options{Now: time.Now, Who: guard.Who, Log: log})
//	err = s.Serve(ctx, listener) // until ctx ends
//
// # How a request goes
//
// Every request passes the same gate before any route sees it: the path is the shortest spelling of
// itself, path and query are text, the route is known, there is room for one more, a browser's page of
// another site changes nothing, who asks is known, and while a setting of the database breaks the
// promise, nobody writes: no version lapses then either, and no webhook's cursor moves. (When a token was
// last used is written all the same; nothing hangs on it.) What somebody may is for the registry to say.
// An error's code becomes a status in one table, see problem.go.
//
// What was written is answered from what the transaction returned: nothing is read behind it whose
// failure could say that nothing was done.
//
// # How it ends
//
// When ctx ends, /readyz says so first. After the grace, streams end, no connection is taken any
// more, and requests that run are answered, draws that wait in line with them. What is not answered
// by the end of the drain is cut off: a draw that had not begun is not done.
package server
