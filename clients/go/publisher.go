package parley

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

const (
	// keyLives is for how long a key surely stands for its message: servers keep it for ten minutes.
	keyLives = 9 * time.Minute
	// mostAnswered is how many times of answered messages are kept; where nobody listens, none of them ever comes.
	mostAnswered = 1000
)

// publication is a message on its way into the lobby.
type publication struct {
	key, text string
	// began is when it was sent first, and sentAs the name under which it was sent last.
	began  time.Time
	sentAs string
	// seen is its time, where it came back without an answer.
	seen string
	done chan answer
}

// publisher says messages in the lobby, each once and in order, one after the other: whatever has no answer is sent again
// with its key, on the next session too. Keys are a name's: where the name is lost, what came back of the lobby tells
// whether it was said under the old one.
type publisher struct {
	backoff *backoff

	mu      sync.Mutex
	waiting []*publication
	session *Session
	running *Session
	over    error
	prefix  string
	count   int
	heard   string
	// answered are the times of answered messages that have not come yet, in order.
	answered []string
}

func newPublisher(b *backoff) *publisher {
	prefix := strconv.FormatInt(time.Now().UnixNano(), 36) + strconv.FormatInt(int64(random()*(1<<53)), 36)
	return &publisher{backoff: b, prefix: prefix}
}

// key is one that was not used before.
func (p *publisher) key() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	return p.prefix + "-" + strconv.Itoa(p.count)
}

// publish takes a message, and waits until it is said, as long as the context lasts.
func (p *publisher) publish(ctx context.Context, key, text string) (string, error) {
	if _, err := OnceLine(key, text); err != nil {
		return "", err
	}
	p.mu.Lock()
	if p.over != nil {
		defer p.mu.Unlock()
		return "", p.over
	}
	said := &publication{key: key, text: text, done: make(chan answer, 1)}
	p.waiting = append(p.waiting, said)
	p.mu.Unlock()
	p.run()
	timer := time.NewTimer(keyLives)
	defer timer.Stop()
	defer p.remove(said)
	select {
	case answer := <-said.done:
		return answer.text, answer.err
	case <-ctx.Done():
		return "", ended(ctx)
	case <-timer.C:
		return "", &TimeoutError{What: "no answer within " + keyLives.String()}
	}
}

// use is told that a session can be used, and whether all came that its predecessor may have said, and nothing that it
// began is under way.
func (p *publisher) use(s *Session, whole bool) {
	p.mu.Lock()
	p.session = s
	if len(p.waiting) > 0 {
		first := p.waiting[0]
		if first.sentAs != "" && first.sentAs != s.Nick() {
			if first.seen != "" {
				p.settle(first, answer{text: first.seen})
			} else if !whole {
				lost := errors.New("the name is lost, and the message was said, or was not")
				p.settle(first, answer{err: &ConnectionLostError{lost}})
			}
		}
	}
	p.mu.Unlock()
	p.run()
}

// pause is told that the session is over.
func (p *publisher) pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session = nil
}

// stop is told that no session will come.
func (p *publisher) stop(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session, p.over = nil, err
	for _, each := range p.waiting {
		each.done <- answer{err: err}
	}
	p.waiting = nil
}

// isOwn tells whether a message that came from the lobby was said here; it is asked about each of them, in order.
func (p *publisher) isOwn(message Message, name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = message.Time
	own := message.Nick == name
	for len(p.answered) > 0 && p.answered[0] <= message.Time {
		own = own || p.answered[0] == message.Time
		p.answered = p.answered[1:]
	}
	if own || len(p.waiting) == 0 {
		return own
	}
	first := p.waiting[0]
	if first.sentAs == message.Nick && first.seen == "" && bare(first.text) == bare(message.Text) {
		first.seen = message.Time
		return true
	}
	return false
}

// run begins to say what waits, unless that is being done.
func (p *publisher) run() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session != nil && p.running != p.session && len(p.waiting) > 0 {
		p.running = p.session
		go p.sayAll(p.session)
	}
}

func (p *publisher) sayAll(s *Session) {
	pauses := p.backoff.pauses()
	for {
		first, key := p.first(s)
		if first == nil {
			return
		}
		at, err := s.Once(context.Background(), key, first.text)
		var refused *RefusedError
		switch {
		case err == nil:
			p.said(first, at)
			pauses.reset()
		case passes(err):
			sleep(context.Background(), pauses.next(), s.Done())
		case errors.As(err, &refused):
			p.mu.Lock()
			p.settle(first, answer{err: err})
			p.mu.Unlock()
		default:
			// The session is over, and what has no answer is sent on the next.
			<-s.Done()
		}
	}
}

// first is the message that is to be sent now; none where that session is no longer used, or nothing waits.
func (p *publisher) first(s *Session) (*publication, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.session == s && len(p.waiting) > 0 && s.open() {
		first := p.waiting[0]
		if first.sentAs == "" {
			first.began = time.Now()
		} else if time.Since(first.began) > keyLives {
			p.settle(first, answer{err: &TimeoutError{What: "no answer came for so long that it might be said twice"}})
			continue
		}
		first.sentAs = s.Nick()
		return first, first.key
	}
	if p.running == s {
		p.running = nil
	}
	return nil, ""
}

func (p *publisher) said(first *publication, at string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.settle(first, answer{text: at})
	if at > p.heard {
		if p.answered = append(p.answered, at); len(p.answered) > mostAnswered {
			p.answered = p.answered[1:]
		}
	}
}

// settle is called with the lock held.
func (p *publisher) settle(each *publication, with answer) {
	for at := range p.waiting {
		if p.waiting[at] == each {
			p.waiting = append(p.waiting[:at], p.waiting[at+1:]...)
			each.done <- with
			return
		}
	}
}

// remove forgets a message that nobody waits for.
func (p *publisher) remove(each *publication) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for at := range p.waiting {
		if p.waiting[at] == each {
			p.waiting = append(p.waiting[:at], p.waiting[at+1:]...)
			return
		}
	}
}

// bare is what a text has in common with what a server made of it, which takes out what is invisible or too much.
func bare(text string) string {
	return strings.Map(func(each rune) rune {
		if separates(each) || invisible(each) || unicode.In(each, unicode.C, unicode.M) {
			return -1
		}
		return each
	}, text)
}
