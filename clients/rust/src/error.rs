use std::fmt;

/// Why something that was asked for did not come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The server said `ERR <code> <text>`: the code is for programs, the text for people. The session goes on.
    Refused {
        /// Which kind of refusal.
        code: String,
        /// Why, for people.
        text: String,
    },
    /// The server said `BYE <code> <text>`, and has ended the session.
    Bye {
        /// Which kind of end.
        code: String,
        /// Why, for people.
        text: String,
    },
    /// The connection broke, could not be made, or is no longer wanted. What was asked on it may have been done, where its answer
    /// was lost.
    ConnectionLost(String),
    /// What was given is no name, no text, no number that can be sent: nothing was sent.
    InvalidArgument(String),
    /// No answer came in time. What was asked may have been done all the same, unless the text says that it was not sent.
    Timeout(String),
}

/// What most functions here give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The code of a refusal or an end.
    pub fn code(&self) -> Option<&str> {
        match self {
            Error::Refused { code, .. } | Error::Bye { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Whether it was refused with that code.
    pub(crate) fn is_refusal(&self, wanted: &str) -> bool {
        matches!(self, Error::Refused { code, .. } if code == wanted)
    }

    /// Whether the same may be sent again a little later.
    pub(crate) fn is_for_now(&self) -> bool {
        self.is_refusal("unavailable") || self.is_refusal("rate-limited")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused { code, text } => write!(f, "refused ({code}): {text}"),
            Error::Bye { code, text } => write!(f, "the server ended the session ({code}): {text}"),
            Error::ConnectionLost(text) => write!(f, "connection lost: {text}"),
            Error::InvalidArgument(text) => write!(f, "invalid argument: {text}"),
            Error::Timeout(text) => write!(f, "timeout: {text}"),
        }
    }
}

impl std::error::Error for Error {}
