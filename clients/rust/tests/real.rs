//! Two clients talk through a real server, where `PARLEY_TEST_SERVER` names one.

mod scripted;

use parley_client::{numbered, Client, Events};
use scripted::{connected, message, PATIENCE};

fn start(nick: &str, host: &str, port: u16) -> (Client, Events) {
    Client::builder(nick).address(host, port).chooser(numbered(9)).start().unwrap()
}

#[test]
fn talks_through_a_real_server() {
    let Ok(server) = std::env::var("PARLEY_TEST_SERVER") else {
        return;
    };
    let (host, port) = server.rsplit_once(':').expect("host:port");
    let port = port.parse().unwrap();
    let (ann, mut for_ann) = start("rust-ann", host, port);
    let (bob, mut for_bob) = start("rust-bob", host, port);
    let (ann_is, bob_is) = (connected(&mut for_ann), connected(&mut for_bob));
    bob.ping().wait_for(PATIENCE).unwrap();

    let time = ann.publish("hello: from Rust").unwrap().wait_for(PATIENCE).unwrap();
    let heard = message(&mut for_bob);
    assert_eq!((heard.time.as_str(), heard.nick.as_str(), heard.text.as_str()), (&*time, &*ann_is, "hello: from Rust"));
    let own = message(&mut for_ann);
    assert!(own.mine && own.time == time);
    bob.to(&ann_is, "psst").unwrap().wait_for(PATIENCE).unwrap();
    assert_eq!(message(&mut for_ann).nick, bob_is);
    let users = ann.users().wait_for(PATIENCE).unwrap();
    assert!(users.contains(&ann_is) && users.contains(&bob_is));
    let history = bob.history(1).unwrap().wait_for(PATIENCE).unwrap();
    assert_eq!(history[0].text, "hello: from Rust");
    assert_eq!(ann.position(), Some(time));
    ann.leave();
    bob.leave();
}
