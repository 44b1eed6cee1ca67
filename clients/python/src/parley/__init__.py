"""A client for Parley, a chat server that speaks lines of text. Standard library only, and fully typed.

    with parley.Client("ann", "localhost:7070") as chat:
        chat.pub("Hello, everyone")
        for event in chat:
            print(event)

Three layers, each usable alone: `parley.codec` is bytes and values, `Session` is one connection, `Client` comes back whenever its
connection is lost. `parley.aio` has the last two for asyncio.
"""

from . import aio, codec
from .address import Address
from .errors import Bye, ConnectionLost, InvalidArgument, ParleyError, Refused, Timeout
from .events import Closed, Connected, Disconnected, Event, Item, Kind, Message, Missed
from .sync import Client, Session, connect
from .version import VERSION

__version__ = VERSION

__all__ = [
    "Address",
    "Bye",
    "Client",
    "Closed",
    "Connected",
    "ConnectionLost",
    "Disconnected",
    "Event",
    "InvalidArgument",
    "Item",
    "Kind",
    "Message",
    "Missed",
    "ParleyError",
    "Refused",
    "Session",
    "Timeout",
    "aio",
    "codec",
    "connect",
]
