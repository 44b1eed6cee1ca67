//! What a client says to a server, and what comes of it, while the connection holds.

mod scripted;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use parley_client::{numbered, Address, Error, Event, MessageKind, TcpConnector, Transport};
use scripted::*;

fn is_refused<T>(result: parley_client::Result<T>, wanted: &str) -> bool {
    matches!(result, Err(Error::Refused { code, .. }) if code == wanted)
}

fn is_invalid<T>(result: parley_client::Result<T>) -> bool {
    matches!(result, Err(Error::InvalidArgument(_)))
}

#[test]
fn tells_what_comes_in_order() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    peer.send(&format!("LOBBY {T1} ann: mine")).send("SOMETHING new");
    peer.send(&format!("WHISPER {T1} bob: psst")).send("MISSED 2").send("MISSED ?");
    peer.send(&format!("NOTICE {T2} Administrator: soon"));

    assert_eq!(connected(&mut events), "ann");
    assert_eq!(client.position().as_deref(), Some(EPOCH));
    let first = message(&mut events);
    assert!(first.mine && first.text == "mine" && first.kind == MessageKind::Lobby);
    let second = message(&mut events);
    assert!(!second.mine && second.kind == MessageKind::Whisper);
    assert_eq!(next(&mut events), Event::Missed(Some(2)));
    assert_eq!(next(&mut events), Event::Missed(None));
    assert_eq!(client.position().as_deref(), Some(T1));
    assert_eq!(message(&mut events).kind, MessageKind::Notice);
    assert_eq!(client.position().as_deref(), Some(T2));
}

#[test]
fn matches_answers_with_what_was_asked() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let said = client.publish("hello").unwrap();
    peer.expect_once("hello");
    let users = client.users();
    let whispered = client.to("bob", "psst").unwrap();
    let ping = client.ping();
    peer.expect("users").expect("to bob psst").expect("ping");
    peer.send(&format!("LOBBY {T1} ann: hello")).send(&format!("OK {T1}"));
    peer.send("USER ann").send(&format!("LOBBY {T2} bob: between")).send("USER bob").send("OK 2");
    peer.send("ERR no-such-user Nobody.").send("OK pong");

    assert_eq!(said.wait().unwrap(), T1);
    assert_eq!(users.wait().unwrap(), ["ann", "bob"]);
    assert!(is_refused(whispered.wait(), "no-such-user"));
    ping.wait().unwrap();
    connected(&mut events);
    assert_eq!(text(&mut events), "hello");
    assert_eq!(text(&mut events), "between");
}

#[test]
fn tells_an_answers_messages_from_news() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let history = client.history(2).unwrap();
    peer.expect("history 2").send(&format!("LOBBY {T2} bob: news"));
    peer.send(&format!("LOBBY {T1} ann: old")).send(&format!("LOBBY {T2} bob: news")).send("OK 2");
    let texts: Vec<String> = history.wait().unwrap().into_iter().map(|message| message.text).collect();
    assert_eq!(texts, ["old", "news"]);
    let found = client.search("x y").unwrap();
    peer.expect("search x y").send(&format!("WHISPER {T2} bob: psst")).send("ERR unavailable No archiver.");
    assert!(is_refused(found.wait(), "unavailable"));
    connected(&mut events);
    assert_eq!(text(&mut events), "news");
    assert_eq!(text(&mut events), "psst");
}

#[test]
fn says_messages_one_after_the_other_and_again_while_the_server_cannot() {
    let server = Server::new();
    let (client, _events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let first = client.publish("one").unwrap();
    let second = client.publish_once("key-2", "two").unwrap();
    let key = peer.expect_once("one");
    peer.send("ERR rate-limited Slowly.");
    peer.expect(&format!("once {key} one")).send("ERR unavailable Redis is away.");
    peer.expect(&format!("once {key} one")).send(&format!("OK {T1}"));
    peer.expect("once key-2 two").send("ERR line-too-long It is.");
    assert_eq!(first.wait().unwrap(), T1);
    assert!(is_refused(second.wait(), "line-too-long"));
    let _third = client.publish("three").unwrap();
    assert_ne!(peer.expect_once("three"), key);
}

#[test]
fn sends_nothing_of_what_cannot_be_sent() {
    let server = Server::new();
    let (client, _events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    assert!(is_invalid(client.publish("a\nb")));
    assert!(is_invalid(client.publish_once("a b", "c")));
    assert!(is_invalid(client.to("\u{3000}", "x")));
    assert!(is_invalid(client.to("bob", " ")));
    assert!(is_invalid(client.history(0)));
    assert!(is_invalid(client.search(" ")));
    assert!(is_invalid(server.client("a b").start()));
    assert!(is_invalid(server.client("ann").since("now").start()));
    let _ping = client.ping();
    peer.expect("ping");
}

#[test]
fn leaves_when_all_is_answered() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let said = client.publish("last words").unwrap();
    peer.expect_once("last words");
    let leaving = client.clone();
    let left = thread::spawn(move || leaving.leave());
    peer.send(&format!("LOBBY {T1} ann: last words")).send(&format!("OK {T1}"));
    peer.expect("downline").send("OK Thank you").expect_end();
    left.join().unwrap();
    assert!(matches!(client.ping().wait(), Err(Error::ConnectionLost(_))));
    assert_eq!(said.wait().unwrap(), T1);
    connected(&mut events);
    assert_eq!(text(&mut events), "last words");
    assert_eq!(closed(&mut events), None);
}

#[test]
fn ends_with_its_last_owner() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    connected(&mut events);
    drop(client.clone());
    let ping = client.ping();
    peer.expect("ping").send("OK pong");
    ping.wait_for(PATIENCE).unwrap();
    drop(client);
    peer.expect_end();
    assert_eq!(closed(&mut events), None);
}

