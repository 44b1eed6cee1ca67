"""The library without asyncio: the same, each call waiting for its result. A thread in the background reads and reconnects.

All methods may be called from several threads; events are taken by one of them at a time.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from types import TracebackType
from typing import Any, Callable, Coroutine, Iterable, Iterator, List, Optional, Type, TypeVar, Union

from . import aio
from .address import Where
from .aio.session import BACKLOG, PATIENCE, SILENCE, Tls
from .errors import ConnectionLost
from .events import Closed, Event, Item, Message

T = TypeVar("T")


class _Background:
    """An event loop in a thread of its own, which ends with the program."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="parley", daemon=True)
        self._thread.start()

    def call(self, coming: Coroutine[Any, Any, T]) -> T:
        with self._lock:
            if self._stopping:
                coming.close()
                raise ConnectionLost("closed")
            future = asyncio.run_coroutine_threadsafe(coming, self._loop)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise ConnectionLost("closed") from None
        except BaseException:
            future.cancel()  # where it was waiting that was interrupted
            raise

    def stop(self, first: Callable[[], None] = lambda: None) -> None:
        with self._lock:
            stopped, self._stopping = self._stopping, True
        if stopped:
            return
        self._loop.call_soon_threadsafe(first)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._finish())
        self._loop.close()

    @staticmethod
    async def _finish() -> None:
        """Who waits has a last turn, then the sockets that are closing have."""
        await asyncio.sleep(0)
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


class Session:
    """One connection: see `parley.aio.Session`."""

    def __init__(self, background: _Background, session: aio.Session) -> None:
        """Better use `connect`."""
        self._background = background
        self._session = session

    @classmethod
    def connect(
        cls, where: Where, *, tls: Tls = False, patience: float = PATIENCE, silence: float = SILENCE
    ) -> Session:
        """Connects and reads the greeting. Refused: there is no room, or no admission."""
        background = _Background()
        try:
            coming = aio.Session.connect(where, tls=tls, patience=patience, silence=silence)
            return cls(background, background.call(coming))
        except BaseException:
            background.stop()
            raise

    @property
    def nick(self) -> str:
        return self._session.nick

    def login(self, nick: str, token: Optional[str] = None) -> str:
        """The nick as the server writes it. Refused, such as with `nick-taken`: try another. The token is of an earlier session."""
        return self._background.call(self._session.login(nick, token))

    def pub(self, text: str) -> str:
        """Says it in the lobby, and gives its time. An answer that is lost leaves open whether it was said: see `once`."""
        return self._background.call(self._session.pub(text))

    def once(self, key: str, text: str) -> str:
        """As `pub`, but what this nick said under this key within the last ten minutes is not said again."""
        return self._background.call(self._session.once(key, text))

    def to(self, nick: str, text: str) -> None:
        """Whispers. Refused: `no-such-user`, `not-delivered`."""
        self._background.call(self._session.to(nick, text))

    def users(self) -> List[str]:
        """Everyone online, by code point."""
        return self._background.call(self._session.users())

    def history(self, count: int = 20) -> List[Message]:
        """The last messages of the lobby, oldest first. Changes nothing."""
        return self._background.call(self._session.history(count))

    def search(self, words: str) -> List[Message]:
        """The newest 20 messages of the archive that hold all of these words, oldest first."""
        return self._background.call(self._session.search(words))

    def ping(self) -> None:
        self._background.call(self._session.ping())

    def mark(self) -> str:
        """The position behind what this session was given so far."""
        return self._background.call(self._session.mark())

    def token(self) -> str:
        """The secret by which this name can be taken over at a later login."""
        return self._background.call(self._session.token())

    def pull(self) -> None:
        """Has all that came since the last time delivered."""
        self._background.call(self._session.pull())

    def since(self, time: str) -> None:
        """Has all that is kept of the lobby after that time delivered. More than `backlog` of it waits for the first to be taken."""
        self._background.call(self._session.since(time))

    def live(self, on: bool = True) -> None:
        """From now on messages are delivered as they come, or wait at the server for `pull`."""
        self._background.call(self._session.live(on))

    def receive(self) -> Item:
        """The next message. ConnectionLost, Bye, Timeout: the session is over and all of it was given."""
        return self._background.call(self._session.receive())

    def downline(self) -> None:
        """Says goodbye and closes."""
        try:
            self._background.call(self._session.downline())
        finally:
            self.close()

    def close(self) -> None:
        """Closes. Nothing can be received any more."""
        self._background.stop(self._session.close)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()


