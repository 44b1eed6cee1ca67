package parley

import (
	"context"
	"crypto/tls"
	"errors"
	"sync"
	"time"
)

// Config says who a client is, and where it connects to.
type Config struct {
	// Addresses of bridges of the same Parley are tried in turn: host:port, tcp://host:port, or tls://host:port.
	Addresses []string
	// TLS, if there is one, has host:port mean TLS, and says how TLS is done.
	TLS *tls.Config
	// Nick is the wanted name.
	Nick string
	// ChooseNick gives another name in place of one that is taken, or false to give up; attempt is 1 at the first time.
	// Without it a name that is taken is the end.
	ChooseNick func(taken string, attempt int) (string, bool)
	// Since is a position that Mark gave: the client goes on behind it.
	Since string
	// Timeout is how long a connection, a greeting or an answer may take; 10 s if left out.
	Timeout time.Duration
	// Silence is after how long without a line the server is asked whether it is there; 30 s if left out.
	Silence time.Duration
	// RetryFirst and RetryLongest: waits before it is tried again begin with the first (500 ms), or half of it, and double
	// up to the longest (30 s).
	RetryFirst, RetryLongest time.Duration
}

// A Client is somebody in the chat, who stays there whatever becomes of connections and servers. Its methods are safe for
// several goroutines at once.
//
// Next tells what happens. What it gave is never given again, and what it did not is, also after a lost connection: what
// waits is kept, and what was said in the lobby meanwhile is fetched. Whispers belong to a session, and those that are
// under way when it ends are lost. Nothing of the lobby is asked for until somebody calls Next. Where events are taken more
// slowly than they come, reading stops, except while a call waits for its answer.
//
// Calls wait for a connection as long as their contexts last. They fail with an *InvalidArgumentError (nothing was sent),
// a *RefusedError, *TimeoutError, *ConnectionLostError or *ByeError, or context.Canceled; but for the first two it may
// have been done all the same.
type Client struct {
	feed      *feed
	publisher *publisher
	entrance  *entrance
	keeper    *keeper
	ctx       context.Context
	cancel    context.CancelFunc
	done      chan struct{}

	mu sync.Mutex
	// session is the one that somebody who calls Next listens to.
	session *Session
	closing bool
}

// Connect begins to connect, and goes on with that until Close, or until the context ends. It fails with an
// *InvalidArgumentError only.
func Connect(ctx context.Context, config Config) (*Client, error) {
	c, err := newClient(ctx, config)
	if err != nil {
		return nil, err
	}
	go c.run()
	return c, nil
}

// newClient is one that does nothing before it is run.
func newClient(ctx context.Context, config Config) (*Client, error) {
	if len(config.Addresses) == 0 {
		return nil, invalid("there is no address")
	}
	for _, each := range config.Addresses {
		if _, err := parseAddress(each, false); err != nil {
			return nil, err
		}
	}
	nick, err := checkNick(config.Nick)
	if err != nil {
		return nil, err
	}
	if config.Since != "" {
		if err := checkPosition(config.Since); err != nil {
			return nil, err
		}
	}
	retry := func(each int) *backoff { return newBackoff(config.RetryFirst, config.RetryLongest, each) }
	c := &Client{publisher: newPublisher(retry(1)), done: make(chan struct{})}
	c.ctx, c.cancel = context.WithCancel(ctx)
	c.entrance = &entrance{wanted: nick, choose: config.ChooseNick, backoff: retry(1)}
	c.feed = &feed{
		queue: newQueue(), publisher: c.publisher, backoff: retry(1), received: config.Since, delivered: config.Since,
	}
	c.keeper = &keeper{
		addresses: config.Addresses, backoff: retry(len(config.Addresses)), changed: make(chan struct{}),
		open:  func(ctx context.Context, address string) (*Session, error) { return c.open(ctx, address, config) },
		enter: c.enter, lost: c.lost,
	}
	return c, nil
}

// Next gives the next event. After Closed there is io.EOF.
func (c *Client) Next(ctx context.Context) (Event, error) {
	if c.feed.want() {
		c.mu.Lock()
		s := c.session
		c.mu.Unlock()
		if s != nil && s.open() {
			go func() {
				if c.feed.listen(c.ctx, s) != nil {
					s.Close()
				}
			}()
		}
	}
	return c.feed.next(ctx)
}

// Nick is the name that is held, or was last; empty before the first login.
func (c *Client) Nick() string { return c.entrance.nick() }

// Mark gives a position: behind all messages of the lobby that Next gave so far. Kept, it lets another client go on there
// (Config.Since), on any bridge. It is empty before the first login.
func (c *Client) Mark() string { return c.feed.mark() }

// Pub says the text in the lobby, exactly once, and gives the message's time: it is asked again after a lost answer, and
// after unavailable or rate-limited, for nine minutes at most. Messages are said one after the other.
func (c *Client) Pub(ctx context.Context, text string) (time string, err error) {
	return c.PubOnce(ctx, c.publisher.key(), text)
}

