use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// A name, or an address of the network.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether lines go over TLS there.
    pub tls: bool,
}

impl Address {
    pub(crate) fn new(host: &str, port: u16, tls: bool) -> Result<Address> {
        if host.trim().is_empty() || port == 0 {
            return Err(Error::InvalidArgument(format!("no address: {host}:{port}")));
        }
        Ok(Address { host: host.to_owned(), port, tls })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)?;
        } else {
            write!(f, "{}:{}", self.host, self.port)?;
        }
        if self.tls {
            f.write_str(" (TLS)")?;
        }
        Ok(())
    }
}

/// Carries bytes both ways. One thread reads while another writes, and any thread may close.
pub trait Transport: Send + Sync {
    /// Waits for bytes; 0 at the end. It must not keep [`Transport::write_all`] from going on meanwhile.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes all of them.
    fn write_all(&self, bytes: &[u8]) -> io::Result<()>;

    /// Ends it without waiting: a read or a write that is under way comes back.
    fn close(&self);
}

impl Transport for TcpStream {
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self;
        Read::read(&mut stream, buffer)
    }

    fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        let mut stream = self;
        Write::write_all(&mut stream, bytes)
    }

    fn close(&self) {
        // It fails where it is closed already.
        let _ = self.shutdown(Shutdown::Both);
    }
}

/// Makes connections. Rust's standard library has no TLS: who needs it brings a connector, which a function is as well.
pub trait Connector: Send + Sync {
    /// Connects within that time.
    fn connect(&self, address: &Address, timeout: Duration) -> io::Result<Arc<dyn Transport>>;
}

impl<F> Connector for F
where
    F: Fn(&Address, Duration) -> io::Result<Arc<dyn Transport>> + Send + Sync,
{
    fn connect(&self, address: &Address, timeout: Duration) -> io::Result<Arc<dyn Transport>> {
        self(address, timeout)
    }
}

/// Connects by TCP, to each address of a host in turn; not to addresses with TLS.
#[derive(Debug, Clone, Copy, Default)]
pub struct TcpConnector;

impl TcpConnector {
    /// Connects, for those who speak TLS over it.
    pub fn stream(address: &Address, timeout: Duration) -> io::Result<TcpStream> {
        let mut failed = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
        for each in (address.host.as_str(), address.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&each, timeout) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    return Ok(stream);
                }
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }
}

impl Connector for TcpConnector {
    fn connect(&self, address: &Address, timeout: Duration) -> io::Result<Arc<dyn Transport>> {
        if address.tls {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "the standard library has no TLS; give the client a connector that has",
            ));
        }
        Ok(Arc::new(TcpConnector::stream(address, timeout)?))
    }
}
