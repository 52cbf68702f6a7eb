//! Composite types.

use syn::Ident;

use super::model::{Attribute, CompositeType};
use super::{column, named_type, names, settings};
use crate::errors::Errors;
use crate::names as derived;
use crate::syntax::{self, ColumnAttrs, Field};

/// Understands a composite type.
pub(crate) fn pg_composite(written: syntax::PgComposite, errors: &mut Errors) -> CompositeType {
    let syntax::PgComposite { ident, docs, naming, fields } = written;
    let syntax::Naming { name, schema, renamed_from, comment } = naming;
    let (name, namespace) = named_type::of(&ident, (name, schema), "pg_composite", errors);
    if fields.is_empty() {
        errors.at(&ident, "a composite type has at least one field");
    }
    names::no_twins(&fields, errors);
    CompositeType {
        name,
        namespace,
        comment: names::comment(comment.map(|said| said.value), &docs),
        renamed_from: names::explicit(renamed_from, errors),
        readable: fields.iter().all(column::is_sound),
        attributes: fields.into_iter().map(|field| attribute(field, errors)).collect(),
        ident,
    }
}

fn attribute(field: Field, errors: &mut Errors) -> Attribute {
    let (ty, nullable) = column::split(&field.ty);
    // The second of two `Option`s was a mistake.
    let ty = column::split(ty).0.clone();
    column::shape(&field.ty, errors);
    let attrs = field.column;
    for key in of_tables(&attrs) {
        let message = format!(
            "`{key}` is for columns of tables; an attribute of a composite type has a name, a type, a collation and a \
             comment"
        );
        errors.at(key, message);
    }
    let comment = names::comment(attrs.comment.map(|said| said.value), &field.docs);
    let derived = derived::column(&field.ident.to_string());
    let collation = attrs.settings.collation;
    Attribute {
        name: names::explicit_or(attrs.name, &field.ident, derived, errors),
        sql_type: column::type_of(attrs.ty, &ty, &mut Vec::new(), errors),
        collation: collation.and_then(|said| settings::collation(said, &ty, errors)),
        ident: field.ident,
        ty,
        nullable,
        comment,
    }
}

/// What is said and only a table's column can have.
fn of_tables(attrs: &ColumnAttrs) -> Vec<&Ident> {
    let ColumnAttrs {
        primary_key,
        default,
        ty: _,
        name: _,
        unique,
        index,
        generated,
        identity,
        settings: syntax::Settings { collation: _, storage, compression, statistics },
        role,
        renamed_from,
        comment: _,
    } = attrs;
    let keys = [
        primary_key.as_ref().map(|said| &said.key),
        default.as_ref().map(|said| &said.key),
        unique.as_ref().map(|said| &said.key),
        index.as_ref().map(|said| &said.key),
        generated.as_ref().map(|said| &said.key),
        identity.as_ref().map(|said| &said.key),
        storage.as_ref().map(|said| &said.key),
        compression.as_ref().map(|said| &said.key),
        statistics.as_ref().map(|said| &said.key),
        role.as_ref().map(|said| &said.key),
        renamed_from.as_ref().map(|said| &said.key),
    ];
    keys.into_iter().flatten().collect()
}
