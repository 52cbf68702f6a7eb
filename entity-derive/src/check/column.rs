//! One column.

use syn::{GenericArgument, LitInt, PathArguments, Type};

use super::model::{Column, Input, Rule, RuleKind, SqlType, Words};
use super::names::{self, Fields};
use super::{default, rule};
use crate::errors::Errors;
use crate::names as derived;
use crate::syntax::{self, Role, Said, TypeSyntax};

/// The longest varchar that PostgreSQL has.
const MAX_VARCHAR: u32 = 10_485_760;

/// Understands a field. What is wrong about it is noted and left out.
pub(super) fn column(field: syntax::Field, fields: &Fields, errors: &mut Errors) -> Column {
    let (ty, nullable) = split(&field.ty);
    // The second of two `Option`s was a mistake.
    let ty = split(ty).0.clone();
    conflicts(&field, nullable, errors);
    names::reserved(&field.ident, "name the field otherwise and say `#[column(name = \"…\")]`", errors);
    let attrs = field.column;
    let comment = names::comment(attrs.comment.map(|said| said.value), &field.docs);
    let derived = derived::column(&field.ident.to_string());
    let name = names::explicit_or(attrs.name, &field.ident, derived, errors);
    let role = attrs.role.map(|said| said.value);
    let generated = attrs.generated.map(|said| said.value.value());
    let default = default::of(attrs.default, role, &ty, errors).filter(|_| generated.is_none());
    let mut rules = rule::all(field.rules, &ty, fields, &field.ident, errors);
    let sql_type = sql_type(attrs.ty, &ty, &mut rules, errors);
    let input = match (&generated, &default) {
        (Some(_), _) => Input::Generated,
        (None, Some(_)) => Input::Defaulted,
        (None, None) if nullable => Input::Nullable,
        (None, None) => Input::Required,
    };
    Column {
        vis: field.vis,
        ident: field.ident,
        docs: field.docs,
        name,
        ty,
        nullable,
        sql_type,
        default,
        generated,
        role,
        comment,
        renamed_from: names::explicit(attrs.renamed_from, errors),
        rules,
        input,
    }
}

/// The type inside an `Option`, and whether there was one.
pub(crate) fn split(ty: &Type) -> (&Type, bool) {
    if let Type::Path(path) = ty
        && let Some(segment) = path.path.segments.last()
        && segment.ident == "Option"
        && let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return (inner, true);
    }
    (ty, false)
}

/// Whether the field's type is the one that its column has.
pub(super) fn is_sound(field: &syntax::Field) -> bool {
    let (ty, nullable) = split(&field.ty);
    !(nullable && (field.column.primary_key.is_some() || split(ty).1))
}

/// What cannot stand together on one field.
fn conflicts(field: &syntax::Field, nullable: bool, errors: &mut Errors) {
    let attrs = &field.column;
    if let (Some(said), Some(_)) = (&attrs.default, &attrs.generated) {
        errors.at(&said.key, "a generated column has no default: it is always computed");
    }
    if let (Some(said), Some(_)) = (&attrs.role, &attrs.generated) {
        errors.at(&said.key, format!("a generated column cannot be `{}`: nothing can be written into it", said.key));
    }
    if let (Some(said), true) = (&attrs.primary_key, nullable) {
        errors.at(&said.key, "a primary key is never null: take the `Option` away");
    }
    if nullable && split(split(&field.ty).0).1 {
        errors.at(&field.ty, "a column is null or not: one `Option` says it");
    }
    if let Some(Said { key, value }) = &attrs.role {
        match value {
            Role::Deleted if !nullable => {
                errors.at(&field.ty, "`deleted_at` is null while the row lives: make it `Option<DateTime<Utc>>`");
            }
            Role::Deleted => {
                if let Some(said) = &attrs.default {
                    errors.at(&said.key, "`deleted_at` has no default: new rows live");
                }
            }
            Role::Created | Role::Updated if nullable => {
                errors.at(&field.ty, format!("`{key}` is always set: take the `Option` away"));
            }
            Role::Created | Role::Updated => {}
        }
    }
}

/// Refuses a part that is played twice.
pub(super) fn roles(fields: &[syntax::Field], errors: &mut Errors) {
    for wanted in [Role::Created, Role::Updated, Role::Deleted] {
        let said = fields.iter().filter_map(|field| field.column.role.as_ref());
        for said in said.filter(|said| said.value == wanted).skip(1) {
            errors.at(&said.key, format!("an entity has one `{}` column; this is the second", said.key));
        }
    }
}

fn sql_type(said: Option<Said<TypeSyntax>>, ty: &Type, rules: &mut Vec<Rule>, errors: &mut Errors) -> SqlType {
    let Some(Said { key, value }) = said else { return SqlType::Own };
    match value {
        TypeSyntax::Named(name) => SqlType::Named(name.value()),
        TypeSyntax::Numeric(precision, scale) => match numeric(&precision, &scale) {
            Ok(name) => SqlType::Numeric(name, key),
            Err(error) => {
                errors.push(error);
                SqlType::Own
            }
        },
        TypeSyntax::Varchar(length) => match number(&length, 1, MAX_VARCHAR) {
            Ok(length) if rule::is_text(ty) != Some(false) => {
                rule::fits(rules, length, errors);
                rules.push(Rule { key, kind: RuleKind::Varchar(length), words: Words::default() });
                SqlType::Varchar(format!("varchar({length})"))
            }
            Ok(_) => {
                errors.at(key, format!("`varchar` holds text, and `{}` is none", syntax::text(ty)));
                SqlType::Own
            }
            Err(error) => {
                errors.push(error);
                SqlType::Own
            }
        },
    }
}

fn numeric(precision: &LitInt, scale: &LitInt) -> syn::Result<String> {
    let total = number(precision, 1, 1000)?;
    let fraction = number(scale, 0, 1000)?;
    if fraction > total {
        let message = format!("{fraction} digits behind the point do not fit into {total} digits");
        return Err(syn::Error::new(scale.span(), message));
    }
    Ok(format!("numeric({total},{fraction})"))
}

fn number(literal: &LitInt, least: u32, most: u32) -> syn::Result<u32> {
    let found = literal.base10_parse().ok().filter(|number| (least..=most).contains(number));
    found.ok_or_else(|| syn::Error::new(literal.span(), format!("expected a number from {least} to {most}")))
}
