package parley

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// lingers is by when a dead bridge's names are free.
const lingers = 30 * time.Second

// gaveUp wraps an error after which trying again would not help.
type gaveUp struct{ error }

func (g gaveUp) Unwrap() error { return g.error }

// entrance logs in: under the wanted name or another, and later under the one that was held, by its token. It is the
// keeper's, but for nick.
type entrance struct {
	wanted  string
	choose  func(taken string, attempt int) (string, bool)
	backoff *backoff
	token   string
	lostAt  time.Time

	mu   sync.Mutex
	held string
}

// nick is the name that is held, or was last.
func (e *entrance) nick() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.held
}

// login tells whether the session before is surely over: by its token the name was got back, or is known to be another's.
func (e *entrance) login(ctx context.Context, s *Session) (bool, error) {
	certain, taken := false, false
	if e.token != "" {
		err := e.try(ctx, s, e.nick(), e.token)
		if err == nil {
			return true, nil
		}
		var refused *RefusedError
		if !errors.As(err, &refused) || !strings.HasPrefix(refused.Code, "nick-") {
			return false, final(err)
		}
		certain = refused.Code == "nick-taken" // another refusal says that no tokens are known there
		taken = certain && e.nick() == e.wanted
	}
	if err := e.asAtFirst(ctx, s, taken); err != nil {
		return false, err
	}
	e.mu.Lock()
	e.held = s.Nick()
	e.mu.Unlock()
	e.token = ""
	return certain, nil
}

// asAtFirst logs in under the wanted name, unless it is known to be taken, or one that is chosen in its place.
func (e *entrance) asAtFirst(ctx context.Context, s *Session, taken bool) error {
	name := e.wanted
	var err error = &RefusedError{Code: "nick-taken", Text: name}
	for attempt := 1; ; attempt++ {
		if !taken || attempt > 1 {
			if err = e.try(ctx, s, name, ""); !refusedAs(err, "nick-taken") {
				return final(err)
			}
		}
		if e.choose == nil {
			if time.Since(e.lostAt) < lingers {
				return err
			}
			return gaveUp{err}
		}
		other, ok := e.choose(name, attempt)
		if !ok {
			return gaveUp{err}
		}
		name = other
	}
}

func (e *entrance) try(ctx context.Context, s *Session, name, token string) error {
	return insist(ctx, e.backoff, s, func() error {
		_, err := s.Login(ctx, name, token)
		return err
	})
}

// learnToken learns what gets the name back; a server that knows no tokens is left without.
func (e *entrance) learnToken(ctx context.Context, s *Session) error {
	token, err := s.Token(ctx)
	var refused *RefusedError
	if errors.As(err, &refused) {
		return nil
	}
	if err == nil && tokenPattern.MatchString(token) {
		e.token = token
	}
	return err
}

// final wraps what is refused for good.
func final(err error) error {
	var refused *RefusedError
	var wrong *InvalidArgumentError
	if errors.As(err, &wrong) {
		return gaveUp{err}
	}
	if errors.As(err, &refused) && (refused.Code == "banned" || strings.HasPrefix(refused.Code, "nick-")) {
		return gaveUp{err}
	}
	return err
}
