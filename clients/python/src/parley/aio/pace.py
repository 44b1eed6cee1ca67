"""How long to wait before trying again."""

from __future__ import annotations

import random

FIRST, LONGEST = 0.5, 30.0


class Backoff:
    """Half a second at first, then twice as long each time, up to half a minute; a little at random, so that not all come at once."""

    def __init__(self) -> None:
        self._seconds = FIRST

    def next(self) -> float:
        seconds = min(self._seconds * random.uniform(0.9, 1.1), LONGEST)
        self._seconds = min(self._seconds * 2, LONGEST)
        return seconds
