package parley

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// chat is a client of a scripted server, and what it gave out of messages.
type chat struct {
	*Client
	t     *testing.T
	texts []string
}

// chatting is one whom somebody listens to from the beginning, however late the first call of Next.
func chatting(t *testing.T, address string, change func(*Config)) *chat {
	t.Helper()
	config := quick(address)
	if change != nil {
		change(&config)
	}
	client, err := newClient(soon(t), config)
	if err != nil {
		t.Fatal(err)
	}
	client.feed.want()
	go client.run()
	return &chat{Client: client, t: t}
}

// quick is ann's, who comes back at once.
func quick(address string) Config {
	return Config{
		Addresses: []string{address}, Nick: "ann", RetryFirst: time.Millisecond, RetryLongest: 2 * time.Millisecond,
	}
}

// until takes events until there is one of this type, and for messages with this text.
func until[E Event](c *chat, text ...string) (wanted E) {
	c.t.Helper()
	for {
		event, err := c.Next(soon(c.t))
		if err != nil {
			c.t.Fatalf("no %T %v: %v; there were %q", wanted, text, err, c.texts)
		}
		message, isMessage := event.(Message)
		if isMessage {
			c.texts = append(c.texts, message.Text)
		}
		if missed, ok := event.(Missed); ok {
			c.texts = append(c.texts, fmt.Sprint("missed ", missed.Count))
		}
		if found, ok := event.(E); ok && (len(text) == 0 || isMessage && message.Text == text[0]) {
			return found
		}
	}
}

// leave ends it, once there is a session to end.
func (c *chat) leave() {
	c.t.Helper()
	if err := c.Ping(soon(c.t)); err != nil {
		c.t.Fatal(err)
	}
	c.Close(soon(c.t))
}

// keyOf is the key of a line once, which says this.
func keyOf(p *peer, text string) string {
	line := p.line()
	parts := regexp.MustCompile(`^once ([A-Za-z0-9._-]{1,64}) (.*)$`).FindStringSubmatch(line)
	if parts == nil || parts[2] != text {
		panic(stop{fmt.Sprintf("the client sent %q", line)})
	}
	return parts[1]
}

func TestATalk(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.enter("ann")
		p.hear("users")
		p.say("USER ann", "OK 1")
		p.hear("history 2")
		p.say(lobby(1, "a"), lobby(2, "b"), "OK 2")
		p.hear("search old")
		p.say(lobby(1, "a"), "OK 1")
		p.hear("to bob psst")
		p.say("OK")
		keyOf(p, "  Hello: all")
		p.say("LOBBY "+at(3)+" ann:   Hello: all", "OK "+at(3))
		p.hear("once my-key again")
		p.say("OK "+at(4), "LOBBY "+at(4)+" ann: again", whisper(5, "hi"), "NOTICE "+at(5)+" Administrator: x")
		p.goodbye()
	})
	c := chatting(t, address, nil)
	same(t, until[Connected](c), Connected{Nick: "ann", Address: address})
	users, err := c.Users(soon(t))
	same(t, users, []string{"ann"})
	same(t, err, nil)
	history, err := c.History(soon(t), 2)
	same(t, len(history), 2)
	same(t, err, nil)
	found, err := c.Search(soon(t), "old")
	same(t, found, []Message{{Kind: Lobby, Time: at(1), Nick: "bob", Text: "a"}})
	same(t, err, nil)
	same(t, c.To(soon(t), "bob", "psst"), nil)
	same(t, c.Mark(), at(0))
	said, err := c.Pub(soon(t), "  Hello: all")
	same(t, said, at(3))
	same(t, err, nil)
	same(t, until[Message](c), Message{Kind: Lobby, Time: at(3), Nick: "ann", Text: "  Hello: all", Mine: true})
	said, err = c.PubOnce(soon(t), "my-key", "again")
	same(t, said, at(4))
	same(t, err, nil)
	until[Message](c, "again")
	same(t, until[Message](c), Message{Kind: Whisper, Time: at(5), Nick: "bob", Text: "hi"})
	same(t, c.Mark(), at(4))
	same(t, until[Message](c).Kind, Notice)
	same(t, c.Mark(), at(5))
	c.leave()
	same(t, until[Closed](c), Closed{})
	_, err = c.Next(soon(t))
	same(t, err, io.EOF)
	done()
}

