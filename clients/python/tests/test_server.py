"""Talks with a real server, where PARLEY_TEST_SERVER=host:port names one."""

import os
import unittest

import parley


@unittest.skipUnless(os.environ.get("PARLEY_TEST_SERVER"), "PARLEY_TEST_SERVER=host:port is not set")
class RealServer(unittest.TestCase):
    def setUp(self):
        tag = os.urandom(3).hex().translate(str.maketrans("0123456789", "ghijkmnpqr"))
        self.server, self.ann, self.bob = os.environ["PARLEY_TEST_SERVER"], "ann-" + tag, "bob-" + tag

    def test_a_talk(self):
        with parley.Client(self.ann, self.server) as ann, parley.Client(self.bob, self.server) as bob:
            self.assertLessEqual({self.ann, self.bob}, set(ann.users()))
            text = "Hello: 你好  🚀"
            time = ann.pub(text)
            self.assertIn(parley.Message(parley.Kind.LOBBY, time, self.ann, text), bob)
            self.assertIn(parley.Message(parley.Kind.LOBBY, time, self.ann, text, mine=True), ann)
            self.assertIn(time, [message.time for message in ann.history(100)])
            self.assertEqual(ann.pub("once", key="k"), ann.pub("twice", key="k"))
            ann.to(self.bob.upper(), "psst")
            whisper = next(event for event in bob if isinstance(event, parley.Message) and event.kind is parley.Kind.WHISPER)
            self.assertEqual((whisper.nick, whisper.text), (self.ann, "psst"))
            with self.assertRaises(parley.Refused) as raised:
                ann.to("nobody-" + self.ann, "psst")
            self.assertEqual(raised.exception.code, "no-such-user")
            ann.ping()
            ann.downline()

    def test_going_on_without_a_gap(self):
        with parley.Client(self.ann, self.server) as ann:
            bob = parley.connect(self.bob, self.server)
            sent = [ann.pub("one")]
            heard = [self.next_of_ann(bob)]
            sent.append(ann.pub("not taken any more"))
            bob.downline()
            sent.append(ann.pub("two"))
            with parley.connect(self.bob, self.server, since=bob.position) as bob:
                sent.append(ann.pub("three"))
                heard += [self.next_of_ann(bob) for _ in range(3)]
            self.assertEqual(heard, sent)

    def next_of_ann(self, chat):
        return next(event.time for event in chat if isinstance(event, parley.Message) and event.nick == self.ann)
