"""Lines to values and calls to lines, without a server."""

import datetime
import re
import unittest

from parley import Kind, Message, Missed, codec
from parley.address import address, addresses
from parley.errors import ConnectionLost, InvalidArgument

from .script import VECTORS, Fill, at, steps

TEXT = "LOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀\u2028\u0085 \r x \r\nOK 1\n\nBYE kicked \xa0\r\n"


def meaning(line):
    """What `parse` should make of a line: written another way on purpose."""
    said = re.fullmatch(r"(LOBBY|WHISPER|NOTICE) (\S+) (.*?): (.*)", line)
    if said:
        return Message(Kind[said[1]], *said.groups()[1:])
    missed = re.fullmatch(r"MISSED (\d+|\?)", line)
    if missed:
        return Missed(None if missed[1] == "?" else int(missed[1]))
    word, rest = re.fullmatch(r"(\S+)(?: (.*))?", line).groups()
    if word in ("USER", "HELP"):
        return codec.Listed(word, rest or "")
    if word == "OK":
        return codec.Ok(rest or "")
    code, text = re.fullmatch(r"(\S+)(?: (.*))?", rest).groups()
    return {"ERR": codec.Err, "BYE": codec.End}[word](code, text or "")


class Parsing(unittest.TestCase):
    def test_every_line_of_the_transcripts(self):
        seen = 0
        for path in sorted(VECTORS.glob("*.txt")):
            for rest in ("", "some: text here"):
                for client, script in steps(path, Fill(rest)).items():
                    for line in (text for operator, text in script if operator == "<"):
                        with self.subTest(path.stem, client=client, line=line):
                            self.assertEqual(codec.parse(line), meaning(line))
                            seen += 1
        self.assertGreater(seen, 500)

    def test_lines_are_whole_however_they_arrive(self):
        data = TEXT.encode()
        whole = codec.Decoder().feed(data)
        self.assertEqual(whole, TEXT.replace("\r\n", "\n").split("\n")[:-1])
        for cut in range(len(data) + 1):
            decoder = codec.Decoder()
            self.assertEqual(decoder.feed(data[:cut]) + decoder.feed(data[cut:]), whole)
        decoder = codec.Decoder()
        self.assertEqual([line for byte in data for line in decoder.feed(bytes([byte]))], whole)

    def test_a_last_line_without_its_end_is_no_line(self):
        self.assertEqual(codec.Decoder().feed(b"OK\r\nBYE kicked"), ["OK"])

    def test_a_long_line_is_a_line_and_an_endless_one_is_not(self):
        decoder = codec.Decoder()
        self.assertEqual(decoder.feed(b"x" * 300_000 + b"\r\n"), ["x" * 300_000])
        with self.assertRaises(ConnectionLost):
            for _ in range(1000):
                decoder.feed(b"x" * 65536)

    def test_bytes_that_are_not_utf8_are_shown_as_such(self):
        self.assertEqual(codec.Decoder().feed(b"OK \xff\n"), ["OK \ufffd"])

    def test_nick_and_text_may_be_empty(self):
        self.assertEqual(codec.parse("LOBBY %s : " % at(1)), Message(Kind.LOBBY, at(1), "", ""))
        self.assertEqual(codec.parse("LOBBY %s a:b: c: d" % at(1)), Message(Kind.LOBBY, at(1), "a:b", "c: d"))

    def test_what_means_nothing_is_skipped(self):
        for line in ("", " OK", "ok", "LOBBY", "LOBBY now ann: hi", "FOO bar", "OKAY"):
            self.assertEqual(codec.parse(line), codec.Unknown(line))

    def test_a_number_that_is_none_is_not_known(self):
        for line in ("MISSED", "MISSED ?", "MISSED -1", "MISSED \u0663", "MISSED " + "9" * 5000):
            self.assertEqual(codec.parse(line), Missed(None))

    def test_mine(self):
        self.assertTrue(codec.parse("LOBBY %s ann: hi" % at(1), {"ann"}).mine)
        self.assertFalse(codec.parse("LOBBY %s Ann: hi" % at(1), {"ann"}).mine)

    def test_the_time(self):
        moment = datetime.datetime(2026, 11, 23, 10, 0, 0, 1, datetime.timezone.utc)
        self.assertEqual(codec.parse("LOBBY %s ann: hi" % at(1)).when, moment)

    def test_the_welcome(self):
        for text, nick in (("Welcome ann! Hi", "ann"), ("Welcome back ann! Hi", "ann"), ("Welcome back! Hi", "back")):
            self.assertEqual(codec.welcomed(text, "x"), nick)
        self.assertEqual(codec.welcomed("", "e\u0301"), "\xe9")


