// Package client asks a registry's server over HTTP.
//
//	c, err := client.New("https://registry.example.com", client.Options{Token: token})
//	v, err := c.Draw(ctx, "payments-api", api.Draw{Level: "minor", Revision: "9f2c1ab"}, "")
//	v.Number // 1.5.0
//	outcomes, err := c.Publish(ctx, document, "")
//
// # Asking again
//
// A lost answer leaves nobody knowing whether a version was drawn. So every draw and every other
// write has an idempotency key, which is made once: what is asked again under it gets the answer of
// the first time and does nothing twice. The client asks again by itself when the connection
// breaks, when the server is busy or about to stop (408, 429, 502, 503, 504), and when it says that it
// does not know (the code unsure). It waits longer each time, and as long as the server's
// Retry-After asks for.
//
// Who has a key of its own, such as the number of a build, gives it to the call; "" stands for one
// that is made. A build that is run again with its key then gets the version that it got before.
// Making a token has no key: it is asked again only where surely nothing was done.
//
// # Errors
//
// A *[Problem] is what the server said; its Code tells what sort of trouble it is, in the words of
// package registry. An *[UnreachableError] says that no answer came, and under which key the
// request can be made again. A *[manifest.NameError] is a name that no item can have. When ctx ends,
// the error wraps ctx's own.
//
// # Documents
//
// [Client.Elsewhere] gives a workspace the documents that its files do not hold, see
// [manifest.Options]; a [Cache] keeps them on the disk, so that what did not change is not sent
// again.
package client
