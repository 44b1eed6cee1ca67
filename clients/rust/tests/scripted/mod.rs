//! A server whose every line a test writes, and expects.
#![allow(dead_code)] // Each test program uses some of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

use parley_client::{Builder, Client, Event, Events, Message};

pub const EPOCH: &str = "1970-01-01T00:00:00.000000Z";
pub const TOKEN: &str = "0123456789abcdef";
pub const T1: &str = "2026-11-23T10:01:02.000001Z";
pub const T2: &str = "2026-11-23T10:01:02.000002Z";
pub const T3: &str = "2026-11-23T10:01:02.000003Z";

pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Server {
    listener: TcpListener,
}

impl Server {
    pub fn new() -> Server {
        Server { listener: TcpListener::bind(("127.0.0.1", 0)).unwrap() }
    }

    pub fn port(&self) -> u16 {
        self.listener.local_addr().unwrap().port()
    }

    /// A client that comes back at once.
    pub fn client(&self, nick: &str) -> Builder {
        Client::builder(nick).address("127.0.0.1", self.port()).pause(Duration::from_millis(1))
    }

    /// The next connection.
    pub fn accept(&self) -> Peer {
        let (stream, _) = self.listener.accept().unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Peer { input: BufReader::new(stream.try_clone().unwrap()), stream }
    }

    /// The next connection, greeted.
    pub fn greet(&self) -> Peer {
        let mut peer = self.accept();
        peer.send("OK parley/1 Welcome.");
        peer
    }

    /// The next connection, of a client that begins: logged in and live, with nothing said before.
    pub fn welcome(&self, nick: &str) -> Peer {
        let mut peer = self.greet();
        peer.expect(nick).send(&format!("OK Welcome {nick}! Hello."));
        peer.expect("token").send(&format!("OK {TOKEN}"));
        peer.expect("mark").send(&format!("OK {EPOCH}"));
        peer.expect("live").send("OK");
        peer
    }

    /// The next connection, of a client that comes back: logged in, and about to be told what it missed.
    pub fn welcome_back(&self, nick: &str, since: &str) -> Peer {
        let mut peer = self.greet();
        peer.expect(&format!("{nick} {TOKEN}")).send(&format!("OK Welcome back {nick}! Hello."));
        peer.expect("token").send(&format!("OK {TOKEN}"));
        peer.expect(&format!("since {since}"));
        peer
    }
}

pub struct Peer {
    input: BufReader<TcpStream>,
    stream: TcpStream,
}

impl Peer {
    pub fn expect(&mut self, line: &str) -> &mut Peer {
        assert_eq!(self.read(), line);
        self
    }

    /// The key of the `once` that comes next, with this text.
    pub fn expect_once(&mut self, text: &str) -> String {
        let line = self.read();
        let key = line.strip_prefix("once ").and_then(|rest| rest.strip_suffix(&format!(" {text}")));
        key.unwrap_or_else(|| panic!("{line}")).to_owned()
    }

    pub fn send(&mut self, line: &str) -> &mut Peer {
        self.send_bytes(format!("{line}\r\n").as_bytes())
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) -> &mut Peer {
        self.stream.write_all(bytes).unwrap();
        self
    }

    /// The client closes, having sent nothing more.
    pub fn expect_end(&mut self) {
        let mut rest = String::new();
        if let Err(error) = self.input.read_to_string(&mut rest) {
            // So it is where something was sent that the client did not read any more.
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        }
        assert_eq!(rest, "");
    }

    pub fn close(&self) {
        self.stream.shutdown(Shutdown::Both).unwrap();
    }

    fn read(&mut self) -> String {
        let mut line = String::new();
        self.input.read_line(&mut line).unwrap();
        line.strip_suffix('\n').unwrap_or_else(|| panic!("the client ended; last: {line}")).to_owned()
    }
}

pub fn next(events: &mut Events) -> Event {
    events.next_within(PATIENCE).expect("an event")
}

pub fn message(events: &mut Events) -> Message {
    match next(events) {
        Event::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

pub fn text(events: &mut Events) -> String {
    message(events).text
}

/// The name of the connection that comes next.
pub fn connected(events: &mut Events) -> String {
    match next(events) {
        Event::Connected(connected) => connected.nick,
        other => panic!("{other:?}"),
    }
}

pub fn disconnected(events: &mut Events) -> parley_client::Error {
    match next(events) {
        Event::Disconnected(disconnected) => disconnected.reason,
        other => panic!("{other:?}"),
    }
}

/// Why it is over.
pub fn closed(events: &mut Events) -> Option<parley_client::Error> {
    match next(events) {
        Event::Closed(closed) => {
            assert_eq!(events.next_within(PATIENCE), None);
            closed.reason
        }
        other => panic!("{other:?}"),
    }
}
