package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// completed lists what a shell makes of what is typed when the tab key is pressed behind it.
var completed = []struct {
	typed, want string
}{
	{"joinery res", "joinery resolve"},
	{"joinery change ledg", "joinery change ledger-lib"},
	{"joinery why ledg", "joinery why ledger-lib"},
	{"joinery resolve ac", "joinery resolve acme-suite"},
	{"joinery -C . why ledg", "joinery -C . why ledger-lib"},
	{"joinery check --f", "joinery check --format"},
	{"joinery calc expl", "joinery calc explain"},
	{"joinery check joinery.y", "joinery check joinery.yaml"}, // no words of ours: files
	{"joinery diff 4.2.0 4", "joinery diff 4.2.0 4.3.0"},
	{"joinery sbom releases/acme-suite-4.3", "joinery sbom releases/acme-suite-4.3.0.joinery.yaml"},
	{"joinery verify acme-suite-4.2.0.t", "joinery verify acme-suite-4.2.0.tar.gz"},
	{"joinery graph --from=4.2", "joinery graph --from=4.2.0"},
	{"joinery graph acme-suite --from 4.2.0 --to 4", "joinery graph acme-suite --from 4.2.0 --to 4.3.0"},
}

// TestCompletion lets real shells complete with the scripts that the program prints.
func TestCompletion(t *testing.T) {
	for shell, ask := range map[string]string{"bash": askBash, "zsh": askZsh, "fish": askFish} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skipf("%s is not installed, its completion stays untested", shell)
			}
			dir := completionWorkspace(t)
			for _, test := range completed {
				t.Run(test.typed, func(t *testing.T) {
					t.Parallel() // an interactive shell mostly waits
					if got := runShell(t, shell, ask, dir, test.typed); got != test.want {
						t.Errorf("got %q, want %q", got, test.want)
					}
				})
			}
		})
	}
}

func completionWorkspace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	text := `{apiVersion: joinery/v1, kind: Product, name: acme-suite, components: {ledger-lib: 1.0.0}}
---
{apiVersion: joinery/v1, kind: Component, name: ledger-lib, versions: [{version: 1.0.0}]}
`
	files := map[string]string{"joinery.yaml": text, "acme-suite-4.2.0.tar.gz": ""}
	for _, v := range []string{"4.2.0", "4.3.0"} {
		files["releases/acme-suite-"+v+".joinery.yaml"] = strings.ReplaceAll(`apiVersion: joinery/v1
kind: Bundle
name: acme-suite
version: VERSION
components: [{name: ledger-lib, version: 1.0.0, direct: true}]
digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"
`, "VERSION", v)
	}
	if err := os.Mkdir(filepath.Join(dir, "releases"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runShell gives the shell a script and what is typed, and returns the completed line.
func runShell(t *testing.T, shell, script, dir, typed string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, shell, "-c", script)
	run.Dir = dir
	home := t.TempDir()
	run.Env = append(os.Environ(), "TYPED="+typed, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "TERM=dumb", "LC_ALL=C.UTF-8")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", shell, err, out)
	}
	return strings.TrimSpace(string(out))
}

const (
	// askBash calls the function that the script registers the way bash itself does; where it
	// answers nothing, bash is told by -o default to take files.
	askBash = `
source <(joinery completion bash)
COMP_LINE=$TYPED COMP_POINT=${#TYPED}
read -ra COMP_WORDS <<<"$(sed 's/[=:@]/ & /g' <<<"$TYPED")" # as bash takes words apart
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
registered=$(complete -p joinery)
[[ $registered == *"-o default"*"-F _joinery joinery" ]] || { echo "registered as $registered"; exit 1; }
_joinery joinery "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
(( ${#COMPREPLY[@]} )) || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
typed=${COMP_WORDS[COMP_CWORD]}
[[ $typed == [=:@] ]] && typed=
echo "${TYPED%"$typed"}${COMPREPLY[*]}"
`
	// askZsh types into an interactive zsh; a second key prints the line as it then is.
	askZsh = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= RPS1=; unsetopt zle_bracketed_paste 2>/dev/null; autoload -Uz compinit && compinit -D -u; source <(joinery completion zsh)'
zpty -w shell 'tell() { print -r -- "[[${BUFFER% }]]" }; zle -N tell; bindkey "^X" tell; print READY=$((1+1))'
zpty -r -m shell seen '*READY=2*'
zpty -w -n shell "$TYPED"$'\t\x18'
zpty -r -m shell seen '*\[\[*\]\]*'
zpty -d shell
seen=${seen##*\[\[}
print -r -- "${seen%%\]\]*}"
`
	askFish = `
joinery completion fish | source
set -l words (string split ' ' -- $TYPED)
echo (string join ' ' -- $words[1..-2]) (complete -C "$TYPED" | string replace -r '\t.*' '')
`
)
