package main

import (
	"context"
	"reflect"

	"joinery/manifest"
)

// sameChanges stops a release when a change file that it removes says something else by now than
// when it was read: what was typed would be told nowhere.
func (w *opened) sameChanges(ctx context.Context, files []manifest.File) error {
	var removed []manifest.File
	for _, f := range files {
		if !f.Remove {
			continue
		}
		data, err := w.raw(f.Path)
		if err != nil || manifest.ContentOf(data) != f.From {
			return changedSince(f.Path)
		}
		removed = append(removed, manifest.File{Path: f.Path, Data: data})
	}
	if len(removed) == 0 {
		return nil
	}
	now, err := manifest.Load(ctx, newOverlay(nil, removed), manifest.Options{})
	if err != nil {
		return err
	}
	says := map[string]*manifest.Change{}
	for _, change := range w.Changes {
		says[change.File] = change
	}
	for _, change := range now.Changes {
		if reflect.DeepEqual(change, says[change.File]) {
			delete(says, change.File)
		}
	}
	for _, f := range removed {
		if says[f.Path] != nil {
			return changedSince(f.Path)
		}
	}
	return nil
}

// stale is the failure over a file that somebody changed meanwhile.
type stale struct{ error }

// Unwrap returns the failure.
func (s stale) Unwrap() error { return s.error }

func changedSince(file string) error {
	return stale{failed{file + " is not as it was read a moment ago; nothing was written", "run it again: it reads what is there now"}}
}
