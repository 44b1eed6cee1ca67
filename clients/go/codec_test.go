package parley

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

const stream = "OK parley/1 \r\nLOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀 \u2028\u0085\rx\n\r\nOK 1\r\nBYE shut"

var streamLines = []string{
	"OK parley/1 ", "LOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀 \u2028\u0085\rx", "", "OK 1",
}

func decode(t *testing.T, pieces ...string) []string {
	t.Helper()
	var decoder Decoder
	var lines []string
	for _, piece := range pieces {
		if _, err := decoder.Write([]byte(piece)); err != nil {
			t.Fatal(err)
		}
		for line, ok := decoder.Next(); ok; line, ok = decoder.Next() {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestLinesAreWholeWhereverTheBytesAreSplit(t *testing.T) {
	for first := range []byte(stream) {
		for _, second := range []int{first, first + 1, len(stream)} {
			if got := decode(t, stream[:first], stream[first:second], stream[second:]); !reflect.DeepEqual(got, streamLines) {
				t.Fatalf("split at %d and %d: %q", first, second, got)
			}
		}
	}
	bytes := make([]string, len(stream))
	for at := range bytes {
		bytes[at] = stream[at : at+1]
	}
	if got := decode(t, bytes...); !reflect.DeepEqual(got, streamLines) {
		t.Fatalf("%q", got)
	}
}

func TestLongLines(t *testing.T) {
	long := "OK " + strings.Repeat("x", 300<<10)
	if got := decode(t, long+"\r\n"); len(got) != 1 || got[0] != long {
		t.Fatal("a line of 300 KiB is one")
	}
	var decoder Decoder
	var err error
	for pieces := 0; err == nil && pieces < 100; pieces++ {
		_, err = decoder.Write(make([]byte, 1<<20))
		_, _ = decoder.Next()
	}
	if err == nil {
		t.Fatal("a line without an end is given up")
	}
}

func TestBytesThatAreNotUTF8(t *testing.T) {
	if got := decode(t, "\ufeffOK \xff\n"); !reflect.DeepEqual(got, []string{"\ufeffOK \ufffd"}) {
		t.Fatalf("%q", got)
	}
}

func TestParse(t *testing.T) {
	for line, want := range map[string]ServerLine{
		"LOBBY " + at(1) + " ann:  a: b ": {Word: "LOBBY", Time: at(1), Nick: "ann", Text: " a: b "},
		"WHISPER " + at(1) + " ann: ":     {Word: "WHISPER", Time: at(1), Nick: "ann"},
		"LOBBY " + at(1) + " : x":         {Word: "LOBBY", Time: at(1), Text: "x"},
		"OK":                              {Word: "OK"},
		"OK  two":                         {Word: "OK", Text: " two"},
		"ERR usage":                       {Word: "ERR", Code: "usage"},
		"BYE nick-lost So it is.":         {Word: "BYE", Code: "nick-lost", Text: "So it is."},
		"MISSED 12":                       {Word: "MISSED", Count: 12},
		"MISSED ?":                        {Word: "MISSED", Count: -1},
		"TYPING ann":                      {Word: "TYPING", Text: "ann"},
		"":                                {},
	} {
		if got := Parse(line); got != want {
			t.Errorf("%q: %+v", line, got)
		}
	}
}

// TestTranscripts compares the lines of the transcripts with what another way to read them says.
func TestTranscripts(t *testing.T) {
	files, _ := filepath.Glob("../../protocol/vectors/*.txt")
	step := regexp.MustCompile(`(?m)^([a-z]+) <\*? (.*)$`)
	timeOf := regexp.MustCompile(`\{time(:\w+)?\}`)
	message := regexp.MustCompile(`^(LOBBY|WHISPER|NOTICE) (\S+) (.*?): (.*)$`)
	coded := regexp.MustCompile(`^(ERR|BYE) (\S+)(?: (.*))?$`)
	plain := regexp.MustCompile(`^(OK|USER|HELP)(?: (.*))?$`)
	missed := regexp.MustCompile(`^MISSED (.+)$`)
	count := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range step.FindAllStringSubmatch(string(text), -1) {
			if found[1] == "direct" {
				continue
			}
			line := timeOf.ReplaceAllString(found[2], at(1))
			line = strings.NewReplacer("{n}", "7", "{any}", "some: text").Replace(line)
			var want ServerLine
			if parts := message.FindStringSubmatch(line); parts != nil {
				want = ServerLine{Word: parts[1], Time: parts[2], Nick: parts[3], Text: parts[4]}
			} else if parts := coded.FindStringSubmatch(line); parts != nil {
				want = ServerLine{Word: parts[1], Code: parts[2], Text: parts[3]}
			} else if parts := plain.FindStringSubmatch(line); parts != nil {
				want = ServerLine{Word: parts[1], Text: parts[2]}
			} else if parts := missed.FindStringSubmatch(line); parts != nil {
				want = ServerLine{Word: "MISSED", Count: -1}
				_, _ = fmt.Sscan(parts[1], &want.Count)
			} else {
				t.Fatalf("%s: %q", file, line)
			}
			if got := Parse(line); got != want {
				t.Errorf("%s: %q: %+v", file, line, got)
			}
			count++
		}
	}
	if count < 400 {
		t.Errorf("only %d lines", count)
	}
}
