//! Documents as full text search sees them.

use std::fmt;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Type};

use super::reader::Reader;
use super::{DecodeError, Encoded, TypeDef, Value};
use crate::schema::Literal;

/// A document as full text search sees it: `tsvector`. Most often the server computes it, in a generated column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TsVector(pub Vec<Lexeme>);

/// A word of a document. The server keeps words sorted, each once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lexeme {
    /// The word.
    pub word: String,
    /// Where it stands. Empty where that was stripped.
    pub positions: Vec<Position>,
}

/// Where a word stands, and how much it counts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// The place, from 1 to 16383.
    pub place: u16,
    /// The weight.
    pub weight: Weight,
}

/// How much a word counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Least, and not written.
    #[default]
    D,
    /// More than `D`.
    C,
    /// More than `C`.
    B,
    /// Most.
    A,
}

/// The place takes the lower bits, the weight the two above.
const PLACE_BITS: u32 = 14;

impl Position {
    fn from_bits(bits: u16) -> Self {
        let weight = match bits >> PLACE_BITS {
            0 => Weight::D,
            1 => Weight::C,
            2 => Weight::B,
            _ => Weight::A,
        };
        Self { place: bits & ((1 << PLACE_BITS) - 1), weight }
    }

    fn bits(self) -> u16 {
        let weight = match self.weight {
            Weight::D => 0,
            Weight::C => 1,
            Weight::B => 2,
            Weight::A => 3,
        };
        (weight << PLACE_BITS) | (self.place & ((1 << PLACE_BITS) - 1))
    }
}

/// As PostgreSQL writes it: `'cat':3A 'fat':2`.
impl fmt::Display for TsVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Lexeme { word, positions }) in self.0.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}'{}'", word.replace('\\', "\\\\").replace('\'', "''"))?;
            for (at, Position { place, weight }) in positions.iter().enumerate() {
                let sign = if at == 0 { ':' } else { ',' };
                let weight = match weight {
                    Weight::A => "A",
                    Weight::B => "B",
                    Weight::C => "C",
                    Weight::D => "",
                };
                write!(f, "{sign}{place}{weight}")?;
            }
        }
        Ok(())
    }
}

impl Value for TsVector {
    const TYPE: TypeDef = TypeDef::builtin("tsvector");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TS_VECTOR
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(raw, "tsvector");
        // A word has at least its end and the number of its positions.
        let count = reader.count(3)?;
        let words = (0..count).map(|_| lexeme(&mut reader)).collect::<Result<_, _>>()?;
        reader.end().map(|()| Self(words))
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.put_i32(i32::try_from(self.0.len())?);
        for Lexeme { word, positions } in &self.0 {
            if word.contains('\0') {
                return Err("a word of a tsvector has no zero byte".into());
            }
            out.put_slice(word.as_bytes());
            out.put_u8(0);
            out.put_u16(u16::try_from(positions.len())?);
            positions.iter().for_each(|position| out.put_u16(position.bits()));
        }
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("{}::tsvector", Literal(&self.to_string())))
    }
}

fn lexeme(reader: &mut Reader<'_>) -> Result<Lexeme, DecodeError> {
    let word = std::str::from_utf8(reader.until_zero()?).map_err(|_| reader.error())?.to_owned();
    let count = reader.u16()?;
    let positions = (0..count).map(|_| reader.u16().map(Position::from_bits)).collect::<Result<_, _>>()?;
    Ok(Lexeme { word, positions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_survives_the_wire_and_its_pieces_are_errors() {
        let at = |place, weight| Position { place, weight };
        let document = TsVector(vec![
            Lexeme { word: "it's".to_owned(), positions: vec![at(3, Weight::A), at(16_383, Weight::D)] },
            Lexeme { word: "mat".to_owned(), positions: Vec::new() },
        ]);
        let mut out = BytesMut::new();
        document.encode(&Type::TS_VECTOR, &mut out).expect("encodes");
        assert_eq!(TsVector::decode(&out).as_ref(), Ok(&document));
        for end in 0..out.len() {
            assert!(TsVector::decode(&out[..end]).is_err());
        }
        assert_eq!(document.to_string(), "'it''s':3A,16383 'mat'");
    }
}
