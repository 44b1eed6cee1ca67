package parley

import (
	"errors"
	"fmt"
	"io"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"
)

// talk is a session of ann's with a script, and what it received.
func talk(t *testing.T, config SessionConfig, script func(*peer)) (s *Session, done func()) {
	t.Helper()
	address, done := scripted(t, func(p *peer) {
		p.welcome("ann")
		script(p)
	})
	s, err := Dial(soon(t), address, nil, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if name, err := s.Login(soon(t), "ann", ""); err != nil || name != "ann" {
		t.Fatal(name, err)
	}
	return s, done
}

// texts are those of what a session gives out until it is over.
func texts(t *testing.T, s *Session) (got []string) {
	t.Helper()
	for {
		event, err := s.Next(soon(t))
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		switch event := event.(type) {
		case Message:
			got = append(got, event.Text)
		case Missed:
			got = append(got, fmt.Sprint("missed ", event.Count))
		}
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestWhatComesByItselfIsNoPartOfAnAnswer(t *testing.T) {
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		p.hear("history 2")
		p.say(lobby(5, "pushed"), "MISSED 3", whisper(6, "psst"), lobby(3, "old"), lobby(4, "older"), "OK 2")
		p.hear("users")
		p.say(lobby(7, "between"), "USER ann", "TYPING bob", "USER bob", "OK 2")
	})
	messages, err := s.History(soon(t), 2)
	if err != nil || len(messages) != 2 || messages[0].Text != "old" || messages[1].Text != "older" {
		t.Error(messages, err)
	}
	users, err := s.Users(soon(t))
	same(t, users, []string{"ann", "bob"})
	same(t, err, nil)
	done()
	same(t, texts(t, s), []string{"pushed", "missed 3", "psst", "between"})
}

func TestWhatCameBeforeARefusalIsKept(t *testing.T) {
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		p.say(lobby(2, "first"))
		p.hear("history 9")
		p.say(lobby(1, "old"), lobby(3, "pushed"), whisper(4, "psst"), "ERR unavailable Later.")
	})
	_, err := s.History(soon(t), 9)
	same(t, err, error(&RefusedError{"unavailable", "Later."}))
	done()
	same(t, texts(t, s), []string{"first", "pushed", "psst"})
}

func TestOfWhatCameBeforeAnEndOnlyWhispersAreKept(t *testing.T) {
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		p.hear("search words")
		p.say(lobby(1, "old"), whisper(2, "psst"), "BYE shutdown Back soon.")
		p.left()
	})
	_, err := s.Search(soon(t), "words")
	same(t, err, error(&ByeError{"shutdown", "Back soon."}))
	same(t, texts(t, s), []string{"psst"})
	<-s.Done()
	same(t, s.Err(), error(&ByeError{"shutdown", "Back soon."}))
	done()
}

func TestAnswersAreInTheOrderOfTheCommands(t *testing.T) {
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		p.hear("pub a", "to bob b", "mark", "token", "help pub")
		p.say("OK "+at(1), "ERR no-such-user Nobody.", "OK "+at(2), "OK secret", "HELP pub <message>", "OK")
	})
	var got [5]any
	steps := []func() (any, error){
		func() (any, error) { return s.Pub(soon(t), "a") },
		func() (any, error) { return nil, s.To(soon(t), "bob", "b") },
		func() (any, error) { return s.Mark(soon(t)) },
		func() (any, error) { return s.Token(soon(t)) },
		func() (any, error) { _, list, err := s.Command(soon(t), "help pub"); return list, err },
	}
	// Each is sent when the one before is, and not when that is answered.
	answered := make(chan int)
	for n, step := range steps {
		n, step := n, step
		due := s.sends()
		go func() {
			value, err := step()
			if got[n] = value; err != nil {
				got[n] = err.(*RefusedError).Code
			}
			answered <- n
		}()
		s.awaitSends(t, due+1)
	}
	for range steps {
		<-answered
	}
	same(t, got, [5]any{at(1), "no-such-user", at(2), "secret", []string{"pub <message>"}})
	done()
}

// sends is how many answers are due.
func (s *Session) sends() int {
	s.answers.mu.Lock()
	defer s.answers.mu.Unlock()
	return len(s.answers.due)
}

// awaitSends waits until so many are.
func (s *Session) awaitSends(t *testing.T, count int) {
	t.Helper()
	for late := time.Now().Add(patience); s.sends() < count && s.Err() == nil; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("nothing was sent")
		}
	}
}

