use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::backoff::Backoff;
use super::builder::Settings;
use super::event::{Closed, Connected, Disconnected, Event, Message};
use super::login::{Login, Trouble};
use super::outbox::Outbox;
use super::queue::Queue;
use crate::codec;
use crate::error::{Error, Result};
use crate::session::{Answer, Listener, Pushed, Sender, Session};
use crate::transport::Address;

const LONGEST_BACKOFF: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Ends after which nobody comes back: somebody wants it so.
const FINAL: [&str; 3] = ["kicked", "banned", "replaced"];

/// How long things take.
#[derive(Debug, Clone)]
pub(crate) struct Timing {
    pub(crate) answer: Duration,
    pub(crate) silence: Duration,
    pub(crate) pause: Duration,
}

/// Is over, once and for all.
#[derive(Default)]
pub(crate) struct Over {
    is: Mutex<bool>,
    changed: Condvar,
}

impl Over {
    fn set(&self) {
        *self.is.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    fn is(&self) -> bool {
        *self.is.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is; whether that came about in this time.
    pub(crate) fn wait(&self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        let mut is = self.is.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if *is || left.is_zero() {
                return *is;
            }
            is = self.changed.wait_timeout(is, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// What the application's threads and the client's own share.
pub(crate) struct Core {
    pub(crate) events: Arc<Queue>,
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) over: Over,
    pub(crate) timing: Timing,
    current: Mutex<Option<Sender>>,
    nick: Mutex<String>,
}

impl Core {
    pub(crate) fn new(nick: &str, timing: Timing) -> Core {
        Core {
            events: Arc::default(),
            outbox: Arc::new(Outbox::new(&timing)),
            over: Over::default(),
            timing,
            current: Mutex::new(None),
            nick: Mutex::new(nick.to_owned()),
        }
    }

    pub(crate) fn nick(&self) -> String {
        self.nick.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends it all, from any thread; the first reason counts.
    pub(crate) fn finish(&self, reason: Option<Error>) {
        let left = || Error::ConnectionLost("the client has left".to_owned());
        let sender = {
            let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
            self.over.set();
            current.take()
        };
        if let Some(sender) = sender {
            sender.close();
        }
        self.outbox.close(&reason.clone().unwrap_or_else(left));
        self.events.add(Event::Closed(Closed { reason }));
    }

    /// Makes the session the one that ends with the client; false where the client has ended.
    fn hold(&self, sender: Sender) -> bool {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        *current = Some(sender);
        !self.over.is()
    }
}

/// Repeats it while it is refused for the time being, on the same connection.
pub(crate) fn until_served(core: &Core, mut exchange: impl FnMut() -> Result<Answer>) -> Result<Answer> {
    let mut backoff = Backoff::new(core.timing.pause, LONGEST_PAUSE);
    loop {
        match exchange() {
            Err(error) if error.is_for_now() && !core.over.wait(backoff.next()) => {}
            result => return result,
        }
    }
}

/// Hands on to the application what comes, and knows how far in the lobby that was.
struct Told {
    core: Arc<Core>,
    nick: String,
    position: Option<String>,
}

impl Listener for Told {
    fn pushed(&mut self, pushed: Pushed) {
        let event = match pushed {
            Pushed::Said(said) => {
                if said.kind.is_of_lobby() {
                    self.position = Some(said.time.clone());
                }
                Event::Message(Message::new(said, &self.nick))
            }
            Pushed::Missed(count) => Event::Missed(count),
        };
        self.core.events.add(event);
    }

    fn await_room(&mut self) -> bool {
        self.core.events.await_room(|| self.core.outbox.is_awaited())
    }
}

/// Keeps the client connected, on a thread of its own, which reads all of its connections, one after the other.
pub(crate) struct Supervisor {
    core: Arc<Core>,
    settings: Settings,
    login: Login,
    backoff: Backoff,
    next: usize,
    was_connected: bool,
    position: Option<String>,
}

impl Supervisor {
    pub(crate) fn start(core: Arc<Core>, settings: Settings) {
        let outbox = core.outbox.clone();
        thread::spawn(move || outbox.run());
        let mut supervisor = Supervisor {
            login: Login::new(settings.naming.clone()),
            backoff: Backoff::new(core.timing.pause, LONGEST_BACKOFF),
            next: 0,
            was_connected: false,
            position: settings.since.clone(),
            core,
            settings,
        };
        thread::spawn(move || {
            let reason = supervisor.run();
            supervisor.core.finish(reason);
        });
    }

    /// Until it is over; why the client gave up.
    fn run(&mut self) -> Option<Error> {
        while !self.core.over.is() {
            let reason = match self.round() {
                Trouble::Final(reason) => return Some(reason),
                Trouble::Passing(reason) => reason,
            };
            if self.core.over.is() || self.core.outbox.is_leaving() {
                return None;
            }
            let retry_in = self.backoff.next();
            self.core.events.add(Event::Disconnected(Disconnected { reason, retry_in }));
            self.core.over.wait(retry_in);
        }
        None
    }

    /// Tries each address, until it was connected to one; why it is no longer.
    fn round(&mut self) -> Trouble {
        let mut reason = Error::ConnectionLost("the client has left".to_owned());
        for _ in 0..self.settings.addresses.len() {
            if self.core.over.is() {
                break;
            }
            let address = self.settings.addresses[self.next].clone();
            self.next = (self.next + 1) % self.settings.addresses.len();
            match self.visit(&address) {
                Ok(over) => return judged(over),
                Err(Trouble::Final(error)) => return Trouble::Final(error),
                Err(Trouble::Passing(error)) => match judged(error) {
                    Trouble::Passing(error) => reason = error,
                    end => return end,
                },
            }
        }
        Trouble::Passing(reason)
    }

    /// Connects, and reads until it is over; an error where it did not get so far as to be live.
    fn visit(&mut self, address: &Address) -> Result<Error, Trouble> {
        let core = self.core.clone();
        let transport = self
            .settings
            .connector
            .connect(address, core.timing.answer)
            .map_err(|error| passing(format!("no connection to {address}: {error}")))?;
        let told = Told { core: core.clone(), nick: core.nick(), position: self.position.clone() };
        let mut session = Session::new(transport, told, core.timing.answer, core.timing.silence);
        if !core.hold(session.sender()) {
            return Err(passing("the client has left".to_owned()));
        }
        let result = self.visit_with(&mut session, address);
        // What waits may come even as it ends.
        self.position.clone_from(&session.listener().position);
        result
    }

    fn visit_with(&mut self, session: &mut Session<Told>, address: &Address) -> Result<Error, Trouble> {
        let core = self.core.clone();
        session.greet().map_err(|error| match error.is_refusal("banned") {
            true => Trouble::Final(error),
            false => Trouble::Passing(error),
        })?;
        let nick = self.login.enter(session, &core)?;
        *core.nick.lock().unwrap_or_else(PoisonError::into_inner) = nick.clone();
        session.listener().nick = nick.clone();
        core.events.add(Event::Connected(Connected { address: address.clone(), nick: nick.clone() }));
        self.resume(session).map_err(Trouble::Passing)?;
        until_served(&core, || session.exchange(codec::LIVE)).map_err(Trouble::Passing)?;
        self.backoff.reset();
        core.outbox.attach(session.sender(), &nick);
        let reason = session.run();
        core.outbox.detach();
        Ok(reason)
    }

    /// Goes on where it was, or takes note of where it begins.
    fn resume(&mut self, session: &mut Session<Told>) -> Result<()> {
        let core = self.core.clone();
        let result = if session.listener().position.is_some() {
            until_served(&core, || {
                let position = session.listener().position.clone().unwrap_or_default();
                session.catch_up(&codec::since(&position)?)
            })
            .map(|_| ())
        } else {
            until_served(&core, || session.exchange(codec::MARK)).and_then(|answer| {
                codec::since(&answer.text)?;
                core.events.start_at(&answer.text);
                session.listener().position = Some(answer.text);
                Ok(())
            })
        };
        match result {
            // An older server: what was said meanwhile can't be known.
            Err(Error::Refused { .. } | Error::InvalidArgument(_)) => {
                if self.was_connected {
                    core.events.add(Event::Missed(None));
                }
            }
            other => other?,
        }
        self.was_connected = true;
        Ok(())
    }
}

fn passing(text: String) -> Trouble {
    Trouble::Passing(Error::ConnectionLost(text))
}

fn judged(reason: Error) -> Trouble {
    match &reason {
        Error::Bye { code, .. } if FINAL.contains(&code.as_str()) => Trouble::Final(reason),
        _ => Trouble::Passing(reason),
    }
}
