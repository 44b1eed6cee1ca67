"""Plays protocol/vectors with this test as the server. PARLEY_TEST_SERVER=host:port adds a talk with a real one."""

import contextlib
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import unittest
from datetime import datetime, timezone

import parley

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "protocol" / "vectors"


# --- transcripts, as protocol/vectors/README.md describes them ---


class Fill:
    """Fills in placeholders: times that grow, and for {any} what it is told."""

    def __init__(self, rest):
        self.rest, self.times, self.count = rest, {}, 0

    def __call__(self, text):
        text = re.sub(r"\{time(?::(\w+))?\}", lambda match: self.time(match[1]), text).replace("{n}", "7")
        return text.replace(" {any}", " " + self.rest if self.rest else "").replace("{any}", self.rest)

    def time(self, name):
        if name not in self.times:
            self.count += 1
            time = "2026-11-23T10:01:02.%06dZ" % self.count
            if name is None:
                return time
            self.times[name] = time
        return self.times[name]


def steps(path, fill):
    """Each client's steps, without what concerns others: (operator, text), with the placeholders filled in."""
    clients = {}
    for line in path.read_text("utf-8").split("\n"):
        match = re.fullmatch(r"([a-z]+) (>>|>\||>|<<|<\||<\*|<)(?: (.*))?", line)
        if match and match[1] not in ("direct", "option"):
            operator, text = match[2], match[3] or ""
            filled = fill(text) if operator in (">", "<", "<*") else text
            repeated = 2 if operator == "<*" else 1
            clients.setdefault(match[1], []).extend([(operator.replace("*", ""), filled)] * repeated)
    return clients


def meaning(line):
    """What parley.parse should make of the line: written another way on purpose."""
    said = re.fullmatch(r"(LOBBY|WHISPER|NOTICE) (\S+) (.*?): (.*)", line)
    if said:
        return parley.Message(*said.groups())
    missed = re.fullmatch(r"MISSED (\d+|\?)", line)
    if missed:
        return parley.Missed(None if missed[1] == "?" else int(missed[1]))
    coded = re.fullmatch(r"(?:ERR|BYE) (\S+)(?: (.*))?", line)
    return (coded[1], coded[2] or "") if coded else line.split(" ", 1)[1] if " " in line else ""


def comparable(held):
    return (held.code, held.text) if isinstance(held, (parley.ParleyError, parley.Bye)) else held


# --- a server that follows a script ---


@contextlib.contextmanager
def scripted(*connections):
    """Serves each connection in turn: sends (say), expects (hear), and CLOSEs or waits for the client to do so."""
    trouble = []

    def serve(listener):
        try:
            for script in connections:
                connection = listener.accept()[0]
                with connection:
                    for operator, data in script + ([] if CLOSE in script else [hear()]):
                        if operator == ">":
                            connection.sendall(data)
                        elif operator == "<":
                            received = receive(connection, len(data) or 1)
                            if received != data:
                                return trouble.append((received, data))
        except OSError as problem:
            trouble.append(problem)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=serve, args=[listener], daemon=True)
        thread.start()
        yield listener.getsockname()
        thread.join(10)
    if trouble:
        raise AssertionError("the server got %r" % trouble)


def receive(connection, length):
    received = b""
    while len(received) < length:
        more = connection.recv(length - len(received))
        if not more:
            break
        received += more
    return received


CLOSE = ("|", b"")


def say(*lines):
    return ">", "".join(line + "\r\n" for line in lines).encode()


def hear(*lines):
    return "<", "".join(line + "\r\n" for line in lines).encode()


LOGIN = [say("OK parley/1"), hear("ann"), say("OK Welcome ann!")]


def lobby(number, text):
    return "LOBBY 2026-11-23T10:00:00.%06dZ bob: %s" % (number, text)


