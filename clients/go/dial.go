package parley

import (
	"context"
	"crypto/tls"
	"net"
	"strconv"
	"strings"
	"time"
)

// address is where a server is.
type address struct {
	host, port string
	secure     bool
}

// parseAddress takes host:port, tcp://host:port and tls://host:port.
func parseAddress(text string, secure bool) (address, error) {
	rest := text
	if scheme, after, ok := strings.Cut(text, "://"); ok {
		if scheme != "tcp" && scheme != "tls" {
			return address{}, invalid("an address begins with tcp:// or tls://, and not %s://", scheme)
		}
		secure, rest = scheme == "tls", after
	}
	host, port, err := net.SplitHostPort(rest)
	if number, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || number == 0 || host == "" {
		return address{}, invalid("an address is host:port, tcp://host:port or tls://host:port, and not %s", text)
	}
	return address{host, port, secure}, nil
}

// Dial connects to host:port or tcp://host:port, or over TLS to tls://host:port, and begins a session there. A TLS
// configuration is for TLS, and may be nil; with one, host:port means TLS too.
func Dial(ctx context.Context, address string, secure *tls.Config, config SessionConfig) (*Session, error) {
	to, err := parseAddress(address, secure != nil)
	if err != nil {
		return nil, err
	}
	conn, err := to.dial(ctx, secure, config.Timeout)
	if err != nil {
		return nil, err
	}
	return NewSession(ctx, conn, config)
}

func (a address) dial(ctx context.Context, secure *tls.Config, timeout time.Duration) (net.Conn, error) {
	if timeout <= 0 {
		timeout = usualTimeout
	}
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	dialer := &net.Dialer{}
	place := net.JoinHostPort(a.host, a.port)
	var conn net.Conn
	var err error
	if a.secure {
		conn, err = (&tls.Dialer{NetDialer: dialer, Config: secure}).DialContext(within, "tcp", place)
	} else {
		conn, err = dialer.DialContext(within, "tcp", place)
	}
	switch {
	case err == nil:
		return conn, nil
	case ctx.Err() != nil:
		return nil, ended(ctx)
	case within.Err() != nil:
		return nil, &TimeoutError{What: "no connection to " + place + " within " + timeout.String(), Err: err}
	default:
		return nil, &ConnectionLostError{err}
	}
}