#[test]
fn chooses_another_name_only_where_one_is_taken() {
    let server = Server::new();
    let (client, mut events) = server.client("bob").chooser(numbered(3)).start().unwrap();
    let mut peer = server.greet();
    peer.expect("bob").send("ERR unavailable Not now.");
    peer.expect("bob").send("ERR nick-taken Taken.");
    peer.expect("bob-2").send("ERR nick-taken Taken.");
    peer.expect("bob-3").send("OK Welcome bob-3! Hello.").expect("token").send("OK short");
    assert_eq!(connected(&mut events), "bob-3");
    assert_eq!(client.nick(), "bob-3");
}

#[test]
fn gives_up_where_no_name_is_left_or_the_name_is_none() {
    let server = Server::new();
    let (_client, mut events) = server.client("bob").chooser(numbered(2)).start().unwrap();
    let mut peer = server.greet();
    peer.expect("bob").send("ERR nick-taken Taken.");
    peer.expect("bob-2").send("ERR nick-taken Taken.").expect_end();
    assert!(is_refused(closed(&mut events).map_or(Ok(()), Err), "nick-taken"));

    let (client, mut events) = server.client("system").chooser(numbered(9)).start().unwrap();
    server.greet().expect("system").send("ERR nick-reserved Reserved.").expect_end();
    assert!(is_refused(closed(&mut events).map_or(Ok(()), Err), "nick-reserved"));
    assert!(is_refused(client.publish("x").unwrap().wait(), "nick-reserved"));
}

struct Counting {
    transport: Arc<dyn Transport>,
    read: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.transport.read(buffer)?;
        self.read.fetch_add(count, Ordering::SeqCst);
        Ok(count)
    }

    fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        self.transport.write_all(bytes)
    }

    fn close(&self) {
        self.transport.close();
    }
}

#[test]
fn reads_no_faster_than_the_application_takes() {
    let read = Arc::new(AtomicUsize::new(0));
    let counted = read.clone();
    let connector = move |address: &Address, timeout: Duration| -> io::Result<Arc<dyn Transport>> {
        let transport = Arc::new(TcpConnector::stream(address, timeout)?);
        Ok(Arc::new(Counting { transport, read: counted.clone() }))
    };
    let server = Server::new();
    let (_client, mut events) = server.client("ann").connector(connector).start().unwrap();
    let mut peer = server.welcome("ann");
    let block = format!("LOBBY {T1} bob: {}\r\n", "x".repeat(4_000)).repeat(1_000);
    let (done, written) = mpsc::channel();
    thread::spawn(move || {
        for _ in 0..5 {
            peer.send_bytes(block.as_bytes());
        }
        done.send(peer).unwrap();
    });
    // A client that reads on has taken far more by then.
    assert!(written.recv_timeout(Duration::from_millis(500)).is_err());
    assert!(read.load(Ordering::SeqCst) < 200_000);
    connected(&mut events);
    for _ in 0..5_000 {
        text(&mut events);
    }
    written.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn reads_on_for_an_answer_behind_messages() {
    let server = Server::new();
    let (client, _events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let said = client.publish("hello").unwrap();
    peer.expect_once("hello");
    for _ in 0..1_000 {
        peer.send(&format!("LOBBY {T1} bob: {}", "x".repeat(1_000)));
    }
    peer.send(&format!("OK {T2}"));
    assert_eq!(said.wait().unwrap(), T2);
}
