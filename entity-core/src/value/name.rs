//! Type names made of others, in constants.

/// The longest name: a namespace and a type of 63 bytes, every one of them a doubled quote, and `[]`.
const MAX: usize = 264;

/// Text that a constant puts together. Give it a constant of its own, and another one for the reference to it.
#[derive(Clone, Copy, Debug)]
pub struct ConstText {
    bytes: [u8; MAX],
    len: usize,
}

impl ConstText {
    /// A text to begin with.
    pub const fn new(text: &str) -> Self {
        Self { bytes: [0; MAX], len: 0 }.text(text)
    }

    /// The text with another one behind it.
    pub const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        assert!(self.len + bytes.len() <= MAX, "a name is too long");
        let mut at = 0;
        while at < bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    /// The text with a number behind it.
    pub const fn number(self, number: u32) -> Self {
        let start = if number >= 10 { self.number(number / 10) } else { self };
        let digit = [b'0' + (number % 10) as u8];
        match std::str::from_utf8(&digit) {
            Ok(digit) => start.text(digit),
            Err(_) => start,
        }
    }

    /// The text.
    pub const fn as_str(&'static self) -> &'static str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => panic!("only whole texts are put together"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConstText;

    #[test]
    fn constants_are_put_together() {
        const NAME: ConstText = ConstText::new("geometry(Point,").number(4326).text(")");
        const TEXT: &ConstText = &NAME;
        assert_eq!(TEXT.as_str(), "geometry(Point,4326)");
    }
}
