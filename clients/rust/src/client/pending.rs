use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::session::Answer;

/// What is called with the answer, once.
pub(crate) type Done = Box<dyn FnOnce(Result<Answer>) + Send>;

struct Slot<T> {
    result: Mutex<Option<Result<T>>>,
    filled: Condvar,
}

/// An answer that is to come. Nobody has to wait for it.
pub struct Pending<T> {
    slot: Arc<Slot<T>>,
}

impl<T: Send + 'static> Pending<T> {
    pub(crate) fn new(read: impl FnOnce(Answer) -> T + Send + 'static) -> (Pending<T>, Done) {
        let slot = Arc::new(Slot { result: Mutex::new(None), filled: Condvar::new() });
        let filled = slot.clone();
        let done = move |result: Result<Answer>| {
            *filled.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result.map(read));
            filled.filled.notify_all();
        };
        (Pending { slot }, Box::new(done))
    }

    /// Waits for it, for as long as it takes.
    pub fn wait(self) -> Result<T> {
        let mut result = self.slot.result.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(given) = result.take() {
                return given;
            }
            result = self.slot.filled.wait(result).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for it for so long; `Timeout` then, while what was asked goes on.
    pub fn wait_for(self, patience: Duration) -> Result<T> {
        let end = Instant::now() + patience;
        let mut result = self.slot.result.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(given) = result.take() {
                return given;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Timeout(format!("no answer within {patience:?}")));
            }
            result = self.slot.filled.wait_timeout(result, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether it is there.
    pub fn is_done(&self) -> bool {
        self.slot.result.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}
