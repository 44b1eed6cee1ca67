"""The first layer: bytes to lines to values, and calls to lines. No I/O, no clock, no threads.

Everything that writes a line checks it first, and raises `InvalidArgument` for what the server would not take as the one line
that was meant: line breaks, blank texts, names with spaces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import AbstractSet, FrozenSet, List, Optional, Union

from .errors import ConnectionLost, InvalidArgument
from .events import Item, Kind, Message, Missed

MAX_RECEIVED = 4 * 1024 * 1024
"""Bytes of a server's line, at which it is taken for no line. A direct client's message makes some hundred KiB at the most."""

MAX_SENT = 65_535
"""Bytes of a client's line: one more without an end, and the server ends the session. What it takes is its `--max-line`."""

FIRST_TIME = "1970-01-01T00:00:00.000000Z"
"""The position before everything."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_WELCOME = re.compile(r"Welcome (?:back )?([^ !]+)!")
_NOBODY: FrozenSet[str] = frozenset()


@dataclass(frozen=True)
class Ok:
    """The answer is complete."""

    text: str = ""


@dataclass(frozen=True)
class Err:
    """Refused."""

    code: str
    text: str = ""


@dataclass(frozen=True)
class End:
    """`BYE`: the server ends the session; nothing follows."""

    code: str
    text: str = ""


@dataclass(frozen=True)
class Listed:
    """A line of an answer that is no message: `word` is `USER` or `HELP`."""

    word: str
    text: str


@dataclass(frozen=True)
class Unknown:
    """A line whose first word means nothing to this library, to be skipped."""

    line: str


Line = Union[Ok, Err, End, Listed, Item, Unknown]


def parse(line: str, own: AbstractSet[str] = _NOBODY) -> Line:
    """A line of the server's, without its end. `own` are the names whose messages are one's own."""
    word, _, rest = line.partition(" ")
    if word in Kind.__members__:
        return _message(Kind[word], rest, own) or Unknown(line)
    if word == "OK":
        return Ok(rest)
    if word == "ERR":
        code, _, text = rest.partition(" ")
        return Err(code, text)
    if word == "BYE":
        code, _, text = rest.partition(" ")
        return End(code, text)
    if word in ("USER", "HELP"):
        return Listed(word, rest)
    if word == "MISSED":
        return Missed(int(rest) if re.fullmatch("[0-9]{1,18}", rest) else None)
    return Unknown(line)


def _message(kind: Kind, rest: str, own: AbstractSet[str]) -> Optional[Message]:
    time, _, said = rest.partition(" ")
    if not is_time(time):
        return None
    nick, colon, text = said.partition(": ")
    return Message(kind, time, nick, text, nick in own) if colon else Message(kind, time, "", said)


class Decoder:
    """Puts the server's bytes together to lines, however they arrive. Only LF ends a line; a CR before it belongs to the end."""

    def __init__(self) -> None:
        self._tail = bytearray()

    def feed(self, data: bytes) -> List[str]:
        """The lines that are complete now. ConnectionLost: what comes is no line."""
        searched = len(self._tail)
        self._tail += data
        if self._tail.find(b"\n", searched) < 0:
            if len(self._tail) > MAX_RECEIVED:
                raise ConnectionLost("the server sends a line without end")
            return []
        *lines, tail = self._tail.split(b"\n")
        self._tail = tail
        return [(line[:-1] if line.endswith(b"\r") else line).decode("utf-8", "replace") for line in lines]


def encode(line: str) -> bytes:
    """The bytes of a line, its end included."""
    if "\n" in line or "\r" in line or "\0" in line:
        raise InvalidArgument("a line break or NUL within a line")
    try:
        data = line.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise InvalidArgument("half a surrogate pair, which UTF-8 has no bytes for") from problem
    if len(data) > MAX_SENT:
        raise InvalidArgument(f"a line of {len(data)} bytes; no server takes more than {MAX_SENT}")
    return data + b"\r\n"


def is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def login(nick: str, token: Optional[str] = None) -> str:
    check_nick(nick)
    if token is None:
        return nick
    if not is_token(token):
        raise InvalidArgument("a token is 16 to 64 of A-Z a-z 0-9 _ -")
    return f"{nick} {token}"


def welcomed(text: str, sent: str) -> str:
    """The nick as the server writes it, from its welcome; else as it was sent."""
    match = _WELCOME.match(text)
    return match[1] if match else unicodedata.normalize("NFC", sent)


def pub(text: str) -> str:
    return "pub " + check_text(text)


def once(key: str, text: str) -> str:
    if not _KEY.fullmatch(key):
        raise InvalidArgument("a key is 1 to 64 of A-Z a-z 0-9 . _ -")
    return f"once {key} {check_text(text)}"


def to(nick: str, text: str) -> str:
    return f"to {check_nick(nick)} {check_text(text)}"


def search(words: str) -> str:
    return "search " + check_text(words)


def history(count: int) -> str:
    if isinstance(count, bool) or not 1 <= count <= 1000:
        raise InvalidArgument("history gives 1 to 1000 messages")
    return f"history {count}"


def since(time: str) -> str:
    if not is_time(time):
        raise InvalidArgument("a position is a time such as 2026-11-23T10:01:02.345678Z")
    return "since " + time


def check_text(text: str) -> str:
    """The text, which is not blank and fits into a line."""
    if not text or text.isspace():
        raise InvalidArgument("no text")
    encode(text)
    return text


def check_nick(nick: str) -> str:
    """The nick, which the server will take for one word, and for that one."""
    if not nick:
        raise InvalidArgument("no nick")
    for character in nick:
        # What Python's Unicode doesn't know yet may be a letter.
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\u200c\u200d"
        if hidden or character.isspace():
            raise InvalidArgument(f"a nick with {ascii(character)} in it")
    encode(nick)
    return nick
