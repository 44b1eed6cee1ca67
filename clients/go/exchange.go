package parley

import (
	"context"
	"errors"
	"os"
	"strconv"
	"time"
)

// request is a command, and what its answer looks like.
type request struct {
	line string
	// long and holds are those of the answer.
	long, holds bool
	// sent, if there is one, is called when the command is on its way.
	sent func()
}

func (s *Session) number(ctx context.Context, line string) (int, error) {
	answer, err := s.ask(ctx, request{line: line, long: true})
	count, _ := strconv.Atoi(answer.text)
	return count, err
}

func (s *Session) text(ctx context.Context, line string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	answer, err := s.ask(ctx, request{line: line})
	return answer.text, err
}

func (s *Session) messages(ctx context.Context, line string, err error) ([]Message, error) {
	if err != nil {
		return nil, err
	}
	answer, err := s.ask(ctx, request{line: line, long: true, holds: true})
	return answer.messages, err
}

func (s *Session) ask(ctx context.Context, command request) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, ended(ctx)
	}
	if s.queue != nil {
		s.queue.call(1)
		defer s.queue.call(-1)
	}
	p, err := s.send(command)
	if err != nil {
		return answer{}, err
	}
	if command.sent != nil {
		command.sent()
	}
	return s.wait(ctx, p)
}

func (s *Session) send(command request) (*pending, error) {
	s.sending.Lock()
	defer s.sending.Unlock()
	p, err := s.answers.expect(command.long, command.holds)
	if err != nil {
		return nil, err
	}
	s.arm()
	_ = s.conn.SetWriteDeadline(time.Now().Add(s.timeout))
	_, err = s.conn.Write([]byte(command.line + "\r\n"))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		s.stop(&TimeoutError{What: "the server reads nothing"})
	}
	// Where it fails otherwise, reading finds out why, behind what has come already.
	return p, nil
}

func (s *Session) wait(ctx context.Context, p *pending) (answer, error) {
	select {
	case answer := <-p.done:
		return answer, answer.err
	case <-ctx.Done():
		return answer{}, ended(ctx)
	}
}

// stop ends the connection; the goroutine that reads does the rest.
func (s *Session) stop(err error) {
	s.once.Do(func() {
		s.mu.Lock()
		s.err = err
		s.mu.Unlock()
		close(s.stopped)
		_ = s.conn.Close()
	})
}

// read does all that is done with what comes, until nothing more will.
func (s *Session) read() {
	s.stop(s.readLines())
	s.mu.Lock()
	if _, bye := s.err.(*ByeError); s.leaving && !bye {
		s.err = nil
	}
	s.mu.Unlock()
	s.answers.lost(s.err)
	close(s.done)
	if s.queue != nil {
		s.queue.end()
	}
}

func (s *Session) readLines() error {
	var decoder Decoder
	buffer := make([]byte, 64<<10)
	for late := (time.Time{}); ; {
		var isLate bool
		if late, isLate = s.look(late); isLate {
			if s.answers.next() != nil {
				return &TimeoutError{What: "no answer within " + s.timeout.String()}
			}
			if _, err := s.send(request{line: "ping"}); err != nil {
				return err
			}
		}
		n, err := s.conn.Read(buffer)
		began := time.Now()
		if _, err := decoder.Write(buffer[:n]); err != nil {
			return &ConnectionLostError{err}
		}
		for line, ok := decoder.Next(); ok; line, ok = decoder.Next() {
			parsed := Parse(line)
			if parsed.Word == "BYE" {
				return &ByeError{parsed.Code, parsed.Text}
			}
			s.answers.line(parsed)
			if s.isStopped() {
				return nil
			}
		}
		if n > 0 {
			s.heard(time.Since(began) > grace)
		}
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return &ConnectionLostError{err}
		}
	}
}

func (s *Session) isStopped() bool {
	select {
	case <-s.stopped:
		return true
	default:
		return false
	}
}

// heard tells that something came, and whether nothing was read for a while, since when nothing can be late.
func (s *Session) heard(waited bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastLine = time.Now()
	if waited {
		s.resumed = s.lastLine
	}
}

// arm lets reading end when something is due.
func (s *Session) arm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.conn.SetReadDeadline(s.due())
}

// look lets reading end when something is due, or, where that has passed, a grace after it was first seen to be late; and
// tells since when it is late, and whether that is over too.
func (s *Session) look(late time.Time) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	due, now := s.due(), time.Now()
	switch {
	case due.IsZero() || now.Before(due):
		_ = s.conn.SetReadDeadline(due)
		return time.Time{}, false
	case late.IsZero():
		_ = s.conn.SetReadDeadline(now.Add(grace))
		return now, false
	case now.Before(late.Add(grace)):
		_ = s.conn.SetReadDeadline(late.Add(grace))
		return late, false
	default:
		return time.Time{}, true
	}
}

// due is when an answer should be there, or a sign of life; zero where nothing is waited for.
func (s *Session) due() time.Time {
	from, long, ok := s.answers.since()
	switch {
	case ok:
		if s.resumed.After(from) {
			from = s.resumed
		}
		if long && s.lastLine.After(from) {
			from = s.lastLine
		}
		return from.Add(s.timeout)
	case s.nick == "":
		return time.Time{}
	default:
		return s.lastLine.Add(s.silence)
	}
}

// open tells whether somebody is logged in, and nothing has ended that.
func (s *Session) open() bool {
	return s.Nick() != "" && !s.isStopped()
}
