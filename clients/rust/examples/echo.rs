//! Says again what begins with `!echo `, in the lobby or by a whisper; `!users` and `!quit` it takes by whispers.

use std::env;
use std::process::exit;

use parley_client::{numbered, Client, Error, Event, Message, MessageKind, Result};

const OTHER_NAMES_UP_TO: u32 = 9;
const GAVE_UP: i32 = 3;
const NO_NAME: i32 = 4;

fn main() {
    let (host, port, nick) = (variable("PARLEY_HOST"), variable("PARLEY_PORT"), variable("PARLEY_NICK"));
    let Ok(port) = port.parse() else {
        eprintln!("echo: PARLEY_PORT is no port: {port}");
        exit(2);
    };
    exit(run(&host, port, &nick));
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        eprintln!("echo: PARLEY_HOST, PARLEY_PORT and PARLEY_NICK say where and who");
        exit(2);
    })
}

/// Runs until somebody sends it away; its exit code.
fn run(host: &str, port: u16, nick: &str) -> i32 {
    let started = Client::builder(nick).address(host, port).chooser(numbered(OTHER_NAMES_UP_TO)).start();
    let (client, events) = match started {
        Ok(started) => started,
        Err(error) => {
            eprintln!("echo: {error}");
            return NO_NAME;
        }
    };
    for event in events {
        match event {
            // A refused answer is dropped, as is a whisper whose fate nobody knows.
            Event::Message(message) if !message.mine => drop(answer(&client, &message)),
            Event::Closed(closed) => return closed.reason.map_or(0, exit_code),
            _ => {}
        }
    }
    0
}

fn exit_code(reason: Error) -> i32 {
    eprintln!("echo: {reason}");
    match reason {
        Error::Refused { code, .. } if code.starts_with("nick-") => NO_NAME,
        _ => GAVE_UP,
    }
}

/// Waits until it is dealt with: the next message comes after that.
fn answer(client: &Client, message: &Message) -> Result<()> {
    let echo = message.text.strip_prefix("!echo ");
    match (message.kind, echo) {
        (MessageKind::Lobby, Some(rest)) => client.publish(rest)?.wait().map(drop),
        (MessageKind::Whisper, Some(rest)) => client.to(&message.nick, rest)?.wait(),
        (MessageKind::Whisper, None) if message.text == "!users" => {
            let users = client.users().wait()?;
            client.to(&message.nick, &users.len().to_string())?.wait()
        }
        (MessageKind::Whisper, None) if message.text == "!quit" => {
            client.leave();
            Ok(())
        }
        _ => Ok(()),
    }
}
