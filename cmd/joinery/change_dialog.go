package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// errStopped says that the person at the terminal has had enough.
var errStopped = context.Canceled

// dialog asks a person at a terminal. Questions go to stderr: stdout is for results, also where
// somebody answers questions.
type dialog struct {
	ctx context.Context
	in  *bufio.Reader
	out io.Writer
}

// canAsk reports whether there is somebody to ask.
func (p *program) canAsk() bool {
	in, ok := p.stdin.(*os.File)
	return ok && term.IsTerminal(int(in.Fd())) && isTerminal(p.stderr)
}

func (p *program) dialog(ctx context.Context) *dialog {
	if p.answers == nil {
		p.answers = bufio.NewReader(p.stdin)
	}
	return &dialog{ctx, p.answers, p.stderr}
}

// say prints.
func (t *dialog) say(format string, args ...any) { fmt.Fprintf(t.out, format, args...) }

// ask asks until take accepts the answer, which has no blanks around it; what was wrong with the
// last one is said before. Who ends the input or interrupts gets errStopped.
func (t *dialog) ask(question string, take func(answer string) error) error {
	for {
		t.say("%s", question)
		answer, err := t.line()
		if err != nil {
			t.say("\n")
			return err
		}
		err = take(answer)
		if err == nil || errors.Is(err, errStopped) {
			return err
		}
		t.say("  %v\n", err)
		for _, hint := range hints(err) {
			t.say("  hint: %s\n", hint)
		}
	}
}

// line reads a line. It reads no further, so that an editor finds what is typed after it.
func (t *dialog) line() (string, error) {
	type read struct {
		text string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		text, err := t.in.ReadString('\n')
		done <- read{text, err}
	}()
	select {
	case <-t.ctx.Done():
		return "", t.ctx.Err()
	case got := <-done:
		switch {
		case errors.Is(got.err, io.EOF):
			return "", errStopped
		case got.err != nil:
			return "", failed{"the answer cannot be read: " + got.err.Error(), ""}
		}
		return strings.TrimSpace(got.text), nil
	}
}