// short is how long something may take that does not come; what does come first has to come in it as well.
const short = time.Second

func TestALateAnswerEndsTheConnection(t *testing.T) {
	s, done := talk(t, SessionConfig{Timeout: short}, func(p *peer) {
		p.hear("ping")
		p.left()
	})
	err := s.Ping(soon(t))
	var late *TimeoutError
	if !errors.As(err, &late) {
		t.Error(err)
	}
	<-s.Done()
	if !errors.As(s.Err(), &late) {
		t.Error(s.Err())
	}
	var lost *ConnectionLostError
	if err := s.Ping(soon(t)); !errors.As(err, &lost) {
		t.Error(err)
	}
	done()
}

func TestMessagesDontMakeUpForAnAnswer(t *testing.T) {
	over := make(chan struct{})
	s, done := talk(t, SessionConfig{Timeout: short, Receive: func(Event) {}}, func(p *peer) {
		p.hear("ping")
		for n := 1; ; n++ {
			select {
			case <-over:
				return
			default:
				p.say(lobby(n, "chatter"))
			}
		}
	})
	var late *TimeoutError
	if err := s.Ping(soon(t)); !errors.As(err, &late) {
		t.Error(err)
	}
	close(over)
	done()
}

func TestAGreetingThatDoesNotCome(t *testing.T) {
	address, done := scripted(t, func(p *peer) { p.left() })
	_, err := Dial(soon(t), address, nil, SessionConfig{Timeout: short})
	var late *TimeoutError
	if !errors.As(err, &late) {
		t.Error(err)
	}
	done()
}

func TestWhoHearsNothingAsks(t *testing.T) {
	s, done := talk(t, SessionConfig{Silence: time.Millisecond}, func(p *peer) {
		p.hear("ping")
		p.say("OK pong")
		p.hear("ping")
		p.say("OK pong")
	})
	done()
	s.Close()
}

func TestReadingStopsWhenNobodyTakesWhatComes(t *testing.T) {
	const size, count = 100_000, 200
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		for n := 0; n < count; n++ {
			p.say(lobby(n, strings.Repeat("x", size)))
		}
		p.hear("ping")
		p.say("OK pong")
	})
	// As much as may wait is taken, and then nothing is until somebody takes some of it.
	for stopped := false; !stopped; {
		s.queue.mu.Lock()
		stopped = s.queue.waiters > 0
		weight := s.queue.weight
		s.queue.mu.Unlock()
		if weight >= count*size {
			t.Fatal("reading goes on")
		}
		time.Sleep(time.Millisecond)
	}
	// An answer is waited for, so all is read.
	if err := s.Ping(soon(t)); err != nil {
		t.Fatal(err)
	}
	done()
	for n := 0; n < count; n++ {
		event, err := s.Next(soon(t))
		if message, ok := event.(Message); !ok || err != nil || message.Time != at(n) || len(message.Text) != size {
			t.Fatal(n, err)
		}
	}
}

func TestDownline(t *testing.T) {
	s, done := talk(t, SessionConfig{}, func(p *peer) {
		p.hear("downline")
		p.say("OK Thank you")
		p.left()
	})
	same(t, s.Downline(soon(t)), nil)
	<-s.Done()
	same(t, s.Err(), nil)
	done()
}

func TestNoRoom(t *testing.T) {
	address, done := scripted(t, func(p *peer) { p.say("ERR full No room.") })
	_, err := Dial(soon(t), address, nil, SessionConfig{})
	same(t, err, error(&RefusedError{"full", "No room."}))
	done()
}

func TestTheNameInTheWelcome(t *testing.T) {
	for greeting, want := range map[string]string{
		"Welcome ann! Type help.": "ann", "Welcome back ann! Type help.": "ann", "Welcome back! Type help.": "back",
		"Welcome back back!": "back", "Hello.": "asked",
	} {
		client, server := net.Pipe()
		go func() {
			p := &peer{t: t, conn: server}
			p.say("OK parley/1")
			line := make([]byte, 100)
			n, _ := server.Read(line)
			if string(line[:n]) != "asked a-token-0123456789\r\n" {
				t.Errorf("%q", line[:n])
			}
			p.say("OK " + greeting)
		}()
		s, err := NewSession(soon(t), client, SessionConfig{})
		if err != nil {
			t.Fatal(err)
		}
		name, err := s.Login(soon(t), "asked", "a-token-0123456789")
		if err != nil || name != want || s.Nick() != want {
			t.Error(greeting, name, err)
		}
		s.Close()
	}
}