// PubOnce is Pub with a key of the caller's: 1 to 64 of A-Z a-z 0-9 . _ - Said again within nine minutes with the same one,
// by whomever holds the name, it is not said twice.
func (c *Client) PubOnce(ctx context.Context, key, text string) (time string, err error) {
	c.feed.queue.call(1)
	defer c.feed.queue.call(-1)
	return c.publisher.publish(ctx, key, text)
}

// To whispers, once at most: it is not asked again after a lost answer.
func (c *Client) To(ctx context.Context, nick, text string) error {
	if _, err := ToLine(nick, text); err != nil {
		return err
	}
	return c.ask(ctx, false, func(s *Session) error { return s.To(ctx, nick, text) })
}

// Users gives everybody online, by code point.
func (c *Client) Users(ctx context.Context) (users []string, err error) {
	err = c.ask(ctx, true, func(s *Session) (err error) {
		users, err = s.Users(ctx)
		return err
	})
	return users, err
}

// History gives the last messages of the lobby, 1 to 1,000, oldest first. They do not count as given out.
func (c *Client) History(ctx context.Context, count int) (messages []Message, err error) {
	if _, err := HistoryLine(count); err != nil {
		return nil, err
	}
	err = c.ask(ctx, true, func(s *Session) (err error) {
		messages, err = s.History(ctx, count)
		return err
	})
	return messages, err
}

// Search gives the newest messages of the archive that hold all of these words, oldest first. They do not count as given
// out.
func (c *Client) Search(ctx context.Context, words string) (messages []Message, err error) {
	if _, err := SearchLine(words); err != nil {
		return nil, err
	}
	err = c.ask(ctx, true, func(s *Session) (err error) {
		messages, err = s.Search(ctx, words)
		return err
	})
	return messages, err
}

// Ping asks whether the server is there.
func (c *Client) Ping(ctx context.Context) error {
	return c.ask(ctx, false, func(s *Session) error { return s.Ping(ctx) })
}

// Close says goodbye, as long as the context lasts, and ends the client. What was not yet sent is not sent.
func (c *Client) Close(ctx context.Context) {
	c.mu.Lock()
	first := !c.closing
	c.closing = true
	c.mu.Unlock()
	if first {
		c.feed.queue.call(1)
		c.publisher.pause()
		if s := c.keeper.current(); s != nil {
			_ = s.Downline(ctx)
		}
		c.cancel()
	}
	<-c.done
}

// ask asks a session; again where that does no harm, and the answer was lost with the session.
func (c *Client) ask(ctx context.Context, again bool, action func(*Session) error) error {
	c.feed.queue.call(1)
	defer c.feed.queue.call(-1)
	for {
		s, err := c.keeper.session(ctx)
		if err != nil {
			return err
		}
		if err = action(s); err == nil || !again || s.open() || ctx.Err() != nil {
			return err
		}
		var wrong *InvalidArgumentError
		if errors.As(err, &wrong) {
			return err
		}
	}
}

func (c *Client) run() {
	defer close(c.done)
	defer c.cancel()
	err := c.keeper.run(c.ctx)
	if err == nil {
		c.mu.Lock()
		if !c.closing {
			err = c.ctx.Err()
		}
		c.mu.Unlock()
	}
	over := err
	if over == nil {
		over = &ConnectionLostError{errClosed}
	}
	c.publisher.stop(over)
	c.feed.tell(Closed{err})
	c.feed.queue.end()
}

func (c *Client) open(ctx context.Context, text string, config Config) (*Session, error) {
	to, err := parseAddress(text, config.TLS != nil)
	if err != nil {
		return nil, err
	}
	conn, err := to.dial(ctx, config.TLS, config.Timeout)
	if err != nil {
		return nil, err
	}
	return NewSession(ctx, conn, SessionConfig{Timeout: config.Timeout, Silence: config.Silence, receive: c.feed.receive})
}

func (c *Client) enter(ctx context.Context, s *Session, address string) error {
	certain, err := c.entrance.login(ctx, s)
	if err != nil {
		return err
	}
	c.feed.tell(Connected{Nick: s.Nick(), Address: address})
	// The token is asked for behind the position, and not after its answer, which may be long.
	var once sync.Once
	learned := make(chan error, 1)
	learn := func() {
		once.Do(func() { go func() { learned <- c.entrance.learnToken(ctx, s) }() })
	}
	if err := c.feed.begin(ctx, s, learn); err != nil {
		s.Close()
		learn()
		<-learned
		return err
	}
	if err := <-learned; err != nil {
		return err
	}
	c.mu.Lock()
	c.session = s
	c.mu.Unlock()
	if c.feed.isWanted() {
		if err := c.feed.listen(ctx, s); err != nil {
			return err
		}
	}
	c.publisher.use(s, certain && c.feed.isWhole())
	return nil
}

func (c *Client) lost(err error, retryIn time.Duration) {
	c.publisher.pause()
	c.entrance.lostAt = time.Now()
	c.feed.tell(Disconnected{Err: err, RetryIn: retryIn})
}
