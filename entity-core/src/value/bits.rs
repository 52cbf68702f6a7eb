//! Strings of bits.

use std::fmt;
use std::str::FromStr;

use bytes::BytesMut;
use postgres_protocol::types as wire;
use tokio_postgres::types::{IsNull, Type};

use super::{DecodeError, Encoded, TypeDef, Value};

/// A string of bits: `varbit`, or `bit(n)` where that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BitString(Vec<bool>);

/// A text is no string of bits. It does not show the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BitsError;

impl fmt::Display for BitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected zeros and ones")
    }
}

impl std::error::Error for BitsError {}

impl BitString {
    /// The bits, the leftmost first.
    pub fn bits(&self) -> &[bool] {
        &self.0
    }
}

impl FromIterator<bool> for BitString {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        Self(bits.into_iter().collect())
    }
}

impl FromStr for BitString {
    type Err = BitsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bit = |bit| match bit {
            '0' => Ok(false),
            '1' => Ok(true),
            _ => Err(BitsError),
        };
        text.chars().map(bit).collect()
    }
}

impl fmt::Display for BitString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|bit| f.write_str(if *bit { "1" } else { "0" }))
    }
}

impl Value for BitString {
    const TYPE: TypeDef = TypeDef::builtin("varbit");

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::BIT | Type::VARBIT)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let bits = wire::varbit_from_sql(raw).map_err(|_| DecodeError::expected("a string of bits"))?;
        let bit = |at: usize| bits.bytes()[at / 8] & (0x80 >> (at % 8)) != 0;
        Ok((0..bits.len()).map(bit).collect())
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        let byte =
            |bits: &[bool]| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | (u8::from(*bit) << (7 - at)));
        wire::varbit_to_sql(self.0.len(), self.0.chunks(8).map(byte), out)?;
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("B'{self}'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_survive_the_wire_and_their_pieces_are_errors() {
        let bits: BitString = "10110011101".parse().expect("bits");
        let mut out = BytesMut::new();
        bits.encode(&Type::VARBIT, &mut out).expect("encodes");
        assert_eq!(BitString::decode(&out).as_ref(), Ok(&bits));
        for end in 0..out.len() {
            assert!(BitString::decode(&out[..end]).is_err());
        }
        assert_eq!(bits.literal().as_deref(), Some("B'10110011101'"));
        assert_eq!("102".parse::<BitString>(), Err(BitsError));
    }
}
