package importer

import "strconv"

// call gives the product and every part its name. The product comes first; of parts whose names
// come to the same the first keeps it.
func (d *draft) call(taken []*part, as string) {
	d.product.Name = nameOf(d.product.Name)
	if as != "" {
		d.product.Name = as
	}
	d.product.Title = titleOf(d.product.Title, d.product.Name)
	used := map[string]*part{d.product.Name: {Component: Component{Title: "the product"}}}
	last := map[string]int{} // the number given last, by name
	for _, p := range taken {
		wanted := nameOf(p.Name)
		p.Name = wanted
		if used[p.Name] != nil && p.kind != "" {
			p.Name = wanted + "-" + p.kind
		}
		for n := max(2, last[wanted]+1); used[p.Name] != nil; n++ {
			p.Name = wanted + "-" + strconv.Itoa(n)
			last[wanted] = n
		}
		if p.Name != wanted {
			d.skip(p.at, "the name %s is taken by %s: %s is called %s", wanted, used[wanted].told(), p.told(), p.Name)
		}
		used[p.Name] = p
	}
	for _, p := range taken {
		p.Title = titleOf(p.Title, p.Name)
	}
}

// titleOf returns the title of something with a name, "" when the two are the same.
func titleOf(title, name string) string {
	if title == name {
		return ""
	}
	return title
}
