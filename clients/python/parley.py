"""A client for Parley, a chat server that speaks lines of text. Standard library only.

    with parley.connect("localhost", 7070, "ann") as chat:
        chat.pub("Hello, everyone")
        chat.live()
        for item in chat.messages():
            print(item)

What goes over the wire is described in protocol/PROTOCOL.md. `python3 parley.py localhost 7070 ann` is a tiny chat.
"""

from __future__ import annotations

import collections
import re
import select
import socket
import sys
import time as clock
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Iterator, List, Optional, Tuple, Union


@dataclass(frozen=True)
class Message:
    """What somebody said: in the lobby ("LOBBY"), to you ("WHISPER"), or an announcement ("NOTICE")."""

    kind: str
    time: str  # as on the wire, for `since`; in the lobby it is the message's id. Times sort as text.
    nick: str
    text: str

    @property
    def when(self) -> datetime:
        return datetime.strptime(self.time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)

    def __str__(self) -> str:
        to_me = " (to you)" if self.kind == "WHISPER" else ""
        return "%s %s%s: %s" % (self.time[11:19], self.nick, to_me, self.text)


@dataclass(frozen=True)
class Missed:
    """Stands where messages stood that are no longer kept."""

    count: Optional[int]  # None: nobody knows how many, nor whether there were any

    def __str__(self) -> str:
        return "(%s messages missed)" % ("?" if self.count is None else self.count)


Item = Union[Message, Missed]


class ParleyError(Exception):
    """The server refused. The code is for programs, the text for people; the session goes on."""

    def __init__(self, code: str, text: str):
        super().__init__(text)
        self.code, self.text = code, text


class Bye(ConnectionError):
    """The server ended the session, and says why. A connection that just breaks is any other OSError."""

    def __init__(self, code: str, text: str):
        super().__init__(text)
        self.code, self.text = code, text


def parse(line: str) -> Tuple[str, object]:
    """A line of the server's: its first word, and what the rest means."""
    word, _, rest = line.partition(" ")
    if word in ("LOBBY", "WHISPER", "NOTICE"):
        time, _, said = rest.partition(" ")
        nick, _, text = said.partition(": ")
        return word, Message(word, time, nick, text)
    if word == "MISSED":
        return word, Missed(int(rest) if rest.isdigit() else None)
    if word in ("ERR", "BYE"):
        code, _, text = rest.partition(" ")
        return word, (ParleyError if word == "ERR" else Bye)(code, text)
    return word, rest


