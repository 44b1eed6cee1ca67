"""One connection, against a server that follows a script."""

import asyncio
import re
import threading
import unittest

import parley
from parley import Bye, ConnectionLost, InvalidArgument, Kind, Message, Missed, Refused, Timeout
from parley.aio import Session
from parley.aio.session import BACKLOG

from .script import CLOSE, GREETING, LOGIN, VECTORS, Fill, at, hear, lobby, raw, say, served, steps
from .test_codec import meaning

WHISPER = "WHISPER 2026-11-23T10:00:00.000009Z bob: psst"


def texts(items):
    return [item.text if isinstance(item, Message) else item for item in items]


async def left(session):
    """What can still be received after the end."""
    items = []
    while True:
        try:
            items.append(await session.receive())
        except ConnectionLost as end:
            return items, end
        except Timeout as end:
            return items, end


class Sessions(unittest.IsolatedAsyncioTestCase):
    async def login(self, address, **options):
        session = await Session.connect(address, **options)
        await session.login("ann")
        return session

    async def test_what_gets_no_answer_or_is_more_than_a_line_is_not_sent(self):
        async with served(LOGIN + [hear("ping"), say("OK pong")]) as address:
            async with await self.login(address) as session:
                for text in ("a\nb", "a\rb", "a\0b", "", " ", "\u3000", "\ud800", "x" * 70_000):
                    for send in (session.pub, session.search, lambda it: session.to("bob", it)):
                        with self.assertRaises(InvalidArgument):
                            await send(text)
                for nick in ("", "\u3000", "\u2009bob", "\ufeff", "b\x1fob", "bob dan"):
                    for send in (session.login, lambda it: session.to(it, "x")):
                        with self.assertRaises(InvalidArgument):
                            await send(nick)
                await session.ping()

    async def test_answers(self):
        script = [
            hear("users"), say(lobby(1, "pushed"), "USER ann", "USER bob", "OK 2"),
            hear("pub x"), say("OK " + at(2)),
            hear("once k x"), say("OK " + at(3)),
            hear("to bob x"), say("OK"),
            hear("mark"), say("OK " + at(1)),
            hear("token"), say("OK 0123456789abcdef"),
            hear("search a b"), say(lobby(1, "a b"), "OK 1"),
            hear("downline"), say("OK Thank you"), CLOSE,
        ]
        async with served(LOGIN + script) as address:
            session = await self.login(address)
            self.assertEqual(await session.users(), ["ann", "bob"])
            self.assertEqual(await session.pub("x"), at(2))
            self.assertEqual(await session.once("k", "x"), at(3))
            await session.to("bob", "x")
            self.assertEqual(await session.mark(), at(1))
            self.assertEqual(await session.token(), "0123456789abcdef")
            self.assertEqual(texts(await session.search("a b")), ["a b"])
            await session.downline()
            self.assertEqual(texts((await left(session))[0]), ["pushed"])

    async def test_answers_of_lines_sent_together_come_in_order(self):
        script = [hear("ping", "users", "pub x"), say("OK pong", "USER ann", "OK 1", "OK " + at(1))]
        async with served(LOGIN + script) as address:
            async with await self.login(address) as session:
                answers = await asyncio.gather(session.ping(), session.users(), session.pub("x"))
                self.assertEqual(answers, [None, ["ann"], at(1)])

    async def test_an_answer_nobody_waits_for_any_more_is_no_other_ones(self):
        heard = threading.Event()
        script = [hear("pub x"), ("!", lambda _: heard.set()), hear("ping"), say("OK " + at(1), "OK pong")]
        async with served(LOGIN + script) as address:
            async with await self.login(address) as session:
                task = asyncio.ensure_future(session.pub("x"))
                await asyncio.to_thread(heard.wait, 30)
                task.cancel()
                await asyncio.wait([task])
                self.assertIsNone(await session.ping())

    async def test_what_comes_by_itself_is_no_part_of_an_answer(self):
        script = [hear("history 2"), say(lobby(5, "pushed"), WHISPER, "MISSED 3", lobby(3, "old"), lobby(4, "er"), "OK 2")]
        async with served(LOGIN + script + [CLOSE]) as address:
            async with await self.login(address) as session:
                self.assertEqual(texts(await session.history(2)), ["old", "er"])
                self.assertEqual(session.position, at(5))
                self.assertEqual(texts((await left(session))[0]), ["pushed", "psst", Missed(3)])

    async def test_what_came_before_a_refusal_is_kept(self):
        for last_word in ("ERR unavailable Later.", "BYE shutdown Back soon."):
            for line, call in (
                ("history 9", lambda s: s.history(9)),
                ("search x", lambda s: s.search("x")),
                ("users", lambda s: s.users()),
                ("pub x", lambda s: s.pub("x")),
            ):
                script = [hear("live"), say("OK", lobby(2, "first")), hear(line), say(lobby(3, "pushed"), WHISPER, last_word), CLOSE]
                with self.subTest(last_word, line=line):
                    async with served(LOGIN + script) as address, await self.login(address) as session:
                        await session.live()
                        with self.assertRaises((Refused, Bye)):
                            await call(session)
                        self.assertEqual(texts((await left(session))[0]), ["first", "pushed", "psst"])
                        self.assertEqual(session.position, at(3))

    async def test_half_an_answer_is_no_message(self):
        script = [hear("live"), say("OK", lobby(2, "first")), hear("history 9"), say(lobby(1, "old"), lobby(3, "?"), WHISPER), CLOSE]
        async with served(LOGIN + script) as address:
            async with await self.login(address) as session:
                await session.live()
                with self.assertRaises(ConnectionLost):
                    await session.history(9)
                self.assertEqual(texts((await left(session))[0]), ["first", "psst"])
                self.assertEqual(session.position, at(2))

    async def test_since_refused_in_its_midst(self):
        script = [
            hear("since " + at(0)), say("MISSED 2", lobby(1, "a"), "MISSED ?", "ERR unavailable Later."),
            hear("since " + at(1)), say("MISSED ?", lobby(2, "b"), "OK 1"), CLOSE,
        ]
        async with served(LOGIN + script) as address:
            async with await self.login(address) as session:
                with self.assertRaises(Refused):
                    await session.since(at(0))
                await session.since(session.position)
                self.assertEqual(texts((await left(session))[0]), [Missed(2), "a", Missed(None), "b"])

    async def test_who_takes_no_messages_has_them_wait_at_the_server(self):
        """A server that writes more than all buffers hold is not read to the end, and is once messages are taken."""
        count, done = 40_000, threading.Event()
        flood = "".join(lobby(n, "x" * 400) + "\r\n" for n in range(1, count + 1)).encode()

        def write(connection):
            connection.sendall(flood)
            done.set()

        async with served(LOGIN + [hear("live"), say("OK"), ("!", write), hear("ping"), say("OK pong"), CLOSE]) as address:
            async with await self.login(address) as session:
                await session.live()
                first = await session.receive()
                while session._may_read.is_set():
                    await asyncio.sleep(0)
                self.assertFalse(done.is_set())
                self.assertLess(len(session._inbox), 3 * BACKLOG)
                for number in range(2, count + 1):
                    self.assertEqual((await session.receive()).time, at(number))
                self.assertEqual(first.time, at(1))
                await session.ping()

    async def test_who_waits_for_an_answer_gets_it_however_many_messages_stand_before_it(self):
        messages = [lobby(n, "x") for n in range(1, 5 * BACKLOG)]
        async with served(LOGIN + [hear("live"), say("OK", *messages), hear("ping"), say("OK pong"), CLOSE]) as address:
            async with await self.login(address) as session:
                await session.live()
                while session._may_read.is_set() and len(session._inbox) < BACKLOG:
                    await asyncio.sleep(0)
                await session.ping()
                self.assertEqual(len((await left(session))[0]), len(messages))

    async def test_a_server_that_is_gone_without_a_word_is_noticed(self):
        async with served(LOGIN + [hear("ping"), say("OK pong"), hear("ping")]) as address:
            async with await self.login(address, silence=0.01) as session:
                session.patience = 0.5
                with self.assertRaises(Timeout):
                    await session.receive()

    async def test_an_answer_too_late_ends_the_session(self):
        for pushed in ([], [lobby(1, "x")]):
            async with served(LOGIN + [hear("ping"), say(*pushed)]) as address:
                async with await self.login(address) as session:
                    session.patience = 0.1
                    with self.assertRaises(Timeout):
                        await session.ping()
                    with self.assertRaises(Timeout):
                        await session.ping()

    async def test_greetings(self):
        for greeting, error in (
            ([say("ERR full No room."), CLOSE], Refused),
            ([say("BYE shutdown Now."), CLOSE], Bye),
            ([say("OK parley/2 Hello."), CLOSE], ConnectionLost),
            ([raw(b"OK parley/1"), CLOSE], ConnectionLost),
            ([], Timeout),
        ):
            with self.subTest(greeting):
                async with served(greeting) as address:
                    with self.assertRaises(error):
                        await Session.connect(address, patience=0.2 if error is Timeout else 30)

    async def test_goodbye(self):
        script = [hear("live"), say("OK", lobby(1, "a"), "BYE kicked Enough.", lobby(2, "b"))]
        async with served(LOGIN + script) as address:
            async with await self.login(address) as session:
                await session.live()
                items, end = await left(session)
                self.assertEqual((texts(items), end.code, end.text), (["a"], "kicked", "Enough."))
                with self.assertRaises(Bye):
                    await session.pub("x")

    async def test_cancelling_loses_no_message(self):
        """A message that comes in the moment in which waiting for it ends."""
        async with served(LOGIN + [hear("live"), say("OK", *(lobby(n, str(n)) for n in range(1, 200))), CLOSE]) as address:
            async with await self.login(address) as session:
                await session.live()
                got = []
                while len(got) < 199:
                    task = asyncio.ensure_future(session.receive())
                    await asyncio.sleep(0)
                    task.cancel()
                    await asyncio.wait([task])
                    if not task.cancelled():
                        got.append(task.result().text)
                self.assertEqual(got, [str(n) for n in range(1, 200)])


