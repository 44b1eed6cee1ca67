"""A server that follows a script, and the scripts of protocol/vectors."""

import asyncio
import contextlib
import pathlib
import re
import socket
import ssl
import threading

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "protocol" / "vectors"

CLOSE = ("|", b"")
GREETING = ("<", b"OK parley/1 Hello.\r\n")
PATIENCE = 30


def say(*lines):
    return "<", "".join(line + "\r\n" for line in lines).encode()


def raw(data):
    return "<", data


def hear(*lines):
    return ">", "".join(line + "\r\n" for line in lines)


def lobby(number, text, nick="bob"):
    return "LOBBY 2026-11-23T10:00:00.%06dZ %s: %s" % (number, nick, text)


def at(number):
    return "2026-11-23T10:00:00.%06dZ" % number


LOGIN = [GREETING, hear("ann"), say("OK Welcome ann! Hello.")]
FRESH = LOGIN + [
    hear("mark"),
    say("OK " + at(0)),
    hear("token"),
    say("OK 0123456789abcdef"),
    hear("live"),
    say("OK"),
]
BACK = [GREETING, hear("ann 0123456789abcdef"), say("OK Welcome back ann! Hello.")]


def went_on(position, *lines):
    """What follows a login by token."""
    count = sum(not line.startswith("MISSED") for line in lines)
    return BACK + [
        hear("since " + position),
        say(*lines, "OK %d" % count),
        hear("token"),
        say("OK 0123456789abcdef"),
        hear("live"),
        say("OK"),
    ]


@contextlib.contextmanager
def scripted(*connections, context=None):
    """As `Script`, for code without asyncio."""
    script = Script(connections, context)
    try:
        yield script.address
    except BaseException:
        script.failed = True
        raise
    script.join()


@contextlib.asynccontextmanager
async def served(*connections, context=None):
    """As `Script`, for code on an event loop, which goes on while the server is waited for."""
    script = Script(connections, context)
    try:
        yield script.address
    except BaseException:
        script.failed = True
        raise
    await asyncio.to_thread(script.join)


class Script:
    """Serves each connection in turn: says, hears, and CLOSEs or waits for the client to do so. A heard line may have * for a word,
    which the next said lines repeat as {1}."""
    def __init__(self, connections, context):
        self.trouble, self.failed, self.context = [], False, context
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE)
        self.address = self.listener.getsockname()
        self.thread = threading.Thread(target=self.serve, args=[connections], daemon=True)
        self.thread.start()

    def serve(self, connections):
        try:
            with self.listener:
                for script in connections:
                    connection = self.listener.accept()[0]
                    connection.settimeout(PATIENCE)
                    if self.context:
                        connection = self.context.wrap_socket(connection, server_side=True)
                    with connection:
                        play(connection, script)
        except Exception as problem:
            if not self.failed:
                self.trouble.append(problem)

    def join(self):
        self.thread.join(PATIENCE)
        if self.trouble:
            raise AssertionError("the server: %r" % self.trouble)


def play(connection, script):
    reader = connection.makefile("rb")
    for operator, data in script:
        if operator == "<":
            connection.sendall(data)
        elif operator == ">":
            for expected in data.splitlines():
                heard = reader.readline().decode()
                pattern = re.escape(expected).replace(r"\*", r"\S+")
                if not re.fullmatch(pattern + "\r\n", heard):
                    raise AssertionError("heard %r, not %r" % (heard, expected))
        elif operator == "|":
            return
        else:
            data(connection)
    left = reader.readline()
    if left:
        raise AssertionError("heard %r at the end" % left)


def certificate(folder):
    """A context of a server that is nobody's but 127.0.0.1's, and the file of its certificate; None where there is no openssl."""
    import shutil
    import subprocess

    if not shutil.which("openssl"):
        return None, None
    key, chain = str(pathlib.Path(folder, "key.pem")), str(pathlib.Path(folder, "chain.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", chain, "-days", "2"]
    subprocess.run(command + ["-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context, chain


# --- transcripts, as protocol/vectors/README.md describes them ---


class Fill:
    """Fills in placeholders: times that grow, and for {any} what it is told."""

    def __init__(self, rest):
        self.rest, self.times, self.count = rest, {}, 0

    def __call__(self, text):
        text = re.sub(r"\{time(?::(\w+))?\}", lambda match: self.time(match[1]), text).replace("{n}", "7")
        return text.replace(" {any}", " " + self.rest if self.rest else "").replace("{any}", self.rest)

    def time(self, name):
        if name not in self.times:
            self.count += 1
            time = "2026-11-23T10:01:02.%06dZ" % self.count
            if name is None:
                return time
            self.times[name] = time
        return self.times[name]


def steps(path, fill):
    """Each client's steps, without what concerns others: (operator, text), with the placeholders filled in."""
    clients = {}
    for line in path.read_text("utf-8").split("\n"):
        match = re.fullmatch(r"([a-z]+) (>>|>\||>|<<|<\||<\*|<)(?: (.*))?", line)
        if match and match[1] not in ("direct", "option"):
            operator, text = match[2], match[3] or ""
            filled = fill(text) if operator in (">", "<", "<*") else text
            repeated = 2 if operator == "<*" else 1
            clients.setdefault(match[1], []).extend([(operator.replace("*", ""), filled)] * repeated)
    return clients