class Transcripts(unittest.TestCase):
    def test_every_line_of_the_server_is_understood(self):
        for path in sorted(VECTORS.glob("*.txt")):
            for rest in ("", "some: text here"):
                for client, script in steps(path, Fill(rest)).items():
                    with self.subTest(path.stem, client=client, any=rest):
                        for line in (text for operator, text in script if operator == "<"):
                            word, held = parley.parse(line)
                            self.assertEqual(word, line.split(" ")[0])
                            self.assertEqual(comparable(held), meaning(line))

    def test_every_talk_that_the_library_can_have(self):
        played = 0
        for path in sorted(VECTORS.glob("*.txt")):
            for rest in ("", "some: text here"):
                for client, script in steps(path, Fill(rest)).items():
                    if self.can_play(script):
                        with self.subTest(path.stem, client=client, any=rest):
                            self.play(script)
                            played += 1
        self.assertGreater(played, 60)

    @staticmethod
    def can_play(script):
        """Lines only, from the greeting on, each answered before the next is sent."""
        shape = "".join(operator for operator, _ in script)
        return re.fullmatch(r"<(><+)*(<\|)?", shape) and script[0][1].startswith("OK")

    def play(self, script):
        wire = [{"<": say, ">": hear, "<|": lambda _: CLOSE}[operator](text) for operator, text in script]
        with scripted(wire) as (host, port):
            with parley.Client(host, port) as client:
                sent = [at for at, (operator, _) in enumerate(script) if operator == ">"] + [len(script)]
                for at, end in zip(sent, sent[1:]):
                    lines = [text for operator, text in script[at + 1 : end] if operator == "<"]
                    self.exchange(client, script[at][1], lines)

    def exchange(self, client, line, lines):
        at = next(at for at, text in enumerate(lines) if re.match("(OK|ERR|BYE)( |$)", text))
        answer, status, pushed = lines[:at], lines[at], lines[at + 1 :]
        try:
            given = self.call(client, line)
        except (parley.ParleyError, parley.Bye) as refusal:
            self.assertEqual(comparable(refusal), meaning(status))
        else:
            self.assertTrue(status.startswith("OK"), status)
            self.assertIn(given, ([meaning(text) for text in answer], meaning(status), None))
            if not isinstance(given, list):
                self.assertEqual(client.received(), [meaning(t) for t in answer if re.match("LOBBY|WHISPER|MISSED", t)])
        messages = client.messages(10)
        self.assertEqual([next(messages) for _ in pushed], [meaning(text) for text in pushed])

    @staticmethod
    def call(client, line):
        """The line as the library's own call, where there is one that writes it so."""
        verb, _, rest = line.partition(" ")
        if client.nick is None:
            return client.login(line)
        if line in ("pull", "users", "ping", "downline", "live"):
            return getattr(client, line)()
        if line == "live off":
            return client.live(False)
        if rest and verb in ("pub", "since"):
            return getattr(client, verb)(rest)
        if verb == "to" and re.match(r"\S+ .*\S", rest):
            return client.to(*rest.split(" ", 1))
        if re.fullmatch(r"history -?\d+", line):
            return client.history(int(rest))
        send = client._exchange if verb.lower() == "to" else client.command  # the library whispers in one line only
        text, lines = send(line)
        return lines or client.received() or text