func TestNoGapNoDoubleAndSaidOnce(t *testing.T) {
	key := make(chan string, 1)
	address, done := scripted(t, func(p *peer) {
		p.enter("ann")
		p.say(lobby(1, "one"), lobby(2, "two"))
		keyOf(p, "A")
		p.write("OK " + at(3) + "\r\nLOBBY 2026-")
		key <- keyOf(p, "B")
	}, func(p *peer) {
		p.welcome("ann " + tokenOfAnn)
		p.hear("since "+at(2), "token")
		p.write(lobby(4, "bye now") + "\r\n" + lobby(5, "cut"))
	}, func(p *peer) {
		p.comeBack("ann "+tokenOfAnn, at(4), "MISSED 1", lobby(5, "five"))
		if again := keyOf(p, "B"); again != <-key {
			panic(stop{"another key: " + again})
		}
		p.say("ERR rate-limited Later.")
		keyOf(p, "B")
		p.say("ERR unavailable Later.")
		keyOf(p, "B")
		p.say(lobby(7, "seven"), "OK "+at(6))
		p.goodbye()
	})
	c := chatting(t, address, nil)
	until[Message](c, "two")
	if said, err := c.Pub(soon(t), "A"); said != at(3) || err != nil {
		t.Error(said, err)
	}
	if said, err := c.Pub(soon(t), "B"); said != at(6) || err != nil {
		t.Error(said, err)
	}
	until[Message](c, "seven")
	same(t, c.texts, []string{"one", "two", "bye now", "missed 1", "five", "seven"})
	c.leave()
	done()
}

func TestSinceIsAskedAgain(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.welcome("ann")
		p.hear("since "+at(1), "token")
		p.say(lobby(2, "two"), "ERR unavailable Later.", "OK "+tokenOfAnn)
		p.hear("since " + at(2))
		p.say("MISSED ?", lobby(3, "three"), "OK 1")
		p.hear("live")
		p.say("ERR unavailable Later.")
		p.hear("live")
		p.say("OK", lobby(4, "four"))
		p.goodbye()
	})
	c := chatting(t, address, func(config *Config) { config.Since = at(1) })
	until[Message](c, "four")
	same(t, c.texts, []string{"two", "missed -1", "three", "four"})
	same(t, c.Mark(), at(4))
	c.leave()
	done()
}

func TestNames(t *testing.T) {
	var taken []string
	named := make(chan struct{})
	address, done := scripted(t, func(p *peer) {
		p.say("OK parley/1 Welcome.")
		p.hear("ann")
		p.say("ERR unavailable Later.")
		p.hear("ann")
		p.say("ERR nick-taken Taken.")
		p.hear("ann-1")
		p.say("OK Welcome ann-1!")
		p.hear("mark", "token")
		p.say("OK "+at(0), "OK "+tokenOfAnn)
		p.hear("live")
		p.say("OK", "LOBBY "+at(1)+" ann-1: mine", "LOBBY "+at(2)+" ann: not mine")
		<-named
	}, func(p *peer) {
		p.say("OK parley/1 Welcome.")
		p.hear("ann-1 " + tokenOfAnn)
		p.say("ERR nick-taken Taken.")
		p.comeBackAs("ann", at(2), "another-token-0123456789")
	}, func(p *peer) {
		p.say("OK parley/1 Welcome.")
		p.hear("ann another-token-0123456789")
		p.say("ERR nick-taken Taken.")
		p.hear("ann-1")
		p.say("ERR nick-taken Taken.")
		p.hear("ann-2")
		p.say("ERR nick-reserved No.")
		p.left()
	})
	c := chatting(t, address, func(config *Config) {
		config.ChooseNick = func(name string, attempt int) (string, bool) {
			taken = append(taken, name)
			return fmt.Sprint("ann-", attempt), true
		}
	})
	same(t, until[Connected](c).Nick, "ann-1")
	same(t, c.Nick(), "ann-1")
	close(named)
	same(t, until[Message](c, "mine").Mine, true)
	same(t, until[Message](c).Mine, false)
	until[Disconnected](c)
	same(t, until[Connected](c).Nick, "ann")
	refusal := error(&RefusedError{"nick-reserved", "No."})
	same(t, until[Closed](c).Err, refusal)
	same(t, taken, []string{"ann", "ann", "ann-1"})
	_, err := c.Users(soon(t))
	same(t, err, refusal)
	_, err = c.Pub(soon(t), "x")
	same(t, err, refusal)
	done()
}

// comeBackAs is a session that goes on, after the greeting.
func (p *peer) comeBackAs(login, since, token string) {
	p.hear(login)
	p.say("OK Welcome " + login + "!")
	p.hear("since "+since, "token")
	p.say("OK 0", "OK "+token)
	p.hear("live")
	p.say("OK")
}

func TestATakenNameIsTheEndWhereNobodyChooses(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.say("OK parley/1")
		p.hear("ann")
		p.say("ERR nick-taken Taken.")
		p.left()
	})
	c := chatting(t, address, nil)
	same(t, until[Closed](c).Err, error(&RefusedError{"nick-taken", "Taken."}))
	done()
}

