package parley

import (
	"errors"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	made := func(line string, err error) string {
		if err != nil {
			t.Error(err)
		}
		return line
	}
	for want, got := range map[string]string{
		"ann":                  made(LoginLine(" ann ", "")),
		"می‌خواهم":             made(LoginLine("می‌خواهم", "")),
		"ann 0123456789_-aBcD": made(LoginLine("ann", "0123456789_-aBcD")),
		"pub   Hello: all ":    made(PubLine("  Hello: all ")),
		"once A.b_C-9 x":       made(OnceLine("A.b_C-9", "x")),
		"to bob  psst":         made(ToLine("bob", " psst")),
		"to ❤️! x":             made(ToLine("❤️!", "x")),
		"history 1000":         made(HistoryLine(1000)),
		"search two words":     made(SearchLine("two words")),
		"since " + at(1):       made(SinceLine(at(1))),
		"help pub":             made(CommandLine("help pub")),
		"to bob psst":          made(CommandLine("to bob psst")),
		"touch bob":            made(CommandLine("touch bob")),
	} {
		if got != want {
			t.Errorf("%q, and not %q", got, want)
		}
	}
	// 33 code points, of which a server makes 32.
	if _, err := LoginLine(strings.Repeat("x", 31)+"e\u0301", ""); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoLine(t *testing.T) {
	refused := func(what string, _ string, err error) {
		t.Helper()
		var wrong *InvalidArgumentError
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, text := range []string{
		"", " ", "\t\u00a0\u3000", "\u001c\u0085", "a\nb", "a\rb", "a\x00b", "\xff", strings.Repeat("x", 65536),
	} {
		line, err := PubLine(text)
		refused("pub "+text[:len(text)%99], line, err)
		line, err = OnceLine("k", text)
		refused("once", line, err)
		line, err = ToLine("bob", text)
		refused("to", line, err)
		line, err = SearchLine(text)
		refused("search", line, err)
		line, err = CommandLine(text)
		refused("command", line, err)
	}
	for _, nick := range []string{
		"", " ", "a b", "a\nb", "ann!", "❤", strings.Repeat("x", 33), "\u200b", "a\u3000b", "\u0301", "\xff",
	} {
		line, err := LoginLine(nick, "")
		refused("login "+nick, line, err)
	}
	for _, name := range []string{
		"", " ", "bob dan", "\u3000", "\u2009bob", "\ufeff", "b\x1fob", "\u2028", "\u200bbob", "\u3164", "b\tb", "b\u0085b", "\ufffe",
	} {
		line, err := ToLine(name, "x")
		refused("to "+name, line, err)
	}
	for _, command := range []string{"to", "to bob", " TO bob ", "to\u3000bob", "\u3000to bob\u3000", "to \u3000 "} {
		line, err := CommandLine(command)
		refused(command, line, err)
	}
	for _, count := range []int{0, -1, 1001} {
		line, err := HistoryLine(count)
		refused("history", line, err)
	}
	for _, key := range []string{"", "a/b", "a b", "é", strings.Repeat("x", 65)} {
		line, err := OnceLine(key, "x")
		refused("key "+key, line, err)
	}
	for _, time := range []string{
		"", "yesterday", "2026-11-23T10:01:02Z", "2026-11-23T10:01:02.345678+01:00", "2026-13-23T10:01:02.345678Z",
	} {
		line, err := SinceLine(time)
		refused("since "+time, line, err)
	}
	for _, token := range []string{"short", strings.Repeat("x", 65), "0123456789 123456"} {
		line, err := LoginLine("ann", token)
		refused("token "+token, line, err)
	}
	for _, address := range []string{"", "localhost", "localhost:", ":7070", "localhost:0", "localhost:65536", "ws://x:1", "a b"} {
		_, err := Connect(soon(t), Config{Addresses: []string{address}, Nick: "ann"})
		refused("address "+address, "", err)
	}
}
