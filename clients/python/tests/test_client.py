"""The client that comes back, against servers that follow scripts."""

import asyncio
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest
import ssl

import parley
from parley import Bye, Closed, Connected, ConnectionLost, Disconnected, InvalidArgument, Kind, Message, Missed, Refused, Timeout
from parley.aio import Client, Session, pace
from parley.aio import client as client_module

from .script import BACK, CLOSE, FRESH, GREETING, LOGIN, PATIENCE, at, certificate, hear, lobby, say, scripted, served, went_on

WHISPER = "WHISPER 2026-11-23T10:00:00.000009Z bob: psst"
TOKEN = [hear("token"), say("OK 0123456789abcdef"), hear("live"), say("OK")]
BANNED = [say("ERR banned No."), CLOSE]


def setUpModule():
    pace.FIRST, setUpModule.first = 0.01, pace.FIRST


def tearDownModule():
    pace.FIRST = setUpModule.first


def short(event):
    """An event as one word."""
    if isinstance(event, Message):
        return event.text
    if isinstance(event, Missed):
        return event.count
    return type(event).__name__


async def all_of(client):
    """Its events from now on: one word each, but for the last."""
    events = [event async for event in client]
    return [short(event) for event in events[:-1]], events[-1].reason


class Backoffs(unittest.TestCase):
    def test_a_crowd_does_not_come_back_all_at_once(self):
        firsts = []
        for _ in range(1_000):
            backoff = pace.Backoff()
            first = backoff.next()
            self.assertAlmostEqual(backoff.next(), 2 * first)
            firsts.append(first / pace.FIRST)
        self.assertGreaterEqual(min(firsts), 0.5)
        self.assertLessEqual(max(firsts), 1.5)
        for tenth in range(5, 15):
            self.assertGreater(sum(tenth / 10 <= first < (tenth + 1) / 10 for first in firsts), 50)
        self.assertEqual([backoff.next() for _ in range(20)][-1], pace.LONGEST)


