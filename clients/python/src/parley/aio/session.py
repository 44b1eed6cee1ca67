"""The second layer: one connection, from its greeting to its end."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from enum import Enum
from types import TracebackType
from typing import Callable, Deque, List, Optional, Protocol, Set, Tuple, Type, Union

from .. import codec
from ..address import Address, Where, address
from ..errors import Bye, ConnectionLost, ParleyError, Refused, Timeout
from ..events import Item, Message, Missed
from .inbox import Inbox

Tls = Union[bool, ssl.SSLContext]

PATIENCE = 10.0
"""Seconds for a connection, a greeting or an answer."""

SILENCE = 30.0
"""Seconds without a word from the server, after which it is asked whether it is still there."""

BACKLOG = 1000
"""Messages that wait for the application, at which no more is read."""


class Outlet(Protocol):
    """Where a session's messages go."""

    @property
    def is_full(self) -> bool:
        """Whether reading stops. Who says so calls `pace` when it goes on."""

    def put(self, item: Item) -> None:
        """Called for each message, in order."""

    def end(self) -> None:
        """Called once: nothing more comes."""


class Answer(Enum):
    """Which lines belong to a command's answer."""

    LISTED = 1  # those of `users` and `help`; messages come by themselves
    MESSAGES = 2  # as many messages as its OK says, right before it
    DELIVERED = 3  # messages, which are delivered like those that come by themselves


class Pending:
    """A command that waits for its status line."""

    def __init__(self, line: str, answer: Answer, urgent: bool, now: float) -> None:
        self.name = line.partition(" ")[0]
        self.answer = answer
        self.urgent = urgent  # somebody waits for it: reading goes on, whether messages are taken or not
        self.since = now
        self.lines: List[str] = []
        self.held: List[Item] = []
        self.done: "asyncio.Future[str]" = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(_looked_at)


def _looked_at(done: "asyncio.Future[str]") -> None:
    """Has asyncio say nothing of an error for which nobody waits any more."""
    if not done.cancelled():
        done.exception()


