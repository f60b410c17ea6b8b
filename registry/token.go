package registry

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"time"
)

// NewToken is a token to be made.
type NewToken struct {
	Name    string    `json:"name"` // who it is for
	Role    Role      `json:"role"`
	Items   []string  `json:"items,omitempty"`  // patterns; empty: all
	Expires time.Time `json:"expires,omitzero"` // zero: never

	Key string `json:"-"` // idempotency key, "" for none
}

// tokenPrefix begins every token, so that who scans for secrets finds it.
const tokenPrefix = "jny_"

const (
	idBytes     = 8
	secretBytes = 32
)

// lastUseStep is how fine the last use of a token is known.
const lastUseStep = time.Minute

var (
	tokenName = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._@/:-]{0,99}$`)
	itemsRule = regexp.MustCompile(`^[a-z0-9*][a-z0-9._/*-]{0,127}$`)
)

// AddToken makes a token and returns its text, which is nowhere else: the store has its hash. It
// needs the role admin. The error is Invalid, Exists when the name is taken or the key made a token
// before, whose text nobody can tell any more, and Reused.
func (r *Registry) AddToken(ctx context.Context, who Who, n NewToken) (text string, made Token, err error) {
	if err := who.May(Admin, ""); err != nil {
		return "", made, err
	}
	now := r.now()
	if err := n.check(now); err != nil {
		return "", made, err
	}
	random := make([]byte, idBytes+secretBytes)
	if _, err := io.ReadFull(r.o.Random, random); err != nil {
		return "", made, err
	}
	id, secret := hex.EncodeToString(random[:idBytes]), base64.RawURLEncoding.EncodeToString(random[idBytes:])
	sum := sha256.Sum256([]byte(secret))
	made = Token{ID: id, Name: n.Name, Hash: sum[:], Role: n.Role, Items: n.Items, Created: now, Expires: n.Expires}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	scope := "token " + who.Name
	err = r.store.Update(ctx, nil, func(ctx context.Context, tx Tx) error {
		before, found, err := replayed[string](ctx, tx, scope, n.Key, n)
		if err != nil {
			return err
		}
		if found {
			return &Error{
				Code: Exists, Field: "Idempotency-Key", Message: "the key made the token " + before + " already, whose secret was shown once",
				Hint: "revoke that token, and make another under a new key",
			}
		}
		all, err := tx.Tokens(ctx)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.Name == n.Name {
				return &Error{Code: Exists, Field: "name", Message: "there is a token " + n.Name + " already", Hint: "revoked ones keep their names, for the audit log"}
			}
		}
		w := Writing{NewTokens: []Token{made}, Entries: []Entry{entryOf(who, now, TokenMade, "", "", n.Name+" "+string(n.Role)+" "+strings.Join(n.Items, ","))}}
		if n.Key != "" {
			kept, err := r.kept(scope, n.Key, n, n.Name)
			if err != nil {
				return err
			}
			w.Answers = []Answer{kept}
		}
		return tx.Write(ctx, w)
	})
	if err != nil {
		return "", Token{}, err
	}
	return tokenPrefix + id + "_" + secret, made, nil
}

func (n *NewToken) check(now time.Time) error {
	if err := checkText("Idempotency-Key", n.Key, maxKey); err != nil {
		return err
	}
	if !tokenName.MatchString(n.Name) {
		return invalid("name", "found the name %s, wanted letters, digits and . _ @ / : -", Quoted(n.Name))
	}
	if _, err := ParseRole(string(n.Role)); err != nil {
		return err
	}
	if err := CheckItems(n.Items); err != nil {
		return err
	}
	if n.Role == Admin && len(n.Items) > 0 {
		e := invalid("items", "found the role admin for some items, wanted it for all: tokens and the audit log belong to no item")
		e.Hint = "publish is the highest role for some items"
		return e
	}
	if !n.Expires.IsZero() && !n.Expires.After(now) {
		return invalid("expires", "found %s, which is over, wanted a time to come", n.Expires.Format(time.RFC3339))
	}
	return nil
}

// CheckItems returns nil when patterns of item names are in order. The error is Invalid.
func CheckItems(patterns []string) error {
	for _, pattern := range patterns {
		if !itemsRule.MatchString(pattern) {
			return invalid("items", "found the pattern %s, wanted an item's name in which * stands for any text", Quoted(pattern))
		}
	}
	return nil
}

// Tokens returns all tokens, sorted by name. It needs the role admin.
func (r *Registry) Tokens(ctx context.Context, who Who) ([]Token, error) {
	if err := who.May(Admin, ""); err != nil {
		return nil, err
	}
	return r.store.Tokens(ctx)
}

// RevokeToken ends a token, by its name. It needs the role admin. One that is revoked stays so. The
// error is NotFound when there is none of the name.
func (r *Registry) RevokeToken(ctx context.Context, who Who, name string) (Token, error) {
	if err := who.May(Admin, ""); err != nil {
		return Token{}, err
	}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var revoked Token
	err := r.store.Update(ctx, nil, func(ctx context.Context, tx Tx) error {
		all, err := tx.Tokens(ctx)
		if err != nil {
			return err
		}
		for _, t := range all {
			if revoked = t; t.Name != name {
				continue
			}
			if !t.Revoked.IsZero() {
				return nil
			}
			revoked.Revoked = r.now()
			return tx.Write(ctx, Writing{Tokens: []Token{revoked}, Entries: []Entry{entryOf(who, revoked.Revoked, TokenRevoked, "", "", name)}})
		}
		return &Error{Code: NotFound, Field: "name", Message: "there is no token " + name, Hint: "joinery token list lists them"}
	})
	return revoked, err
}

// Authenticate returns whom a token lets in. The error is Unknown, with the same words whatever is
// wrong with it, except for a token that was right once: it tells that it is over or revoked.
//
// The time of a token does not go back with the clock: it is at least that of its last use, and that a
// token was brought when it was over is written down as a use. So one that was refused stays refused.
func (r *Registry) Authenticate(ctx context.Context, text string) (Who, error) {
	nobody := &Error{Code: Unknown, Message: "the token is not known here", Hint: "joinery token add makes one"}
	id, secret, ok := strings.Cut(strings.TrimPrefix(text, tokenPrefix), "_")
	if !ok || !strings.HasPrefix(text, tokenPrefix) || len(id) != 2*idBytes || len(secret) != base64.RawURLEncoding.EncodedLen(secretBytes) {
		return Who{}, nobody
	}
	if _, err := hex.DecodeString(id); err != nil {
		return Who{}, nobody
	}
	t, found, err := r.store.Token(ctx, id)
	if err != nil {
		return Who{}, err
	}
	sum := sha256.Sum256([]byte(secret))
	if subtle.ConstantTimeCompare(sum[:], t.Hash) != 1 || !found {
		return Who{}, nobody
	}
	now := r.now()
	if t.Used.After(now) {
		now = t.Used // the clock went back
	}
	switch {
	case !t.Revoked.IsZero():
		return Who{}, &Error{Code: Unknown, Message: "the token " + t.Name + " was revoked on " + t.Revoked.Format(time.DateOnly), Hint: nobody.Hint}
	case !t.Expires.IsZero() && !now.Before(t.Expires):
		if t.Used.Before(t.Expires) {
			r.used(ctx, id, now)
		}
		return Who{}, &Error{Code: Unknown, Message: "the token " + t.Name + " was good until " + t.Expires.Format(time.RFC3339), Hint: nobody.Hint}
	}
	if now.Sub(t.Used) >= lastUseStep {
		r.used(ctx, id, now)
	}
	return Who{Name: t.Name, Role: t.Role, Items: t.Items}, nil
}

// used writes down when a token was brought. Whether that succeeds does not decide who gets in.
func (r *Registry) used(ctx context.Context, id string, now time.Time) {
	ctx, cancel := r.patient(ctx)
	defer cancel()
	_ = r.store.Update(ctx, nil, func(ctx context.Context, tx Tx) error {
		current, ok, err := tx.Token(ctx, id)
		if err != nil || !ok {
			return err
		}
		current.Used = now
		return tx.Write(ctx, Writing{Tokens: []Token{current}})
	})
}
