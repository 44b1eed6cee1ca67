use std::sync::Arc;
use std::time::Duration;

use super::queue::Queue;
use crate::codec::{MessageKind, Said};
use crate::error::Error;
use crate::transport::Address;

/// Somebody said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Where.
    pub kind: MessageKind,
    /// When, as the server gave it; in the lobby it is the message's id, and a position to go on from. Times sort as text.
    pub time: String,
    /// Who; may be empty, as may the text.
    pub nick: String,
    /// What.
    pub text: String,
    /// Whether it was said under this client's own name.
    pub mine: bool,
}

impl Message {
    pub(crate) fn new(said: Said, own: &str) -> Message {
        let mine = said.nick == own;
        Message { kind: said.kind, time: said.time, nick: said.nick, text: said.text, mine }
    }
}

/// The client is logged in. What was said since it was last connected comes now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connected {
    /// Where.
    pub address: Address,
    /// Under which name.
    pub nick: String,
}

/// There is no connection: it broke, or none could be made. Whispers that had not arrived are lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disconnected {
    /// Why.
    pub reason: Error,
    /// How long until the next try, at each of the addresses.
    pub retry_in: Duration,
}

/// It is over: nothing follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Why the client gave up; `None` where it was asked to leave.
    pub reason: Option<Error>,
}

/// What a client tells its application, in the order in which it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody said something.
    Message(Message),
    /// Messages that stood here are no longer kept: `None` where nobody knows how many, nor whether there were any.
    Missed(Option<u64>),
    /// The client is logged in.
    Connected(Connected),
    /// There is no connection.
    Disconnected(Disconnected),
    /// It is over.
    Closed(Closed),
}

/// A client's events: an iterator that waits for them, and ends behind [`Event::Closed`]. While nobody takes them, the socket is not
/// read, beyond a small buffer; where this is dropped, they are thrown away as they come.
pub struct Events {
    queue: Arc<Queue>,
}

impl Events {
    pub(crate) fn new(queue: Arc<Queue>) -> Events {
        Events { queue }
    }

    /// The next one, where it comes within this time.
    pub fn next_within(&mut self, patience: Duration) -> Option<Event> {
        self.queue.take(Some(patience))
    }
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        self.queue.take(None)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.queue.abandon();
    }
}
