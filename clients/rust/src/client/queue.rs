use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::event::Event;

/// Bytes of text that may wait; then the socket is not read any more.
const ENOUGH: usize = 64 << 10;
/// As many where answers are awaited, which stand behind the messages.
const TOO_MUCH: usize = 64 << 20;
/// What an event takes, besides its text.
const EACH: usize = 100;

#[derive(Default)]
struct State {
    waiting: VecDeque<Event>,
    size: usize,
    over: bool,
    abandoned: bool,
    position: Option<String>,
}

/// Holds events until the application takes them.
#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

fn weight(event: &Event) -> usize {
    EACH + match event {
        Event::Message(message) => message.text.len(),
        _ => 0,
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time of the last message of the lobby that was given to the application, or the one to begin behind.
    pub(crate) fn position(&self) -> Option<String> {
        self.lock().position.clone()
    }

    /// Says behind what the first message will stand.
    pub(crate) fn start_at(&self, time: &str) {
        self.lock().position.get_or_insert_with(|| time.to_owned());
    }

    /// Behind `Closed` nothing is taken.
    pub(crate) fn add(&self, event: Event) {
        let mut state = self.lock();
        if state.over {
            return;
        }
        state.over = matches!(event, Event::Closed(_));
        if !state.abandoned {
            state.size += weight(&event);
            state.waiting.push_back(event);
        }
        drop(state);
        self.changed.notify_all();
    }

    pub(crate) fn take(&self, patience: Option<Duration>) -> Option<Event> {
        let end = patience.map(|patience| Instant::now() + patience);
        let mut state = self.lock();
        loop {
            if let Some(event) = state.waiting.pop_front() {
                state.size -= weight(&event);
                if let Event::Message(message) = &event {
                    if message.kind.is_of_lobby() {
                        state.position = Some(message.time.clone());
                    }
                }
                drop(state);
                self.changed.notify_all();
                return Some(event);
            }
            if state.over {
                return None;
            }
            state = match end {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(end) => {
                    let left = end.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return None;
                    }
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    pub(crate) fn abandon(&self) {
        let mut state = self.lock();
        state.abandoned = true;
        state.waiting.clear();
        state.size = 0;
        drop(state);
        self.changed.notify_all();
    }

    /// Waits until more may be added; whether it had to wait. `awaited` is whether answers are, of which `look` tells.
    pub(crate) fn await_room(&self, awaited: impl Fn() -> bool) -> bool {
        let mut waited = false;
        let mut state = self.lock();
        while !state.over && state.size >= ENOUGH && (state.size >= TOO_MUCH || !awaited()) {
            waited = true;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        waited
    }

    /// Whoever waits for room looks again.
    pub(crate) fn look(&self) {
        drop(self.lock());
        self.changed.notify_all();
    }
}
