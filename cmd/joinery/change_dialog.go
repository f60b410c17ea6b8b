package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// errStopped says that the person at the terminal has had enough.
var errStopped = context.Canceled

// dialog asks a person at a terminal. Questions go to stderr: stdout is for results, also where
// somebody answers questions.
type dialog struct {
	ctx   context.Context
	in    *bufio.Reader
	out   io.Writer
	width int // of the terminal, in columns; 0: not known
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
	t := &dialog{ctx: ctx, in: p.answers, out: p.stderr}
	if f, ok := p.stderr.(*os.File); ok {
		t.width, _, _ = term.GetSize(int(f.Fd())) // 0 where nobody knows
	}
	return t
}

// say prints text, in lines that the terminal has room for.
func (t *dialog) say(format string, args ...any) {
	lines := strings.Split(fmt.Sprintf(format, args...), "\n")
	for i, line := range lines {
		lines[i] = hung(line, t.width)
	}
	t.show(strings.Join(lines, "\n"))
}

// show prints text as it is.
func (t *dialog) show(text string) { fmt.Fprint(t.out, text) }

// hung cuts a line at its blanks so that it fits the width, 0 for any. What follows stands below
// the line's last column (columns have two blanks between them) where two fifths of the width are left,
// else two further in than the line starts. Blanks at the end stay: an answer follows them.
func hung(line string, width int) string {
	if width <= 0 || utf8.RuneCountInString(line) <= width {
		return line
	}
	text := strings.TrimRight(line, " ")
	start := len(text) - len(strings.TrimLeft(text, " "))
	cut := start
	if at := strings.LastIndex(text, "  "); at >= start {
		cut = at + 2
	}
	indent := utf8.RuneCountInString(text[:cut])
	if cut == start || indent > width*3/5 {
		cut, indent = start, start+2
	}
	lines := wrapped(text[cut:], max(width-indent, 1))
	return text[:cut] + strings.Join(lines, "\n"+strings.Repeat(" ", indent)) + line[len(text):]
}

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
