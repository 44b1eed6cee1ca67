package parley

import (
	"context"
	"errors"
	"net"
	"regexp"
	"sync"
	"time"
)

const (
	usualTimeout = 10 * time.Second
	usualSilence = 30 * time.Second
	// grace is how long what is here already gets to be read, when an answer is late: this process may have stood still,
	// and not the server.
	grace = 100 * time.Millisecond
)

var (
	welcome = regexp.MustCompile(`^Welcome (?:back )?([^\s!]+)!`)
	version = regexp.MustCompile(`^parley/1( |$)`)
)

// SessionConfig says how a session goes. Its zero value is good.
type SessionConfig struct {
	// Timeout is how long a greeting or an answer may take; 10 s if left out. An answer that is missing for longer ends the
	// connection, or else it would be taken for the next command's.
	Timeout time.Duration
	// Silence is after how long without a line the server is asked whether it is there; 30 s if left out.
	Silence time.Duration
	// Receive is given each Message and Missed as it comes, on the goroutine that reads: while it waits nothing is read,
	// and nothing is late. Without it they are for Next.
	Receive func(Event)

	receive func(*Session, Event)
}

// A Session is one session on one connection, from the greeting on. Its methods are safe for several goroutines at once;
// commands may be sent while others wait for their answers.
//
// A refusal is a *RefusedError. Where the context of a call ends, the command may be carried out all the same.
type Session struct {
	// Greeting is the text of the line with which the server greeted.
	Greeting string

	conn    net.Conn
	timeout time.Duration
	silence time.Duration
	answers answers
	queue   *queue
	sending sync.Mutex

	mu      sync.Mutex
	nick    string
	leaving bool
	// since when nothing can be late: the last line, and the last time that reading began again.
	lastLine, resumed time.Time
	once              sync.Once
	stopped, done     chan struct{}
	err               error
}

// NewSession begins a session on a connection, which belongs to it then, and waits for the greeting. A *RefusedError tells
// that there is no room, or no admission.
func NewSession(ctx context.Context, conn net.Conn, config SessionConfig) (*Session, error) {
	now := time.Now()
	s := &Session{
		conn: conn, timeout: config.Timeout, silence: config.Silence, lastLine: now, resumed: now,
		stopped: make(chan struct{}), done: make(chan struct{}),
	}
	if s.timeout <= 0 {
		s.timeout = usualTimeout
	}
	if s.silence <= 0 {
		s.silence = usualSilence
	}
	switch {
	case config.receive != nil:
		s.answers.deliver = func(event Event) { config.receive(s, event) }
	case config.Receive != nil:
		s.answers.deliver = config.Receive
	default:
		s.queue = newQueue()
		s.answers.deliver = func(event Event) {
			s.queue.push(event, "")
			s.queue.drain(s.stopped)
		}
	}
	greeting, err := s.answers.expect(false, false)
	if err != nil {
		return nil, err
	}
	go s.read()
	text, err := s.wait(ctx, greeting)
	if err == nil && !version.MatchString(text.text) {
		err = &ConnectionLostError{errors.New("this is no server of parley/1: " + text.text)}
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	s.Greeting = text.text
	return s, nil
}

// Login gives the name as the server has it. The token, if there is one, is what Token gave to the session that had the
// name.
func (s *Session) Login(ctx context.Context, nick, token string) (string, error) {
	line, err := LoginLine(nick, token)
	if err != nil {
		return "", err
	}
	answer, err := s.ask(ctx, request{line: line})
	if err != nil {
		return "", err
	}
	name, _ := checkNick(nick)
	if match := welcome.FindStringSubmatch(answer.text); match != nil {
		name = match[1]
	}
	s.mu.Lock()
	s.nick = name
	s.mu.Unlock()
	s.arm()
	return name, nil
}

// Nick is the name, as the server has it; empty before login.
func (s *Session) Nick() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nick
}

// Pull brings what is unread to where all messages go, and then tells how many that were.
func (s *Session) Pull(ctx context.Context) (int, error) {
	return s.number(ctx, "pull")
}

// Live brings what is unread, and from then on each message as it comes; or no more of them.
func (s *Session) Live(ctx context.Context, on bool) error {
	line := "live"
	if !on {
		line = "live off"
	}
	_, err := s.ask(ctx, request{line: line, long: true})
	return err
}

