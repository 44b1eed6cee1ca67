package parley

import (
	"strconv"
	"sync"
	"time"
)

// answer is the text of an OK, and what came with it.
type answer struct {
	text     string
	list     []string
	messages []Message
	err      error
}

// pending is an answer that is due.
type pending struct {
	// long answers have many lines, and are late only when none of them comes for a while.
	long bool
	// holds tells whether it has messages of its own, which do not count as delivered; held are those that may be.
	holds bool
	held  []Event
	list  []string
	// from is when the server could begin to answer.
	from time.Time
	done chan answer
}

// answers are those that are due, in the order of their commands. Only the goroutine that reads settles them; deliver is
// called there with what belongs to none.
type answers struct {
	mu      sync.Mutex
	due     []*pending
	over    error
	last    string
	deliver func(Event)
}

// expect tells that a command is about to be sent.
func (a *answers) expect(long, holds bool) (*pending, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over != nil {
		return nil, a.over
	}
	p := &pending{long: long, holds: holds, from: time.Now(), done: make(chan answer, 1)}
	a.due = append(a.due, p)
	return p, nil
}

// next is the one that comes next, if any.
func (a *answers) next() *pending {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.due) == 0 {
		return nil
	}
	return a.due[0]
}

// since tells from when on the one that comes next is waited for, and whether it is long.
func (a *answers) since() (from time.Time, long, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.due) == 0 {
		return time.Time{}, false, false
	}
	return a.due[0].from, a.due[0].long, true
}

func (a *answers) shift() *pending {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.due) == 0 {
		return nil
	}
	first := a.due[0]
	if a.due = a.due[1:]; len(a.due) > 0 {
		a.due[0].from = time.Now()
	}
	return first
}

// line is given each line that came.
func (a *answers) line(line ServerLine) {
	switch line.Word {
	case "OK":
		a.ok(line.Text)
	case "ERR":
		a.refused(&RefusedError{line.Code, line.Text})
	case "USER", "HELP":
		if next := a.next(); next != nil {
			next.list = append(next.list, line.Text)
		}
	case "MISSED":
		a.came(Missed{line.Count})
	case "LOBBY":
		a.came(Message{Kind: Lobby, Time: line.Time, Nick: line.Nick, Text: line.Text})
	case "WHISPER":
		a.came(Message{Kind: Whisper, Time: line.Time, Nick: line.Nick, Text: line.Text})
	case "NOTICE":
		a.came(Message{Kind: Notice, Time: line.Time, Nick: line.Nick, Text: line.Text})
	}
}

func (a *answers) came(event Event) {
	if next := a.next(); next != nil && next.holds {
		next.held = append(next.held, event)
	} else {
		a.pass(event)
	}
}

func (a *answers) ok(text string) {
	p := a.shift()
	if p == nil {
		return
	}
	// As many as the OK says stand right before it; those before them came by themselves.
	count, _ := strconv.Atoi(text)
	if count < 0 || count > len(p.held) {
		count = len(p.held)
	}
	own := p.held[len(p.held)-count:]
	for _, event := range p.held[:len(p.held)-count] {
		a.pass(event)
	}
	settled := answer{text: text, list: p.list}
	for _, event := range own {
		if message, ok := event.(Message); ok {
			settled.messages = append(settled.messages, message)
		}
	}
	p.done <- settled
}

func (a *answers) refused(err error) {
	p := a.shift()
	if p == nil {
		return
	}
	for _, event := range p.held {
		if message, ok := event.(Message); !ok || !message.inLobby() || message.Time > a.last {
			a.pass(event)
		}
	}
	p.done <- answer{err: err}
}

// lost tells everybody that nothing comes any more.
func (a *answers) lost(err error) {
	a.mu.Lock()
	due := a.due
	a.due = nil
	if a.over = err; err == nil {
		a.over = &ConnectionLostError{errClosed}
	}
	if late, ok := err.(*TimeoutError); ok {
		a.over = &ConnectionLostError{late}
	}
	over := a.over
	a.mu.Unlock()
	// Of the lobby, since will bring again what was in between; nothing brings whispers again.
	for _, p := range due {
		for _, event := range p.held {
			if message, ok := event.(Message); ok && !message.inLobby() {
				a.pass(event)
			}
		}
	}
	for at, p := range due {
		if at == 0 && err != nil {
			p.done <- answer{err: err}
		} else {
			p.done <- answer{err: over}
		}
	}
}

func (a *answers) pass(event Event) {
	if message, ok := event.(Message); ok && message.inLobby() {
		a.last = message.Time
	}
	a.deliver(event)
}
