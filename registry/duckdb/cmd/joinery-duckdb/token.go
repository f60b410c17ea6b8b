package main

import (
	"context"
	"flag"
	"fmt"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/daemon"
)

func (p *program) tokenAdd() command {
	flags := flag.NewFlagSet("token add", flag.ContinueOnError)
	db := p.database(flags)
	role := flags.String("role", "", "`ROLE`: read, draw, publish or admin; each may what those before it may")
	expires := flags.String("expires", "", "good for `TIME`: 90d, 12h, or up to a day, 2027-01-31")
	var items []string
	flags.Func("item", "only for items that match the `PATTERN`, in which * stands for any text; may be given again", func(text string) error {
		items = append(items, text)
		return nil
	})
	return command{
		name: "token add", args: "NAME", says: "make a token and print it, this once", flags: flags,
		more: "A server that asks for tokens knows none at first. With the first one, of the role admin, joinery token\n" +
			"makes all others while the server runs.",
		do: func(ctx context.Context, args []string) error {
			if *role == "" {
				return &daemon.Error{Message: "--role is missing: what may who has the token?", Hint: "--role read, draw, publish or admin"}
			}
			end, err := daemon.Expiry(*expires, p.now())
			if err != nil {
				return err
			}
			var made api.Token
			err = db.with(ctx, func(r *registry.Registry) (err error) {
				made, err = tokensOf(r).Add(ctx, api.NewToken{Name: args[0], Role: *role, Items: items, Expires: end})
				return err
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "made the token %s, %s; it is shown this once:\n", made.Name, daemon.Rights(made))
			_, err = fmt.Fprintln(p.stdout, made.Secret)
			return err
		},
	}
}

func (p *program) tokenList() command {
	flags := flag.NewFlagSet("token list", flag.ContinueOnError)
	db := p.database(flags)
	return command{
		name: "token list", says: "list tokens, by name", flags: flags,
		do: func(ctx context.Context, _ []string) error {
			return db.with(ctx, func(r *registry.Registry) error {
				all, err := tokensOf(r).List(ctx)
				if err != nil {
					return err
				}
				return daemon.WriteTokens(p.stdout, all, p.now())
			})
		},
	}
}

func (p *program) tokenRevoke() command {
	flags := flag.NewFlagSet("token revoke", flag.ContinueOnError)
	db := p.database(flags)
	return command{
		name: "token revoke", args: "NAME", says: "end a token, for good", flags: flags,
		do: func(ctx context.Context, args []string) error {
			return db.with(ctx, func(r *registry.Registry) error {
				revoked, err := tokensOf(r).Revoke(ctx, args[0])
				if err == nil {
					fmt.Fprintf(p.stderr, "the token %s lets nobody in any more\n", revoked.Name)
				}
				return err
			})
		},
	}
}

func tokensOf(r *registry.Registry) daemon.Tokens { return daemon.Tokens{Registry: r, Who: operator} }
