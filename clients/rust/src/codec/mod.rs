//! The lines of the protocol, without I/O: bytes to lines, the server's lines to values, and what may be sent to lines.

mod client_line;
mod decoder;
mod server_line;

pub use client_line::{history, nickname, nickname_with_token, once, publish, search, since, to};
pub use client_line::{DOWNLINE, LIVE, MARK, PING, TOKEN, USERS};
pub use decoder::LineDecoder;
pub use server_line::{MessageKind, Said, ServerLine};
