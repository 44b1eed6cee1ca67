/// Where a message was said, by the first word of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// In the lobby, by anybody.
    Lobby,
    /// To this client alone; its time is no id.
    Whisper,
    /// By the operator, to everybody.
    Notice,
}

impl MessageKind {
    /// Whether its time is a place in the lobby, behind which `since` can go on.
    pub fn is_of_lobby(self) -> bool {
        self != MessageKind::Whisper
    }
}

/// A message as it stands on its line. The nick may be empty, as may the text; times sort as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Where.
    pub kind: MessageKind,
    /// When, as on the wire.
    pub time: String,
    /// Who.
    pub nick: String,
    /// What.
    pub text: String,
}

/// A line that a server sends, split as its first word says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerLine {
    /// The answer is complete.
    Ok(String),
    /// What was asked for is refused.
    Err {
        /// For programs.
        code: String,
        /// For people.
        text: String,
    },
    /// A message.
    Said(Said),
    /// Messages that stood here are no longer kept: `None` where nobody knows how many, nor whether there were any.
    Missed(Option<u64>),
    /// One of those online.
    User(String),
    /// A line of `help`.
    Help(String),
    /// The server ends the session; nothing follows.
    Bye {
        /// For programs.
        code: String,
        /// For people.
        text: String,
    },
    /// A line of which this client knows nothing; it is skipped.
    Unknown(String),
}

impl ServerLine {
    /// Never fails: what does not have the form that its first word asks for is unknown.
    pub fn parse(line: &str) -> ServerLine {
        let (word, rest) = split(line);
        match word {
            "OK" => ServerLine::Ok(rest.to_owned()),
            "ERR" => {
                let (code, text) = owned(split(rest));
                ServerLine::Err { code, text }
            }
            "BYE" => {
                let (code, text) = owned(split(rest));
                ServerLine::Bye { code, text }
            }
            "LOBBY" => said(MessageKind::Lobby, rest, line),
            "WHISPER" => said(MessageKind::Whisper, rest, line),
            "NOTICE" => said(MessageKind::Notice, rest, line),
            "MISSED" => ServerLine::Missed(rest.parse().ok()),
            "USER" => ServerLine::User(rest.to_owned()),
            "HELP" => ServerLine::Help(rest.to_owned()),
            _ => ServerLine::Unknown(line.to_owned()),
        }
    }
}

fn split(text: &str) -> (&str, &str) {
    text.split_once(' ').unwrap_or((text, ""))
}

fn owned((code, text): (&str, &str)) -> (String, String) {
    (code.to_owned(), text.to_owned())
}

fn said(kind: MessageKind, rest: &str, line: &str) -> ServerLine {
    let (time, said) = split(rest);
    // An empty text, of which somebody on the way may have dropped the space.
    let parts = said.split_once(": ").or_else(|| said.strip_suffix(':').map(|nick| (nick, "")));
    match parts {
        Some((nick, text)) => {
            ServerLine::Said(Said { kind, time: time.to_owned(), nick: nick.to_owned(), text: text.to_owned() })
        }
        None => ServerLine::Unknown(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: &str = "2026-11-23T10:01:02.345678Z";

    fn message(line: &str) -> (String, String) {
        match ServerLine::parse(line) {
            ServerLine::Said(said) => {
                assert_eq!(said.time, TIME);
                (said.nick, said.text)
            }
            other => panic!("{other:?}"),
        }
    }

    fn pair(nick: &str, text: &str) -> (String, String) {
        (nick.to_owned(), text.to_owned())
    }

    #[test]
    fn reads_answers() {
        assert_eq!(ServerLine::parse("OK"), ServerLine::Ok(String::new()));
        assert_eq!(ServerLine::parse("OK Thank you"), ServerLine::Ok("Thank you".into()));
        let refusal = ServerLine::Err { code: "usage".into(), text: "So: pub".into() };
        assert_eq!(ServerLine::parse("ERR usage So: pub"), refusal);
        let bye = ServerLine::Bye { code: "flood".into(), text: String::new() };
        assert_eq!(ServerLine::parse("BYE flood"), bye);
        assert_eq!(ServerLine::parse("USER bob"), ServerLine::User("bob".into()));
        assert_eq!(ServerLine::parse("MISSED 3"), ServerLine::Missed(Some(3)));
        assert_eq!(ServerLine::parse("MISSED ?"), ServerLine::Missed(None));
    }

    #[test]
    fn reads_messages() {
        assert_eq!(message(&format!("LOBBY {TIME} ann: a: b  c ")), pair("ann", "a: b  c "));
        assert_eq!(message(&format!("WHISPER {TIME} a b:c: x")), pair("a b:c", "x"));
        assert_eq!(message(&format!("NOTICE {TIME} A: \u{2028}x")), pair("A", "\u{2028}x"));
        assert_eq!(message(&format!("LOBBY {TIME} : text")), pair("", "text"));
        assert_eq!(message(&format!("LOBBY {TIME} ann: ")), pair("ann", ""));
        assert_eq!(message(&format!("LOBBY {TIME} ann:")), pair("ann", ""));
    }

    #[test]
    fn skips_what_it_does_not_know() {
        for line in ["", "OKAY fine", "ok", " OK", "NEWS today", "LOBBY", "LOBBY 2026 x"] {
            assert_eq!(ServerLine::parse(line), ServerLine::Unknown(line.to_owned()));
        }
    }
}
