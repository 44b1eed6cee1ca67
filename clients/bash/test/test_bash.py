"""Scripts that source the library, against servers that follow scripts: those of the Python library's tests.

PARLEY_TEST_SERVER=host:port adds a talk with a real server.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "python"))

from tests.script import (  # noqa: E402
    BACK, CLOSE, FRESH, GREETING, LOGIN, VECTORS, Fill, at, certificate, hear, lobby, raw, say, scripted, steps, went_on,
)

TOKEN = [hear("token"), say("OK 0123456789abcdef"), hear("live"), say("OK")]
BANNED = [say("ERR banned No."), CLOSE]
NO = say("ERR nick-taken No.")

# What the scripts begin with: a word for each event.
BEGIN = r"""
set -euo pipefail
_PARLEY_FIRST_BACKOFF=10
source "$LIBRARY"
show() {
    case $PARLEY_EVENT in
        message) printf '%s%s ' "$PARLEY_TEXT" "${PARLEY_MINE:+(mine)}" ;;
        missed) printf '?%s ' "$PARLEY_COUNT" ;;
        connected) printf '+%s ' "$PARLEY_NICK" ;;
        disconnected) printf -- '- ' ;;
        closed) printf '%s%s' "$PARLEY_STATUS" "$PARLEY_CODE" ;;
    esac
}
events() {
    while parley_next; do
        show
        if [ "$PARLEY_EVENT" = closed ]; then return 0; fi
    done
}
fails() { # status command...
    local status=0
    "${@:2}" || status=$?
    [ "$status" = "$1" ] || { echo "${*:2}: $status $PARLEY_ERROR" >&2; exit 1; }
}
second() { REPLY=$1-2; [ "$2" -lt 3 ]; }
"""


def run(script, address=("127.0.0.1", 1), **more):
    surroundings = dict(os.environ, LIBRARY=str(HERE.parent / "parley.bash"), ADDRESS="%s:%d" % address, **more)
    done = subprocess.run(["bash", "-c", BEGIN + script], env=surroundings, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Codec(unittest.TestCase):
    def test_every_line_of_the_transcripts(self):
        """Taken apart and put together again."""
        lines = [
            text
            for path in sorted(VECTORS.glob("*.txt"))
            for rest in ("", "some: text here")
            for script in steps(path, Fill(rest)).values()
            for operator, text in script
            if operator == "<"
        ]
        script = r"""
            while IFS= read -r line; do
                parley_parse "$line"
                case $PARLEY_WORD in
                    LOBBY | WHISPER | NOTICE) again="$PARLEY_WORD $PARLEY_TIME $PARLEY_NICK: $PARLEY_TEXT" ;;
                    MISSED) again="MISSED $PARLEY_COUNT" ;;
                    ERR | BYE) again="$PARLEY_WORD $PARLEY_CODE${PARLEY_ERROR:+ $PARLEY_ERROR}" ;;
                    *) again="$PARLEY_WORD${PARLEY_TEXT:+ $PARLEY_TEXT}" ;;
                esac
                [ "$line" = "$again" ] || echo "$line is not $again"
            done <"$LINES"
        """
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
            file.flush()
            self.assertEqual(run(script, LINES=file.name), (0, "", ""))
        self.assertGreater(len(lines), 500)

    def test_what_means_nothing(self):
        script = r"""
            for line in '' ' OK' ok LOBBY 'LOBBY now ann: hi' 'FOO bar' OKAY; do
                parley_parse "$line"
                [ -z "$PARLEY_WORD" ] || echo "$line: $PARLEY_WORD"
            done
            for line in MISSED 'MISSED ?' 'MISSED -1' 'MISSED 9999999999999999999'; do
                parley_parse "$line"
                [ "$PARLEY_COUNT" = '?' ] || echo "$line: $PARLEY_COUNT"
            done
        """
        self.assertEqual(run(script), (0, "", ""))

    def test_commands(self):
        script = r"""
            parley_command once a.B_-9 $'\xc3\xa9 '; printf '%s|' "$REPLY"
            parley_command pub '  a: b *'; printf '%s|' "$REPLY"
            parley_command to $'a\xe2\x80\x8cb' ' x'; printf '%s|' "$REPLY"
            printf -v long '%065531d' 0
            parley_command pub "$long"
            for text in '' ' ' $'\xe3\x80\x80' $'\t' $'\xc2\x85' $'\xe2\x80\xa8' $'a\nb' $'a\rb' $'a\n' "${long}0"; do
                fails 13 parley_command pub "$text"
                fails 13 parley_command search "$text"
                fails 13 parley_command once k "$text"
                fails 13 parley_command to bob "$text"
            done
            for nick in '' ' ' $'\xe3\x80\x80' 'a b' $'\xe2\x80\x89bob' $'\xef\xbb\xbf' $'b\x1fob' $'\xe2\x80\xa8' $'a\tb' $'a\nb'; do
                fails 13 parley_command to "$nick" x
                fails 13 parley_open "$nick" localhost
            done
            for key in '' 'a b' $'\xc3\xa9' a/b "0123456789012345678901234567890123456789012345678901234567890123x" $'a\n'; do
                fails 13 parley_command once "$key" x
            done
            for command in 'to bob' 'once k' 'history 0' 'history 1001' 'history x' 'since now'; do
                fails 13 parley_command $command
            done
            fails 13 parley_command ' '
            fails 13 parley_command
            for address in '' :1 h: h:x h:0 h:65536 'h h:1' '[::1' '[::1]x'; do
                fails 13 parley_open ann "$address"
            done
            fails 13 parley_open ann
            fails 13 parley_open --since now ann h
            fails 13 parley_open --wrong ann h
            for address in h h:1 '[::1]:1' '[::1]' ::1 1.2.3.4:5; do
                parley_open ann "$address"
            done
            fails 12 bash -c 'source "$LIBRARY"; parley_next'
        """
        status, said, error = run(script)
        self.assertEqual((status, error), (0, ""))
        self.assertEqual(said, "once a.B_-9 é |pub   a: b *|to a\u200cb  x|")


class Backoffs(unittest.TestCase):
    def test_a_crowd_does_not_come_back_all_at_once(self):
        script = r"""
            _PARLEY_FIRST_BACKOFF=500
            for ((person = 0; person < 1000; person++)); do
                backoff=0
                _parley_backoff backoff
                printf '%s ' "$_parley_wait"
                first=$_parley_wait
                _parley_backoff backoff
                [ "$_parley_wait" = $((2 * first)) ] || echo "$first and then $_parley_wait" >&2
            done
            for ((more = 0; more < 9; more++)); do _parley_backoff backoff; done
            printf '%s' "$_parley_wait"
        """
        status, waits, errors = run(script)
        self.assertEqual((status, errors), (0, ""))
        *firsts, longest = map(int, waits.split())
        self.assertGreaterEqual(min(firsts), 250)
        self.assertLess(max(firsts), 750)
        for tenth in range(5, 15):
            self.assertGreater(sum(50 * tenth <= first < 50 * (tenth + 1) for first in firsts), 50)
        self.assertEqual(longest, 30_000)


class Clients(unittest.TestCase):
    def plays(self, expected, *connections, options=""):
        with scripted(*connections) as address:
            said = run("parley_open %s ann \"$ADDRESS\"; events" % options, address)
        self.assertEqual(said, (0, expected, ""))

    def test_no_gap_and_no_double(self):
        self.plays(
            "+ann one two - +ann three - +ann ?1 four five - +ann torn - 10banned",
            FRESH + [say(lobby(1, "one"), lobby(2, "two"), "BYE shutdown Back soon."), CLOSE],
            BACK + [hear("since " + at(2)), say(lobby(3, "three")), CLOSE],
            went_on(at(3), "MISSED 1", lobby(4, "four")) + [say(lobby(5, "five")), raw(b"LOBBY 2026"), CLOSE],
            went_on(at(5), lobby(6, "torn")) + [CLOSE],
            BANNED,
        )

    def test_since_that_is_refused_is_asked_again_behind_what_came(self):
        self.plays(
            "+ann ?? a b - 10banned",
            LOGIN
            + [hear("since " + at(1)), say("MISSED ?", lobby(2, "a"), "MISSED 3", "ERR unavailable Later.")]
            + [hear("since " + at(2)), say("ERR rate-limited Slow."), hear("since " + at(2)), say(lobby(3, "b"), "OK 1")]
            + TOKEN
            + [CLOSE],
            BANNED,
            options="--since " + at(1),
        )

    def test_mine(self):
        self.plays(
            "+ann 1(mine) 2 - +ann-2 3(mine) 4(mine) 5 6(mine) - +ann - 10banned",
            FRESH + [say(lobby(1, "1", "ann"), lobby(2, "2", "ann-2")), CLOSE],
            [GREETING, hear("ann 0123456789abcdef"), NO, hear("ann-2"), say("OK Welcome ann-2! Hello."), hear("since " + at(2))]
            + [say(lobby(3, "3", "ann"), lobby(4, "4", "ann-2"), "OK 2")]
            + TOKEN
            + [say(lobby(5, "5", "ann"), lobby(6, "6", "ann-2")), CLOSE],
            [GREETING, hear("ann-2 0123456789abcdef"), NO, hear("ann"), say("OK Welcome ann! Hello."), hear("since " + at(6)), say("OK 0")]
            + TOKEN
            + [CLOSE],
            BANNED,
            options="--chooser second",
        )

    def test_doors(self):
        for line in ("ERR full x", "ERR unavailable x", "ERR rate-limited x", "ERR new x", "BYE shutdown x"):
            self.plays("+ann - 10banned", [say(line), CLOSE], FRESH + [CLOSE], BANNED)
        for code in ("shutdown", "nick-lost", "flood", "something", "login-timeout"):
            self.plays("+ann - +ann - 10banned", FRESH + [say("BYE %s x" % code), CLOSE], went_on(at(0)) + [CLOSE], BANNED)
        for code in ("kicked", "banned", "replaced"):
            self.plays("+ann a - 11" + code, FRESH + [say(lobby(1, "a"), "BYE %s x" % code)])
        for code in ("nick-taken", "nick-invalid", "nick-blank", "nick-reserved"):
            self.plays("10" + code, [GREETING, hear("ann"), say("ERR %s x" % code)])
        self.plays("10nick-taken", [GREETING, hear("ann"), NO, hear("ann-2"), NO, hear("ann-2-2"), NO], options="--chooser second")
        self.plays("+ann - 10banned", [GREETING, hear("ann"), say("ERR unavailable x")] + FRESH[1:] + [CLOSE], BANNED)

    def test_a_name_that_was_ones_own_is_waited_for(self):
        self.plays("+ann - +ann - 10banned", FRESH + [CLOSE], [GREETING, hear("ann 0123456789abcdef"), NO, CLOSE], went_on(at(0)) + [CLOSE], BANNED)

    def test_calls(self):
        script = r"""
            parley_open ann "$ADDRESS"
            parley_pub ' hi' k; printf '%s|' "$REPLY"
            parley_pub '*'; printf '%s|' "$REPLY"
            fails 10 parley_pub b; printf '%s|' "$PARLEY_CODE"
            fails 13 parley_pub ' '
            fails 13 parley_to 'b b' x
            parley_users; printf '%s|' "${PARLEY_USERS[*]}"
            parley_history 2; parley_parse "${PARLEY_MESSAGES[1]}"; printf '%s %s|' "${#PARLEY_MESSAGES[@]}" "$PARLEY_TEXT"
            fails 10 parley_search 'a b'
            fails 12 parley_to bob hi
            parley_ping
            printf '%s|' "$PARLEY_POSITION"
            parley_downline
            events
            printf '|%s' "$PARLEY_POSITION"
            fails 12 parley_ping
            fails 12 parley_next
        """
        with scripted(
            FRESH + [hear("once k  hi"), CLOSE],
            went_on(at(0), lobby(1, " hi", "ann")) + [hear("once k  hi"), say("ERR unavailable x"), hear("once k  hi"), say("OK " + at(1))]
            + [hear("once * *"), say("OK " + at(2)), hear("once * b"), say("ERR usage x"), hear("users"), CLOSE],
            went_on(at(1)) + [hear("users"), say(lobby(2, "a"), "USER ann", "USER bob", "OK 2"), hear("history 2")]
            + [say(lobby(3, "pushed"), lobby(1, "o"), lobby(2, "p"), "OK 2"), hear("search a b"), say(lobby(4, "before"), "ERR unavailable x")]
            + [hear("to bob hi"), CLOSE],
            went_on(at(4)) + [hear("ping"), say("OK pong"), hear("downline"), say("OK Thank you"), CLOSE],
        ) as address:
            status, said, error = run(script, address)
        self.assertEqual((status, error), (0, ""))
        self.assertEqual(
            said,
            "|".join([at(1), at(2), "usage", "ann bob", "2 p", at(0), "+ann - +ann  hi(mine) - +ann a pushed before - +ann 0", at(4)]),
        )

    def test_under_another_name_what_was_said_is_looked_for(self):
        for said in (True, False):
            taken = [GREETING, hear("ann 0123456789abcdef"), NO, hear("ann-2"), say("OK Welcome ann-2! Hello.")]
            missed = lobby(3, "hi", "ann" if said else "bob")
            again = [] if said else [hear("once k hi"), say("OK " + at(4))]
            with scripted(
                FRESH + [hear("once k hi"), CLOSE], taken + [hear("since " + at(0)), say(missed, "OK 1")] + TOKEN + again
            ) as address:
                got = run('parley_open --chooser second ann "$ADDRESS"; parley_pub hi k; echo "$REPLY"', address)
            self.assertEqual(got, (0, at(3 if said else 4) + "\n", ""))

    def test_silence_and_answers_that_do_not_come(self):
        with scripted(
            FRESH + [hear("ping")], went_on(at(0)) + [hear("ping"), say("OK pong", "BYE kicked x")]
        ) as address:
            said = run('parley_open --patience 1 --silence 1 ann "$ADDRESS"; events', address)
        self.assertEqual(said, (0, "+ann - +ann - 11kicked", ""))

    def test_timeouts(self):
        script = r"""
            parley_open ann "$ADDRESS"
            parley_ping
            parley_next 0; show
            fails 14 parley_next 0.01
            fails 14 parley_ping 0.01
            parley_users
            printf '%s' "${PARLEY_USERS[0]}"
        """
        with scripted(FRESH + [hear("ping"), say("OK pong"), hear("ping"), hear("users"), say("OK pong", "USER x", "OK 1")]) as address:
            self.assertEqual(run(script, address), (0, "+ann x", ""))
        self.assertEqual(run('parley_open ann "$ADDRESS"; fails 14 parley_connect 0.1'), (0, "", ""))

    def test_several_addresses(self):
        with scripted(FRESH + [CLOSE]) as first:
            with scripted(went_on(at(0)) + [say("BYE kicked x")]) as second:
                said = run('parley_open ann "$ADDRESS" "$OTHER"; events', first, OTHER="%s:%d" % second)
        self.assertEqual(said, (0, "+ann - +ann - 11kicked", ""))

    def test_who_only_speaks_has_messages_wait_at_the_server(self):
        with scripted(
            FRESH
            + [hear("ping"), say(*(lobby(n, str(n)) for n in range(1, 6)), "OK pong"), hear("live off", "ping"), say("OK", "OK pong")]
            + [hear("live"), say(lobby(7, "last"), "OK", "BYE kicked x")]
        ) as address:
            said = run('_PARLEY_SUSPENDED_AT=5; parley_open ann "$ADDRESS"; parley_ping; parley_ping; events', address)
        self.assertEqual(said, (0, "+ann 1 2 3 4 5 last - 11kicked", ""))

    def test_long_lines(self):
        with scripted(FRESH + [say(lobby(1, "x" * 300_000), "BYE kicked x")]) as address:
            said = run('parley_open ann "$ADDRESS"; parley_next; parley_next; echo "${#PARLEY_TEXT}"; events', address)
        self.assertEqual(said, (0, "300000\n- 11kicked", ""))

    def test_tls(self):
        with tempfile.TemporaryDirectory() as folder:
            context, chain = certificate(folder)
            if context is None:
                self.skipTest("no openssl")
            with scripted(FRESH + [say(lobby(1, "a")), hear("ping"), say("OK pong", "BYE kicked x"), CLOSE], context=context) as address:
                said = run('parley_open --tls --ca "$CHAIN" ann "$ADDRESS"; parley_ping; events', address, CHAIN=chain)
            self.assertEqual(said, (0, "+ann a - 11kicked", ""))
            with self.assertRaises(ValueError):  # the server's handshake fails, and is not looked at
                with scripted([], context=context) as address:
                    said = run('parley_open --tls ann "$ADDRESS"; fails 14 parley_connect 1; echo "$PARLEY_OWN_NICK"', address)
                    self.assertEqual(said, (0, "\n", ""))
                    raise ValueError

    @unittest.skipUnless(os.environ.get("PARLEY_TEST_SERVER"), "PARLEY_TEST_SERVER=host:port is not set")
    def test_a_real_server(self):
        script = r"""
            parley_open "ann-b$TAG" "$PARLEY_TEST_SERVER"
            parley_pub 'Hello: 你好  x' k
            time=$REPLY
            parley_pub again k
            [ "$REPLY" = "$time" ]
            parley_users
            [[ " ${PARLEY_USERS[*]} " == *" ann-b$TAG "* ]]
            parley_to "ANN-B$TAG" psst
            fails 10 parley_to nobody-of-that-name x
            printf '%s ' "$PARLEY_CODE"
            while parley_next; do
                show
                if [ "$PARLEY_EVENT" = message ] && [ "$PARLEY_KIND" = WHISPER ]; then break; fi
            done
            parley_history 5
            parley_ping
            parley_downline
        """
        tag = os.urandom(3).hex().translate(str.maketrans("0123456789", "ghijkmnpqr"))
        status, said, error = run(script, TAG=tag)
        self.assertEqual((status, error), (0, ""))
        self.assertRegex(said, r"^no-such-user \+ann-b%s (.* )?Hello: 你好  x\(mine\) (.* )?psst\(mine\) $" % tag)


class EchoBot(unittest.TestCase):
    def run_bot(self, *connections, status):
        with scripted(*connections) as (host, port):
            surroundings = dict(os.environ, PARLEY_HOST=host, PARLEY_PORT=str(port), PARLEY_NICK="ann")
            bot = subprocess.run([HERE.parent / "examples" / "echo.bash"], env=surroundings, timeout=60, capture_output=True, text=True)
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
        self.run_bot(FRESH + [say("BYE kicked Enough."), CLOSE], status=3)
        self.run_bot(BANNED, status=3)
        self.run_bot([GREETING, hear("ann"), say("ERR nick-reserved No.")], status=4)
        self.run_bot([GREETING, hear("ann"), NO] + [it for n in range(2, 10) for it in (hear("ann-%d" % n), NO)], status=4)


if __name__ == "__main__":
    unittest.main()
