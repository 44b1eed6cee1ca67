"""What can go wrong. Everything that this library raises by itself is a `ParleyError`."""

from __future__ import annotations


class ParleyError(Exception):
    """The kind of all errors of this library."""


class InvalidArgument(ParleyError, ValueError):
    """The arguments make no line that the server could answer; nothing was sent."""


class Refused(ParleyError):
    """The server answered `ERR`: what was asked for was not done, and the session goes on. `code` is for programs, `text` for people."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.code}: {self.text}" if self.text else self.code


class ConnectionLost(ParleyError, ConnectionError):
    """The connection is over. Of what was asked for and not answered nobody knows whether it was done."""


class Bye(ConnectionLost):
    """The server ended the session and says why. `code` is for programs, `text` for people."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.code}: {self.text}" if self.text else self.code


class Timeout(ParleyError, TimeoutError):
    """It took longer than was allowed. What was sent may have been done all the same, or may be done yet."""
