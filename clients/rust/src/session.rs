//! One connection: lines sent, answers matched with them, what comes by itself handed on. It knows nothing of reconnecting.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::codec::{self, LineDecoder, Said, ServerLine};
use crate::error::{Error, Result};
use crate::transport::Transport;

const READ_AT_ONCE: usize = 16_384;
/// How often it is looked at while an answer may be missing.
const LOOKS: u32 = 10;

/// Is told of what comes by itself, in order, by the thread that reads.
pub trait Listener {
    /// A message, or that some were missed.
    fn pushed(&mut self, pushed: Pushed);

    /// Waits until there is room for more: meanwhile nothing is read. Whether it had to wait.
    fn await_room(&mut self) -> bool;
}

/// What comes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// A message.
    Said(Said),
    /// Messages that stood here are gone.
    Missed(Option<u64>),
}

/// What the server said to a line, complete.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Of its `OK`.
    pub text: String,
    /// The `USER` lines.
    pub users: Vec<String>,
    /// Those that belong to it, where they were asked to be kept apart.
    pub messages: Vec<Said>,
}

/// What becomes of messages that come while an answer is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Messages {
    /// They came by themselves.
    Pass,
    /// The last n before `OK <n>` are the answer's, and go nowhere else.
    Keep,
    /// They are the answer's, and are handed on as if they had come by themselves.
    CatchUp,
}

/// A line that gets one status line.
pub struct Request {
    line: Option<String>,
    messages: Messages,
    answer: Answer,
    held: Vec<Pushed>,
    done: Box<dyn FnOnce(Result<Answer>) + Send>,
}

impl Request {
    fn new(line: Option<String>, messages: Messages, done: impl FnOnce(Result<Answer>) + Send + 'static) -> Request {
        Request { line, messages, answer: Answer::default(), held: Vec::new(), done: Box::new(done) }
    }

    /// A command without messages of its own, or one whose messages are news, such as `live`. `done` is called by the thread that
    /// reads.
    pub fn of(line: impl Into<String>, done: impl FnOnce(Result<Answer>) + Send + 'static) -> Request {
        Request::new(Some(line.into()), Messages::Pass, done)
    }

    /// `history` or `search`, whose messages are no news.
    pub fn of_messages(line: impl Into<String>, done: impl FnOnce(Result<Answer>) + Send + 'static) -> Request {
        Request::new(Some(line.into()), Messages::Keep, done)
    }
}

struct State {
    due: VecDeque<Request>,
    unwritten: VecDeque<String>,
    end: Option<Error>,
    /// When the server was last waited for afresh.
    since: Instant,
    /// When it last said anything.
    heard: Instant,
    suspended: bool,
    asks: bool,
}

struct Shared {
    transport: Arc<dyn Transport>,
    timeout: Duration,
    silence: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// False where the session has ended: it was not sent, and is never done.
    fn send(&self, request: Request) -> bool {
        let mut state = self.lock();
        if state.end.is_some() {
            return false;
        }
        if state.due.is_empty() {
            state.since = Instant::now();
        }
        if let Some(line) = &request.line {
            state.unwritten.push_back(format!("{line}\n"));
        }
        state.due.push_back(request);
        drop(state);
        self.changed.notify_all();
        true
    }

    /// Ends the connection, for the first reason that is given; the thread that reads does the rest.
    fn end(&self, reason: Error) {
        self.lock().end.get_or_insert(reason);
        self.changed.notify_all();
        self.transport.close();
    }

    /// Writes lines in the order in which they are given: a server that does not read holds up nobody else.
    fn write(&self) {
        loop {
            let mut state = self.lock();
            while state.unwritten.is_empty() && state.end.is_none() {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.end.is_some() {
                return;
            }
            let lines: String = state.unwritten.drain(..).collect();
            drop(state);
            if let Err(error) = self.transport.write_all(lines.as_bytes()) {
                self.end(Error::ConnectionLost(error.to_string()));
            }
        }
    }

    /// Ends the session where an answer is missing, and asks where nothing is said at all.
    fn watch(&self) {
        let step = self.timeout.min(self.silence) / LOOKS;
        let mut look = Instant::now() + step;
        let mut state = self.lock();
        while state.end.is_none() {
            let left = look.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            look = Instant::now() + step;
            if state.suspended {
                continue;
            }
            if !state.due.is_empty() && state.since.elapsed() > self.timeout {
                drop(state);
                self.end(Error::Timeout(format!("no answer came within {:?}", self.timeout)));
                return;
            }
            if state.due.is_empty() && state.asks && state.heard.elapsed() > self.silence {
                drop(state);
                // Where it has ended meanwhile, nobody need ask.
                self.send(Request::of(codec::PING, |_| {}));
                state = self.lock();
            }
        }
    }
}

/// Sends on a session, from any thread.
#[derive(Clone)]
pub struct Sender {
    shared: Arc<Shared>,
}

impl Sender {
    /// Sends a line; false where the session has ended: it was not sent, and is never done.
    pub fn send(&self, request: Request) -> bool {
        self.shared.send(request)
    }

