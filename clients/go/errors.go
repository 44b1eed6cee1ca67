package parley

import (
	"context"
	"errors"
	"fmt"
)

// RefusedError is an answer ERR: nothing was done, and the session goes on.
type RefusedError struct {
	// Code is for programs, such as no-such-user; there may be codes that no page tells of yet.
	Code string
	// Text is for people.
	Text string
}

func (e *RefusedError) Error() string { return coded(e.Code, e.Text) }

// ByeError is the server's end of a session.
type ByeError struct {
	// Code is for programs, such as shutdown.
	Code string
	// Text is for people.
	Text string
}

func (e *ByeError) Error() string { return coded(e.Code, e.Text) }

// ConnectionLostError tells that the connection broke or was closed, or that there is none. Whatever was sent and not
// answered may have been done, or not.
type ConnectionLostError struct {
	// Err is why, where that is known.
	Err error
}

func (e *ConnectionLostError) Error() string {
	if e.Err == nil {
		return "connection lost"
	}
	return "connection lost: " + e.Err.Error()
}

func (e *ConnectionLostError) Unwrap() error { return e.Err }

// TimeoutError tells that something took too long. What was sent and not answered may have been done, or not.
type TimeoutError struct {
	What string
	// Err is the context's, where it was the context that ended.
	Err error
}

func (e *TimeoutError) Error() string { return "timeout: " + e.What }

func (e *TimeoutError) Unwrap() error { return e.Err }

// Timeout makes it one of the net package's timeouts.
func (e *TimeoutError) Timeout() bool { return true }

// InvalidArgumentError tells that the caller is wrong: nothing was sent.
type InvalidArgumentError struct {
	Reason string
}

func (e *InvalidArgumentError) Error() string { return "invalid argument: " + e.Reason }

var errClosed = errors.New("closed")

func coded(code, text string) string {
	if text == "" {
		return code
	}
	return code + ": " + text
}

func invalid(format string, arguments ...any) error {
	return &InvalidArgumentError{fmt.Sprintf(format, arguments...)}
}

// ended is the error of a call whose context is over.
func ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &TimeoutError{"the context's deadline has passed", ctx.Err()}
	}
	return ctx.Err()
}

// refusedAs tells whether it is a refusal with one of these codes.
func refusedAs(err error, codes ...string) bool {
	var refused *RefusedError
	if errors.As(err, &refused) {
		for _, code := range codes {
			if refused.Code == code {
				return true
			}
		}
	}
	return false
}