class Library(unittest.TestCase):
    def test_one_line_only_is_sent(self):
        with scripted(LOGIN + [hear("ping"), say("OK pong")]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                for text in ("a\nb", "a\rb", "a\0b"):
                    for send in (client.pub, client.login, client.since, lambda it: client.to("bob", it)):
                        self.assertRaises(ValueError, send, text)
                for nick, text in (("", "x"), ("bob dan", "x"), ("bob", ""), ("bob", " ")):
                    self.assertRaises(ValueError, client.to, nick, text)
                self.assertRaises(ValueError, client.pub, "\ud800")
                client.ping()

    def test_lines_are_whole_however_they_arrive(self):
        text = "OK parley/1 \r\nOK Welcome ann!\r\nLOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀 \nOK 1\r\n"
        script = [(">", bytes([byte])) for byte in text.encode()]
        with scripted(script[:15] + [hear("ann")] + script[15:32] + [hear("pull")] + script[32:]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                message = parley.Message("LOBBY", "2026-11-23T10:00:00.000001Z", "bób", "你好: 🚀 ")
                self.assertEqual(client.pull(), [message])
                self.assertEqual(message.when, datetime(2026, 11, 23, 10, 0, 0, 1, timezone.utc))

    def test_what_comes_by_itself_is_no_part_of_an_answer(self):
        script = [hear("history 1"), say(lobby(5, "pushed"), lobby(4, "old"), "OK 1")]
        with scripted(LOGIN + script) as (host, port):
            with parley.connect(host, port, "ann") as client:
                self.assertEqual([message.text for message in client.history(1)], ["old"])
                self.assertEqual([message.text for message in client.received()], ["pushed"])
                self.assertEqual(client.last, "2026-11-23T10:00:00.000005Z")

    def test_what_came_before_a_refusal_is_kept(self):
        whisper = "WHISPER 2026-11-23T10:00:00.000009Z bob: psst"
        for last_word in ("ERR unavailable Later.", "BYE shutdown Back soon."):
            script = [hear("live"), say("OK", lobby(2, "first")), hear("history 9"), say(lobby(1, "old"), lobby(3, "pushed"), whisper, last_word)]
            with self.subTest(last_word), scripted(LOGIN + script) as (host, port):
                with parley.connect(host, port, "ann") as client:
                    client.live()
                    self.assertEqual(next(client.messages(10)).text, "first")
                    self.assertRaises((parley.ParleyError, parley.Bye), client.history, 9)
                    self.assertEqual([item.text for item in client.received()], ["pushed", "psst"])
                    self.assertEqual(client.last, "2026-11-23T10:00:00.000003Z")

    def test_what_gets_no_answer_or_waits_for_another_line_is_not_sent(self):
        with scripted(LOGIN + [hear("ping"), say("OK pong")]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                for line in ("", " ", "\u3000", "to", "to bob", " TO bob ", "to\u3000bob"):
                    self.assertRaises(ValueError, client.command, line)
                for nick in ("\u3000", "\u2009bob", "\ufeff", "b\x1fob", "\u2028"):
                    self.assertRaises(ValueError, client.to, nick, "x")
                client.ping()

    def test_a_server_that_is_gone_without_a_word_is_noticed(self):
        with scripted(LOGIN + [hear("ping"), say("OK pong"), hear("ping")]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.silence = 0.01
                answered = client.ping

                def ping():
                    answered()
                    client.timeout = 0.01

                client.ping = ping
                self.assertRaises(OSError, next, client.messages())

    def test_silence_ends_the_messages_and_nothing_else(self):
        script = [hear("live"), say("OK", lobby(1, "a")), hear("ping"), say(lobby(2, "b"), "OK pong")]
        with scripted(LOGIN + script) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.live()
                self.assertEqual(next(client.messages(10)).text, "a")
                self.assertEqual(list(client.messages(0)), [])
                self.assertEqual(list(client.messages(0.01)), [])
                client.ping()
                self.assertEqual([message.text for message in client.messages(0)], ["b"])

    def test_an_answer_too_late_breaks_the_connection(self):
        with scripted(LOGIN + [hear("ping")]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.timeout = 0.01
                self.assertRaises(socket.timeout, client.ping)
                self.assertRaises(OSError, client.ping)

    def test_no_room(self):
        with scripted([say("ERR full No room."), CLOSE]) as (host, port):
            with self.assertRaises(parley.ParleyError) as raised:
                parley.connect(host, port, "ann")
            self.assertEqual((raised.exception.code, str(raised.exception)), ("full", "No room."))

    def test_goodbye(self):
        script = [hear("live"), say("OK", lobby(1, "a"), "BYE kicked Enough.")]
        with scripted(LOGIN + script) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.live()
                messages = client.messages()
                self.assertEqual(next(messages).text, "a")
                with self.assertRaises(parley.Bye) as raised:
                    next(messages)
                self.assertEqual((raised.exception.code, str(raised.exception)), ("kicked", "Enough."))

    def test_reconnecting_leaves_no_gap_and_no_double(self):
        first = [hear("live"), say(lobby(1, "one"), "OK", lobby(2, "two"), "BYE shutdown Back soon.")]
        taken = [say("OK parley/1"), hear("ann"), say("ERR nick-taken Still there.")]
        broken = [hear("since 2026-11-23T10:00:00.000002Z"), say(lobby(3, "three")), CLOSE]
        again = [
            hear("since 2026-11-23T10:00:00.000003Z"),
            say("MISSED 1", lobby(4, "four"), "OK 1"),
            hear("live"),
            say("OK", lobby(5, "five")),
        ]
        with scripted(LOGIN + first, taken, LOGIN + broken, [CLOSE], LOGIN + again) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.live()
                with self.assertRaises(parley.Bye):
                    heard = []
                    for message in client.messages():
                        heard.append(message.text)
                self.assertEqual(heard, ["one", "two"])
                client.reconnect()
                messages = client.messages(10)
                self.assertEqual(next(messages).text, "three")
                self.assertEqual(next(messages), parley.Missed(1))
                self.assertEqual([next(messages).text, next(messages).text], ["four", "five"])

    def test_reconnecting_from_before_the_first_message(self):
        mark = [hear("history 1"), say(lobby(1, "old"), "OK 1"), hear("pull"), say("OK 0")]
        again = [hear("since 2026-11-23T10:00:00.000001Z"), say(lobby(2, "two"), "OK 1")]
        with scripted(LOGIN + mark, LOGIN + again) as (host, port):
            with parley.connect(host, port, "ann") as client:
                client.mark()
                client.reconnect()
                self.assertEqual([message.text for message in client.received()], ["two"])

    def test_reconnecting_gives_up(self):
        with scripted(LOGIN, [say("ERR banned No."), CLOSE]) as (host, port):
            with parley.connect(host, port, "ann") as client:
                self.assertRaises(parley.ParleyError, client.reconnect)


class Terminal(unittest.TestCase):
    """The little chat, as a process of its own."""

    BEGIN = LOGIN + [hear("history 1"), say("OK 0"), hear("pull"), say("OK 0"), hear("live"), say("OK")]

    def chat(self, typed, *script):
        with scripted(self.BEGIN + list(script) + [hear("downline"), say("OK Thank you"), CLOSE]) as (host, port):
            program = [sys.executable, parley.__file__, host, str(port), "ann"]
            surroundings = dict(os.environ, PYTHONIOENCODING="latin-1")
            ended = subprocess.run(program, input=typed, capture_output=True, env=surroundings, timeout=60)
        self.assertEqual((ended.returncode, ended.stderr), (0, b""))
        return ended.stdout.decode("latin-1").splitlines()

    def test_what_the_terminal_cannot_show_is_shown_as_a_question_mark(self):
        said = self.chat(b"/ping\n", hear("ping"), say(lobby(1, "gr\u00fcn \U0001f680"), "OK pong"))
        self.assertEqual(said, ["10:00:00 bob: gr\u00fcn ?", "- pong"])

    def test_what_is_no_command_is_refused_and_the_chat_goes_on(self):
        for typed in (b"/\n", b"/ \n", b"a\rb\n", b"/a\rb\n", b"/to\n", b"/TO rita\n", b"/ to  rita \n", b"/To\trita\n"):
            with self.subTest(typed):
                said = self.chat(typed + b"hi\n", hear("pub hi"), say("OK 2026-11-23T10:00:00.000001Z"))
                self.assertEqual([line[0] for line in said], ["!"])

    def test_leaving_is_leaving_however_it_is_written(self):
        for typed in (b"/QUIT\n", b"/ downline\n", b""):
            with self.subTest(typed):
                self.assertEqual(self.chat(typed), [])


@unittest.skipUnless(os.environ.get("PARLEY_TEST_SERVER"), "PARLEY_TEST_SERVER=host:port is not set")
class RealServer(unittest.TestCase):
    def setUp(self):
        host, _, port = os.environ["PARLEY_TEST_SERVER"].rpartition(":")
        tag = os.urandom(3).hex().translate(str.maketrans("0123456789", "ghijkmnpqr"))
        self.address, self.names = (host, int(port)), ("ann-" + tag, "bob-" + tag)

    def test_a_talk(self):
        ann_name, bob_name = self.names
        with parley.connect(*self.address, ann_name) as ann, parley.connect(*self.address, bob_name) as bob:
            self.assertLessEqual({ann_name, bob_name}, set(ann.users()))
            bob.live()
            time = ann.pub("Hello: 你好  🚀")
            said = parley.Message("LOBBY", time, ann_name, "Hello: 你好  🚀")
            self.assertIn(said, bob.messages(10))
            self.assertIn(said, ann.pull())
            self.assertIn(said, ann.history(100))
            ann.to(bob_name.upper(), "psst")
            whisper = next(item for item in bob.messages(10) if item.kind == "WHISPER")
            self.assertEqual((whisper.nick, whisper.text), (ann_name, "psst"))
            with self.assertRaises(parley.ParleyError) as raised:
                ann.to("nobody-" + ann_name, "psst")
            self.assertEqual(raised.exception.code, "no-such-user")
            ann.ping()
            ann.downline()

    def test_going_on_without_a_gap(self):
        ann_name, bob_name = self.names
        with parley.connect(*self.address, ann_name) as ann, parley.connect(*self.address, bob_name) as bob:
            bob.mark()
            sent = [ann.pub("one")]
            bob.live()
            bob.close()
            sent.append(ann.pub("two"))
            bob.reconnect()
            sent.append(ann.pub("three"))
            heard = []
            for item in bob.messages(10):
                heard += [item.time] if item.nick == ann_name else []
                if sent[-1] in heard:
                    break
            self.assertEqual(heard, sent)


if __name__ == "__main__":
    unittest.main()
