"""How long to wait before trying again."""

from __future__ import annotations

import random

FIRST, LONGEST = 0.5, 30.0


class Backoff:
    """A quarter to three quarters of a second at first, so that a crowd doesn't come all at once; then twice as long each time, up to half a minute."""

    def __init__(self) -> None:
        self._seconds = FIRST * random.uniform(0.5, 1.5)

    def next(self) -> float:
        seconds = self._seconds
        self._seconds = min(seconds * 2, LONGEST)
        return seconds
