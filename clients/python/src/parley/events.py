"""What an application is given, in the order in which it came. All of them are values: immutable and comparable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from typing import Optional, Union


class Kind(Enum):
    """Where a message was said."""

    LOBBY = "LOBBY"
    WHISPER = "WHISPER"
    NOTICE = "NOTICE"


@dataclass(frozen=True)
class Message:
    """What somebody said: in the lobby, to you alone, or, as an announcement, to all.

    In the lobby and of announcements, `time` is the message's id, and a position to go on behind. Times sort as text. `mine` tells
    what was said under a name of one's own.
    """

    kind: Kind
    time: str
    nick: str
    text: str
    mine: bool = False

    @property
    def when(self) -> datetime:
        """Its time, in UTC."""
        return datetime.strptime(self.time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)

    @property
    def is_kept(self) -> bool:
        """Whether it has a place in the lobby that `since` finds again; a whisper has none."""
        return self.kind is not Kind.WHISPER


@dataclass(frozen=True)
class Missed:
    """Stands where messages stood that are no longer kept: so many, or None where the server can't know, nor whether there were any."""

    count: Optional[int]


@dataclass(frozen=True)
class Connected:
    """Logged in, under this nick, at that address; what was missed in between comes next. Whispers of the time between are lost."""

    nick: str
    address: str


@dataclass(frozen=True)
class Disconnected:
    """The connection is over for this reason, and the client is about to come back by itself."""

    reason: Exception


@dataclass(frozen=True)
class Closed:
    """The last event: the client was closed, where `reason` is None, or gave up for that reason."""

    reason: Optional[Exception]


Item = Union[Message, Missed]
"""What the server tells unasked."""

Event = Union[Message, Missed, Connected, Disconnected, Closed]
"""What a client tells its application."""
