package registry

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// goOn takes the status and its log from an entry. The status goes forward only, and only by what the
// entry says newly: said is what the document said before. Lines that [Registry.SetStatus] wrote stay,
// the document's become those that it has now; all are in the order of time.
func (v *Version) goOn(e *manifest.Entry, said manifest.Status) {
	own := slices.DeleteFunc(slices.Clone(v.Log), func(line StatusChange) bool { return line.By == "" })
	if v.Status == "" || e.Status > statusOf(v.Status) && (len(own) == 0 || e.Status != said) {
		v.Status = e.Status.String()
	}
	v.Log = nil
	for _, line := range e.StatusLog {
		day, _ := version.ParseDate(line.Date.Value) // a document that was split has days in it
		told := StatusChange{Date: day, Status: line.Status.String(), Comment: line.Comment.Value}
		if !slices.ContainsFunc(own, told.isAlso) {
			v.Log = append(v.Log, told)
		}
	}
	v.Log = append(v.Log, own...)
	slices.SortStableFunc(v.Log, func(a, b StatusChange) int { return a.Date.Compare(b.Date) })
}

// isAlso reports whether a line of a document is what became of a line here, whose document was read
// and published again.
func (c StatusChange) isAlso(line StatusChange) bool {
	return c.Status == line.Status && c.Comment == line.Comment &&
		c.Date.Format(time.DateOnly) == line.Date.UTC().Format(time.DateOnly)
}

// statusIn returns the status in a published version's entry.
func statusIn(item Item, v Version) manifest.Status {
	header, err := item.header()
	if err != nil {
		return manifest.Active
	}
	text, err := manifest.Join(header, [][]byte{v.Entry})
	if err != nil {
		return manifest.Active
	}
	parts, _ := manifest.Split(item.Name, text)
	if len(parts) != 1 || parts[0].Component == nil || len(parts[0].Component.Versions) != 1 {
		return manifest.Active
	}
	return parts[0].Component.Versions[0].Status
}
