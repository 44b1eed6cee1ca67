//! A client that stays connected.

mod backoff;
mod builder;
mod event;
mod login;
mod outbox;
mod pending;
mod queue;
mod supervisor;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;

use crate::codec::{self, Said};
use crate::error::Result;
use crate::session::Answer;

pub use builder::{numbered, Builder};
pub use event::{Closed, Connected, Disconnected, Event, Events, Message};
pub use pending::Pending;

use outbox::{Ask, Publication};
use supervisor::Core;

/// Stays connected to a Parley server, or to one of several that share a Redis. It comes back after whatever broke, under its name,
/// and goes on where it was: what was delivered to the application is never delivered again, and what was not is.
///
/// Its clones are the same client, which ends with the last of them. What cannot be sent is an
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) at once; of everything else the [`Pending`] tells.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
}

/// Ends the client with its last owner.
struct Handle {
    core: Arc<Core>,
    prefix: String,
    keys: AtomicU64,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.core.finish(None);
    }
}

impl Client {
    /// Begins to describe a client.
    pub fn builder(nick: &str) -> Builder {
        Builder::new(nick)
    }

    fn new(core: Arc<Core>) -> Client {
        let prefix = format!("{:016x}{:016x}", backoff::random(), backoff::random());
        Client { handle: Arc::new(Handle { core, prefix, keys: AtomicU64::new(1) }) }
    }

    fn core(&self) -> &Arc<Core> {
        &self.handle.core
    }

    /// Says it in the lobby (`pub`), exactly once: asked again on the next connection where the answer is lost, and for up to nine
    /// minutes where the server can't now. Messages are said in the order of the calls. It gives the message's time, which is its id.
    pub fn publish(&self, text: &str) -> Result<Pending<String>> {
        let key = format!("{}.{}", self.handle.prefix, self.handle.keys.fetch_add(1, Ordering::Relaxed));
        self.publish_once(&key, text)
    }

    /// So, under a key of the application's own: within ten minutes the message that was said first under it counts.
    pub fn publish_once(&self, key: &str, text: &str) -> Result<Pending<String>> {
        let line = codec::once(key, text)?;
        let (pending, done) = Pending::new(|answer: Answer| answer.text);
        self.core().outbox.publish(Publication::new(line, done));
        self.core().events.look();
        Ok(pending)
    }

    /// Whispers. `ConnectionLost`, `Bye` or `Timeout`: it may have arrived; it is not sent again.
    pub fn to(&self, nick: &str, text: &str) -> Result<Pending<()>> {
        Ok(self.ask(codec::to(nick, text)?, false, |_| ()))
    }

    /// Everybody who is online, this client too, sorted.
    pub fn users(&self) -> Pending<Vec<String>> {
        self.ask(codec::USERS.to_owned(), false, |answer| answer.users)
    }

    /// The last messages of the lobby, 1 to 1,000, oldest first.
    pub fn history(&self, count: u32) -> Result<Pending<Vec<Message>>> {
        Ok(self.messages(codec::history(count)?))
    }

    /// The newest 20 messages of the archive that hold all of these words, oldest first.
    pub fn search(&self, words: &str) -> Result<Pending<Vec<Message>>> {
        Ok(self.messages(codec::search(words)?))
    }

    /// Is done when the server has answered.
    pub fn ping(&self) -> Pending<()> {
        self.ask(codec::PING.to_owned(), false, |_| ())
    }

    fn messages(&self, line: String) -> Pending<Vec<Message>> {
        let core = self.core().clone();
        self.ask(line, true, move |answer| {
            let nick = core.nick();
            let message = |said: Said| Message::new(said, &nick);
            answer.messages.into_iter().map(message).collect()
        })
    }

    fn ask<T: Send + 'static>(
        &self,
        line: String,
        messages: bool,
        read: impl FnOnce(Answer) -> T + Send + 'static,
    ) -> Pending<T> {
        let (pending, done) = Pending::new(read);
        self.core().outbox.ask(Ask::new(line, messages, done));
        self.core().events.look();
        pending
    }

    /// The name it has, or had last.
    pub fn nick(&self) -> String {
        self.core().nick()
    }

    /// Behind what everything of the lobby was delivered to the application so far: a client that is built with [`Builder::since`]
    /// goes on there, another day too. `None` before the first connection.
    pub fn position(&self) -> Option<String> {
        self.core().events.position()
    }

    /// Takes nothing more, waits for the answers that are due, says goodbye and ends. Events that wait stay to be taken. Where there
    /// is no connection, or answers are missing for too long, it just ends.
    pub fn leave(&self) {
        let core = self.core();
        if !core.outbox.leave() {
            core.finish(None);
        }
        core.events.look();
        if !core.over.wait(core.timing.answer) {
            core.finish(None);
        }
    }

    /// Waits until it is over; whether that came about in this time.
    pub fn wait_closed(&self, patience: Duration) -> bool {
        self.core().over.wait(patience)
    }
}
