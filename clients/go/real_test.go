package parley

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestARealServer talks with the one that PARLEY_TEST_SERVER=host:port names.
func TestARealServer(t *testing.T) {
	address := os.Getenv("PARLEY_TEST_SERVER")
	if address == "" {
		t.Skip("PARLEY_TEST_SERVER is not set")
	}
	tag := fmt.Sprintf("%x", time.Now().UnixNano()%0xffffff)
	named := func(nick, since string) *chat {
		return chatting(t, address, func(config *Config) { config.Nick, config.Since = nick+"-"+tag, since })
	}
	ann, bob := named("ann", ""), named("bob", "")
	until[Connected](bob)
	if err := bob.Ping(soon(t)); err != nil {
		t.Fatal(err)
	}
	const text = "Hello: 你好  🚀"
	said, err := ann.PubOnce(soon(t), "k-"+tag, text)
	same(t, err, nil)
	same(t, until[Message](bob, text), Message{Kind: Lobby, Time: said, Nick: ann.Nick(), Text: text})
	again, err := ann.PubOnce(soon(t), "k-"+tag, "something else")
	same(t, again, said)
	same(t, err, nil)
	users, err := ann.Users(soon(t))
	if all := strings.Join(users, " "); !strings.Contains(all, ann.Nick()) || !strings.Contains(all, bob.Nick()) {
		t.Error(users, err)
	}
	if history, err := ann.History(soon(t), 1); len(history) != 1 || history[0].Time != said || err != nil {
		t.Error(history, err)
	}
	same(t, ann.To(soon(t), strings.ToUpper(bob.Nick()), "psst"), nil)
	same(t, until[Message](bob, "psst").Kind, Whisper)
	if err := ann.To(soon(t), "nobody-"+tag, "psst"); !refusedAs(err, "no-such-user") {
		t.Error(err)
	}
	position := bob.Mark()
	same(t, position, said)
	bob.Close(soon(t))
	for _, text := range []string{"one", "two"} {
		if _, err := ann.Pub(soon(t), text); err != nil {
			t.Error(err)
		}
	}
	later := named("bob", position)
	until[Message](later, "two")
	same(t, later.texts, []string{"one", "two"})
	later.leave()
	ann.leave()
}
