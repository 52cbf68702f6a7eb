//! Reads binary forms piece by piece. What is missing is an error, never a panic.

use super::DecodeError;

/// The bytes that are left of a value.
pub(crate) struct Reader<'r> {
    left: &'r [u8],
    what: &'static str,
}

impl<'r> Reader<'r> {
    /// Starts at the first byte. `what` is expected.
    pub(crate) fn new(raw: &'r [u8], what: &'static str) -> Self {
        Self { left: raw, what }
    }

    /// The error of a value that is not what it should be.
    pub(crate) fn error(&self) -> DecodeError {
        DecodeError::expected(self.what)
    }

    /// The next bytes.
    pub(crate) fn take(&mut self, count: usize) -> Result<&'r [u8], DecodeError> {
        let (taken, left) = self.left.split_at_checked(count).ok_or_else(|| self.error())?;
        self.left = left;
        Ok(taken)
    }

    /// The next bytes, as many as the array has.
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        self.take(N)?.try_into().map_err(|_| self.error())
    }

    pub(crate) fn u16(&mut self) -> Result<u16, DecodeError> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn i32(&mut self) -> Result<i32, DecodeError> {
        self.array().map(i32::from_be_bytes)
    }

    pub(crate) fn i64(&mut self) -> Result<i64, DecodeError> {
        self.array().map(i64::from_be_bytes)
    }

    /// A number of things that follow, each of at least `size` bytes.
    pub(crate) fn count(&mut self, size: usize) -> Result<usize, DecodeError> {
        let count = usize::try_from(self.i32()?).map_err(|_| self.error())?;
        self.holds(count, size).map(|()| count)
    }

    /// Refuses more things of at least `size` bytes than there are bytes for.
    pub(crate) fn holds(&self, count: usize, size: usize) -> Result<(), DecodeError> {
        if count > self.left.len() / size { Err(self.error()) } else { Ok(()) }
    }

    /// A value behind its length, which is negative for null.
    pub(crate) fn value(&mut self) -> Result<Option<&'r [u8]>, DecodeError> {
        match usize::try_from(self.i32()?) {
            Ok(length) => self.take(length).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// The bytes before the next zero, which is passed.
    pub(crate) fn until_zero(&mut self) -> Result<&'r [u8], DecodeError> {
        let end = self.left.iter().position(|byte| *byte == 0).ok_or_else(|| self.error())?;
        let text = self.take(end)?;
        self.take(1)?;
        Ok(text)
    }

    /// Refuses bytes that are left.
    pub(crate) fn end(&self) -> Result<(), DecodeError> {
        if self.left.is_empty() { Ok(()) } else { Err(self.error()) }
    }
}
