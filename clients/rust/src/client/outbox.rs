use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::backoff::Backoff;
use super::pending::Done;
use super::supervisor::Timing;
use crate::codec;
use crate::error::{Error, Result};
use crate::session::{Answer, Request, Sender};

/// Commands on their way; with more a server stops reading.
const WINDOW: usize = 16;
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A server knows a key for ten minutes; after that the message would be said again.
const KEY_IS_KNOWN: Duration = Duration::from_secs(9 * 60);

/// A message for the lobby, which is sent until it is answered, and is said once.
pub(crate) struct Publication {
    line: String,
    done: Done,
    /// Under which name, and when, it was sent first.
    sent: Option<(String, Instant)>,
}

impl Publication {
    /// The line is a `once`.
    pub(crate) fn new(line: String, done: Done) -> Publication {
        Publication { line, done, sent: None }
    }

    /// Why it may not be sent under this name any more.
    fn hopeless(&self, nick: &str) -> Option<Error> {
        let (name, at) = self.sent.as_ref()?;
        if name != nick {
            let text = format!("the answer was lost, and with it the name {name}; it may have been said");
            return Some(Error::ConnectionLost(text));
        }
        (at.elapsed() >= KEY_IS_KNOWN)
            .then(|| Error::Timeout("no answer came for too long to ask again; it may have been said".to_owned()))
    }
}

/// A command that is sent once, or not at all.
pub(crate) struct Ask {
    line: String,
    messages: bool,
    done: Done,
    asked: Instant,
}

impl Ask {
    pub(crate) fn new(line: String, messages: bool, done: Done) -> Ask {
        Ask { line, messages, done, asked: Instant::now() }
    }
}

struct State {
    publications: VecDeque<Publication>,
    asks: VecDeque<Ask>,
    session: Option<(Sender, String)>,
    asking: usize,
    publishing: bool,
    paused_until: Option<Instant>,
    pauses: Backoff,
    leaving: bool,
    said_goodbye: bool,
    over: Option<Error>,
}

