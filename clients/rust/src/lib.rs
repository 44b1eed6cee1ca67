//! A client for Parley, a chat server that speaks lines of text. It stays connected, loses nothing and says nothing twice.
//!
//! ```no_run
//! use parley_client::{Client, Event};
//!
//! # fn main() -> Result<(), parley_client::Error> {
//! let (client, events) = Client::builder("ann").address("localhost", 7070).start()?;
//! client.publish("Hello, everyone")?.wait()?;
//! for event in events {
//!     if let Event::Message(message) = event {
//!         println!("{}: {}", message.nick, message.text);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! There are three layers, of which each is open to whoever wants less: [`codec`] has no I/O, a [`session`] speaks over one
//! connection, a [`Client`] makes it again after whatever broke.

mod client;
pub mod codec;
mod error;
pub mod session;
mod transport;

pub use client::{numbered, Builder, Client, Closed, Connected, Disconnected, Event, Events, Message, Pending};
pub use codec::MessageKind;
pub use error::{Error, Result};
pub use transport::{Address, Connector, TcpConnector, Transport};
