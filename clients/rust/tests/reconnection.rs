//! What a client does when the connection breaks, or the server can't go on.

mod scripted;

use std::time::Duration;

use parley_client::{numbered, Error, Event};
use scripted::*;

fn is_lost<T>(result: parley_client::Result<T>) -> bool {
    matches!(result, Err(Error::ConnectionLost(_)))
}

#[test]
fn goes_on_where_it_was() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    peer.send(&format!("LOBBY {T1} bob: one")).send_bytes(format!("LOBBY {T2} bob: hal").as_bytes());
    peer.close();
    let mut peer = server.welcome_back("ann", T1);
    peer.send(&format!("LOBBY {T2} bob: half no more")).send("OK 1");
    peer.expect("live").send("OK").send(&format!("LOBBY {T3} bob: three"));

    connected(&mut events);
    assert_eq!(text(&mut events), "one");
    assert!(matches!(disconnected(&mut events), Error::ConnectionLost(_)));
    connected(&mut events);
    assert_eq!(text(&mut events), "half no more");
    assert_eq!(text(&mut events), "three");
    assert_eq!(client.position().as_deref(), Some(T3));
}

#[test]
fn goes_on_where_another_client_was() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").since(T1).start().unwrap();
    assert_eq!(client.position().as_deref(), Some(T1));
    let mut peer = server.greet();
    peer.expect("ann").send("OK Welcome ann! Hello.").expect("token").send("ERR unknown-command No.");
    peer.expect(&format!("since {T1}")).send("MISSED 7").send(&format!("LOBBY {T2} bob: two")).send("OK 1");
    peer.expect("live").send("OK");
    connected(&mut events);
    assert_eq!(next(&mut events), Event::Missed(Some(7)));
    assert_eq!(text(&mut events), "two");
}

#[test]
fn asks_again_behind_what_it_was_given() {
    let server = Server::new();
    let (_client, mut events) = server.client("ann").start().unwrap();
    server.welcome("ann").send("BYE shutdown Bye.").close();
    let mut peer = server.welcome_back("ann", EPOCH);
    peer.send("MISSED 1").send("ERR unavailable Redis is away.");
    peer.expect(&format!("since {EPOCH}")).send("MISSED 1").send(&format!("LOBBY {T1} bob: one"));
    peer.send("ERR unavailable Redis is away.");
    peer.expect(&format!("since {T1}")).send(&format!("LOBBY {T2} bob: two")).send("OK 1");
    peer.expect("live").send("ERR unavailable Not now.").expect("live").send("OK");

    connected(&mut events);
    assert!(matches!(disconnected(&mut events), Error::Bye { .. }));
    connected(&mut events);
    assert_eq!(next(&mut events), Event::Missed(Some(1)));
    assert_eq!(text(&mut events), "one");
    assert_eq!(text(&mut events), "two");
}

#[test]
fn says_a_message_again_whose_answer_was_lost_and_a_whisper_not() {
    let server = Server::new();
    let (client, _events) = server.client("ann").start().unwrap();
    let mut peer = server.welcome("ann");
    let said = client.publish("hello").unwrap();
    let more = client.publish("and more").unwrap();
    let key = peer.expect_once("hello");
    let whispered = client.to("bob", "psst").unwrap();
    peer.expect("to bob psst").close();
    assert!(is_lost(whispered.wait()));
    // Nothing of this was sent: it waits.
    let later = client.to("bob", "later").unwrap();
    let mut peer = server.welcome_back("ann", EPOCH);
    peer.send(&format!("LOBBY {T1} ann: hello")).send("OK 1").expect("live").send("OK");
    peer.expect("to bob later").expect(&format!("once {key} hello"));
    peer.send("OK").send(&format!("OK {T1}"));
    peer.expect_once("and more");
    peer.send(&format!("OK {T2}"));
    assert_eq!(said.wait().unwrap(), T1);
    assert_eq!(more.wait().unwrap(), T2);
    later.wait().unwrap();
}

