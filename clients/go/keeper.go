package parley

import (
	"context"
	"errors"
	"sync"
	"time"
)

// keeper keeps a session open: it opens one, and after its end another, at the next address, until there is no point in it.
type keeper struct {
	addresses []string
	backoff   *backoff
	// open begins a session, and enter makes it ready for calls.
	open  func(ctx context.Context, address string) (*Session, error)
	enter func(ctx context.Context, s *Session, address string) error
	// lost is told of a session's end, and of the wait until it is tried again.
	lost func(err error, retryIn time.Duration)

	mu    sync.Mutex
	ready *Session
	over  error
	// changed is closed, and replaced, when there is a session, or there will be none.
	changed chan struct{}
}

// run ends with what ended it: nil where the context was ended.
func (k *keeper) run(ctx context.Context) error {
	var end error
	for at := 0; ctx.Err() == nil; at++ {
		err := k.try(ctx, k.addresses[at%len(k.addresses)])
		if ctx.Err() != nil {
			break
		}
		if isFinal(err) {
			end = err
			var given gaveUp
			if errors.As(err, &given) {
				end = given.error
			}
			break
		}
		delay := k.backoff.next()
		k.lost(err, delay)
		sleep(ctx, delay, nil)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over = end; end == nil {
		k.over = &ConnectionLostError{errClosed}
	}
	close(k.changed)
	return end
}

// try opens a session, and gives what ended it.
func (k *keeper) try(ctx context.Context, address string) error {
	s, err := k.open(ctx, address)
	if err != nil {
		return err
	}
	stopped := make(chan struct{})
	defer close(stopped)
	go func() {
		select {
		case <-ctx.Done():
			s.Close()
		case <-stopped:
		}
	}()
	if err := k.enter(ctx, s, address); err != nil {
		s.Close()
		<-s.Done()
		// What a call was told is less than why the session ended.
		if bye, ok := s.Err().(*ByeError); ok {
			return bye
		}
		return err
	}
	k.backoff.reset()
	k.mu.Lock()
	k.ready = s
	close(k.changed)
	k.changed = make(chan struct{})
	k.mu.Unlock()
	<-s.Done()
	k.mu.Lock()
	k.ready = nil
	k.mu.Unlock()
	if err := s.Err(); err != nil {
		return err
	}
	return &ConnectionLostError{errClosed}
}

// session gives one that calls can use.
func (k *keeper) session(ctx context.Context) (*Session, error) {
	for {
		k.mu.Lock()
		s, over, changed := k.ready, k.over, k.changed
		k.mu.Unlock()
		switch {
		case over != nil:
			return nil, over
		case s != nil && s.open():
			return s, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ended(ctx)
		}
	}
}

// current is the session that calls can use, if there is one.
func (k *keeper) current() *Session {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ready != nil && k.ready.open() {
		return k.ready
	}
	return nil
}

// isFinal tells of what nobody comes back after.
func isFinal(err error) bool {
	var given gaveUp
	var wrong *InvalidArgumentError
	var bye *ByeError
	switch {
	case errors.As(err, &given) || errors.As(err, &wrong) || refusedAs(err, "banned"):
		return true
	case errors.As(err, &bye):
		return bye.Code == "kicked" || bye.Code == "banned" || bye.Code == "replaced"
	default:
		return false
	}
}
