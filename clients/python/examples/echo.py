"""An echo bot: says again what begins with `!echo `. PARLEY_HOST, PARLEY_PORT and PARLEY_NICK say where, and under which name.

Whispered `!users`, it tells how many are online; whispered `!quit`, it leaves. Exit 3: the server wants it gone; 4: no name is free.
"""

import os
import sys
from typing import Optional

import parley

ECHO = "!echo "


def another(nick: str, taken: int) -> Optional[str]:
    """ann, ann-2, … ann-9."""
    return f"{os.environ['PARLEY_NICK']}-{taken + 1}" if taken < 9 else None


def answer(chat: parley.Client, message: parley.Message) -> None:
    if message.text.startswith(ECHO) and not message.mine:
        if message.kind is parley.Kind.LOBBY:
            chat.pub(message.text[len(ECHO) :])
        elif message.kind is parley.Kind.WHISPER:
            chat.to(message.nick, message.text[len(ECHO) :])
    elif message.kind is parley.Kind.WHISPER and message.text == "!users":
        chat.to(message.nick, str(len(chat.users())))


def main() -> int:
    where = (os.environ.get("PARLEY_HOST", "localhost"), int(os.environ.get("PARLEY_PORT", "7070")))
    with parley.Client(os.environ["PARLEY_NICK"], where, chooser=another) as chat:
        for event in chat:
            if isinstance(event, parley.Message):
                if event.kind is parley.Kind.WHISPER and event.text == "!quit":
                    chat.downline()
                    return 0
                try:
                    answer(chat, event)
                except (parley.InvalidArgument, parley.Refused, parley.ConnectionLost):
                    pass  # blank, too long, or nobody knows: it is not said again
            elif isinstance(event, parley.Closed) and event.reason is not None:
                raise event.reason
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (parley.Bye, parley.Refused, parley.InvalidArgument) as reason:
        print("echo:", reason, file=sys.stderr)
        sys.exit(4 if isinstance(reason, parley.InvalidArgument) or getattr(reason, "code", "").startswith("nick-") else 3)
