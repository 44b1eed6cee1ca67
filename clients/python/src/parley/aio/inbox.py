"""What came and was not yet taken."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Callable, Deque, Generic, List, Optional, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """A queue between one event loop, which puts, and its application, which takes, also from other threads by `pop`.

    It takes whatever is put into it: who puts looks at `is_full`, stops reading then, and goes on when `drained` is called, which
    happens when half of it was taken.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: Deque[T] = deque()
        self._waiting: List["asyncio.Future[None]"] = []
        self._loop = asyncio.get_running_loop()
        self._was_full = False
        self._ended = False
        self.drained: Callable[[], None] = lambda: None
        self.taken: Callable[[T], None] = lambda _: None

    def __len__(self) -> int:
        return len(self._items)

    @property
    def is_full(self) -> bool:
        if len(self._items) >= self._limit:
            self._was_full = True
        return self._was_full

    def put(self, item: T) -> None:
        self._items.append(item)
        self._wake()

    def end(self) -> None:
        """Nothing will be put any more."""
        self._ended = True
        self._wake()

    def pop(self) -> Optional[T]:
        """The oldest, which is delivered by that; None where there is none. For any thread, one at a time."""
        try:
            item = self._items.popleft()
        except IndexError:
            return None
        self.taken(item)
        if self._was_full and len(self._items) <= self._limit // 2:
            self._was_full = False
            try:
                here: Optional[asyncio.AbstractEventLoop] = asyncio.get_running_loop()
            except RuntimeError:
                here = None
            if here is self._loop:
                self.drained()
            elif not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.drained)
        return item

    async def get(self) -> Optional[T]:
        """The oldest, waited for; None after the end. Cancelling it loses nothing."""
        while True:
            item = self.pop()
            if item is not None or self._ended:
                return item
            waiter: "asyncio.Future[None]" = self._loop.create_future()
            self._waiting.append(waiter)
            try:
                await waiter
            finally:
                self._waiting.remove(waiter)

    def _wake(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