class Clients(unittest.IsolatedAsyncioTestCase):
    async def events(self, *connections, since=None, chooser=None):
        async with served(*connections, BANNED) as address:
            async with Client("ann", address, since=since, chooser=chooser) as client:
                events, reason = await all_of(client)
                self.assertEqual(reason.code, "banned")
                return events, client

    async def test_no_gap_and_no_double(self):
        events, client = await self.events(
            FRESH + [say(lobby(1, "one"), lobby(2, "two"), "BYE shutdown Back soon."), CLOSE],
            BACK + [hear("since " + at(2)), say(lobby(3, "three")), CLOSE],
            [CLOSE],
            went_on(at(3), "MISSED 1", lobby(4, "four")) + [say(lobby(5, "five"), "LOBBY %s bob: torn" % at(6))[:1] + (b"LOBBY " + at(6).encode() + b" bob: to",), CLOSE],
            went_on(at(4), lobby(6, "torn")) + [CLOSE],
        )
        self.assertEqual(
            events,
            "Connected one two Disconnected Connected three Disconnected Connected".split()
            + [1, "four", "Disconnected", "Connected", "torn", "Disconnected"],
        )
        self.assertEqual(client.position, at(6))

    async def test_goes_on_from_a_kept_position(self):
        events, _ = await self.events(
            LOGIN + [hear("since " + at(7)), say("MISSED ?", lobby(8, "a"), "OK 1")] + TOKEN + [CLOSE], since=at(7)
        )
        self.assertEqual(events, ["Connected", None, "a", "Disconnected"])

    async def test_since_that_is_refused_is_asked_again_behind_what_came(self):
        events, _ = await self.events(
            LOGIN
            + [hear("since " + at(1)), say("MISSED ?", lobby(2, "a"), "ERR unavailable Later.")]
            + [hear("since " + at(2)), say("ERR rate-limited Slow.")]
            + [hear("since " + at(2)), say(lobby(3, "b"), "OK 1")]
            + TOKEN
            + [CLOSE],
            since=at(1),
        )
        self.assertEqual(events, ["Connected", None, "a", "b", "Disconnected"])

    async def test_mine(self):
        """Also under the name before, for what was said until one is back; then it is somebody else's."""
        taken = [GREETING, hear("ann 0123456789abcdef"), say("ERR nick-taken Taken."), hear("ann-2"), say("OK Welcome ann-2! Hello.")]
        async with served(
            FRESH + [say(lobby(1, "1", "ann"), lobby(2, "2", "ann-2")), CLOSE],
            taken
            + [hear("since " + at(2)), say(lobby(3, "3", "ann"), lobby(4, "4", "ann-2"), "OK 2")]
            + TOKEN
            + [say(lobby(5, "5", "ann"), lobby(6, "6", "ann-2")), CLOSE],
            BANNED,
        ) as address:
            async with Client("ann", address, chooser=lambda nick, taken: nick + "-2") as client:
                mine = [event.mine async for event in client if isinstance(event, Message)]
        self.assertEqual(mine, [True, False, True, True, False, True])

    async def test_pub_is_asked_again_until_it_is_known(self):
        keys = []

        def once(connection):
            keys.append(connection.makefile("rb").readline())

        async with served(
            FRESH + [("!", once), CLOSE],
            went_on(at(0), lobby(1, "hi", "ann")) + [("!", once), say("ERR unavailable Later."), ("!", once), say("OK " + at(1))],
        ) as address:
            async with Client("ann", address) as client:
                self.assertEqual(await client.pub(" hi"), at(1))
        self.assertEqual(len(keys), 3)
        self.assertEqual(set(keys), {keys[0]})
        self.assertRegex(keys[0], rb"^once [A-Za-z0-9._-]{1,64}  hi\r\n$")

    async def test_each_message_has_a_key_of_its_own(self):
        heard = []

        def once(connection):
            heard.append(connection.makefile("rb").readline())

        async with served(FRESH + [("!", once), say("OK " + at(1)), ("!", once), say("OK " + at(2)), hear("once mine hi"), say("OK " + at(3))]) as address:
            async with Client("ann", address) as client:
                self.assertEqual([await client.pub("hi"), await client.pub("hi"), await client.pub("hi", key="mine")], [at(1), at(2), at(3)])
        self.assertEqual(len(set(heard)), 2)

    async def test_under_another_name_what_was_said_is_looked_for(self):
        taken = [GREETING, hear("ann 0123456789abcdef"), say("ERR nick-taken Taken."), hear("ann-2"), say("OK Welcome ann-2! Hello.")]
        for said in (True, False):
            missed = [lobby(3, "hi", "ann")] if said else [lobby(3, "hi", "bob")]
            again = [] if said else [hear("once k hi"), say("OK " + at(4))]
            async with served(
                FRESH + [hear("once k hi"), CLOSE],
                taken + [hear("since " + at(0)), say(*missed, "OK 1")] + TOKEN + again,
            ) as address:
                async with Client("ann", address, chooser=lambda nick, taken: nick + "-2") as client:
                    self.assertEqual(await client.pub("hi", key="k"), at(3) if said else at(4))

    async def test_a_whisper_is_sent_once(self):
        async with served(FRESH + [hear("to bob hi"), CLOSE], went_on(at(0)) + [hear("to bob ho"), say("OK"), hear("ping")]) as address:
            async with Client("ann", address) as client:
                with self.assertRaises(ConnectionLost):
                    await client.to("bob", "hi")
                await client.to("bob", "ho")
                with self.assertRaises(Timeout):
                    await client.ping(timeout=0.1)

    async def test_questions_are_asked_again(self):
        async with served(
            FRESH + [hear("users"), CLOSE],
            went_on(at(0)) + [hear("users"), say("USER ann", "OK 1"), hear("history 1"), CLOSE],
            went_on(at(0)) + [hear("history 1"), say(lobby(1, "a"), "OK 1"), hear("search a"), say("ERR unavailable Later.")],
        ) as address:
            async with Client("ann", address) as client:
                self.assertEqual(await client.users(), ["ann"])
                self.assertEqual([message.text for message in await client.history(1)], ["a"])
                with self.assertRaises(Refused):
                    await client.search("a")

    async def test_nothing_wrong_is_sent(self):
        async with served(FRESH + [hear("ping"), say("OK pong")]) as address:
            async with Client("ann", address) as client:
                for call in (client.pub(" "), client.pub("a\nb"), client.pub("x" * 70_000), client.to("\u3000", "x"), client.to("bob", ""),
                             client.search("\t"), client.history(0), client.pub("x", key="a b")):
                    with self.assertRaises(InvalidArgument):
                        await call
                await client.ping()
        for nick, options in (("", {}), ("a b", {}), ("ann", {"where": "h:x"}), ("ann", {"where": []}), ("ann", {"since": "now"})):
            with self.assertRaises(InvalidArgument):
                Client(nick, **options)

    async def test_the_end(self):
        for code in ("kicked", "banned", "replaced"):
            async with served(FRESH + [say(lobby(1, "a"), "BYE %s Enough." % code)]) as address:
                async with Client("ann", address) as client:
                    events, reason = await all_of(client)
                    self.assertEqual((events, reason.code), (["Connected", "a", "Disconnected"], code))
                    for call in (client.pub("x"), client.users(), client.receive()):
                        with self.assertRaises(Bye):
                            await call

    async def test_other_ends_are_none(self):
        for line in ("BYE shutdown Now.", "BYE nick-lost Gone.", "BYE flood Much.", "BYE something new", "BYE login-timeout Late."):
            events, _ = await self.events(FRESH + [say(line), CLOSE], went_on(at(0)) + [CLOSE])
            self.assertEqual(events, ["Connected", "Disconnected"] * 2)

    async def test_refusals_at_the_door(self):
        for line in ("ERR full No room.", "ERR unavailable Later.", "ERR rate-limited Slow.", "ERR new What?", "BYE shutdown Now."):
            events, _ = await self.events([say(line), CLOSE], FRESH + [CLOSE])
            self.assertEqual(events, ["Connected", "Disconnected"])
        for line in ("ERR nick-taken No.", "ERR nick-invalid No.", "ERR nick-reserved No.", "ERR nick-blank No.", "ERR banned No."):
            async with served([GREETING, hear("ann"), say(line)]) as address:
                with self.assertRaises(Refused):
                    await Client("ann", address).connect()
        await self.events([GREETING, hear("ann"), say("ERR unavailable Later.")] + FRESH[1:] + [CLOSE])

    async def test_the_chooser(self):
        asked = []

        def chooser(nick, taken):
            asked.append((nick, taken))
            return "%s%d" % (nick[:3], taken) if taken < 3 else None

        no = say("ERR nick-taken No.")
        async with served([GREETING, hear("ann"), no, hear("ann1"), no, hear("ann2"), no]) as address:
            with self.assertRaises(Refused):
                await Client("ann", address, chooser=chooser).connect()
        self.assertEqual(asked, [("ann", 1), ("ann1", 2), ("ann2", 3)])
        async with served([GREETING, hear("ann"), no]) as address:
            with self.assertRaises(InvalidArgument):
                await Client("ann", address, chooser=lambda nick, taken: "a b").connect()
        async with served([GREETING, hear("ann"), no]) as address:
            with self.assertRaises(ConnectionLost):
                await Client("ann", address, chooser=lambda nick, taken: 1 // 0).connect()

    async def test_back_under_the_first_name_where_the_second_is_taken(self):
        no = say("ERR nick-taken No.")
        second = [GREETING, hear("ann"), no, hear("ann-2"), say("OK Welcome ann-2! Hi")]
        again = [GREETING, hear("ann-2 0123456789abcdef"), no, hear("ann"), say("OK Welcome ann! Hi"), hear("since " + at(0)), say("OK 0")]
        await self.events(second + FRESH[3:] + [CLOSE], again + TOKEN + [CLOSE], chooser=lambda nick, taken: nick + "-2")

    async def test_a_taken_name_that_was_ones_own_is_waited_for(self):
        await self.events(FRESH + [CLOSE], [GREETING, hear("ann 0123456789abcdef"), say("ERR nick-taken No."), CLOSE], went_on(at(0)) + [CLOSE])

    async def test_several_addresses(self):
        with scripted(FRESH + [CLOSE]) as first:
            async with served(went_on(at(0)) + [CLOSE], BANNED) as second:
                async with Client("ann", [first, second]) as client:
                    events = [event async for event in client]
        ports = [event.address for event in events if isinstance(event, Connected)]
        self.assertEqual(ports, ["127.0.0.1:%d" % first[1], "127.0.0.1:%d" % second[1]])

    async def test_a_server_that_is_not_there(self):
        with scripted() as nowhere:
            pass
        with self.assertRaises(Timeout):
            await Client("ann", nowhere).connect(timeout=0.05)

    async def test_answers_that_do_not_come(self):
        async with served([], FRESH + [hear("ping")], went_on(at(0)) + [hear("ping"), say("OK pong")]) as address:
            async with Client("ann", address, patience=0.3) as client:
                await client.ping()

    async def test_what_was_not_taken_is_given_after_the_end(self):
        async with served(FRESH + [say(lobby(1, "a")), hear("ping"), say("OK pong"), hear("downline"), say("OK Thank you"), CLOSE]) as address:
            async with Client("ann", address) as client:
                await client.ping()
                await client.downline()
                self.assertEqual(await all_of(client), (["Connected", "a"], None))
                with self.assertRaises(ConnectionLost):
                    await client.pub("x")

    async def test_who_only_speaks_has_messages_wait_at_the_server(self):
        count = client_module.SUSPENDED_AT * 10
        many = [lobby(number, str(number)) for number in range(1, count + 1)]
        async with served(
            FRESH
            + [hear("ping"), say(*many, "OK pong"), hear("live off"), say("OK"), hear("ping"), say("OK pong")]
            + [hear("live"), say(lobby(count + 1, "last"), "OK")]
        ) as address:
            async with Client("ann", address, backlog=10) as client:
                await client.ping()
                await client.ping()
                texts = [short(await client.receive()) for _ in range(count + 2)]
                self.assertEqual(texts, ["Connected"] + [str(n) for n in range(1, count + 1)] + ["last"])

    async def test_a_timeout_loses_no_event(self):
        go = threading.Event()
        async with served(FRESH + [("!", lambda _: go.wait(PATIENCE)), say(lobby(1, "a"))]) as address:
            async with Client("ann", address) as client:
                self.assertEqual(short(await client.receive()), "Connected")
                with self.assertRaises(Timeout):
                    await client.receive(timeout=0.01)
                go.set()
                self.assertEqual(short(await client.receive()), "a")

    async def test_tls(self):
        with tempfile.TemporaryDirectory() as folder:
            context, chain = certificate(folder)
            if context is None:
                self.skipTest("no openssl")
            trusting = ssl.create_default_context(cafile=chain)
            async with served(FRESH + [hear("ping"), say("OK pong"), CLOSE], context=context) as address:
                async with Client("ann", address, tls=trusting) as client:
                    await client.ping()
            with self.assertRaises(ConnectionLost):
                async with served([], context=context) as address:
                    await Session.connect(address, tls=True)


class WithoutAsyncio(unittest.TestCase):
    def test_a_talk(self):
        with scripted(
            FRESH + [hear("once k hi"), say(lobby(1, "hi", "ann"), "OK " + at(1)), CLOSE],
            went_on(at(1), lobby(2, "b")) + [hear("to bob x"), say("OK"), hear("users"), say("USER ann", "OK 1"), hear("history 20"), say("OK 0")]
            + [hear("search a"), say("OK 0"), hear("ping"), say("OK pong"), hear("downline"), say("OK Thank you"), CLOSE],
        ) as address:
            with parley.Client("ann", address) as chat:
                self.assertEqual(chat.pub("hi", key="k"), at(1))
                self.assertEqual([short(chat.receive()) for _ in range(5)], "Connected hi Disconnected Connected b".split())
                chat.to("bob", "x")
                self.assertEqual((chat.users(), chat.history(), chat.search("a")), (["ann"], [], []))
                chat.ping()
                with self.assertRaises(Timeout):
                    chat.receive(timeout=0.01)
                self.assertEqual((chat.nick, chat.position), ("ann", at(2)))
                chat.downline()
                self.assertEqual(list(chat), [Closed(None)])
                self.assertRaises(ConnectionLost, chat.ping)

    def test_from_two_threads(self):
        with scripted(FRESH + [hear("ping"), say(lobby(1, "a"), "OK pong")]) as address:
            with parley.connect("ann", address) as chat:
                heard = []
                thread = threading.Thread(target=lambda: heard.extend(short(event) for event in chat))
                thread.start()
                chat.ping()
            thread.join(PATIENCE)
            self.assertEqual(heard, ["Connected", "a", "Closed"])

    def test_a_session(self):
        with scripted(LOGIN + [hear("live"), say("OK", lobby(1, "a")), hear("downline"), say("OK Thank you"), CLOSE]) as address:
            with parley.Session.connect(address) as session:
                self.assertEqual(session.login("ann"), "ann")
                session.live()
                self.assertEqual(session.receive().text, "a")
                session.downline()
                self.assertRaises(ConnectionLost, session.ping)


class EchoBot(unittest.TestCase):
    EXAMPLE = pathlib.Path(__file__).resolve().parents[1] / "examples" / "echo.py"

    def run_bot(self, *connections, status):
        with scripted(*connections) as (host, port):
            source = str(pathlib.Path(parley.__file__).parents[1])
            surroundings = dict(os.environ, PARLEY_HOST=host, PARLEY_PORT=str(port), PARLEY_NICK="ann", PYTHONPATH=source)
            bot = subprocess.run([sys.executable, str(self.EXAMPLE)], env=surroundings, timeout=60, capture_output=True, text=True)
        self.assertEqual(bot.returncode, status, bot.stderr)

    def test_what_it_says(self):
        whisper = "WHISPER " + at(9) + " bob: "
        self.run_bot(
            FRESH + [say(lobby(1, "!echo  a "), lobby(2, "!echo b", "ann"), lobby(3, "!echo  "), lobby(4, "!ECHO c"), lobby(5, "!echo"))]
            + [hear("once *  a "), say("OK " + at(6)), say(whisper + "!echo d", whisper + "!users", "FOO bar", whisper + "!quit")]
            + [hear("to bob d"), say("ERR no-such-user Gone."), hear("users"), say("USER ann", "USER bob", "OK 2"), hear("to bob 2"), say("OK")]
            + [hear("downline"), say("OK Thank you"), CLOSE],
            status=0,
        )

    def test_giving_up(self):
        no = say("ERR nick-taken No.")
        self.run_bot(FRESH + [say("BYE kicked Enough."), CLOSE], status=3)
        self.run_bot(BANNED, status=3)
        self.run_bot([GREETING, hear("ann"), say("ERR nick-reserved No.")], status=4)
        self.run_bot([GREETING, hear("ann"), no] + [it for n in range(2, 10) for it in (hear("ann-%d" % n), no)], status=4)