/// Holds what the application has asked for until there is a session, and until it is answered. Messages for the lobby go one after
/// the other, so that their order stays, and are sent again until each is answered; everything else goes at once, and once.
pub(crate) struct Outbox {
    timeout: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

impl Outbox {
    pub(crate) fn new(timing: &Timing) -> Outbox {
        Outbox {
            timeout: timing.answer,
            state: Mutex::new(State {
                publications: VecDeque::new(),
                asks: VecDeque::new(),
                session: None,
                asking: 0,
                publishing: false,
                paused_until: None,
                pauses: Backoff::new(timing.pause, LONGEST_PAUSE),
                leaving: false,
                said_goodbye: false,
                over: None,
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn publish(&self, publication: Publication) {
        let mut state = self.lock();
        match state.gone() {
            None => state.publications.push_back(publication),
            Some(reason) => {
                drop(state);
                return (publication.done)(Err(reason));
            }
        }
        drop(state);
        self.changed.notify_all();
    }

    pub(crate) fn ask(&self, ask: Ask) {
        let mut state = self.lock();
        match state.gone() {
            None => state.asks.push_back(ask),
            Some(reason) => {
                drop(state);
                return (ask.done)(Err(reason));
            }
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Whether somebody waits for an answer.
    pub(crate) fn is_awaited(&self) -> bool {
        let state = self.lock();
        state.leaving || state.asking > 0 || !state.asks.is_empty() || !state.publications.is_empty()
    }

    /// From now on things are sent on that session.
    pub(crate) fn attach(&self, session: Sender, nick: &str) {
        let mut state = self.lock();
        state.session = Some((session, nick.to_owned()));
        state.asking = 0;
        state.publishing = false;
        state.pauses.reset();
        drop(state);
        self.changed.notify_all();
    }

    /// The session has ended; all that it was asked has failed.
    pub(crate) fn detach(&self) {
        self.lock().session = None;
    }

    /// Takes nothing more, and says `downline` when all is answered. False: there is no session.
    pub(crate) fn leave(&self) -> bool {
        let mut state = self.lock();
        state.leaving = true;
        let reachable = state.session.is_some() || state.said_goodbye;
        drop(state);
        self.changed.notify_all();
        reachable
    }

    /// Whether there is no reason to come back.
    pub(crate) fn is_leaving(&self) -> bool {
        self.lock().leaving
    }

    /// Fails all that waits, and whatever comes.
    pub(crate) fn close(&self, reason: &Error) {
        let (publications, asks) = {
            let mut state = self.lock();
            state.over.get_or_insert_with(|| reason.clone());
            state.session = None;
            (std::mem::take(&mut state.publications), std::mem::take(&mut state.asks))
        };
        self.changed.notify_all();
        for publication in publications {
            (publication.done)(Err(reason.clone()));
        }
        for ask in asks {
            (ask.done)(Err(reason.clone()));
        }
    }

    /// Sends what may be sent, until it is closed; on a thread of its own.
    pub(crate) fn run(self: &Arc<Self>) {
        let mut state = self.lock();
        while state.over.is_none() {
            let failed = self.pump(&mut state);
            if !failed.is_empty() {
                drop(state);
                for (done, reason) in failed {
                    done(Err(reason));
                }
                state = self.lock();
                continue;
            }
            state = match state.next_look(self.timeout) {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(time) => {
                    let left = time.saturating_duration_since(Instant::now());
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// What is not to be sent any more, and why.
    fn pump(self: &Arc<Self>, state: &mut State) -> Vec<(Done, Error)> {
        let mut failed = Vec::new();
        while state.session.is_some() && state.asking < WINDOW && !state.asks.is_empty() {
            self.send_ask(state);
        }
        while state.session.is_none() && state.asks.front().is_some_and(|ask| ask.asked.elapsed() >= self.timeout) {
            if let Some(ask) = state.asks.pop_front() {
                failed.push((ask.done, Error::Timeout("there was no connection; nothing was sent".to_owned())));
            }
        }
        let is_paused = state.paused_until.is_some_and(|end| end > Instant::now());
        if !state.publishing && !is_paused {
            state.paused_until = None;
            self.send_publication(state, &mut failed);
        }
        let done = state.leaving && state.asking == 0 && state.asks.is_empty() && state.publications.is_empty();
        if done {
            if let Some((session, _)) = state.session.take() {
                state.said_goodbye = true;
                let last = session.clone();
                // Where it has ended, the supervisor knows.
                session.send(Request::of(codec::DOWNLINE, move |_| last.close()));
            }
        }
        failed
    }

    fn send_ask(self: &Arc<Self>, state: &mut State) {
        let (Some((session, _)), Some(ask)) = (state.session.clone(), state.asks.pop_front()) else {
            return;
        };
        let outbox = self.clone();
        let Ask { line, messages, done, asked } = ask;
        // It comes back where it is not sent.
        let slot = Arc::new(Mutex::new(Some(done)));
        let taken = slot.clone();
        let answered = move |result| outbox.answered(&taken, result);
        let request =
            if messages { Request::of_messages(line.clone(), answered) } else { Request::of(line.clone(), answered) };
        state.asking += 1;
        if !session.send(request) {
            state.asking -= 1;
            state.session = None;
            if let Some(done) = slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
                state.asks.push_front(Ask { line, messages, done, asked });
            }
        }
    }

    fn answered(&self, slot: &Mutex<Option<Done>>, result: Result<Answer>) {
        if let Some(done) = slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
            done(result);
        }
        let mut state = self.lock();
        state.asking = state.asking.saturating_sub(1);
        drop(state);
        self.changed.notify_all();
    }

    fn send_publication(self: &Arc<Self>, state: &mut State, failed: &mut Vec<(Done, Error)>) {
        let Some((session, nick)) = state.session.clone() else {
            return;
        };
        while let Some(reason) = state.publications.front().and_then(|first| first.hopeless(&nick)) {
            if let Some(publication) = state.publications.pop_front() {
                failed.push((publication.done, reason));
            }
        }
        let Some(first) = state.publications.front_mut() else {
            return;
        };
        let outbox = self.clone();
        if session.send(Request::of(first.line.clone(), move |result| outbox.published(result))) {
            first.sent.get_or_insert_with(|| (nick, Instant::now()));
            state.publishing = true;
        } else {
            state.session = None;
        }
    }

    fn published(&self, result: Result<Answer>) {
        let mut state = self.lock();
        state.publishing = false;
        let done = match &result {
            Err(error) if error.is_for_now() => {
                let pause = state.pauses.next();
                state.paused_until = Some(Instant::now() + pause);
                None
            }
            // It is asked for again on the next connection.
            Err(error) if !matches!(error, Error::Refused { .. }) => None,
            _ => {
                state.pauses.reset();
                state.publications.pop_front()
            }
        };
        drop(state);
        if let Some(publication) = done {
            (publication.done)(result);
        }
        self.changed.notify_all();
    }
}

impl State {
    fn gone(&self) -> Option<Error> {
        let leaving = || Error::ConnectionLost("the client is leaving; nothing was sent".to_owned());
        self.over.clone().or_else(|| self.leaving.then(leaving))
    }

    /// When something is to be done that nobody tells of.
    fn next_look(&self, timeout: Duration) -> Option<Instant> {
        let unsent = self.asks.front().filter(|_| self.session.is_none()).map(|ask| ask.asked + timeout);
        match (self.paused_until, unsent) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }
}
