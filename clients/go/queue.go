package parley

import (
	"context"
	"io"
	"sync"
)

// highWater is about how many bytes may wait for whoever takes events; then reading stops until half of them are left.
const highWater = 1 << 20

// queue holds events on their way to whoever takes them, in order, each given once.
//
// Whoever puts one in has to wait while too much waits; except while a call waits for its answer, which would never come.
type queue struct {
	mu      sync.Mutex
	waiting []queued
	weight  int
	calls   int
	ended   bool
	// changed is closed, and replaced, whenever some of those who wait may go on.
	changed chan struct{}
	waiters int
}

type queued struct {
	event Event
	note  string
}

func newQueue() *queue {
	return &queue{changed: make(chan struct{})}
}

// push puts one in, with a note for whoever takes it out.
func (q *queue) push(event Event, note string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, again := event.(Disconnected)
	if last := len(q.waiting) - 1; again && last >= 0 {
		// Of several that nobody has taken the last one is enough.
		if _, again = q.waiting[last].event.(Disconnected); again {
			q.waiting[last].event = event
			return
		}
	}
	q.waiting = append(q.waiting, queued{event, note})
	q.weight += event.weight()
	q.change()
}

// drain waits while too much waits, and not longer than until over.
func (q *queue) drain(over <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for most := highWater; q.weight > most && q.calls == 0; most = highWater / 2 {
		if !q.wait(over) {
			return
		}
	}
}

// call tells that somebody begins (1), or ceases (-1), to wait for an answer.
func (q *queue) call(count int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.calls += count
	q.change()
}

// end lets nothing follow what is in there.
func (q *queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ended = true
	q.change()
}

// next takes one out, which given is told of before anybody can see it. io.EOF: there will be none.
func (q *queue) next(ctx context.Context, given func(note string)) (Event, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 {
		if q.ended {
			return nil, io.EOF
		}
		if !q.wait(ctx.Done()) {
			return nil, ended(ctx)
		}
	}
	first := q.waiting[0]
	q.waiting[0] = queued{}
	if q.waiting = q.waiting[1:]; len(q.waiting) == 0 {
		q.waiting = nil
	}
	q.weight -= first.event.weight()
	q.change()
	given(first.note)
	return first.event, nil
}

// change lets everybody look again.
func (q *queue) change() {
	if q.waiters > 0 {
		close(q.changed)
		q.changed, q.waiters = make(chan struct{}), 0
	}
}

// wait waits for a change, or for over, and tells whether it was a change.
func (q *queue) wait(over <-chan struct{}) bool {
	changed := q.changed
	q.waiters++
	q.mu.Unlock()
	defer q.mu.Lock()
	select {
	case <-changed:
		return true
	case <-over:
		return false
	}
}
