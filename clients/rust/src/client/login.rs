use super::builder::Naming;
use super::supervisor::{until_served, Core};
use crate::codec;
use crate::error::{Error, Result};
use crate::session::{Listener, Session};

/// Coming back would not help.
pub(crate) enum Trouble {
    /// It may be better next time.
    Passing(Error),
    /// It will not.
    Final(Error),
}

/// Gets a name, and gets it back by the token of the last session that had it.
pub(crate) struct Login {
    naming: Naming,
    nick: String,
    token: Option<String>,
}

impl Login {
    pub(crate) fn new(naming: Naming) -> Login {
        let nick = naming.nick.clone();
        Login { naming, nick, token: None }
    }

    /// The name that it has now.
    pub(crate) fn enter<L: Listener>(&mut self, session: &mut Session<L>, core: &Core) -> Result<String, Trouble> {
        let back = match self.token.take() {
            Some(token) => {
                let (nick, line) = (self.nick.clone(), codec::nickname_with_token(&self.nick, &token));
                // Where the connection breaks on the way, it still fits.
                self.token = Some(token);
                self.enters(session, core, &nick, line.map_err(Trouble::Passing)?)?
            }
            None => false,
        };
        if !back {
            self.token = None;
            self.enter_afresh(session, core)?;
        }
        self.ask_for_token(session)?;
        Ok(self.nick.clone())
    }

    fn enter_afresh<L: Listener>(&mut self, session: &mut Session<L>, core: &Core) -> Result<(), Trouble> {
        let mut wanted = self.naming.nick.clone();
        for refusals in 1.. {
            let line = codec::nickname(&wanted).map_err(Trouble::Final)?;
            if self.enters(session, core, &wanted, line)? {
                break;
            }
            match (self.naming.chooser)(&self.naming.nick, refusals) {
                Some(other) => wanted = other,
                None => {
                    return Err(Trouble::Final(Error::Refused {
                        code: "nick-taken".to_owned(),
                        text: format!("all names are taken, the last was {wanted}"),
                    }))
                }
            }
        }
        Ok(())
    }

    /// False: the name is taken.
    fn enters<L: Listener>(
        &mut self,
        session: &mut Session<L>,
        core: &Core,
        wanted: &str,
        line: String,
    ) -> Result<bool, Trouble> {
        match until_served(core, || session.exchange(&line)) {
            Ok(answer) => {
                self.nick = welcomed(&answer.text).unwrap_or(wanted).to_owned();
                Ok(true)
            }
            Err(refusal) if refusal.is_refusal("nick-taken") => Ok(false),
            Err(Error::Refused { code, text }) if code.starts_with("nick-") || code == "banned" => {
                Err(Trouble::Final(Error::Refused { code, text }))
            }
            Err(error) => Err(Trouble::Passing(error)),
        }
    }

    /// A server that gives none is as well, until the connection breaks.
    fn ask_for_token<L: Listener>(&mut self, session: &mut Session<L>) -> Result<(), Trouble> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        self.token = match session.exchange(codec::TOKEN) {
            Ok(answer) => {
                Some(answer.text).filter(|token| (16..=64).contains(&token.len()) && token.bytes().all(known))
            }
            Err(Error::Refused { .. }) => None,
            Err(error) => return Err(Trouble::Passing(error)),
        };
        Ok(())
    }
}

/// The name in `Welcome ann! …`, or `Welcome back ann! …`.
fn welcomed(text: &str) -> Option<&str> {
    let named = text.strip_prefix("Welcome ")?;
    let (name, _) = named.split_once('!')?;
    let name = name.strip_prefix("back ").unwrap_or(name);
    Some(name).filter(|name| !name.is_empty() && !name.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_name_in_a_welcome() {
        assert_eq!(welcomed("Welcome ann! Type help."), Some("ann"));
        assert_eq!(welcomed("Welcome back ann! Type help."), Some("ann"));
        assert_eq!(welcomed("Welcome back! Type help."), Some("back"));
        assert_eq!(welcomed("Welcome back back!"), Some("back"));
        assert_eq!(welcomed(""), None);
        assert_eq!(welcomed("Welcome"), None);
    }
}