    /// Ends it without a word. What is not answered fails when the reading thread notices.
    pub fn close(&self) {
        self.shared.end(Error::ConnectionLost("the connection was given up".to_owned()));
    }
}

/// Speaks with a server over one connection, from its greeting to its end. An answer that is missing for too long ends it, as does a
/// server that says nothing any more, not even when it is asked.
pub struct Session<L: Listener> {
    shared: Arc<Shared>,
    listener: L,
    decoder: LineDecoder,
    buffer: Box<[u8]>,
    /// The time of what was handed on of the lobby last.
    last: String,
}

impl<L: Listener> Session<L> {
    /// Begins; nothing is read yet. `timeout` is how long an answer may be missing, `silence` after how long without a word the server
    /// is asked whether it is there.
    pub fn new(transport: Arc<dyn Transport>, listener: L, timeout: Duration, silence: Duration) -> Session<L> {
        let shared = Arc::new(Shared {
            transport,
            timeout,
            silence,
            state: Mutex::new(State {
                due: VecDeque::new(),
                unwritten: VecDeque::new(),
                end: None,
                since: Instant::now(),
                heard: Instant::now(),
                suspended: false,
                asks: false,
            }),
            changed: Condvar::new(),
        });
        let writer = shared.clone();
        thread::spawn(move || writer.write());
        let watcher = shared.clone();
        thread::spawn(move || watcher.watch());
        Session {
            shared,
            listener,
            decoder: LineDecoder::new(),
            buffer: vec![0; READ_AT_ONCE].into_boxed_slice(),
            last: String::new(),
        }
    }

    /// For other threads.
    pub fn sender(&self) -> Sender {
        Sender { shared: self.shared.clone() }
    }

    /// Who is told.
    pub fn listener(&mut self) -> &mut L {
        &mut self.listener
    }

    /// Reads the greeting.
    pub fn greet(&mut self) -> Result<Answer> {
        self.wait(None, Messages::Pass)
    }

    /// Sends a line and reads until its answer is there.
    pub fn exchange(&mut self, line: &str) -> Result<Answer> {
        self.wait(Some(line.to_owned()), Messages::Pass)
    }

    /// Sends `since`, whose messages are told as if they came by themselves.
    pub fn catch_up(&mut self, line: &str) -> Result<Answer> {
        self.wait(Some(line.to_owned()), Messages::CatchUp)
    }

    fn wait(&mut self, line: Option<String>, messages: Messages) -> Result<Answer> {
        let answer = Arc::new(Mutex::new(None));
        let given = answer.clone();
        let request = Request::new(line, messages, move |result| {
            *given.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        });
        if !self.shared.send(request) {
            return Err(self.ended(Error::ConnectionLost("the connection has ended".to_owned())));
        }
        loop {
            if let Some(result) = answer.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return result;
            }
            self.read()?;
        }
    }

    /// Reads until the session ends, and tells why it did; the server is asked for a sign of life where it says nothing.
    pub fn run(&mut self) -> Error {
        {
            let mut state = self.shared.lock();
            state.asks = true;
            state.heard = Instant::now();
        }
        loop {
            if let Err(reason) = self.read() {
                return reason;
            }
        }
    }

    fn read(&mut self) -> Result<()> {
        self.read_lines().map_err(|reason| self.ended(reason))
    }

    fn read_lines(&mut self) -> Result<()> {
        self.shared.lock().suspended = true;
        let waited = self.listener.await_room();
        {
            let mut state = self.shared.lock();
            state.suspended = false;
            if waited {
                state.since = Instant::now();
                state.heard = Instant::now();
            }
        }
        let count = match self.shared.transport.read(&mut self.buffer) {
            Ok(0) => return Err(Error::ConnectionLost("the server closed the connection".to_owned())),
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => return Ok(()),
            Err(error) => return Err(Error::ConnectionLost(error.to_string())),
        };
        self.shared.lock().heard = Instant::now();
        let mut lines = Vec::new();
        let fed = self.decoder.feed(&self.buffer[..count], &mut lines);
        for line in lines {
            self.received(ServerLine::parse(&line))?;
        }
        fed
    }

