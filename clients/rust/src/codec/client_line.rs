//! The lines that a client sends, without their ends. Whatever would be two lines, no line, or another command than is meant is an
//! invalid argument; what the server may judge is left to it.

use crate::error::{Error, Result};

/// Who is online.
pub const USERS: &str = "users";
/// Messages as they come.
pub const LIVE: &str = "live";
/// A sign of life.
pub const PING: &str = "ping";
/// How far this session was told.
pub const MARK: &str = "mark";
/// What takes the name over.
pub const TOKEN: &str = "token";
/// The end.
pub const DOWNLINE: &str = "downline";

/// Bytes without an end of which a server takes a line to be one; with more it ends the session.
const MAX_LINE: usize = 65_535;
const MAX_HISTORY: u32 = 1_000;
const MAX_KEY: usize = 64;

/// What is not seen: the default-ignorable characters, and others that a server takes out.
const UNSEEN: [(u32, u32); 20] = [
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
    (0xF_FFFE, 0xF_FFFF),
];

/// The first line of a session.
pub fn nickname(nick: &str) -> Result<String> {
    sendable(name(nick)?.to_owned())
}

/// The first line of a session that takes the name over.
pub fn nickname_with_token(nick: &str, token: &str) -> Result<String> {
    sendable(format!("{} {}", name(nick)?, name(token)?))
}

/// Says it in the lobby.
pub fn publish(text: &str) -> Result<String> {
    sendable(format!("pub {}", checked(text)?))
}

/// Says it in the lobby once, whatever is lost.
pub fn once(key: &str, text: &str) -> Result<String> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(known) {
        return Err(Error::InvalidArgument(format!("a key is 1 to 64 of A-Z a-z 0-9 . _ -, not: {key}")));
    }
    sendable(format!("once {key} {}", checked(text)?))
}

/// Whispers.
pub fn to(nick: &str, text: &str) -> Result<String> {
    sendable(format!("to {} {}", name(nick)?, checked(text)?))
}

/// The last messages of the lobby, 1 to 1,000.
pub fn history(count: u32) -> Result<String> {
    if !(1..=MAX_HISTORY).contains(&count) {
        return Err(Error::InvalidArgument(format!("history has 1 to {MAX_HISTORY} messages, not {count}")));
    }
    Ok(format!("history {count}"))
}

/// What was said after that time, which is as a server gives it.
pub fn since(time: &str) -> Result<String> {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000000Z";
    let fits = |(wanted, found): (&u8, u8)| match wanted {
        b'0' => found.is_ascii_digit(),
        sign => *sign == found,
    };
    if time.len() != FORM.len() || !FORM.iter().zip(time.bytes()).all(fits) {
        return Err(Error::InvalidArgument(format!("a position is a time as the server gives it, not: {time}")));
    }
    Ok(format!("since {time}"))
}

/// Looks for words in the archive.
pub fn search(words: &str) -> Result<String> {
    sendable(format!("search {}", checked(words)?))
}

/// A nickname, or what stands in the place of one: a word, or else the words behind it would mean something else.
fn name(nick: &str) -> Result<&str> {
    let joins = |c: char| c == '\u{200C}' || c == '\u{200D}';
    if !nick.chars().any(shows) || !nick.chars().all(|c| shows(c) || joins(c)) {
        return Err(Error::InvalidArgument(format!("a name is one word of characters that show, not: {nick:?}")));
    }
    Ok(nick)
}

fn checked(text: &str) -> Result<&str> {
    if !text.chars().any(shows) {
        return Err(Error::InvalidArgument("a message needs a text".to_owned()));
    }
    Ok(text)
}

fn shows(c: char) -> bool {
    let code = c as u32;
    !c.is_whitespace() && !c.is_control() && !UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&code))
}

fn sendable(line: String) -> Result<String> {
    if line.contains(['\n', '\r', '\0']) {
        return Err(Error::InvalidArgument("a message is one line, without CR, LF and NUL".to_owned()));
    }
    if line.len() > MAX_LINE {
        return Err(Error::InvalidArgument(format!("a line of {} bytes would end the session", line.len())));
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_invalid<T>(result: Result<T>) -> bool {
        matches!(result, Err(Error::InvalidArgument(_)))
    }

    #[test]
    fn keeps_a_text_as_it_is() {
        assert_eq!(publish(" a: b\u{2028}\tc ").unwrap(), "pub  a: b\u{2028}\tc ");
        assert_eq!(once("k-1._A", "x y").unwrap(), "once k-1._A x y");
        assert_eq!(to("bob", "x").unwrap(), "to bob x");
        assert_eq!(to("क्\u{200d}ष:é😀", "\u{6dd}").unwrap(), "to क्\u{200d}ष:é😀 \u{6dd}");
        assert_eq!(search("two words").unwrap(), "search two words");
    }

    #[test]
    fn refuses_what_is_no_text_of_a_line() {
        for text in ["a\nb", "a\rb", "a\0b", "", " ", "\u{3000}", "\t", "\u{85}", "\u{a0}\u{2028}", "\u{3164}\u{200b}"]
        {
            assert!(is_invalid(publish(text)), "{text:?}");
            assert!(is_invalid(once("k", text)), "{text:?}");
            assert!(is_invalid(to("bob", text)), "{text:?}");
            assert!(is_invalid(search(text)), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_is_no_name() {
        for nick in
            ["", " ", "a b", " a", "a ", "\u{3000}", "a\u{a0}b", "a\nb", "a\u{202e}b", "\u{200d}", "\u{3164}", "a\0"]
        {
            assert!(is_invalid(to(nick, "x")), "{nick:?}");
            assert!(is_invalid(nickname(nick)), "{nick:?}");
            assert!(is_invalid(nickname_with_token("ann", nick)), "{nick:?}");
        }
    }

    #[test]
    fn refuses_keys_numbers_and_times_that_are_none() {
        for key in ["", "a b", "é", "a/b", &"x".repeat(65)] {
            assert!(is_invalid(once(key, "x")), "{key:?}");
        }
        assert!(is_invalid(history(0)) && is_invalid(history(1_001)));
        for time in ["", "now", "2026-11-23T10:01:02Z", "2026-11-23T10:01:02.345678Z x"] {
            assert!(is_invalid(since(time)), "{time:?}");
        }
        assert!(since("2026-11-23T10:01:02.345678Z").is_ok());
    }

    #[test]
    fn refuses_a_line_that_would_be_taken_for_a_flood() {
        assert_eq!(publish(&"é".repeat(32_765)).unwrap().len(), 65_534);
        assert!(is_invalid(publish(&"é".repeat(32_766))));
    }
}
