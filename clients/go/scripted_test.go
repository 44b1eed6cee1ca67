package parley

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// patience is how long a test waits for the other side before it has failed; one that passes never does.
const patience = 20 * time.Second

const tokenOfAnn = "token-of-ann-0123456789"

// peer is one connection of a client's, as a script sees it. What goes wrong there ends the script.
type peer struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

// stop ends a script.
type stop struct{ reason string }

func (p *peer) say(lines ...string) {
	p.write(strings.Join(append(lines, ""), "\r\n"))
}

func (p *peer) write(text string) {
	_, _ = p.conn.Write([]byte(text))
}

// line is the next that the client sends.
func (p *peer) line() string {
	line, err := p.in.ReadString('\n')
	if err != nil {
		panic(stop{fmt.Sprintf("the client sent %q, and then: %v", line, err)})
	}
	return strings.TrimSuffix(line, "\r\n")
}

// hear has the client send these lines next.
func (p *peer) hear(lines ...string) {
	for _, line := range lines {
		if got := p.line(); got != line {
			panic(stop{fmt.Sprintf("the client sent %q, and not %q", got, line)})
		}
	}
}

// left has the client close, and send nothing more.
func (p *peer) left() {
	if line, err := p.in.ReadString('\n'); err == nil {
		panic(stop{fmt.Sprintf("the client sent %q, and did not close", line)})
	}
}

// goodbye has the client ask whether all is well, and leave.
func (p *peer) goodbye() {
	p.hear("ping")
	p.say("OK pong")
	p.hear("downline")
	p.say("OK Thank you")
	p.left()
}

// welcome greets, and lets in whoever says this.
func (p *peer) welcome(login string) {
	p.say("OK parley/1 Welcome to Parley.")
	p.hear(login)
	nick, _, _ := strings.Cut(login, " ")
	p.say("OK Welcome " + nick + "! Type help for the commands.")
}

// enter is a session from the greeting until it is live.
func (p *peer) enter(login string) {
	p.welcome(login)
	p.hear("mark", "token")
	p.say("OK "+at(0), "OK "+tokenOfAnn)
	p.hear("live")
	p.say("OK")
}

// comeBack is one that goes on behind a position.
func (p *peer) comeBack(login, since string, lines ...string) {
	p.welcome(login)
	p.hear("since "+since, "token")
	p.say(append(lines, fmt.Sprintf("OK %d", len(lines)), "OK "+tokenOfAnn)...)
	p.hear("live")
	p.say("OK")
}

// scripted is a listener whose n-th connection follows the n-th script; done waits until all have come to their ends.
func scripted(t *testing.T, scripts ...func(*peer)) (address string, done func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return serving(t, listener, scripts...)
}

// serving is scripted on a listener.
func serving(t *testing.T, listener net.Listener, scripts ...func(*peer)) (address string, done func()) {
	t.Helper()
	t.Cleanup(func() { _ = listener.Close() })
	played := make(chan string, len(scripts))
	go func() {
		for count := 0; ; count++ {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if count >= len(scripts) {
				_ = conn.Close()
				continue
			}
			script := scripts[count]
			go func() {
				defer func() {
					_ = conn.Close()
					trouble := ""
					if reason := recover(); reason != nil {
						trouble = fmt.Sprint(reason)
					}
					played <- trouble
				}()
				script(&peer{t, conn, bufio.NewReader(conn)})
			}()
		}
	}()
	return listener.Addr().String(), func() {
		t.Helper()
		late := time.After(patience)
		for range scripts {
			select {
			case trouble := <-played:
				if trouble != "" {
					t.Error(trouble)
				}
			case <-late:
				t.Fatal("a script was not played to its end")
			}
		}
	}
}

// at is the time of the n-th message.
func at(n int) string {
	return fmt.Sprintf("2026-11-23T10:00:00.%06dZ", n)
}

// lobby is a message of bob's.
func lobby(n int, text string) string {
	return "LOBBY " + at(n) + " bob: " + text
}

func whisper(n int, text string) string {
	return "WHISPER " + at(n) + " bob: " + text
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}