    fn received(&mut self, line: ServerLine) -> Result<()> {
        match line {
            ServerLine::Ok(text) => {
                let mut request = self.answered()?;
                if request.messages == Messages::Keep {
                    request.answer.messages = take_last(&mut request.held, text.parse().unwrap_or(0));
                }
                for held in std::mem::take(&mut request.held) {
                    self.pass(held);
                }
                request.answer.text = text;
                (request.done)(Ok(request.answer));
            }
            ServerLine::Err { code, text } => {
                let request = self.answered()?;
                // What came meanwhile came by itself, unless it is too old for that.
                let news = request.held.into_iter().filter(|_| request.messages == Messages::Keep);
                for held in news {
                    if is_whisper_or(&held, |said| said.time > self.last) {
                        self.pass(held);
                    }
                }
                (request.done)(Err(Error::Refused { code, text }));
            }
            ServerLine::Bye { code, text } => return Err(Error::Bye { code, text }),
            ServerLine::User(nick) => {
                let mut state = self.shared.lock();
                if let Some(oldest) = state.due.front_mut() {
                    oldest.answer.users.push(nick);
                    state.since = Instant::now();
                }
            }
            ServerLine::Said(said) => self.pushed(Pushed::Said(said)),
            ServerLine::Missed(count) => self.pushed(Pushed::Missed(count)),
            ServerLine::Help(_) | ServerLine::Unknown(_) => {}
        }
        Ok(())
    }

    fn answered(&mut self) -> Result<Request> {
        let mut state = self.shared.lock();
        state.since = Instant::now();
        state.due.pop_front().ok_or_else(|| Error::ConnectionLost("the server answered what was not asked".to_owned()))
    }

    fn pushed(&mut self, pushed: Pushed) {
        let mut passed = Vec::new();
        {
            let mut state = self.shared.lock();
            let state = &mut *state;
            match state.due.front_mut() {
                Some(oldest) if oldest.messages != Messages::Pass => {
                    state.since = Instant::now();
                    // Behind MISSED may come ERR unavailable, and then the next since says it again.
                    if oldest.messages == Messages::Keep || matches!(pushed, Pushed::Missed(_)) {
                        oldest.held.push(pushed);
                    } else {
                        passed.append(&mut oldest.held);
                        passed.push(pushed);
                    }
                }
                _ => passed.push(pushed),
            }
        }
        for each in passed {
            self.pass(each);
        }
    }

    fn pass(&mut self, pushed: Pushed) {
        if let Pushed::Said(said) = &pushed {
            if said.kind.is_of_lobby() {
                self.last.clone_from(&said.time);
            }
        }
        self.listener.pushed(pushed);
    }

    /// The reason for which it ended, after whatever was not answered has failed.
    fn ended(&mut self, seen: Error) -> Error {
        self.shared.end(seen.clone());
        let (lost, reason) = {
            let mut state = self.shared.lock();
            (std::mem::take(&mut state.due), state.end.clone().unwrap_or(seen))
        };
        for request in lost {
            // What of the lobby waits here may be an answer's, and is asked for again; whispers are not.
            for held in request.held {
                if matches!(&held, Pushed::Said(_)) && is_whisper_or(&held, |_| false) {
                    self.pass(held);
                }
            }
            (request.done)(Err(reason.clone()));
        }
        reason
    }
}

impl<L: Listener> Drop for Session<L> {
    fn drop(&mut self) {
        self.ended(Error::ConnectionLost("the connection was given up".to_owned()));
    }
}

fn is_whisper_or(pushed: &Pushed, of_lobby: impl Fn(&Said) -> bool) -> bool {
    match pushed {
        Pushed::Said(said) if said.kind.is_of_lobby() => of_lobby(said),
        _ => true,
    }
}

/// The last messages, that many, out of what was held; a `MISSED` between them goes with them.
fn take_last(held: &mut Vec<Pushed>, count: usize) -> Vec<Said> {
    let mut own = Vec::new();
    while own.len() < count {
        match held.pop() {
            Some(Pushed::Said(said)) => own.push(said),
            Some(Pushed::Missed(_)) => {}
            None => break,
        }
    }
    own.reverse();
    own
}
