// Command joinery-duckdb is joinery serve for a registry in a DuckDB file, and what needs the file
// itself: the first token, copies, and the jump after a copy was brought back. Everything else is done
// with joinery, by the server.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who presses Ctrl-C twice does not want to wait
	p := program{stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: func() time.Time { return time.Now().UTC() }}
	os.Exit(p.run(ctx, os.Args[1:]))
}
