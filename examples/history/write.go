package history

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// The lines of a README between which the table stands.
const (
	tableBegins = "<!-- the table: begin -->\n"
	tableEnds   = "<!-- the table: end -->\n"
)

// Generate reads a history, retells it and writes the story under dir.
func Generate(ctx context.Context, data []byte, t *Telling, dir string) error {
	h, err := Read(data)
	if err != nil {
		return err
	}
	story, err := Tell(ctx, h, t)
	if err != nil {
		return err
	}
	return story.Write(dir)
}

// Write writes the story's files under dir, and its table into dir's README.md if there is one.
// Manifests and bundles that an earlier story left there go away.
func (s *Story) Write(dir string) error {
	for _, folder := range []string{"components", "releases"} {
		if err := os.RemoveAll(filepath.Join(dir, folder)); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			return err
		}
	}
	for name, text := range s.Files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), text, 0o644); err != nil {
			return err
		}
	}
	readme := filepath.Join(dir, "README.md")
	old, err := os.ReadFile(readme)
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		return err
	}
	renewed, err := s.Renew(old)
	if err != nil {
		return fmt.Errorf("%s: %w", readme, err)
	}
	return os.WriteFile(readme, renewed, 0o644)
}

// Renew returns a README with the story's table in the place of the one that it has. The error
// says that there is no place for it.
func (s *Story) Renew(readme []byte) ([]byte, error) {
	before, rest, begins := bytes.Cut(readme, []byte(tableBegins))
	_, after, ends := bytes.Cut(rest, []byte(tableEnds))
	if !begins || !ends {
		return nil, fmt.Errorf("found no place for the table, wanted the lines %q and %q", tableBegins, tableEnds)
	}
	return bytes.Join([][]byte{before, []byte(tableBegins), s.Table(), []byte(tableEnds), after}, nil), nil
}
