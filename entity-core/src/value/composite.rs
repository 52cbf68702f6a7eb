//! Composite types: what `#[derive(PgComposite)]` describes, and how its values are read and written.
//!
//! The database may have the attributes in another order than the struct, because it adds new ones at the end, and may
//! have more of them. So they find each other by name.

use bytes::BytesMut;
use tokio_postgres::types::{Field, IsNull, Kind, Type};

use super::bind::base;
use super::reader::Reader;
use super::{CollationDef, DecodeError, Encoded, TypeDef, record};

/// A composite type of the application.
#[derive(Clone, Copy, Debug)]
pub struct CompositeDef {
    /// The name of the struct, for messages.
    pub rust_name: &'static str,
    /// The namespace, where it is not `public`.
    pub namespace: Option<&'static str>,
    /// The name of the type in SQL.
    pub name: &'static str,
    /// The attributes in the order of the fields.
    pub attributes: &'static [AttributeDef],
    /// The comment on the type.
    pub comment: Option<&'static str>,
    /// What the type was called before.
    pub renamed_from: Option<&'static str>,
}

/// An attribute of a composite type.
#[derive(Clone, Copy, Debug)]
pub struct AttributeDef {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub ty: TypeDef,
    /// How it sorts, where not as its type does.
    pub collation: Option<CollationDef>,
    /// The comment.
    pub comment: Option<&'static str>,
}

/// A field's attribute, and which types it can be read from.
pub type Held = (&'static str, fn(&Type) -> bool);

/// A value inside a composite one, with its type; nothing for null.
pub type Inside<'r> = Option<(&'r Type, &'r [u8])>;

/// Stands for a type that nobody asked the server about.
static UNKNOWN: Type = Type::UNKNOWN;

/// The type of a value of which only the bytes are at hand. Its attributes are taken to be those of the struct.
pub fn unknown() -> &'static Type {
    &UNKNOWN
}

/// Whether a type has these attributes, of types that their fields can hold.
pub fn is_composite(ty: &Type, fields: &[Held]) -> bool {
    let Kind::Composite(attributes) = ty.kind() else { return false };
    let is_held = |(name, accepts): &Held| {
        attributes.iter().any(|attribute| attribute.name() == *name && accepts(base(attribute.type_())))
    };
    fields.iter().all(is_held)
}

/// Reads the attributes of these names.
///
/// # Errors
/// When the bytes are no composite value of the type.
pub fn read_record<'r, const N: usize>(
    ty: &'r Type,
    names: [&str; N],
    raw: &'r [u8],
) -> Result<[Inside<'r>; N], DecodeError> {
    let mut reader = Reader::new(raw, "a composite value");
    let count = reader.count(8)?;
    let attributes = match ty.kind() {
        Kind::Composite(attributes) if attributes.len() <= count => Some(attributes),
        Kind::Composite(_) => return Err(reader.error()),
        _ if count == N => None,
        _ => return Err(reader.error()),
    };
    let mut found = [None; N];
    for at in 0..count {
        let oid = reader.u32()?;
        let value = reader.value()?;
        match attributes.map(|attributes| attributes.get(at)) {
            Some(Some(attribute)) if attribute.type_().oid() != oid => return Err(reader.error()),
            Some(Some(attribute)) => {
                if let Some(place) = place(&names, attribute, at) {
                    found[place] = value.map(|value| (base(attribute.type_()), value));
                }
            }
            // It was added since the type was asked about.
            Some(None) => {}
            None => found[at] = value.map(|value| (unknown(), value)),
        }
    }
    reader.end().map(|()| found)
}

/// Writes a composite value. `field` writes the one at a place of the struct; what the struct does not have is null.
///
/// # Errors
/// When `ty` is no composite type, or a field has no form in its attribute's type.
pub fn write_record<const N: usize>(
    ty: &Type,
    names: [&str; N],
    out: &mut BytesMut,
    field: impl Fn(usize, &Type, &mut BytesMut) -> Encoded,
) -> Encoded {
    let Kind::Composite(attributes) = ty.kind() else {
        return Err(format!("the database expects {ty} here, not a composite value").into());
    };
    record(ty, out, |at, ty, out| match place(&names, &attributes[at], at) {
        Some(place) => field(place, ty, out),
        None => Ok(IsNull::Yes),
    })
}

/// The field of an attribute, most often at the same place.
fn place(names: &[&str], attribute: &Field, at: usize) -> Option<usize> {
    match names.get(at) {
        Some(name) if *name == attribute.name() => Some(at),
        Some(_) | None => names.iter().position(|name| *name == attribute.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::super::array::sized;
    use super::*;

    fn pair(names: [&str; 2]) -> Type {
        let fields = names.map(|name| Field::new(name.to_owned(), Type::INT4)).to_vec();
        Type::new("pair".to_owned(), 99_999, Kind::Composite(fields), "public".to_owned())
    }

    fn written(ty: &Type, names: [&str; 2]) -> BytesMut {
        let mut out = BytesMut::new();
        write_record(ty, names, &mut out, |at, ty, out| [1, 2][at].encode(ty, out)).expect("encodes");
        out
    }

    fn numbers(found: [Inside<'_>; 2]) -> [Option<i32>; 2] {
        found.map(|inside| inside.map(|(_, raw)| i32::decode(raw).expect("a number")))
    }

    #[test]
    fn attributes_are_found_by_name_and_pieces_are_errors() {
        let (ty, turned) = (pair(["a", "b"]), pair(["b", "a"]));
        let out = written(&ty, ["a", "b"]);
        assert_eq!(numbers(read_record(&ty, ["a", "b"], &out).expect("decodes")), [Some(1), Some(2)]);
        assert_eq!(numbers(read_record(&turned, ["a", "b"], &out).expect("decodes")), [Some(2), Some(1)]);
        assert_eq!(numbers(read_record(unknown(), ["a", "b"], &out).expect("decodes")), [Some(1), Some(2)]);
        assert_eq!(written(&turned, ["b", "a"]), out);
        for end in 0..out.len() {
            assert!(read_record(&ty, ["a", "b"], &out[..end]).is_err());
        }
    }

    #[test]
    fn what_the_struct_lacks_is_null_and_what_came_later_is_passed_over() {
        let ty = pair(["a", "z"]);
        let out = written(&ty, ["a", "b"]);
        assert_eq!(numbers(read_record(&ty, ["a", "z"], &out).expect("decodes")), [Some(1), None]);
        let mut longer = out.clone();
        longer[..4].copy_from_slice(&3_i32.to_be_bytes());
        longer.extend_from_slice(&Type::INT4.oid().to_be_bytes());
        sized(&mut longer, |_| Ok(IsNull::Yes)).expect("encodes");
        assert_eq!(numbers(read_record(&ty, ["a", "z"], &longer).expect("decodes")), [Some(1), None]);
    }

    #[test]
    fn a_type_fits_when_it_has_all_fields_of_their_types() {
        let fields: &[Held] = &[("b", i32::accepts), ("a", i32::accepts)];
        assert!(is_composite(&pair(["a", "b"]), fields));
        assert!(!is_composite(&pair(["a", "c"]), fields));
        assert!(!is_composite(&pair(["a", "b"]), &[("a", i64::accepts)]));
        assert!(!is_composite(&Type::INT4, &[]));
    }
}