class Client:
    """One session, for one thread. An answer that takes longer than `timeout` seconds breaks the connection; who waits for
    messages asks after each `silence` seconds without any whether the server is still there."""

    def __init__(self, host: str, port: int, timeout: float = 10.0, silence: float = 30.0):
        """Connects and reads the greeting. ParleyError: there is no room, or no admission."""
        self.address = (host, port)
        self.timeout, self.silence = timeout, silence
        self.nick: Optional[str] = None
        self.last: Optional[str] = None  # time of the last lobby message or announcement received
        self._inbox: List[Item] = []
        self._live = False
        self._open()

    def login(self, nick: str) -> None:
        """ParleyError, such as nick-taken: try another."""
        welcome = self._exchange(nick)[0]
        self.nick = re.sub(r"^Welcome (.*?)!.*", r"\1", welcome)

    def pull(self) -> List[Item]:
        """All that came since the last time, oldest first."""
        self.command("pull")
        return self.received()

    def users(self) -> List[str]:
        return self.command("users")[1]

    def pub(self, text: str) -> str:
        """Says it in the lobby; the answer is the message's time."""
        return self.command("pub " + text)[0]

    def to(self, nick: str, text: str) -> None:
        """Whispers. ParleyError: no-such-user, not-delivered."""
        if not nick or any(is_no_letter(each) for each in nick) or not text.strip():
            raise ValueError("a whisper needs a nick and a text")
        self.command("to %s %s" % (nick, text))

    def history(self, count: int = 20) -> List[Item]:
        """The last messages of the lobby. Changes nothing."""
        return self._answer("history %d" % count)

    def since(self, time: str) -> List[Item]:
        """All that is kept of the lobby after that time; it and the lobby before it count as delivered."""
        answer = self._answer("since " + time)
        self.last = max([self.last or time, time] + [message.time for message in answer])
        if self._inbox and isinstance(self._inbox[-1], Missed):
            answer.insert(0, self._inbox.pop())
        return answer

    def live(self, on: bool = True) -> None:
        """From now on messages come by themselves: see `messages`."""
        self.command("live" if on else "live off")
        self._live = on

    def ping(self) -> None:
        self.command("ping")

    def downline(self) -> None:
        """Says goodbye and closes."""
        self.command("downline")
        self.close()

    def command(self, line: str) -> Tuple[str, List[str]]:
        """Sends any line, and gives the text of its OK and the USER or HELP lines. Messages go to `received`. ValueError: the
        line is blank, which gets no answer, or begins a whisper without its text, which the next line would be."""
        if not line.strip():
            raise ValueError("a command is not blank")
        if re.fullmatch(r"\s*to(\s+\S*)?\s*", line, re.IGNORECASE):
            raise ValueError("a whisper needs a nick and a text")
        return self._exchange(line)

    def _exchange(self, line: str) -> Tuple[str, List[str]]:
        if re.search("[\r\n\0]", line):
            raise ValueError("one line, please")
        self._socket.sendall(line.encode() + b"\r\n")
        lines: List[str] = []
        while True:
            try:
                word, held = self._next(self.timeout)
            except socket.timeout:
                self.close()  # or else the answer, if it came, would be taken for the next command's
                raise
            if word == "OK":
                return held, lines
            if word == "ERR":
                raise held
            if word in ("USER", "HELP"):
                lines.append(held)

    def received(self) -> List[Item]:
        """What came with the answers, or by itself between them, and was not yet given."""
        items, self._inbox = self._inbox, []
        return items

    def messages(self, timeout: Optional[float] = None) -> Iterator[Item]:
        """Each message as it comes; ends when none came for `timeout` seconds. OSError, or its kind Bye: all is over, also where
        the server is gone without a word."""
        patience = timeout
        while True:
            while self._inbox:
                yield self._inbox.pop(0)
                patience = timeout
            wait = self.silence if patience is None else min(self.silence, patience)
            began = clock.monotonic()
            try:
                self._next(wait)
            except (socket.timeout, BlockingIOError):
                if patience is not None and patience <= wait:
                    return
                self.ping()
            if patience is not None:
                patience = max(0.0, patience - (clock.monotonic() - began))

    def mark(self) -> None:
        """Call it after login to let `reconnect` go on without a gap even from before the first message was received."""
        before = self.history(1)
        self.command("pull")
        if self.last is None:
            self.last = before[-1].time if before else "1970-01-01T00:00:00.000000Z"

    def reconnect(self, patience: float = 60.0) -> None:
        """A new connection for the same nick, live if it was; what the lobby said in between is received, no message twice."""
        deadline, delay = clock.monotonic() + patience, 0.1
        while True:
            try:
                self.close()
                self._open()
                self.login(self.nick or "")
                if self.last:
                    self._inbox += self.since(self.last)
                if self._live:
                    self.live()
                return
            except (OSError, ParleyError) as problem:
                passes = isinstance(problem, OSError) or problem.code in ("nick-taken", "unavailable", "full")
                ended = isinstance(problem, Bye) and problem.code in ("kicked", "banned")
                if ended or not passes or clock.monotonic() + delay > deadline:
                    raise
            clock.sleep(delay)
            delay = min(2 * delay, 5.0)

    def close(self) -> None:
        self._socket.close()

    def fileno(self) -> int:
        """For select, after `messages(0)` has given all that is here."""
        return self._socket.fileno()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        self._lines: collections.deque = collections.deque()
        self._tail = b""
        self._socket = socket.create_connection(self.address, self.timeout)
        try:
            word, held = self._next(self.timeout)
            if word == "ERR":
                raise held
        except Exception:
            self.close()
            raise

    def _next(self, timeout: Optional[float]) -> Tuple[str, object]:
        """The next line, parsed. Messages are put where `received` finds them."""
        while not self._lines:
            self._socket.settimeout(timeout)
            data = self._socket.recv(65536)
            if not data:
                raise ConnectionError("the connection was closed")
            *lines, self._tail = (self._tail + data).split(b"\n")
            self._lines.extend(lines)
        line = self._lines.popleft()
        word, held = parse((line[:-1] if line.endswith(b"\r") else line).decode())
        if word == "BYE":
            self.close()
            raise held
        if isinstance(held, (Message, Missed)):
            self._arrived(held)
        return word, held

    def _arrived(self, item: Item) -> None:
        self._inbox.append(item)
        if isinstance(item, Message) and item.kind != "WHISPER":
            self.last = item.time

    def _answer(self, line: str) -> List[Item]:
        """The messages of an answer: as many as its OK says, right before it. Those before them came by themselves."""
        inbox, last, self._inbox = self._inbox, self.last, []
        count = 0
        try:
            count = int(self.command(line)[0])
        except Exception:
            # What came before it was none of its answer, or is new all the same.
            self._inbox = [item for item in self._inbox if not is_known(item, last)]
            raise
        finally:
            arrived, self._inbox, self.last = self._inbox, inbox, last
            for item in arrived[: len(arrived) - count]:
                self._arrived(item)
        return arrived[len(arrived) - count :]