class Client:
    """Stays logged in at one of several addresses, and gives a stream of events: see `parley.aio.Client`.

    with parley.Client("ann", ["one.example", "two.example:7071"]) as chat:
        chat.pub("Hello, everyone")
        for event in chat:
            print(event)
    """

    def __init__(
        self,
        nick: str,
        where: Union[Where, Iterable[Where]] = "localhost",
        *,
        chooser: Optional[aio.Chooser] = None,
        since: Optional[str] = None,
        tls: Tls = False,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        backlog: int = BACKLOG,
    ) -> None:
        """Opens nothing yet: `connect` does, or `with`. The chooser is called in another thread."""
        self._client = aio.Client(
            nick,
            where,
            chooser=chooser,
            since=since,
            tls=tls,
            patience=patience,
            silence=silence,
            backlog=backlog,
        )
        self._background: Optional[_Background] = None
        self._ended = False

    def connect(self, timeout: Optional[float] = None) -> Client:
        """Waits until it is logged in; it goes on trying until `timeout`. Refused: the name, or admission."""
        if self._background is None:
            background = _Background()
            try:
                background.call(self._client.connect(timeout))
            except BaseException:
                background.stop()
                raise
            self._background = background
        return self

    @property
    def nick(self) -> str:
        """The name, as the server writes it, once there was one."""
        return self._client.nick

    @property
    def position(self) -> Optional[str]:
        """Where the events go on behind the last one taken: for `since` of a later client."""
        return self._client.position

    def pub(self, text: str, *, key: Optional[str] = None, timeout: Optional[float] = None) -> str:
        """Says it in the lobby exactly once, and gives its time: where an answer is lost, or the server is out of reach, it is asked
        again. Refused: it was not said. Timeout, ConnectionLost: perhaps it was; the same again with the same key of one's own, under
        the same name and within ten minutes, says it once."""
        return self._call(self._client.pub(text, key=key, timeout=timeout))

    def to(self, nick: str, text: str, *, timeout: Optional[float] = None) -> None:
        """Whispers, once at the most. Refused: `no-such-user`, `not-delivered`. ConnectionLost: perhaps it came."""
        self._call(self._client.to(nick, text, timeout=timeout))

    def users(self, *, timeout: Optional[float] = None) -> List[str]:
        """Everyone online, by code point."""
        return self._call(self._client.users(timeout=timeout))

    def history(self, count: int = 20, *, timeout: Optional[float] = None) -> List[Message]:
        """The last messages of the lobby, oldest first. Has no influence on the events."""
        return self._call(self._client.history(count, timeout=timeout))

    def search(self, words: str, *, timeout: Optional[float] = None) -> List[Message]:
        """The newest 20 messages of the archive that hold all of these words, oldest first."""
        return self._call(self._client.search(words, timeout=timeout))

    def ping(self, *, timeout: Optional[float] = None) -> None:
        """Returns when the server has answered."""
        self._call(self._client.ping(timeout=timeout))

    def receive(self, timeout: Optional[float] = None) -> Event:
        """The next event. Timeout: there was none, and none is lost. Behind `Closed` it raises what ended the client."""
        event = self._client.pop()
        if event is not None:
            return event
        try:
            return self._call(self._client.receive(timeout))
        except ConnectionLost:
            event = self._client.pop()  # what came while another thread closed
            if event is None:
                raise
            return event

    def events(self) -> Iterator[Event]:
        """Each event as it comes, to `Closed`."""
        while not self._ended:
            event = self.receive()
            self._ended = isinstance(event, Closed)
            yield event

    def downline(self, *, timeout: Optional[float] = None) -> None:
        """Says goodbye to the server, if it is there, and closes."""
        try:
            self._call(self._client.downline(timeout=timeout))
        finally:
            self.close()

    def close(self) -> None:
        """Closes. Events that came can still be taken, and `Closed` is the last."""
        if self._background is not None:
            try:
                self._background.call(self._client.close())
            except ConnectionLost:
                return  # it was closed before
            self._background.stop()

    def __iter__(self) -> Iterator[Event]:
        return self.events()

    def __enter__(self) -> Client:
        return self.connect()

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def _call(self, coming: Coroutine[Any, Any, T]) -> T:
        background = self._background
        if background is None:
            coming.close()
            raise ConnectionLost("the client is not connected")
        return background.call(coming)


def connect(nick: str, where: Union[Where, Iterable[Where]] = "localhost", **options: Any) -> Client:
    """A client that is logged in; the options are those of `Client`."""
    return Client(nick, where, **options).connect()
