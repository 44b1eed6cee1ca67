package parley

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// flood is how many bytes without an end of line make a server end the session. A line that is shorter, and longer than
// the server's max-line, is refused.
const flood = 65536

// timeLayout is that of all times on the wire.
const timeLayout = "2006-01-02T15:04:05.000000Z"

const nickLength = 32

var (
	keyPattern   = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	tokenPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)
)

// LoginLine is the line that logs in; the token, if there is one, is the answer to the command token of the session that
// had the name.
func LoginLine(nick, token string) (string, error) {
	name, err := checkNick(nick)
	if err != nil || token == "" {
		return name, err
	}
	if !tokenPattern.MatchString(token) {
		return "", invalid("a token has 16 to 64 of A-Z a-z 0-9 _ -")
	}
	return name + " " + token, nil
}

// PubLine says the text in the lobby.
func PubLine(text string) (string, error) {
	return saying("pub ", text)
}

// OnceLine says the text in the lobby, once however often it is sent within ten minutes.
func OnceLine(key, text string) (string, error) {
	if !keyPattern.MatchString(key) {
		return "", invalid("a key has 1 to 64 of A-Z a-z 0-9 . _ -")
	}
	return saying("once "+key+" ", text)
}

// ToLine whispers the text to anybody, also to who is there without Parley and may be called by any word.
func ToLine(nick, text string) (string, error) {
	if err := oneLine("a name", nick); err != nil {
		return "", err
	}
	first, _ := utf8.DecodeRuneInString(nick)
	if nick == "" || strings.IndexFunc(nick, separates) >= 0 || invisible(first) {
		return "", invalid("a whisper needs the name of somebody, which is one word")
	}
	return saying("to "+nick+" ", text)
}

// HistoryLine asks for the last messages, 1 to 1,000.
func HistoryLine(count int) (string, error) {
	if count < 1 || count > 1000 {
		return "", invalid("history has 1 to 1000 messages")
	}
	return "history " + strconv.Itoa(count), nil
}

// SearchLine asks the archive for messages that hold all of these words.
func SearchLine(words string) (string, error) {
	return saying("search ", words)
}

// SinceLine asks for what was said after a message of the lobby, or after what mark answered.
func SinceLine(position string) (string, error) {
	if err := checkPosition(position); err != nil {
		return "", err
	}
	return "since " + position, nil
}

// CommandLine is any line that gets one answer.
func CommandLine(text string) (string, error) {
	line, err := saying("", text)
	if err != nil {
		return "", err
	}
	words := strings.FieldsFunc(line, separates)
	if strings.EqualFold(words[0], "to") && len(words) < 3 {
		return "", invalid("a whisper needs the name of somebody, and a text")
	}
	return line, nil
}

func checkNick(nick string) (string, error) {
	if err := oneLine("a nickname", nick); err != nil {
		return "", err
	}
	name := strings.TrimSpace(nick)
	// The server counts what is left when marks have been put together with their letters, so it may count fewer.
	length := 0
	for _, each := range name {
		switch {
		case unicode.IsMark(each) || each >= 0x1160 && each <= 0x11ff:
		case unicode.IsLetter(each) || unicode.Is(unicode.Nd, each) || unassigned(each):
			length++
		case strings.ContainsRune("_-\u200c\u200d", each):
			length++
		default:
			return "", invalid("a nickname has letters, digits, _ and -")
		}
	}
	if length < 1 || length > nickLength {
		return "", invalid("a nickname has 1 to %d letters, digits, _ or -", nickLength)
	}
	return name, nil
}

func checkPosition(position string) error {
	if at, err := time.Parse(timeLayout, position); err != nil || at.Format(timeLayout) != position {
		return invalid("a position looks like 2026-11-23T10:01:02.345678Z")
	}
	return nil
}

func saying(begin, text string) (string, error) {
	if err := oneLine("a text", text); err != nil {
		return "", err
	}
	if strings.IndexFunc(text, func(each rune) bool { return !separates(each) }) < 0 {
		return "", invalid("a text is not blank")
	}
	if len(begin)+len(text) >= flood-2 {
		return "", invalid("a line of %d bytes would end the session", len(begin)+len(text))
	}
	return begin + text, nil
}

func oneLine(what, text string) error {
	if !utf8.ValidString(text) {
		return invalid("%s is UTF-8", what)
	}
	if strings.ContainsAny(text, "\r\n\x00") {
		return invalid("%s is one line, without NUL", what)
	}
	return nil
}

// separates tells of characters that a server takes for white space, or takes out.
func separates(each rune) bool {
	return unicode.IsSpace(each) || unicode.Is(unicode.White_Space, each) || unicode.IsControl(each) || each == '\ufeff'
}

// invisible tells of characters that a server takes out where nothing stands before them.
func invisible(each rune) bool {
	return unicode.In(each, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector,
		unicode.Noncharacter_Code_Point)
}

// unassigned tells of characters that this Go knows nothing of: they may be letters to the server.
func unassigned(each rune) bool {
	return !unicode.In(each, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
}