def is_no_letter(character: str) -> bool:
    """Whether it is white space to the server, or nothing that shows: it would not be part of the nick."""
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs")  # what Python doesn't know yet may be a letter
    return character.isspace() or (hidden and character not in "\u200c\u200d")


def is_known(item: Item, last: Optional[str]) -> bool:
    """Whether it stands in the lobby no later than what was received last."""
    return isinstance(item, Message) and item.kind != "WHISPER" and last is not None and item.time <= last


def connect(host: str, port: int, nick: str) -> Client:
    """Connects and logs in."""
    client = Client(host, port)
    try:
        client.login(nick)
    except Exception:
        client.close()
        raise
    return client


def main(host: str, port: str, nick: str) -> None:
    """Says in the lobby what is typed; what begins with / is a command, such as /to bob Hello."""
    keyboard = sys.stdin.buffer.raw  # unbuffered, or else select would not know of lines already read
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal may know fewer characters than people do
    with connect(host, int(port), nick) as chat:
        chat.mark()
        chat.live()
        while True:
            try:
                for item in chat.messages(0):
                    print(item, flush=True)
                ready = select.select([chat, keyboard], [], [], chat.silence)[0]
                if not ready:
                    chat.ping()
                if keyboard in ready and not do(chat, keyboard.readline()):
                    return
            except ParleyError as refusal:
                print("!", refusal.text, flush=True)
            except ValueError as refusal:
                print("!", refusal, flush=True)
            except OSError as end:
                print("!", end, flush=True)
                if isinstance(end, Bye) and end.code in ("kicked", "banned"):
                    return
                chat.reconnect()


def do(chat: Client, typed: bytes) -> bool:
    """What a typed line asks for. False: no more."""
    text = typed.decode(errors="replace").rstrip()
    command = text[1:].strip() if text.startswith("/") else None
    if not typed or (command or "").lower() in ("downline", "quit"):
        chat.downline()
        return False
    if command is not None:
        answer, lines = chat.command(command)
        print(*chat.received(), *lines, "- " + answer, sep="\n", flush=True)
    elif text:
        chat.pub(text)
    return True


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: parley.py <host> <port> <nick>")
    try:
        main(*sys.argv[1:])
    except (ParleyError, OSError) as problem:
        sys.exit("parley: %s" % (problem,))
    except KeyboardInterrupt:
        pass