class Session:
    """One connection. Commands may be sent without waiting for the answers of earlier ones.

    Messages that come unasked, and those of `pull`, `live` and `since`, are given by `receive` in the order in which they came. While
    nobody takes them, reading stops, so that they wait at the server, except as long as an answer is waited for. An answer that is
    missing for `patience` seconds ends the session. After the end `receive` gives what is left, then raises.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        outlet: Optional[Outlet] = None,
    ) -> None:
        """Better use `connect`."""
        self.nick = ""
        self.own: Set[str] = set()
        self.patience = patience
        self.silence = silence
        self._inbox: Inbox[Item] = Inbox(BACKLOG)
        self._outlet: Outlet = outlet if outlet is not None else self._inbox
        self.position: Optional[str] = None
        self.error: Optional[ParleyError] = None
        self.hurry: Callable[[], bool] = lambda: False  # whether somebody waits for more than what was asked
        self._reader = reader
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._decoder = codec.Decoder()
        self._pending: Deque[Pending] = deque()
        self._missed: Optional[Missed] = None
        self._may_read = asyncio.Event()
        self._may_read.set()
        self._ended = asyncio.Event()
        self._heard = self._loop.time()
        self._timer: Optional[asyncio.TimerHandle] = None
        self._inbox.drained = self.pace
        self._task = self._loop.create_task(self._read())

    @classmethod
    async def connect(
        cls,
        where: Where,
        *,
        tls: Tls = False,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        outlet: Optional[Outlet] = None,
    ) -> Session:
        """Connects and reads the greeting. Refused: there is no room, or no admission. `outlet` is in place of `receive`."""
        there = address(where)
        reader, writer = await _open(there, tls, patience)
        session = cls(reader, writer, patience=patience, silence=silence, outlet=outlet)
        try:
            greeting = await session._expect(Pending("greeting", Answer.LISTED, True, session._loop.time()))
            if not (greeting + " ").startswith(("parley/1 ", "parley/1.")):
                raise ConnectionLost(f"{there} is no Parley server of version 1: {greeting!r}")
        except BaseException:
            session.close()
            raise
        return session

    async def login(self, nick: str, token: Optional[str] = None) -> str:
        """The nick as the server writes it. Refused, such as with `nick-taken`: try another. The token is of an earlier session."""
        text = await self._ask(codec.login(nick, token))
        self.nick = codec.welcomed(text, nick)
        self.own.add(self.nick)
        return self.nick

    async def pub(self, text: str) -> str:
        """Says it in the lobby, and gives its time. An answer that is lost leaves open whether it was said: see `once`."""
        return await self._ask(codec.pub(text))

    async def once(self, key: str, text: str) -> str:
        """As `pub`, but what this nick said under this key within the last ten minutes is not said again."""
        return await self._ask(codec.once(key, text))

    async def to(self, nick: str, text: str) -> None:
        """Whispers. Refused: `no-such-user`, `not-delivered`."""
        await self._ask(codec.to(nick, text))

    async def users(self) -> List[str]:
        """Everyone online, by code point."""
        return (await self._request("users", Answer.LISTED)).lines

    async def history(self, count: int = 20) -> List[Message]:
        """The last messages of the lobby, oldest first. Changes nothing."""
        return _messages((await self._request(codec.history(count), Answer.MESSAGES)).held)

    async def search(self, words: str) -> List[Message]:
        """The newest 20 messages of the archive that hold all of these words, oldest first."""
        return _messages((await self._request(codec.search(words), Answer.MESSAGES)).held)

    async def ping(self) -> None:
        await self._ask("ping")

    async def mark(self) -> str:
        """The position behind what this session was given so far."""
        return await self._ask("mark")

    async def token(self) -> str:
        """The secret by which this name can be taken over at a later login."""
        return await self._ask("token")

    async def pull(self) -> None:
        """Has all that came since the last time delivered."""
        await self._request("pull", Answer.DELIVERED)

    async def since(self, time: str) -> None:
        """Has all that is kept of the lobby after that time delivered. Refused: what was delivered is good; ask again from there."""
        line = codec.since(time)
        self.position = time
        await self._request(line, Answer.DELIVERED, urgent=False)

    async def live(self, on: bool = True) -> None:
        """From now on messages are delivered as they come, or wait at the server for `pull`."""
        await self._request("live" if on else "live off", Answer.DELIVERED, urgent=not on)

    async def downline(self) -> None:
        """Says goodbye and closes."""
        await self._ask("downline")
        self.close()

    async def receive(self) -> Item:
        """The next message. ConnectionLost, Bye, Timeout: the session is over and all of it was given. Cancelling it loses nothing."""
        item = await self._inbox.get()
        if item is None:
            raise self.error or ConnectionLost("closed")
        return item

    async def ended(self) -> ParleyError:
        """Waits for the end, and gives its reason."""
        await self._ended.wait()
        return self.error or ConnectionLost("closed")

    def close(self) -> None:
        """Closes. What came and was not taken can still be received."""
        self._end(ConnectionLost("closed"), whole=False)

    async def wait_closed(self) -> None:
        """Waits until the socket is closed: what was written is on its way then, where the server still reads."""
        try:
            await asyncio.wait_for(self._writer.wait_closed(), self.patience)
        except (OSError, asyncio.TimeoutError):
            self._writer.transport.abort()

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()
        await self.wait_closed()

    # --- asking ---

    async def _ask(self, line: str) -> str:
        pending = await self._request(line, Answer.LISTED)
        return pending.done.result()

    async def _request(self, line: str, answer: Answer, *, urgent: bool = True) -> Pending:
        data = codec.encode(line)
        if self.error is not None:
            raise self.error
        pending = Pending(line, answer, urgent, self._loop.time())
        self._writer.write(data)
        await self._expect(pending)
        return pending

    async def _expect(self, pending: Pending) -> str:
        self._pending.append(pending)
        self.pace()
        return await pending.done

    # --- reading ---

    async def _read(self) -> None:
        try:
            while True:
                await self._may_read.wait()
                data = await self._reader.read(65536)
                if not data:
                    raise ConnectionLost("the server closed the connection")
                self._heard = self._loop.time()
                for line in self._decoder.feed(data):
                    self._receive(codec.parse(line, self.own))
                    if self.error is not None:
                        return
                self.pace()
        except asyncio.CancelledError:
            raise
        except ParleyError as problem:
            self._end(problem, whole=False)
        except Exception as problem:
            lost = ConnectionLost(str(problem) or type(problem).__name__)
            lost.__cause__ = problem
            self._end(lost, whole=False)

    def _receive(self, line: codec.Line) -> None:
        pending = self._pending[0] if self._pending else None
        if isinstance(line, (Message, Missed)):
            self._take(line, pending)
        elif isinstance(line, codec.End):
            self._end(Bye(line.code, line.text), whole=True)
        elif pending is not None:
            if isinstance(line, codec.Listed):
                pending.lines.append(line.text)
            elif isinstance(line, (codec.Ok, codec.Err)):
                self._pending.popleft()
                self._answered(pending, line)

    def _take(self, item: Item, pending: Optional[Pending]) -> None:
        if pending is None or pending.answer is Answer.LISTED:
            self._deliver(item)
            return
        pending.since = self._loop.time()
        if pending.answer is Answer.MESSAGES:
            pending.held.append(item)
        elif isinstance(item, Missed) and pending.name == "since":
            # It counts once something behind it counts: or else it comes again with the next `since`.
            self._deliver_missed()
            self._missed = item
        elif pending.name != "since" or not self._is_known(item):
            self._deliver_missed()
            self._deliver(item)

    def _answered(self, pending: Pending, status: Union[codec.Ok, codec.Err]) -> None:
        if self._pending:
            self._pending[0].since = self._loop.time()
        if isinstance(status, codec.Err):
            self._missed = None
            self._release(pending, whole=True)
            error = Refused(status.code, status.text)
            if not pending.done.done():
                pending.done.set_exception(error)
            return
        self._deliver_missed()
        if pending.answer is Answer.MESSAGES:
            for item in _split(pending, status.text):
                self._deliver(item)
        if not pending.done.done():
            pending.done.set_result(status.text)

    def _deliver(self, item: Item) -> None:
        if isinstance(item, Message) and item.is_kept:
            self.position = item.time
        self._outlet.put(item)

    def _deliver_missed(self) -> None:
        missed, self._missed = self._missed, None
        if missed is not None:
            self._deliver(missed)

    def _release(self, pending: Pending, whole: bool) -> None:
        """What came by itself before an answer that failed. Where that broke off in its midst, its own messages can't be told from others."""
        for item in pending.held:
            if isinstance(item, Message) and not item.is_kept or whole and not self._is_known(item):
                self._deliver(item)
        pending.held = []

    def _is_known(self, item: Item) -> bool:
        return isinstance(item, Message) and item.is_kept and self.position is not None and item.time <= self.position

    # --- pace, silence and the end ---

    def pace(self) -> None:
        """Reads on where there is room or somebody waits; looks at the clock in time."""
        if self.error is not None:
            return
        now = self._loop.time()
        if not self._outlet.is_full or self.hurry() or any(pending.urgent for pending in self._pending):
            if not self._may_read.is_set():
                self._heard = now
                if self._pending:
                    self._pending[0].since = now
                self._may_read.set()
        else:
            self._may_read.clear()
        due = self._due()
        if due is not None and (self._timer is None or due < self._timer.when()):
            self._set_timer(due)

    def _due(self) -> Optional[float]:
        if not self._may_read.is_set():
            return None
        return self._pending[0].since + self.patience if self._pending else self._heard + self.silence

    def _set_timer(self, due: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._look)

    def _look(self) -> None:
        self._timer = None
        due = self._due()
        if due is None:
            return
        if due <= self._loop.time():
            if self._pending:
                name = self._pending[0].name
                self._end(Timeout(f"no answer to {name} within {self.patience:g} s"), whole=False)
                return
            self._ping()
        self.pace()

    def _ping(self) -> None:
        """Asks whether the server is still there; nobody waits for it. Before login any line would be a nick."""
        self._heard = self._loop.time()
        if self.nick:
            self._writer.write(codec.encode("ping"))
            self._pending.append(Pending("ping", Answer.LISTED, False, self._loop.time()))

    def _end(self, error: ParleyError, whole: bool) -> None:
        if self.error is not None:
            return
        self.error = error
        pending, self._pending = list(self._pending), deque()
        for each in pending:
            self._release(each, whole)
            if not each.done.done():
                each.done.set_exception(error)
        if self._timer is not None:
            self._timer.cancel()
        if isinstance(error, Timeout):
            self._writer.transport.abort()
        else:
            self._writer.close()
        if self._task is not asyncio.current_task():
            self._task.cancel()
        self._outlet.end()
        self._ended.set()


async def _open(there: Address, tls: Tls, patience: float) -> Tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    context = ssl.create_default_context() if tls is True else tls or None
    try:
        return await asyncio.wait_for(asyncio.open_connection(there.host, there.port, ssl=context), patience)
    except asyncio.TimeoutError as problem:
        raise Timeout(f"no connection to {there} within {patience:g} s") from problem
    except OSError as problem:
        raise ConnectionLost(f"no connection to {there}: {problem}") from problem


def _split(pending: Pending, text: str) -> List[Item]:
    """Leaves the answer's own in `held`: the last n messages and what is said to be missed between; gives what came by itself."""
    count = int(text) if text.isdecimal() else len(pending.held)
    at = len(pending.held)
    while at > 0 and count > 0:
        at -= 1
        count -= isinstance(pending.held[at], Message)
    before, pending.held = pending.held[:at], pending.held[at:]
    return before


def _messages(items: List[Item]) -> List[Message]:
    return [item for item in items if isinstance(item, Message)]
