package parley

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// maxServerLine is the longest line that is taken from a server, in bytes: far more than one that follows the protocol
// would send.
const maxServerLine = 16 << 20

// A Decoder makes lines of bytes, wherever these are split. A line ends in LF, and a CR before that belongs to the end;
// nothing else ends one. What follows the last LF is no line.
//
// The zero value is ready to use. It is not for several goroutines at once.
type Decoder struct {
	buffer []byte
	// begun is how much of the buffer holds no LF, so that a long line is searched once.
	begun int
}

// Write takes bytes as they come. It fails where a line is longer than any server's.
func (d *Decoder) Write(data []byte) (int, error) {
	d.buffer = append(d.buffer, data...)
	if len(d.buffer)-len(data) > maxServerLine {
		return 0, errors.New("the server sends a line without an end")
	}
	return len(data), nil
}

// Next returns the next line that is whole, without its end; bytes that are not UTF-8 became U+FFFD.
func (d *Decoder) Next() (line string, ok bool) {
	at := bytes.IndexByte(d.buffer[d.begun:], '\n')
	if at < 0 {
		d.begun = len(d.buffer)
		return "", false
	}
	end := d.begun + at
	line = strings.ToValidUTF8(string(bytes.TrimSuffix(d.buffer[:end], []byte{'\r'})), "\ufffd")
	d.buffer, d.begun = d.buffer[end+1:], 0
	if len(d.buffer) == 0 {
		d.buffer = nil
	}
	return line, true
}

// A ServerLine is a line of the server's, taken apart.
type ServerLine struct {
	// Word is the first word: OK, ERR, LOBBY, WHISPER, NOTICE, USER, HELP, MISSED or BYE. A line that begins with
	// another is to be skipped.
	Word string
	// Code of ERR and BYE.
	Code string
	// Time and Nick of LOBBY, WHISPER and NOTICE; the nick may be empty.
	Time, Nick string
	// Text is what remains; it may be empty.
	Text string
	// Count of MISSED; -1 where nobody knows how many, nor whether there were any.
	Count int
}

// Parse takes a line apart, which comes without its end.
func Parse(line string) ServerLine {
	word, rest, _ := strings.Cut(line, " ")
	parsed := ServerLine{Word: word, Text: rest}
	switch word {
	case "LOBBY", "WHISPER", "NOTICE":
		var said string
		parsed.Time, said, _ = strings.Cut(rest, " ")
		parsed.Nick, parsed.Text, _ = strings.Cut(said, ": ")
	case "ERR", "BYE":
		parsed.Code, parsed.Text, _ = strings.Cut(rest, " ")
	case "MISSED":
		parsed.Text = ""
		if count, err := strconv.ParseUint(rest, 10, 31); err == nil {
			parsed.Count = int(count)
		} else {
			parsed.Count = -1
		}
	}
	return parsed
}
