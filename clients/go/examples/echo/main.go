// Command echo says again what somebody says behind "!echo ": in the lobby each message exactly once, whatever breaks;
// whispered, to whoever whispered it. Whispered "!users" is answered with how many are online, and "!quit" ends it.
//
//	PARLEY_HOST=localhost PARLEY_PORT=7070 PARLEY_NICK=echo go run ./examples/echo
//
// It exits with 0 after "!quit", 3 where it is not wanted (kicked, banned, replaced), 4 where there is no name for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"strings"

	"parley"
)

const (
	notWanted = 3
	noName    = 4
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("echo: ")
	ctx := context.Background()
	nick := setting("PARLEY_NICK", "echo")
	chat, err := parley.Connect(ctx, parley.Config{
		Addresses: []string{net.JoinHostPort(setting("PARLEY_HOST", "localhost"), setting("PARLEY_PORT", "7070"))},
		Nick:      nick,
		ChooseNick: func(_ string, attempt int) (string, bool) {
			return fmt.Sprintf("%s-%d", nick, attempt+1), attempt < 9
		},
	})
	if err == nil {
		err = echo(ctx, chat)
	}
	if err != nil {
		log.Print(err)
	}
	os.Exit(status(err))
}

func setting(name, usual string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return usual
}

// echo answers until it is told to quit, or can't go on.
func echo(ctx context.Context, chat *parley.Client) error {
	for {
		event, err := chat.Next(ctx)
		if err != nil {
			return err
		}
		switch event := event.(type) {
		case parley.Closed:
			return event.Err
		case parley.Disconnected:
			log.Printf("%v; trying again in %v", event.Err, event.RetryIn)
		case parley.Message:
			if event.Kind == parley.Whisper && event.Text == "!quit" {
				chat.Close(ctx)
			} else if err := answer(ctx, chat, event); err != nil {
				// Refused, or not to be said at all; a whisper whose answer was lost is not sent again.
				log.Printf("not answered: %v", err)
			}
		}
	}
}

func answer(ctx context.Context, chat *parley.Client, message parley.Message) error {
	rest, isEcho := cutPrefix(message.Text, "!echo ")
	switch {
	case message.Mine:
		return nil
	case message.Kind == parley.Lobby && isEcho:
		_, err := chat.PubOnce(ctx, "echo-"+strings.ReplaceAll(message.Time, ":", "-"), rest)
		return err
	case message.Kind == parley.Whisper && isEcho:
		return chat.To(ctx, message.Nick, rest)
	case message.Kind == parley.Whisper && message.Text == "!users":
		users, err := chat.Users(ctx)
		if err != nil {
			return err
		}
		return chat.To(ctx, message.Nick, fmt.Sprint(len(users)))
	default:
		return nil
	}
}

// cutPrefix is strings.CutPrefix, which Go 1.19 has not.
func cutPrefix(text, prefix string) (string, bool) {
	return strings.TrimPrefix(text, prefix), strings.HasPrefix(text, prefix)
}

// status is what the end means to whoever started it.
func status(err error) int {
	var refused *parley.RefusedError
	var bye *parley.ByeError
	var wrong *parley.InvalidArgumentError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &bye) || errors.As(err, &refused) && refused.Code == "banned":
		return notWanted
	case errors.As(err, &refused) || errors.As(err, &wrong):
		return noName
	default:
		return 1
	}
}
