//! Cursors: where a page ends, as opaque text.
//!
//! A cursor holds the values of the order's keys as the server sent them, and a digest of what it was made for. With
//! the application's key it is signed, so that nobody else can make one; without, it bears a checksum that finds
//! accidents. Values are bound as parameters, so a forged cursor can at most begin a page elsewhere.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::BufMut;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// The form of cursors that this build makes and reads.
const VERSION: u8 = 1;
/// How many bytes of a digest are kept.
const SEAL: usize = 16;
/// No key of an order is longer: a cursor travels in a URL.
const LONGEST: usize = 8 * 1024;

/// Where a page ends. Opaque: give it to the client and take it back.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not shown, for it holds values of rows.
impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(_)")
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for Cursor {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// What cursors are sealed with.
#[derive(Clone, Copy)]
pub(crate) struct Seal<'a> {
    /// The application's key.
    pub(crate) key: Option<&'a [u8]>,
    /// What the cursor is for: the table and the order.
    pub(crate) purpose: &'a str,
}

impl Seal<'_> {
    fn of(self, body: &[u8]) -> [u8; SEAL] {
        let mut seal = [0; SEAL];
        let digest: [u8; 32] = match self.key.map(Hmac::<Sha256>::new_from_slice) {
            Some(Ok(mut mac)) => {
                mac.update(self.purpose.as_bytes());
                mac.update(&[0]);
                mac.update(body);
                mac.finalize().into_bytes().into()
            }
            // Any key fits an HMAC; without one the digest is a checksum.
            Some(Err(_)) | None => {
                let digest = Sha256::new().chain_update(self.purpose).chain_update([0]).chain_update(body);
                digest.finalize().into()
            }
        };
        seal.copy_from_slice(&digest[..SEAL]);
        seal
    }
}

/// Makes a cursor of the values of a row.
pub(crate) fn write<'v>(values: impl Iterator<Item = Option<&'v [u8]>>, seal: Seal<'_>) -> Cursor {
    let mut body = vec![VERSION];
    for value in values {
        match value {
            Some(value) => {
                body.put_i32(i32::try_from(value.len()).unwrap_or(i32::MAX));
                body.put_slice(value);
            }
            None => body.put_i32(-1),
        }
    }
    body.extend_from_slice(&seal.of(&body));
    Cursor(URL_SAFE_NO_PAD.encode(body))
}

/// The values of a cursor: as many as the order has keys.
pub(crate) fn read(cursor: &Cursor, count: usize, seal: Seal<'_>) -> Result<Vec<Option<Vec<u8>>>, Error> {
    let Cursor(text) = cursor;
    if text.len() > LONGEST * 2 {
        return Err(Error::cursor("it is longer than any cursor is"));
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::cursor("it is no cursor"))?;
    let (body, given) = bytes.split_last_chunk::<SEAL>().ok_or_else(|| Error::cursor("it is cut off"))?;
    if !is_same(*given, seal.of(body)) {
        return Err(Error::cursor("it was changed, or made for another order, or with another key"));
    }
    let (version, mut left) = body.split_first().ok_or_else(|| Error::cursor("it is cut off"))?;
    if *version != VERSION {
        return Err(Error::cursor("it was made by another version"));
    }
    let mut values = Vec::with_capacity(count);
    while let Some((length, rest)) = left.split_first_chunk::<4>() {
        let value = match usize::try_from(i32::from_be_bytes(*length)) {
            Ok(length) => {
                let (value, rest) = rest.split_at_checked(length).ok_or_else(|| Error::cursor("it is cut off"))?;
                left = rest;
                Some(value.to_vec())
            }
            Err(_) => {
                left = rest;
                None
            }
        };
        values.push(value);
    }
    if values.len() == count && left.is_empty() { Ok(values) } else { Err(Error::cursor("it has other keys")) }
}

/// Compares without telling by the time it takes where two digests differ.
fn is_same(left: [u8; SEAL], right: [u8; SEAL]) -> bool {
    left.iter().zip(right).fold(0, |differs, (left, right)| differs | (left ^ right)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Seal<'_> = Seal { key: None, purpose: "users: created_at ASC" };

    fn values() -> Vec<Option<Vec<u8>>> {
        vec![Some(vec![1, 2, 3]), None, Some(Vec::new())]
    }

    fn written(seal: Seal<'_>) -> Cursor {
        write(values().iter().map(Option::as_deref), seal)
    }

    #[test]
    fn a_cursor_comes_back() {
        assert_eq!(read(&written(PLAIN), 3, PLAIN).expect("whole"), values());
        let signed = Seal { key: Some(b"secret"), ..PLAIN };
        assert_eq!(read(&written(signed), 3, signed).expect("whole"), values());
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let signed = Seal { key: Some(b"secret"), ..PLAIN };
        let cursor = written(signed);
        for seal in [PLAIN, Seal { key: Some(b"other"), ..PLAIN }, Seal { purpose: "jobs", ..signed }] {
            assert!(read(&cursor, 3, seal).is_err());
        }
        assert!(read(&cursor, 2, signed).is_err());
        for end in 0..cursor.0.len() {
            assert!(read(&Cursor(cursor.0[..end].to_owned()), 3, signed).is_err());
        }
        for text in ["", "§", "AAAA", "../../etc", &"A".repeat(100_000)] {
            assert!(read(&Cursor::from(text), 3, PLAIN).is_err());
        }
    }

    #[test]
    fn any_changed_byte_is_found() {
        let Cursor(text) = written(PLAIN);
        let bytes = URL_SAFE_NO_PAD.decode(text).expect("ours");
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert!(read(&Cursor(URL_SAFE_NO_PAD.encode(bytes)), 3, PLAIN).is_err());
        }
    }
}
