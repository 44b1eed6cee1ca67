package parley

import (
	"context"
	"sync"
)

// feed is what happens, on its way to the application, over all sessions: no message of the lobby twice, and none left
// out. Nothing is asked for until somebody wants it.
type feed struct {
	queue     *queue
	publisher *publisher
	backoff   *backoff

	mu sync.Mutex
	// received is behind all that came.
	received string
	wanted   bool
	// first is the session that knows by itself what is unread, and heard the one that was told to send it.
	first, heard *Session
	// whole tells whether all of the lobby has come that was said until the session of now began.
	whole bool

	// position is locked last.
	position sync.Mutex
	// delivered is behind all that was given out.
	delivered string
}

// next takes an event out.
func (f *feed) next(ctx context.Context) (Event, error) {
	return f.queue.next(ctx, func(position string) {
		f.position.Lock()
		defer f.position.Unlock()
		if position != "" {
			f.delivered = position
		}
	})
}

// want tells that somebody takes events, and whether that is news.
func (f *feed) want() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	news := !f.wanted
	f.wanted = true
	return news
}

func (f *feed) isWanted() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.wanted
}

func (f *feed) isWhole() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.whole
}

// mark is behind all that was given out.
func (f *feed) mark() string {
	f.position.Lock()
	defer f.position.Unlock()
	return f.delivered
}

// receive takes what a session brings, and waits while too much waits.
func (f *feed) receive(s *Session, event Event) {
	f.mu.Lock()
	switch item := event.(type) {
	case Missed:
		f.whole = false
	case Message:
		if item.inLobby() {
			f.received = item.Time
			item.Mine = item.Kind == Lobby && f.publisher.isOwn(item, s.Nick())
		} else {
			item.Mine = item.Nick == s.Nick()
		}
		event = item
	}
	f.queue.push(event, f.received)
	f.mu.Unlock()
	f.queue.drain(s.stopped)
}

// tell puts in what is no message.
func (f *feed) tell(event Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue.push(event, f.received)
}

// begin finds out where a session begins, if nothing is known of before; or else goes on there, if somebody wants that.
// It calls sent once, when nothing of that has to be sent first any more.
func (f *feed) begin(ctx context.Context, s *Session, sent func()) error {
	f.mu.Lock()
	f.whole = false
	fresh, wanted := f.received == "", f.wanted
	if fresh {
		f.first = s
	}
	f.mu.Unlock()
	switch {
	case fresh:
		return f.find(ctx, s, sent)
	case wanted:
		return f.catchUp(ctx, s, sent)
	default:
		sent()
		return nil
	}
}

// find finds out where the first session begins.
func (f *feed) find(ctx context.Context, s *Session, sent func()) error {
	var position string
	err := insist(ctx, f.backoff, s, func() error {
		answer, err := s.ask(ctx, request{line: "mark", sent: sent})
		position = answer.text
		return err
	})
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.received == "" {
		f.received = position
	}
	f.position.Lock()
	defer f.position.Unlock()
	if f.delivered == "" {
		f.delivered = position
	}
	return nil
}

// listen has all come by itself from now on.
func (f *feed) listen(ctx context.Context, s *Session) error {
	f.mu.Lock()
	again := f.heard == s
	f.heard = s
	f.mu.Unlock()
	if again {
		return nil
	}
	if err := f.catchUp(ctx, s, func() {}); err != nil {
		return err
	}
	return insist(ctx, f.backoff, s, func() error { return s.Live(ctx, true) })
}

func (f *feed) catchUp(ctx context.Context, s *Session, sent func()) error {
	f.mu.Lock()
	again := f.first == s
	f.first = s
	if !again {
		f.whole = true
	}
	f.mu.Unlock()
	if again {
		sent()
		return nil
	}
	return insist(ctx, f.backoff, s, func() error {
		f.mu.Lock()
		position := f.received
		f.mu.Unlock()
		return s.sinceThen(ctx, position, sent)
	})
}
