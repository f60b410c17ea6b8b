package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Strike takes names out of the components of a change file: what a release does once it has
// told a change of them. In
//
//	---
//	components:
//	  payments-api: feature   # agreed
//	  web-shop: fix
//	---
//	Pay by instalments.
//
// the name payments-api goes with its line. Left is how many names stay; with none of them the
// field is `components: {}` and the file can be removed. Every other byte is as it was: prose,
// line endings, quotes, and comments on lines of their own, but for those between braces that
// are emptied. The result is read back. An error is an *EditError, also about a name that is
// not there.
func Strike(file string, src []byte, names []string) (after []byte, left int, err error) {
	s := &strike{file: file, names: names}
	mark := len(src) - len(trimMark(src))
	end, err := matterEnd(string(src[mark:]))
	if err != nil {
		return nil, 0, s.failure(nil, err)
	}
	// With its first fence the front matter is a document, whose lines are those of the file.
	f, err := newEditFile(src[:mark+end])
	if err != nil {
		return nil, 0, s.failure(nil, err)
	}
	splices, left, err := s.plan(f)
	if err != nil {
		return nil, 0, err
	}
	matter, err := f.spliced(splices)
	if err == nil {
		err = f.verify(matter)
	}
	if err != nil {
		return nil, 0, s.failure(nil, err)
	}
	after = append(matter, src[mark+end:]...)
	if now, err := matterEnd(string(after[mark:])); err != nil || mark+now != len(matter) {
		return nil, 0, s.failure(nil, errors.New("the front matter would end elsewhere"))
	}
	return after, left, nil
}

// matterEnd returns where the line that closes the front matter starts.
func matterEnd(text string) (int, error) {
	lines := proseLines(text)
	last := closing(lines)
	if last < 0 {
		return 0, errors.New("found no front matter between two lines \"---\"")
	}
	end := 0
	for range last {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	return end, nil
}

// strike is one striking of names.
type strike struct {
	file  string
	names []string
}

// failure is an error about the node at, nil when there is none to point at.
func (s *strike) failure(at *yaml.Node, err error) *EditError {
	failed := &EditError{File: s.file, Edit: "strike " + strings.Join(s.names, ", "), Problem: err.Error(), Hint: "take the names out of components by hand"}
	if at != nil {
		failed.Line, failed.Column = at.Line, at.Column
	}
	return failed
}

// plan returns the splices, and how many names stay. It makes the tree say what is wanted.
func (s *strike) plan(f *editFile) (splices []editSplice, left int, err error) {
	if len(f.docs) != 1 || f.docs[0].Kind != yaml.DocumentNode {
		return nil, 0, s.failure(nil, errors.New("found no map in the front matter"))
	}
	root := f.docs[0].Content[0]
	field := fieldIndex(root, "components")
	if field < 0 {
		return nil, 0, s.failure(root, errors.New("found no field \"components\""))
	}
	key, pairs := root.Content[field], root.Content[field+1]
	if pairs.Kind != yaml.MappingNode {
		return nil, 0, s.failure(pairs, fmt.Errorf("found %s in components, wanted a map", kindOf(pairs)))
	}
	if err := plainDocument(f.docs[0]); err != nil {
		return nil, 0, s.failure(key, err)
	}
	struck, err := s.struck(key, pairs)
	if err != nil {
		return nil, 0, err
	}
	left = len(pairs.Content)/2 - len(struck)
	flow := isFlow(root) || isFlow(pairs)
	switch {
	case len(struck) == 0:
	case flow && left == 0:
		var start, end int
		start, end, err = f.span(pairs, 0)
		splices = []editSplice{{start: start, end: end, text: "{}"}}
	case flow:
		splices, err = f.cutFlowPairs(pairs, struck)
	default:
		splices, err = f.cutBlockPairs(key, pairs, struck)
	}
	if err != nil {
		return nil, 0, s.failure(pairs, err)
	}
	for _, i := range slices.Backward(struck) {
		pairs.Content = slices.Delete(pairs.Content, i, i+2)
	}
	return splices, left, nil
}

// struck returns the indexes of the keys that go, ascending.
func (s *strike) struck(key, pairs *yaml.Node) ([]int, error) {
	var struck []int
	for i := 0; i+1 < len(pairs.Content); i += 2 {
		if pairs.Content[i].Kind == yaml.ScalarNode && slices.Contains(s.names, pairs.Content[i].Value) {
			struck = append(struck, i)
		}
	}
	for _, name := range s.names {
		if fieldIndex(pairs, name) < 0 {
			return nil, s.failure(key, fmt.Errorf("found no %s among the components", name))
		}
	}
	return struck, nil
}

// cutBlockPairs takes out pairs that have lines of their own; without any the map is {}.
func (f *editFile) cutBlockPairs(key, pairs *yaml.Node, struck []int) ([]editSplice, error) {
	var splices []editSplice
	for _, i := range struck {
		splice, err := f.cutPair(pairs, i, false)
		if err != nil {
			return nil, err
		}
		splices = append(splices, splice)
	}
	if 2*len(struck) == len(pairs.Content) {
		colon, err := f.colon(key)
		if err != nil {
			return nil, err
		}
		splices = append(splices, editSplice{start: colon, end: colon, text: " {}"})
	}
	return splices, nil
}

// cutFlowPairs takes pairs out from between braces, of which some stay. A pair that has a line
// of its own goes with that line.
func (f *editFile) cutFlowPairs(pairs *yaml.Node, struck []int) ([]editSplice, error) {
	var splices []editSplice
	for from := 0; from < len(struck); {
		to := from + 1
		for to < len(struck) && struck[to] == struck[to-1]+2 {
			to++
		}
		splice, err := f.cutFlowRun(pairs, struck[from], struck[to-1]+2)
		if err != nil {
			return nil, err
		}
		splices = append(splices, splice)
		from = to
	}
	return splices, nil
}

// cutFlowRun takes out neighbouring pairs, Content[first:behind].
func (f *editFile) cutFlowRun(pairs *yaml.Node, first, behind int) (editSplice, error) {
	start, err := f.start(pairs.Content[first])
	if err != nil {
		return editSplice{}, err
	}
	_, end, err := f.span(pairs.Content[behind-1], 0)
	if err != nil {
		return editSplice{}, err
	}
	line := f.lineStart(start)
	rest, _, _ := strings.Cut(strings.TrimSpace(f.text[end:f.nextLine(end)]), "#")
	if strings.Trim(f.text[line:start], " ") == "" && strings.Trim(rest, ", \t") == "" {
		return editSplice{start: line, end: f.nextLine(end)}, nil
	}
	if first == 0 {
		next, err := f.start(pairs.Content[behind])
		if err != nil {
			return editSplice{}, err
		}
		return editSplice{start: start, end: next}, f.onlyBetween(end, next)
	}
	_, before, err := f.span(pairs.Content[first-1], 0)
	if err != nil {
		return editSplice{}, err
	}
	return editSplice{start: before, end: end}, f.onlyBetween(before, start)
}