func TestAHeldNameMayLinger(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.welcome("ann")
		p.hear("mark", "token")
		p.say("OK "+at(0), "ERR unknown-command What?")
		p.hear("live")
		p.say("OK")
	}, func(p *peer) {
		p.say("OK parley/1")
		p.hear("ann")
		p.say("ERR nick-taken Taken.")
		p.left()
	}, func(p *peer) {
		p.comeBack("ann", at(0))
		p.goodbye()
	})
	c := chatting(t, address, nil)
	until[Connected](c)
	until[Connected](c)
	c.leave()
	done()
}

// Where the name is lost with an answer, what came back of the lobby tells whether the message was said.
func TestAnAnswerThatIsLostWithTheName(t *testing.T) {
	for what, lines := range map[string][]string{
		"said": {"LOBBY " + at(1) + " ann: a b"}, "not said": {"LOBBY " + at(1) + " ann: by another"}, "unknown": {"MISSED ?"},
	} {
		lines := lines
		key := make(chan string, 1)
		address, done := scripted(t, func(p *peer) {
			p.enter("ann")
			key <- keyOf(p, "a\u200b b ")
		}, func(p *peer) {
			p.say("OK parley/1")
			p.hear("ann " + tokenOfAnn)
			p.say("ERR nick-taken Taken.")
			p.hear("bob")
			p.say("OK Welcome bob!")
			p.hear("since "+at(0), "token")
			p.say(append(lines, "OK 1", "OK "+tokenOfAnn)...)
			p.hear("live")
			p.say("OK")
			if what == "not said" {
				if again := keyOf(p, "a\u200b b "); again != <-key {
					panic(stop{"another key"})
				}
				p.say("OK " + at(2))
			}
			p.goodbye()
		})
		c := chatting(t, address, func(config *Config) {
			config.ChooseNick = func(string, int) (string, bool) { return "bob", true }
		})
		until[Connected](c)
		said, err := c.Pub(soon(t), "a\u200b b ")
		switch what {
		case "said":
			same(t, said, at(1))
			same(t, err, nil)
			same(t, until[Message](c).Mine, true)
		case "not said":
			same(t, said, at(2))
			same(t, err, nil)
			same(t, until[Message](c).Mine, false)
		default:
			var lost *ConnectionLostError
			same(t, errors.As(err, &lost), true)
		}
		c.leave()
		done()
	}
}

func TestComesBackWhateverStandsInTheGreetingsPlace(t *testing.T) {
	for _, line := range []string{
		"ERR full No room.", "ERR unavailable Later.", "ERR rate-limited Later.", "ERR soup Unknown.", "OK parley/2", "BYE soup", "",
	} {
		line := line
		address, done := scripted(t, func(p *peer) {
			if line != "" {
				p.say(line)
			}
		}, func(p *peer) {
			p.enter("ann")
			p.goodbye()
		})
		c := chatting(t, address, nil)
		if gone := until[Disconnected](c); gone.Err == nil || gone.RetryIn <= 0 {
			t.Error(line, gone)
		}
		until[Connected](c)
		c.leave()
		done()
	}
}

func TestComesBackNoMore(t *testing.T) {
	for _, line := range []string{"BYE kicked Enough.", "BYE banned No.", "BYE replaced By you.", "ERR banned No."} {
		line := line
		address, done := scripted(t, func(p *peer) {
			if strings.HasPrefix(line, "BYE") {
				p.enter("ann")
			}
			p.say(line)
			p.left()
		})
		c := chatting(t, address, nil)
		end := until[Closed](c).Err
		if end == nil || !strings.Contains(line, strings.SplitN(end.Error(), ":", 2)[0]) {
			t.Error(line, end)
		}
		same(t, c.To(soon(t), "bob", "x"), end)
		done()
	}
}

func TestWhatIsAskedAgainAndWhatIsNot(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.enter("ann")
		p.hear("to bob psst")
	}, func(p *peer) {
		p.comeBack("ann "+tokenOfAnn, at(0))
		p.hear("users")
	}, func(p *peer) {
		p.comeBack("ann "+tokenOfAnn, at(0))
		p.hear("users")
		p.say("USER ann", "OK 1")
		keyOf(p, "too long")
		p.say("ERR line-too-long No.")
		p.goodbye()
	})
	c := chatting(t, address, nil)
	until[Connected](c)
	var lost *ConnectionLostError
	if err := c.To(soon(t), "bob", "psst"); !errors.As(err, &lost) {
		t.Error(err)
	}
	users, err := c.Users(soon(t))
	same(t, users, []string{"ann"})
	same(t, err, nil)
	_, err = c.Pub(soon(t), "too long")
	same(t, err, error(&RefusedError{"line-too-long", "No."}))
	c.leave()
	done()
}

