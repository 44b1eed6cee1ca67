use crate::error::{Error, Result};

/// Makes lines of bytes, wherever these are split. A line ends at LF, and at nothing else; one CR before it belongs to its end. What
/// stands behind the last LF is no line.
#[derive(Debug, Default)]
pub struct LineDecoder {
    held: Vec<u8>,
}

impl LineDecoder {
    /// The longest line in bytes; the protocol has some of several hundred KiB.
    pub const MAX_LINE: usize = 16 << 20;

    /// Begins with an empty line.
    pub fn new() -> LineDecoder {
        LineDecoder::default()
    }

    /// Takes bytes, and adds the lines that they complete. What is not UTF-8 becomes U+FFFD. It fails where a line is longer than any
    /// that a Parley server sends.
    pub fn feed(&mut self, mut bytes: &[u8], lines: &mut Vec<String>) -> Result<()> {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            self.hold(&bytes[..end])?;
            bytes = &bytes[end + 1..];
            let line = self.held.strip_suffix(b"\r").unwrap_or(&self.held);
            lines.push(String::from_utf8_lossy(line).into_owned());
            self.held.clear();
        }
        self.hold(bytes)
    }

    fn hold(&mut self, bytes: &[u8]) -> Result<()> {
        if self.held.len() + bytes.len() > LineDecoder::MAX_LINE {
            return Err(Error::ConnectionLost(format!(
                "the server sent a line of more than {} bytes",
                LineDecoder::MAX_LINE
            )));
        }
        self.held.extend_from_slice(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> Vec<String> {
        let mut decoder = LineDecoder::new();
        let mut lines = Vec::new();
        for piece in pieces {
            decoder.feed(piece, &mut lines).unwrap();
        }
        lines
    }

    #[test]
    fn splits_at_line_feeds_and_nowhere_else() {
        let text = "one\r\ntwo\n\r\nthr\ree\u{2028}\u{85}\u{b}!\r\r\nhalf";
        assert_eq!(lines(&[text.as_bytes()]), ["one", "two", "", "thr\ree\u{2028}\u{85}\u{b}!\r"]);
    }

    #[test]
    fn finds_the_same_lines_wherever_the_bytes_are_split() {
        let bytes = "OK é€😀\r\nLOBBY x\r\n".as_bytes();
        for at in 0..=bytes.len() {
            assert_eq!(lines(&[&bytes[..at], &bytes[at..]]), ["OK é€😀", "LOBBY x"], "split at {at}");
        }
    }

    #[test]
    fn reads_what_is_not_utf8_as_well_as_can_be() {
        assert_eq!(lines(&[b"a\xffb\n"]), ["a\u{fffd}b"]);
    }

    #[test]
    fn holds_long_lines_but_none_without_end() {
        let long = vec![b'x'; 300 << 10];
        assert_eq!(lines(&[&long, b"\n"])[0].len(), long.len());
        let mut decoder = LineDecoder::new();
        let much = vec![b'x'; LineDecoder::MAX_LINE];
        decoder.feed(&much, &mut Vec::new()).unwrap();
        assert!(matches!(decoder.feed(b"x", &mut Vec::new()), Err(Error::ConnectionLost(_))));
    }
}
