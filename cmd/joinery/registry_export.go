package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/registry/client"
)

func (p *program) registryExport(c *cli.Context) error {
	if err := arguments(c, "DIR"); err != nil {
		return err
	}
	dir := c.Args().First()
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 {
		return failed{dir + " is not empty, nothing was written", "name a folder that is not there yet"}
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	names, err := everything(c.Context, server)
	if err != nil {
		return p.remote(err)
	}
	documents, err := server.Elsewhere(p.cache())(c.Context, names)
	if err != nil {
		return p.remote(err)
	}
	var files []manifest.File
	for _, d := range documents {
		if file := client.FileOf(d); file != "" {
			files = append(files, manifest.File{Path: file, Data: d.Text, From: manifest.NoContent})
		}
	}
	if err := writeNew(c.Context, filepath.Clean(dir), files); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "wrote %s into %s\n", count(len(files), "manifest"), dir)
	return nil
}

// writeNew is writeFiles for a folder that is to be made. Where nothing is written, there is none either.
func writeNew(ctx context.Context, dir string, files []manifest.File) error {
	var made []string // the lowest first
	for at := dir; !exists(at) && at != filepath.Dir(at); at = filepath.Dir(at) {
		made = append(made, at)
	}
	err := writeFiles(ctx, dir, files)
	if err != nil {
		for _, folder := range made {
			_ = os.Remove(folder) // unless somebody has put something into it
		}
	}
	return err
}

// everything returns the names of all components and products, sorted.
func everything(ctx context.Context, server *client.Client) ([]string, error) {
	var names []string
	for item, err := range server.Items(ctx, "") {
		if err != nil {
			return nil, err
		}
		names = append(names, item.Name)
	}
	for product, err := range server.Products(ctx) {
		if err != nil {
			return nil, err
		}
		names = append(names, product.Name)
	}
	slices.Sort(names)
	return names, nil
}
