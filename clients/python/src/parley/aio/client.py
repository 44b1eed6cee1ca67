"""The third layer: a client that comes back, and neither loses nor repeats anything."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from types import TracebackType
from typing import AsyncIterator, Awaitable, Callable, Dict, Iterable, List, Optional, Set, Type, TypeVar, Union

from .. import codec
from ..address import Where, addresses
from ..errors import ConnectionLost, ParleyError, Refused, Timeout
from ..events import Closed, Connected, Disconnected, Event, Item, Message
from .entrance import Chooser, Entrance
from .inbox import Inbox
from .pace import Backoff
from .session import BACKLOG, PATIENCE, SILENCE, Session, Tls

T = TypeVar("T")

__all__ = ["Chooser", "Client"]

PUBLISHING = 570.0
"""Seconds after which a message is not asked for again: the server remembers keys for ten minutes."""

SUSPENDED_AT = 20
"""Times the backlog, at which messages are left at the server although somebody waits for answers."""


class Client:
    """Stays logged in at one of several addresses, and gives a stream of events.

    `async with Client("ann", "localhost:7070") as chat` waits until it is logged in. From then on it comes back by itself whenever
    the connection is lost: under the same name, by the server's token, and with all that was said in the lobby meanwhile. What was
    taken from the stream is never given again, and what was not is. Whispers belong to a connection: of those that are under way when
    it ends, and whose answer is missing, nobody knows whether they came.

    Events that nobody takes wait, `backlog` of them here, the rest at the server. For one event loop, not for threads.
    """

    def __init__(
        self,
        nick: str,
        where: Union[Where, Iterable[Where]] = "localhost",
        *,
        chooser: Optional[Chooser] = None,
        since: Optional[str] = None,
        tls: Tls = False,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        backlog: int = BACKLOG,
    ) -> None:
        """Opens nothing yet. InvalidArgument: such a nick, address or position can't be.

        `chooser` is called with a nick that is taken and how many were, and gives another, or None to give up. Without one a taken
        name at first ends the client, and later is waited for. `since` is a `position` that was kept. `tls` is True for the system's
        certificates, or a context. Seconds: `patience` for a connection and for each answer; after `silence` the server is asked
        whether it is there.
        """
        codec.check_nick(nick)
        if since is not None:
            codec.since(since)
        self._addresses = addresses(where)
        self._context: Tls = ssl.create_default_context() if tls is True else tls
        self._entrance = Entrance(nick, chooser)
        self._patience, self._silence, self._backlog = patience, silence, backlog
        self._received = self._delivered = since
        self._session: Optional[Session] = None  # one that has caught up
        self._opening: Optional[Session] = None
        self._names: Set[str] = set()
        self._connected = False
        self._waiting = 0
        self._suspended = False
        self._uncertain: Dict[str, _Uncertain] = {}
        self._keys, self._sent = secrets.token_hex(8), 0
        self._end: Optional[ParleyError] = None
        self._done = False
        self._task: Optional["asyncio.Task[None]"] = None

    async def connect(self, timeout: Optional[float] = None) -> Client:
        """Waits until it is logged in; it goes on trying until `timeout`. Refused: the name, or admission."""
        if self._end is not None:
            raise self._end
        if self._task is not None:
            return self
        self._inbox: Inbox[Event] = Inbox(self._backlog)
        self._inbox.drained, self._inbox.taken = self._drained, self._taken
        self._changed, self._first = asyncio.Condition(), asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._run())
        try:
            await _within(timeout, self._first.wait())
        except BaseException:
            await self.close()
            raise
        if self._end is not None:
            raise self._end
        return self

    # --- what is asked ---

    async def pub(self, text: str, *, key: Optional[str] = None, timeout: Optional[float] = None) -> str:
        """Says it in the lobby exactly once, and gives its time: where an answer is lost, or the server is out of reach, it is asked
        again. Refused: it was not said. Timeout, ConnectionLost: perhaps it was; the same again with the same key of one's own, under
        the same name and within ten minutes, says it once."""
        if key is None:
            self._sent += 1
            key = f"{self._keys}-{self._sent}"
        codec.encode(codec.once(key, text))
        return await _within(timeout, self._pub(key, text))

    async def to(self, nick: str, text: str, *, timeout: Optional[float] = None) -> None:
        """Whispers, once at the most. Refused: `no-such-user`, `not-delivered`. ConnectionLost: perhaps it came."""
        codec.encode(codec.to(nick, text))
        await _within(timeout, self._to(nick, text))

    async def users(self, *, timeout: Optional[float] = None) -> List[str]:
        """Everyone online, by code point."""
        return await _within(timeout, self._again(lambda session: session.users()))

    async def history(self, count: int = 20, *, timeout: Optional[float] = None) -> List[Message]:
        """The last messages of the lobby, oldest first. Has no influence on the events."""
        codec.history(count)
        return await _within(timeout, self._again(lambda session: session.history(count)))

    async def search(self, words: str, *, timeout: Optional[float] = None) -> List[Message]:
        """The newest 20 messages of the archive that hold all of these words, oldest first."""
        codec.encode(codec.search(words))
        return await _within(timeout, self._again(lambda session: session.search(words)))

    async def ping(self, *, timeout: Optional[float] = None) -> None:
        """Returns when the server has answered."""
        await _within(timeout, self._again(lambda session: session.ping()))

    async def downline(self, *, timeout: Optional[float] = None) -> None:
        """Says goodbye to the server, if it is there, and closes."""
        session = self._session
        leaving = self._end is None
        self._end = self._end or ConnectionLost("the client is closed")
        try:
            if session is not None and leaving:
                await _within(timeout, session.downline())
        except ConnectionLost:
            pass
        finally:
            await self._leave(leaving)

    async def close(self) -> None:
        """Closes. Events that came can still be taken, and `Closed` is the last."""
        leaving = self._end is None
        self._end = self._end or ConnectionLost("the client is closed")
        await self._leave(leaving)

    async def _leave(self, leaving: bool) -> None:
        if self._task is not None:
            if leaving:
                await self._stop(None)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # --- what is told ---

    @property
    def nick(self) -> str:
        """The name, as the server writes it, once there was one."""
        return self._entrance.nick

    @property
    def position(self) -> Optional[str]:
        """Where the events go on behind the last one taken: for `since` of a later client. None before the first login."""
        return self._delivered

    async def receive(self, timeout: Optional[float] = None) -> Event:
        """The next event. Timeout: there was none, and none is lost. Behind `Closed` it raises what ended the client."""
        event = self.pop()
        if event is None:
            if self._task is None:
                raise ConnectionLost("not connected yet")
            event = await _within(timeout, self._inbox.get())
        if event is None:
            raise self._end or ConnectionLost("the client is closed")
        return event

    def pop(self) -> Optional[Event]:
        """The next event, if it is here already. May be called from other threads, one at a time."""
        return self._inbox.pop() if self._task is not None else None

    async def events(self) -> AsyncIterator[Event]:
        """Each event as it comes, to `Closed`."""
        while not self._done:
            yield await self.receive()

    def __aiter__(self) -> AsyncIterator[Event]:
        return self.events()

    async def __aenter__(self) -> Client:
        return await self.connect()

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    # --- asking ---

    async def _pub(self, key: str, text: str) -> str:
        loop, began, backoff = asyncio.get_running_loop(), None, Backoff()
        try:
            while True:
                session = await self._ready()
                known = self._uncertain.get(key)
                if known is not None and known.time is not None and known.nick != session.nick:
                    return known.time
                began = began or loop.time()
                self._uncertain[key] = _Uncertain(session.nick, text)
                try:
                    return await session.once(key, text)
                except Refused as refusal:
                    if refusal.code not in ("unavailable", "rate-limited"):
                        raise
                    await asyncio.sleep(backoff.next())
                except (ConnectionLost, Timeout):
                    pass
                if loop.time() - began > PUBLISHING:
                    raise ConnectionLost("no answer for so long that it can't be asked again: perhaps it was said")
        finally:
            self._uncertain.pop(key, None)

    async def _to(self, nick: str, text: str) -> None:
        session = await self._ready()
        try:
            await session.to(nick, text)
        except Timeout as problem:
            raise ConnectionLost(str(problem)) from problem

    async def _again(self, ask: Callable[[Session], Awaitable[T]]) -> T:
        """For what changes nothing, however often it is asked."""
        while True:
            session = await self._ready()
            try:
                return await ask(session)
            except (ConnectionLost, Timeout):
                if self._end is not None:
                    raise self._end from None

    async def _ready(self) -> Session:
        """A session that has caught up. Raises what ended the client."""
        if self._task is None:
            raise ConnectionLost("not connected yet")
        self._waiting += 1
        try:
            while self._end is None and (self._session is None or self._session.error is not None):
                if self._opening is not None:
                    self._opening.pace()
                async with self._changed:
                    await self._changed.wait()
        finally:
            self._waiting -= 1
        if self._end is not None or self._session is None:
            raise self._end or ConnectionLost("the client is closed")
        await self._suspend(self._session)
        return self._session

    # --- the connection ---

    async def _run(self) -> None:
        backoff, turn = Backoff(), 0
        while True:
            try:
                session = await Session.connect(
                    self._addresses[turn % len(self._addresses)],
                    tls=self._context,
                    patience=self._patience,
                    silence=self._silence,
                    outlet=_Outlet(self),
                )
                try:
                    await self._enter(session, str(self._addresses[turn % len(self._addresses)]))
                    backoff = Backoff()
                    await self._change(session)
                    problem = await session.ended()
                finally:
                    self._opening = self._session = None
                    session.close()
                    await session.wait_closed()
            except ParleyError as error:
                problem = error
            except Exception as error:  # of the chooser's
                problem = ConnectionLost(f"gave up: {error!r}")
                problem.__cause__ = error
                await self._stop(problem)
                return
            if self._end is not None:
                return
            if self._connected:
                self._connected = False
                self._inbox.put(Disconnected(problem))
            if self._entrance.is_final(problem, self._first.is_set()):
                await self._stop(problem)
                return
            turn += 1
            await asyncio.sleep(backoff.next())

    async def _enter(self, session: Session, address: str) -> None:
        """From the greeting to `live`. Caught up, in this order: what was said is known before anything is asked again."""
        session.hurry = lambda: self._waiting > 0
        await self._entrance.enter(session)
        self._names.add(session.nick)
        self._connected = True
        self._opening = session
        self._inbox.put(Connected(session.nick, address))
        self._first.set()
        if self._received is None:
            self._received = self._delivered = await session.mark()
        else:
            session.own |= self._names
            await self._catch_up(session)
        # From now on somebody else may have a name that was one's own.
        self._names = {session.nick}
        session.own.intersection_update(self._names)
        await self._entrance.ask_for_token(session)
        await session.live()

    async def _catch_up(self, session: Session) -> None:
        backoff = Backoff()
        while True:
            try:
                await session.since(self._received or codec.FIRST_TIME)
                return
            except Refused as refusal:
                if refusal.code not in ("unavailable", "rate-limited"):
                    raise ConnectionLost(f"since was refused: {refusal}") from refusal
                await asyncio.sleep(backoff.next())

    def _deliver(self, item: Item) -> None:
        if isinstance(item, Message) and item.is_kept:
            self._received = item.time
            if item.mine and self._session is None:
                # Where the name is another now, its key says nothing: what was said is looked for.
                for uncertain in self._uncertain.values():
                    if (uncertain.nick, uncertain.text.rstrip()) == (item.nick, item.text):
                        uncertain.time = item.time
        self._inbox.put(item)

    async def _change(self, session: Optional[Session]) -> None:
        self._session, self._suspended = session, False
        async with self._changed:
            self._changed.notify_all()

    async def _stop(self, reason: Optional[ParleyError]) -> None:
        self._end = self._end or reason
        self._inbox.put(Closed(reason))
        self._inbox.end()
        self._first.set()
        await self._change(None)

    # --- messages that nobody takes ---

    def _taken(self, event: Event) -> None:
        if isinstance(event, Message) and event.is_kept:
            self._delivered = event.time
        elif isinstance(event, Closed):
            self._done = True

    async def _suspend(self, session: Session) -> None:
        """Who only speaks and never listens would have everything in memory: it stays at the server."""
        if not self._suspended and len(self._inbox) >= SUSPENDED_AT * self._backlog:
            self._suspended = True
            await _quietly(session.live(False))

    def _drained(self) -> None:
        for session in (self._opening, self._session):
            if session is not None:
                session.pace()
        if self._suspended and self._session is not None:
            self._suspended = False
            self._resumed = asyncio.ensure_future(_quietly(self._session.live()))


class _Outlet:
    """Takes a session's messages for the client, whose events outlive it."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def is_full(self) -> bool:
        return self._client._inbox.is_full

    def put(self, item: Item) -> None:
        self._client._deliver(item)

    def end(self) -> None:
        pass


class _Uncertain:
    """A message whose answer is missing."""

    def __init__(self, nick: str, text: str) -> None:
        self.nick = nick
        self.text = text
        self.time: Optional[str] = None


async def _quietly(coming: Awaitable[None]) -> None:
    try:
        await coming
    except ParleyError:
        pass


async def _within(timeout: Optional[float], coming: Awaitable[T]) -> T:
    if timeout is None:
        return await coming
    try:
        return await asyncio.wait_for(coming, timeout)
    except Timeout:
        raise
    except asyncio.TimeoutError as problem:
        raise Timeout(f"not within {timeout:g} s") from problem
