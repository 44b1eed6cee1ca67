use std::sync::Arc;
use std::time::Duration;

use super::event::Events;
use super::supervisor::{Core, Supervisor, Timing};
use super::Client;
use crate::codec;
use crate::error::{Error, Result};
use crate::transport::{Address, Connector, TcpConnector};

const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Given the name that was wanted and how many were taken so far, the next to try.
pub(crate) type Chooser = dyn Fn(&str, u32) -> Option<String> + Send + Sync;

/// The name that is wanted, and who chooses another.
#[derive(Clone)]
pub(crate) struct Naming {
    pub(crate) nick: String,
    pub(crate) chooser: Arc<Chooser>,
}

/// What a client was built with.
pub(crate) struct Settings {
    pub(crate) addresses: Vec<Address>,
    pub(crate) connector: Arc<dyn Connector>,
    pub(crate) naming: Naming,
    pub(crate) since: Option<String>,
}

/// Chooses `nick-2` to `nick-<last>` where names are taken.
pub fn numbered(last: u32) -> impl Fn(&str, u32) -> Option<String> + Send + Sync {
    move |nick, refusals| (refusals < last).then(|| format!("{nick}-{}", refusals + 1))
}

/// Describes a client, and starts it.
pub struct Builder {
    addresses: Vec<(String, u16, bool)>,
    connector: Arc<dyn Connector>,
    naming: Naming,
    since: Option<String>,
    timing: Timing,
}

impl Builder {
    pub(crate) fn new(nick: &str) -> Builder {
        Builder {
            addresses: Vec::new(),
            connector: Arc::new(TcpConnector),
            naming: Naming { nick: nick.to_owned(), chooser: Arc::new(|_, _| None) },
            since: None,
            timing: Timing {
                answer: Duration::from_secs(10),
                silence: Duration::from_secs(30),
                pause: Duration::from_millis(200),
            },
        }
    }

    /// Adds a server without TLS; where there are several, they are tried in turn.
    pub fn address(mut self, host: &str, port: u16) -> Builder {
        self.addresses.push((host.to_owned(), port, false));
        self
    }

    /// Adds a server with TLS, for which there must be a connector that has it.
    pub fn tls_address(mut self, host: &str, port: u16) -> Builder {
        self.addresses.push((host.to_owned(), port, true));
        self
    }

    /// Who makes connections, in place of [`TcpConnector`].
    pub fn connector(mut self, connector: impl Connector + 'static) -> Builder {
        self.connector = Arc::new(connector);
        self
    }

    /// Who chooses another name where one is taken: given the one that was wanted at first, and how many were taken so far. By default
    /// the client gives up then, as it does on `None`.
    pub fn chooser(mut self, chooser: impl Fn(&str, u32) -> Option<String> + Send + Sync + 'static) -> Builder {
        self.naming.chooser = Arc::new(chooser);
        self
    }

    /// Begins behind that [`Client::position`], or message; by default with what is said from now on.
    pub fn since(mut self, position: &str) -> Builder {
        self.since = Some(position.to_owned());
        self
    }

    /// How long an answer may be missing, ten seconds by default; then the connection is given up, and made again.
    pub fn timeout(mut self, timeout: Duration) -> Builder {
        self.timing.answer = timeout;
        self
    }

    /// After how long without a word the server is asked whether it is there; 30 seconds by default.
    pub fn silence(mut self, silence: Duration) -> Builder {
        self.timing.silence = silence;
        self
    }

    /// How long at least to wait before a lost connection is made again; up to four times that, and then twice as long for each try in
    /// vain, until it is 30 seconds. By default 200 ms, and no more than 250.
    pub fn pause(mut self, pause: Duration) -> Builder {
        self.timing.pause = pause;
        self
    }

    /// Starts it. It connects by itself, and gives up only for the reasons that [`Closed`](crate::Closed) tells.
    pub fn start(self) -> Result<(Client, Events)> {
        codec::nickname(&self.naming.nick)?;
        if let Some(position) = &self.since {
            codec::since(position)?;
        }
        let Timing { answer, silence, pause } = &self.timing;
        if answer.is_zero() || silence.is_zero() || pause.is_zero() || *pause > LONGEST_PAUSE {
            return Err(Error::InvalidArgument(format!("times cannot be {:?}", self.timing)));
        }
        let addresses: Vec<Address> =
            self.addresses.iter().map(|(host, port, tls)| Address::new(host, *port, *tls)).collect::<Result<_>>()?;
        if addresses.is_empty() {
            return Err(Error::InvalidArgument("a client needs an address".to_owned()));
        }
        let core = Arc::new(Core::new(&self.naming.nick, self.timing));
        if let Some(position) = &self.since {
            core.events.start_at(position);
        }
        let events = Events::new(core.events.clone());
        let settings = Settings { addresses, connector: self.connector, naming: self.naming, since: self.since };
        Supervisor::start(core.clone(), settings);
        Ok((Client::new(core), events))
    }
}
