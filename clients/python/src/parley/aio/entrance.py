"""Coming in: which name to try next, and what to make of a refusal."""

from __future__ import annotations

import asyncio
from typing import Callable, Optional

from .. import codec
from ..errors import Bye, InvalidArgument, ParleyError, Refused
from .pace import Backoff
from .session import Session

Chooser = Callable[[str, int], Optional[str]]
"""Given a nick that is taken, and how many were so far: another to try, or None to give up."""

_UNWANTED = ("kicked", "banned", "replaced")
_NAME_WONT_DO = ("nick-blank", "nick-invalid", "nick-reserved", "usage", "line-too-long", "bad-encoding")


class Entrance:
    """Logs in, and comes back under the name that it had, by its token."""

    def __init__(self, first: str, chooser: Optional[Chooser]) -> None:
        self.nick = ""
        self._first = first
        self._chooser = chooser
        self._token: Optional[str] = None

    def is_final(self, problem: ParleyError, was_in: bool) -> bool:
        """Whether coming back would not help, or is not wanted."""
        if isinstance(problem, Bye):
            return problem.code in _UNWANTED
        if isinstance(problem, Refused):
            # One's own name is free again sooner or later, where there is no choice.
            taken = problem.code == "nick-taken" and (self._chooser is not None or not was_in)
            return taken or problem.code == "banned" or problem.code in _NAME_WONT_DO
        return isinstance(problem, InvalidArgument)

    async def enter(self, session: Session) -> None:
        nick, taken = self.nick or self._first, 0
        token = self._token if self.nick else None
        while True:
            try:
                self.nick = await self._login(session, nick, token)
                return
            except Refused as refusal:
                if refusal.code != "nick-taken":
                    raise
                if token is not None and nick != self._first:
                    nick = self._first
                else:
                    taken += 1
                    nick = self._next(nick, taken, refusal)
                token = None

    def _next(self, nick: str, taken: int, refusal: Refused) -> str:
        chosen = self._chooser(nick, taken) if self._chooser is not None else None
        if chosen is None:
            raise refusal
        return codec.check_nick(chosen)

    @staticmethod
    async def _login(session: Session, nick: str, token: Optional[str]) -> str:
        backoff = Backoff()
        while True:
            try:
                return await session.login(nick, token)
            except Refused as refusal:
                if refusal.code not in ("unavailable", "rate-limited"):
                    raise
                await asyncio.sleep(backoff.next())

    async def ask_for_token(self, session: Session) -> None:
        """A server that gives none has the name free, sooner or later, all the same."""
        try:
            token = await session.token()
        except Refused:
            self._token = None
        else:
            self._token = token if codec.is_token(token) else None
