"""Where servers are."""

from __future__ import annotations

from typing import Iterable, List, NamedTuple, Tuple, Union

from .errors import InvalidArgument

PORT = 7070


class Address(NamedTuple):
    """A host, by name or number, and a port."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


Where = Union[str, Tuple[str, int], Address]
"""An address: `"host"`, `"host:port"`, `"[::1]:port"`, or `(host, port)`."""


def address(where: Where) -> Address:
    if not isinstance(where, str):
        return _checked(where[0], where[1])
    host, colon, port = where.rpartition(":")
    if not colon or (where.startswith("[") and where.endswith("]")) or ":" in host and not host.startswith("["):
        return _checked(where.strip("[]"), PORT)
    if not (port.isascii() and port.isdigit()):
        raise InvalidArgument(f"no port in {where!r}")
    return _checked(host.strip("[]"), int(port))


def addresses(where: Union[Where, Iterable[Where]]) -> List[Address]:
    """One or more of them; a tuple of a text and a number is one."""
    if isinstance(where, str) or (isinstance(where, tuple) and len(where) == 2 and isinstance(where[1], int)):
        return [address(where)]  # type: ignore[arg-type]
    found = [address(each) for each in where]  # type: ignore[arg-type]
    if not found:
        raise InvalidArgument("no address")
    return found


def _checked(host: str, port: int) -> Address:
    if not host or any(character.isspace() for character in host):
        raise InvalidArgument("an address needs a host")
    if not 0 < port < 65536:
        raise InvalidArgument(f"no port: {port}")
    return Address(host, port)