// Pub says the text in the lobby, and gives the message's time. Where the answer is lost nobody knows whether it was said:
// see Once.
func (s *Session) Pub(ctx context.Context, text string) (string, error) {
	line, err := PubLine(text)
	return s.text(ctx, line, err)
}

// Once says the text in the lobby, and gives the message's time. Sent again within ten minutes, under the same name, with
// the same key, it is said once. A key has 1 to 64 of A-Z a-z 0-9 . _ -
func (s *Session) Once(ctx context.Context, key, text string) (string, error) {
	line, err := OnceLine(key, text)
	return s.text(ctx, line, err)
}

// To whispers.
func (s *Session) To(ctx context.Context, nick, text string) error {
	line, err := ToLine(nick, text)
	_, err = s.text(ctx, line, err)
	return err
}

// Users gives everybody online, by code point.
func (s *Session) Users(ctx context.Context) ([]string, error) {
	answer, err := s.ask(ctx, request{line: "users", long: true})
	return answer.list, err
}

// History gives the last messages of the lobby, oldest first. It changes nothing.
func (s *Session) History(ctx context.Context, count int) ([]Message, error) {
	line, err := HistoryLine(count)
	return s.messages(ctx, line, err)
}

// Search gives the newest messages of the archive that hold all of these words, oldest first. It changes nothing.
func (s *Session) Search(ctx context.Context, words string) ([]Message, error) {
	line, err := SearchLine(words)
	return s.messages(ctx, line, err)
}

// Since brings all that is kept of the lobby after that time to where all messages go, and then tells how many that were.
// Refused as unavailable, it is asked again with the time of the last message that came.
func (s *Session) Since(ctx context.Context, position string) (int, error) {
	line, err := SinceLine(position)
	if err != nil {
		return 0, err
	}
	return s.number(ctx, line)
}

// sinceThen is Since, and calls sent when that is on its way.
func (s *Session) sinceThen(ctx context.Context, position string, sent func()) error {
	line, err := SinceLine(position)
	if err != nil {
		return err
	}
	_, err = s.ask(ctx, request{line: line, long: true, sent: sent})
	return err
}

// Mark gives the time behind which Since goes on after what was given so far.
func (s *Session) Mark(ctx context.Context) (string, error) {
	return s.text(ctx, "mark", nil)
}

// Token gives the secret that gets this name back at once, on any bridge: for Login.
func (s *Session) Token(ctx context.Context) (string, error) {
	return s.text(ctx, "token", nil)
}

// Ping asks whether the server is there.
func (s *Session) Ping(ctx context.Context) error {
	_, err := s.text(ctx, "ping", nil)
	return err
}

// Command sends any line that gets an answer, and gives the text of its OK, and its USER or HELP lines.
func (s *Session) Command(ctx context.Context, text string) (string, []string, error) {
	line, err := CommandLine(text)
	if err != nil {
		return "", nil, err
	}
	answer, err := s.ask(ctx, request{line: line, long: true})
	return answer.text, answer.list, err
}

// Downline says goodbye, and ends the connection.
func (s *Session) Downline(ctx context.Context) error {
	s.mu.Lock()
	s.leaving = true
	s.mu.Unlock()
	_, err := s.text(ctx, "downline", nil)
	s.Close()
	return err
}

// Close ends the connection without a word; Done tells when that has come to everybody.
func (s *Session) Close() {
	s.stop(&ConnectionLostError{errClosed})
}

// Done is closed when all is over; Err tells why.
func (s *Session) Done() <-chan struct{} { return s.done }

// Err is what ended the session: nil before that, and after Downline.
func (s *Session) Err() error {
	select {
	case <-s.done:
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.err
	default:
		return nil
	}
}

// Next gives what comes, unless the session was begun with Receive; io.EOF when nothing more will. Whoever takes it too
// slowly stops the reading, except while a call waits for its answer.
func (s *Session) Next(ctx context.Context) (Event, error) {
	if s.queue == nil {
		return nil, invalid("the events go elsewhere")
	}
	return s.queue.next(ctx, func(string) {})
}
