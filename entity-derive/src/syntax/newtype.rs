//! A struct of one field, as written.

use syn::{Data, DeriveInput, Fields, Ident, Index, Member, Type};

use crate::errors::Errors;

/// A struct that is stored as its only field.
pub(crate) struct Newtype {
    pub(crate) ident: Ident,
    pub(crate) member: Member,
    pub(crate) inner: Type,
}

const FORM: &str = "a newtype has one field: `struct Email(String);`";

/// Reads a newtype. `None` when nothing can be emitted for it.
pub(crate) fn newtype(input: DeriveInput, errors: &mut Errors) -> Option<Newtype> {
    super::refuse_generics(&input, "a newtype is stored as one type, so it has no generic parameters", errors)?;
    let Data::Struct(data) = input.data else {
        errors.at(&input.ident, "a newtype is a struct; for an enum type derive `PgEnum`");
        return None;
    };
    let mut fields = match data.fields {
        Fields::Named(fields) => fields.named,
        Fields::Unnamed(fields) => fields.unnamed,
        Fields::Unit => {
            errors.at(&input.ident, FORM);
            return None;
        }
    }
    .into_iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        errors.at(&input.ident, FORM);
        return None;
    };
    let member = field.ident.map_or_else(|| Member::Unnamed(Index::from(0)), Member::Named);
    if super::is_option(&field.ty) {
        errors.at(&field.ty, "null is said by the field of the entity: `Option` stands around the newtype, not in it");
        return None;
    }
    Some(Newtype { ident: input.ident, member, inner: field.ty })
}