// Until somebody wants to know, nothing of the lobby is asked for.
func TestWhoOnlySpeaksIsSentNothing(t *testing.T) {
	address, done := scripted(t, func(p *peer) {
		p.welcome("ann")
		p.hear("mark", "token")
		p.say("OK "+at(0), "OK "+tokenOfAnn)
		keyOf(p, "a")
		p.say("OK " + at(1))
	}, func(p *peer) {
		p.welcome("ann " + tokenOfAnn)
		p.hear("token")
		p.say("OK " + tokenOfAnn)
		keyOf(p, "b")
		p.say("OK " + at(2))
		p.hear("since " + at(0))
		p.say("LOBBY "+at(1)+" ann: a", "OK 1")
		p.hear("live")
		p.say("OK", "LOBBY "+at(2)+" ann: b")
		p.goodbye()
	})
	client, err := Connect(soon(t), quick(address))
	if err != nil {
		t.Fatal(err)
	}
	c := &chat{Client: client, t: t}
	for n, text := range []string{"a", "b"} {
		if said, err := c.Pub(soon(t), text); said != at(n+1) || err != nil {
			t.Error(said, err)
		}
	}
	until[Message](c, "b")
	same(t, c.texts, []string{"a", "b"})
	c.leave()
	done()
}

func TestContexts(t *testing.T) {
	asked, cancelAsked := context.WithCancel(soon(t))
	address, done := scripted(t, func(p *peer) {
		p.enter("ann")
		p.hear("to bob never answered")
		cancelAsked()
		p.left()
	})
	c := chatting(t, address, nil)
	until[Connected](c)
	same(t, c.To(asked, "bob", "never answered"), context.Canceled)
	_, err := c.Pub(asked, "x")
	same(t, err, context.Canceled)
	_, err = c.Next(asked)
	same(t, err, context.Canceled)
	late, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	var timeout *TimeoutError
	if err := c.Ping(late); !errors.As(err, &timeout) || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	c.cancel()
	same(t, until[Closed](c).Err, context.Canceled)
	done()
}

func TestOverTLS(t *testing.T) {
	certified := httptest.NewTLSServer(nil)
	defer certified.Close()
	authorities := x509.NewCertPool()
	authorities.AddCert(certified.Certificate())
	listener, err := tls.Listen("tcp", "127.0.0.1:0", certified.TLS)
	if err != nil {
		t.Fatal(err)
	}
	address, done := serving(t, listener, func(p *peer) {
		p.enter("ann")
		p.say("BYE shutdown Back soon.")
	}, func(p *peer) {
		p.comeBack("ann "+tokenOfAnn, at(0))
		p.goodbye()
	})
	c := chatting(t, "tls://"+address, func(config *Config) {
		config.TLS = &tls.Config{RootCAs: authorities, MinVersion: tls.VersionTLS12}
	})
	same(t, until[Connected](c).Address, "tls://"+address)
	same(t, until[Disconnected](c).Err, error(&ByeError{"shutdown", "Back soon."}))
	until[Connected](c)
	c.leave()
	done()
}

// A call that waits for its answer is never stopped by events that nobody takes, however many there are.
func TestACallWhileMuchWaits(t *testing.T) {
	const count = 50
	address, done := scripted(t, func(p *peer) {
		p.enter("ann")
		for n := 1; n <= count; n++ {
			p.say(lobby(n, strings.Repeat("x", 100_000)))
		}
		keyOf(p, "said meanwhile")
		p.say("OK " + at(count+1))
		p.goodbye()
	})
	c := chatting(t, address, nil)
	until[Connected](c)
	if said, err := c.Pub(soon(t), "said meanwhile"); said != at(count+1) || err != nil {
		t.Error(said, err)
	}
	for n := 1; n <= count; n++ {
		same(t, until[Message](c).Time, at(n))
	}
	c.leave()
	done()
}

func TestAddressesAreTriedInTurn(t *testing.T) {
	first, firstDone := scripted(t, func(p *peer) { p.enter("ann") })
	second, secondDone := scripted(t, func(p *peer) {
		p.comeBack("ann "+tokenOfAnn, at(0))
		p.goodbye()
	})
	c := chatting(t, first, func(config *Config) { config.Addresses = append(config.Addresses, second) })
	same(t, until[Connected](c).Address, first)
	same(t, until[Connected](c).Address, second)
	c.leave()
	firstDone()
	secondDone()
}
