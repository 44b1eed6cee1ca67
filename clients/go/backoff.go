package parley

import (
	"context"
	"math/rand"
	"sync"
	"time"
)

const (
	usualFirst   = 500 * time.Millisecond
	usualLongest = 30 * time.Second
	// longestPause is the longest that is waited for the same command to be taken.
	longestPause = 5 * time.Second
)

// chance is seeded apart, so that not all processes wait for as long as each other.
var (
	chance     = rand.New(rand.NewSource(time.Now().UnixNano()))
	chanceLock sync.Mutex
)

func random() float64 {
	chanceLock.Lock()
	defer chanceLock.Unlock()
	return chance.Float64()
}

// backoff is a series of waits that double, each series from somewhere else, so that not all come back at once.
type backoff struct {
	first, longest time.Duration
	// each is how many waits are as long as each other.
	each  int
	count int
	delay time.Duration
}

func newBackoff(first, longest time.Duration, each int) *backoff {
	if first <= 0 {
		first = usualFirst
	}
	if longest < first {
		longest = usualLongest
	}
	b := &backoff{first: first, longest: longest, each: each}
	b.reset()
	return b
}

// pauses is a series for one command.
func (b *backoff) pauses() *backoff {
	longest := b.longest
	if longest > longestPause {
		longest = longestPause
	}
	return newBackoff(b.first, longest, 1)
}

func (b *backoff) reset() {
	b.delay = b.first/2 + time.Duration(random()*float64(b.first/2))
	b.count = 0
}

func (b *backoff) next() time.Duration {
	delay := b.delay
	b.count++
	if b.count%b.each == 0 {
		if b.delay *= 2; b.delay > b.longest {
			b.delay = b.longest
		}
	}
	return delay
}

// sleep waits, and tells whether nothing ended it early.
func sleep(ctx context.Context, delay time.Duration, over <-chan struct{}) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-over:
		return false
	case <-ctx.Done():
		return false
	}
}

// passes tells whether the same command may well be taken a little later.
func passes(err error) bool {
	return refusedAs(err, "unavailable", "rate-limited")
}

// insist asks until it is no longer refused for a while only.
func insist(ctx context.Context, b *backoff, s *Session, ask func() error) error {
	for pauses := b.pauses(); ; {
		err := ask()
		if !passes(err) {
			return err
		}
		sleep(ctx, pauses.next(), s.Done())
	}
}