class Writing(unittest.TestCase):
    def test_what_is_written(self):
        self.assertEqual(codec.encode(codec.pub("  a: b ")), b"pub   a: b \r\n")
        self.assertEqual(codec.once("a.B_-9", "é"), "once a.B_-9 é")
        self.assertEqual(codec.to("bób", "x"), "to bób x")
        self.assertEqual(codec.to("a\u200cb", "x"), "to a\u200cb x")
        self.assertEqual(codec.login("ann", "t" * 16), "ann " + "t" * 16)
        self.assertEqual(codec.history(1000), "history 1000")
        self.assertEqual(codec.search("a b"), "search a b")
        self.assertEqual(codec.since(codec.FIRST_TIME), "since 1970-01-01T00:00:00.000000Z")
        self.assertEqual(len(codec.encode(codec.pub("x" * 65531))), 65537)

    def test_what_is_refused(self):
        blank = ("", " ", "\u3000", "\t", "\x85", "\u2028")
        broken = ("a\nb", "a\rb", "a\0b", "a\n", "\ud800", "x" * 65532)
        for text in blank + broken:
            for write in (codec.pub, codec.search, lambda it: codec.once("k", it), lambda it: codec.to("bob", it)):
                with self.subTest(text=text[:9]), self.assertRaises(InvalidArgument):
                    codec.encode(write(text))
        for nick in ("", " ", "\u3000", "a b", "\u2009bob", "\ufeff", "b\x1fob", "\u2028", "a\tb", "a\nb", "\ud800"):
            for write in (codec.login, lambda it: codec.to(it, "x")):
                with self.subTest(nick=nick), self.assertRaises(InvalidArgument):
                    write(nick)
        for key in ("", "a b", "é", "x" * 65, "a/b", "a\n"):
            with self.subTest(key=key), self.assertRaises(InvalidArgument):
                codec.once(key, "x")
        for count in (0, -1, 1001, True):
            with self.subTest(count=count), self.assertRaises(InvalidArgument):
                codec.history(count)
        for time in ("", "now", at(1)[:-1], at(1) + " ", at(1) + "\n", "\u0662" + at(1)[1:]):
            with self.subTest(time=time), self.assertRaises(InvalidArgument):
                codec.since(time)
        for token in ("", "short", "x" * 65, "a" * 15 + " ", "a" * 15 + "\n"):
            with self.subTest(token=token), self.assertRaises(InvalidArgument):
                codec.login("ann", token)

    def test_addresses(self):
        self.assertEqual([str(address(a)) for a in ("h", "h:1", "[::1]:1", "[::1]", "::1", ("::1", 2))],
                         ["h:7070", "h:1", "[::1]:1", "[::1]:7070", "[::1]:7070", "[::1]:2"])
        self.assertEqual([str(a) for a in addresses(["a", ("b", 1)])], ["a:7070", "b:1"])
        self.assertEqual([str(a) for a in addresses(("b", 1))], ["b:1"])
        for wrong in ("", ":1", "h:", "h:x", "h:0", "h:65536", "h h:1", ("h", 0), []):
            with self.subTest(wrong), self.assertRaises(InvalidArgument):
                addresses(wrong)
