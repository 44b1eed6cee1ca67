"""A tiny chat: `chat.py <nick> <host:port>…`. What is typed is said in the lobby; /to <nick> <text>, /users, /quit."""

import io
import sys
import threading

import parley


def show(chat: parley.Client) -> None:
    for event in chat:
        if isinstance(event, parley.Message):
            to_me = " (to you)" if event.kind is parley.Kind.WHISPER else ""
            print(f"{event.when.astimezone():%H:%M:%S} {event.nick}{to_me}: {event.text}", flush=True)
        else:
            print(f"- {event}", flush=True)


def do(chat: parley.Client, typed: str) -> None:
    verb, _, rest = typed.partition(" ")
    if verb == "/users":
        print(*chat.users(), sep="\n", flush=True)
    elif verb == "/to":
        nick, _, text = rest.strip().partition(" ")
        chat.to(nick, text)
    else:
        chat.pub(typed)


def main(nick: str, *addresses: str) -> None:
    # A terminal may know fewer characters than people do.
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    with parley.Client(nick, addresses) as chat:
        shown = threading.Thread(target=show, args=[chat])
        shown.start()
        for line in sys.stdin:
            typed = line.rstrip("\n")
            if typed in ("/quit", "/downline"):
                break
            try:
                do(chat, typed)
            except (parley.Refused, parley.InvalidArgument, parley.ConnectionLost) as problem:
                print("!", problem, flush=True)
        chat.downline()
        shown.join()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: chat.py <nick> <host:port>...")
    try:
        main(*sys.argv[1:])
    except parley.ParleyError as reason:
        sys.exit(f"chat: {reason}")
