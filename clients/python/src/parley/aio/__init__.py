"""The library for asyncio: `Client`, which reconnects, and `Session`, which is one connection. For one event loop, not for threads."""

from .client import Chooser, Client
from .session import Session

__all__ = ["Chooser", "Client", "Session"]