class Transcripts(unittest.IsolatedAsyncioTestCase):
    async def test_every_talk_that_the_library_can_have(self):
        played = 0
        for path in sorted(VECTORS.glob("*.txt")):
            for rest in ("", "some: text here"):
                for client, script in steps(path, Fill(rest)).items():
                    if self.can_play(script):
                        with self.subTest(path.stem, client=client, any=rest):
                            await self.play(script)
                            played += 1
        self.assertGreater(played, 50)

    @staticmethod
    def can_play(script):
        """Lines only, from the greeting on, each answered before the next is sent; and each is a call."""
        shape = "".join(operator for operator, _ in script)
        if not re.fullmatch(r"<(><+)*(<\|)?", shape) or not script[0][1].startswith("OK"):
            return False
        return "to" not in [text.lower() for operator, text in script if operator == ">"]

    async def play(self, script):
        wire = [{"<": say, ">": lambda text: hear(re.escape(text).replace("\\", "")), "<|": lambda _: CLOSE}[o](t) for o, t in script]
        async with served(wire + [CLOSE]) as address:
            async with await Session.connect(address) as session:
                sent = [n for n, (operator, _) in enumerate(script) if operator == ">"] + [len(script)]
                for begin, end in zip(sent, sent[1:]):
                    lines = [text for operator, text in script[begin + 1 : end] if operator == "<"]
                    await self.exchange(session, script[begin][1], lines)

    async def exchange(self, session, line, lines):
        end = next(n for n, text in enumerate(lines) if re.match("(OK|ERR|BYE)( |$)", text))
        answer, status, pushed = lines[:end], lines[end], lines[end + 1 :]
        messages = [meaning(text) for text in answer + pushed if re.match("LOBBY|WHISPER|NOTICE|MISSED", text)]
        try:
            given = await self.call(session, line)
        except (Refused, Bye) as refusal:
            self.assertEqual((refusal.code, refusal.text), (meaning(status).code, meaning(status).text))
        else:
            self.assertTrue(status.startswith("OK"), status)
            if isinstance(given, list) and line.startswith(("history", "search")):
                self.assertEqual([self.without_mine(item) for item in given], messages)
                return
            if given is not None:
                self.assertIn(given, ([meaning(text).text for text in answer], meaning(status).text, session.nick))
        if not status.startswith("BYE"):
            self.assertEqual([self.without_mine(await session.receive()) for _ in messages], messages)

    @staticmethod
    def without_mine(item):
        return Message(item.kind, item.time, item.nick, item.text) if isinstance(item, Message) else item

    async def call(self, session, line):
        """The line as the library's own call, where there is one that writes it so; else as it is."""
        verb, _, rest = line.partition(" ")
        if not session.nick:
            return await session.login(line) if line and "".join(line.split()) == line else await self.raw_login(session, line)
        if line in ("pull", "users", "ping", "downline", "live", "mark", "token"):
            return await getattr(session, line)()
        if line == "live off":
            return await session.live(False)
        if verb in ("pub", "since", "search") and rest.strip():
            try:
                return await getattr(session, verb)(rest)
            except InvalidArgument:
                self.assertEqual(verb, "since")
        if verb == "to" and re.match(r"\S+ .*\S", rest):
            return await session.to(*rest.split(" ", 1))
        if re.fullmatch(r"once [\w.-]+ .*\S", line, re.ASCII) and len(line.split(" ")[1]) <= 64:
            return await session.once(*rest.split(" ", 1))
        if re.fullmatch(r"history \d+", line) and 1 <= int(rest) <= 1000:
            return await session.history(int(rest))
        kind = parley.aio.session.Answer.LISTED if verb.lower() in ("users", "help") else parley.aio.session.Answer.DELIVERED
        if verb.lower() == "history":
            kind = parley.aio.session.Answer.MESSAGES
        pending = await session._request(line, kind)
        return [m for m in pending.held] if verb.lower() == "history" else pending.lines or pending.done.result()

    @staticmethod
    async def raw_login(session, line):
        pending = await session._request(line, parley.aio.session.Answer.LISTED)
        session.nick = parley.codec.welcomed(pending.done.result(), line)
        return None
