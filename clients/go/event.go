package parley

import "time"

// An Event is something that a [Client] tells of: a [Message], [Missed], [Connected], [Disconnected] or [Closed]. A
// [Session] tells of the first two only.
type Event interface {
	// weight is about how many bytes it holds.
	weight() int
}

// A Kind tells where a message was said.
type Kind string

// The kinds of messages.
const (
	Lobby   Kind = "lobby"
	Whisper Kind = "whisper"
	Notice  Kind = "notice"
)

// A Message is what somebody said.
type Message struct {
	Kind Kind
	// Time is in the lobby the message's id, and a position. Times sort as text.
	Time string
	// Nick may be empty.
	Nick string
	// Text may be empty.
	Text string
	// Mine tells whether it was said by this client; a Session can't tell.
	Mine bool
}

// Missed stands where messages stood that are no longer kept.
type Missed struct {
	// Count is -1 where nobody knows how many, nor whether there were any.
	Count int
}

// Connected tells that a session has begun.
type Connected struct {
	Nick    string
	Address string
}

// Disconnected tells that a session was lost, or that none could be begun.
type Disconnected struct {
	Err error
	// RetryIn is how long it takes until it is tried again.
	RetryIn time.Duration
}

// Closed is the last event.
type Closed struct {
	// Err is nil after Close.
	Err error
}

// overhead is what is held of an event besides its text.
const overhead = 100

func (m Message) weight() int    { return overhead + len(m.Text) }
func (Missed) weight() int       { return overhead }
func (Connected) weight() int    { return overhead }
func (Disconnected) weight() int { return overhead }
func (Closed) weight() int       { return overhead }

// inLobby tells whether it has a place in the lobby.
func (m Message) inLobby() bool { return m.Kind != Whisper }