#[test]
fn does_not_say_it_again_under_another_name() {
    let server = Server::new();
    let (client, _events) = server.client("ann").chooser(numbered(9)).start().unwrap();
    let mut peer = server.welcome("ann");
    let lost = client.publish("hello").unwrap();
    let waiting = client.publish("and more").unwrap();
    peer.expect_once("hello");
    peer.close();
    let mut peer = server.greet();
    peer.expect(&format!("ann {TOKEN}")).send("ERR nick-taken Taken.");
    peer.expect("ann").send("ERR nick-taken Taken.");
    peer.expect("ann-2").send("OK Welcome ann-2! Hello.").expect("token").send("OK abcdefghijklmnop");
    peer.expect(&format!("since {EPOCH}")).send("OK 0").expect("live").send("OK");
    assert!(is_lost(lost.wait()));
    peer.expect_once("and more");
    peer.send(&format!("OK {T2}"));
    assert_eq!(waiting.wait().unwrap(), T2);
    peer.close();
    server.greet().expect("ann-2 abcdefghijklmnop");
}

#[test]
fn stays_away_where_it_is_told_so() {
    for wanted in ["kicked", "banned", "replaced"] {
        let server = Server::new();
        let (client, mut events) = server.client("ann").start().unwrap();
        let mut peer = server.welcome("ann");
        let said = client.publish("hello").unwrap();
        peer.expect_once("hello");
        peer.send_bytes(format!("BYE {wanted} So it is.\r\nLOBBY {T1} bob: behind the end\r\n").as_bytes());
        peer.expect_end();
        connected(&mut events);
        let reason = closed(&mut events).unwrap();
        assert!(matches!(&reason, Error::Bye { code, .. } if code == wanted));
        assert_eq!(said.wait(), Err(reason));
    }
}

#[test]
fn comes_back_where_it_is_turned_away_for_now() {
    for greeting in ["ERR full No room.", "ERR rate-limited Slowly.", "ERR unavailable Later.", "ERR new What?"] {
        let server = Server::new();
        let (_client, mut events) = server.client("ann").start().unwrap();
        for _ in 0..3 {
            server.accept().send(greeting).expect_end();
            assert!(matches!(disconnected(&mut events), Error::Refused { .. }));
        }
        server.welcome("ann");
        connected(&mut events);
    }
}

#[test]
fn comes_back_after_other_ends() {
    for end in ["shutdown", "nick-lost", "login-timeout", "flood", "new"] {
        let server = Server::new();
        let (_client, _events) = server.client("ann").start().unwrap();
        server.welcome("ann").send(&format!("BYE {end} Bye."));
        server.welcome_back("ann", EPOCH);
    }
}

#[test]
fn stays_away_where_it_is_banned() {
    let server = Server::new();
    let (_client, mut events) = server.client("ann").start().unwrap();
    server.accept().send("ERR banned Go away.").expect_end();
    assert!(closed(&mut events).is_some());
}

#[test]
fn gives_up_a_connection_on_which_an_answer_is_missing() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").timeout(Duration::from_secs(2)).start().unwrap();
    server.accept().expect_end();
    assert!(matches!(disconnected(&mut events), Error::Timeout(_)));
    let mut peer = server.welcome("ann");
    let ping = client.ping();
    // What comes by itself is no answer.
    peer.expect("ping").send(&format!("LOBBY {T1} bob: one")).expect_end();
    assert!(matches!(ping.wait(), Err(Error::Timeout(_))));
    server.welcome_back("ann", T1);
}

#[test]
fn asks_a_silent_server_whether_it_is_there() {
    let server = Server::new();
    let brief = Duration::from_secs(2);
    let (_client, _events) = server.client("ann").timeout(brief).silence(brief).start().unwrap();
    server.welcome("ann").expect("ping").send("OK pong").expect("ping").expect_end();
    server.welcome_back("ann", EPOCH);
}

#[test]
fn goes_to_the_next_address() {
    let (server, other) = (Server::new(), Server::new());
    let (_client, _events) = server.client("ann").address("127.0.0.1", other.port()).start().unwrap();
    server.accept().close();
    other.welcome("ann").close();
    server.accept().close();
    other.welcome_back("ann", EPOCH);
}

#[test]
fn ends_where_it_is_not_connected() {
    let server = Server::new();
    let (client, mut events) = server.client("ann").start().unwrap();
    let _peer = server.accept();
    let said = client.publish("hello").unwrap();
    client.leave();
    assert!(is_lost(said.wait()));
    assert_eq!(closed(&mut events), None);
}
