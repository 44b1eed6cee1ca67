use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// Says how long to wait before the next try: at first a little, which differs from client to client, then twice as long each time.
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    /// No less than `least` at first, and no more than four times as long.
    pub(crate) fn new(least: Duration, longest: Duration) -> Backoff {
        let share = (random() % 1_000) as u32;
        let first = least + 3 * least * share / 1_000;
        Backoff { first, longest, next: first }
    }

    pub(crate) fn next(&mut self) -> Duration {
        let now = self.next;
        self.next = (2 * now).min(self.longest);
        now
    }

    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}

/// The standard library has no random numbers but those with which it seeds its hash tables.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_until_it_is_long() {
        let least = Duration::from_millis(200);
        let mut backoff = Backoff::new(least, Duration::from_secs(1));
        let first = backoff.next();
        assert!(first >= least && first < Duration::from_secs(1));
        assert_eq!(backoff.next(), (2 * first).min(Duration::from_secs(1)));
        for _ in 0..3 {
            backoff.next();
        }
        assert_eq!(backoff.next(), Duration::from_secs(1));
        backoff.reset();
        assert_eq!(backoff.next(), first);
    }
}
