//! One column.

use syn::{GenericArgument, Ident, LitInt, PathArguments, Type};

use super::model::{Column, Input, Rule, RuleKind, SqlType, Words, Zone};
use super::names::{self, Fields};
use super::{default, rule, settings, zone};
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
    let settings = settings::of(attrs.settings, &ty, errors);
    let generated = attrs.generated.map(|said| said.value);
    let identity = settings::identity(attrs.identity, errors).filter(|_| generated.is_none());
    let is_made = generated.is_some() || identity.is_some();
    let default = default::of(attrs.default, role, &ty, errors).filter(|_| !is_made);
    let mut rules = rule::all(field.rules, &ty, fields, &field.ident, errors);
    let sql_type = match (attrs.ty, role) {
        // What a part asks of the type is checked already.
        (None, Some(_)) if !is_matrix(&ty) => SqlType::Own(Zone::Sure),
        (said, _) => type_of(said, &ty, &mut rules, errors),
    };
    let input = match (&identity, &default) {
        _ if generated.is_some() => Input::Generated,
        (Some(identity), _) if identity.always => Input::Generated,
        (Some(_), _) | (None, Some(_)) => Input::Defaulted,
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
        identity,
        settings,
        role,
        comment,
        renamed_from: names::explicit(attrs.renamed_from, errors),
        rules,
        input,
    }
}

/// The type that was said, or that of the Rust type.
pub(super) fn type_of(
    said: Option<Said<TypeSyntax>>,
    ty: &Type,
    rules: &mut Vec<Rule>,
    errors: &mut Errors,
) -> SqlType {
    match said {
        // It was refused already.
        _ if is_matrix(ty) => SqlType::Builtin(String::new()),
        None => errors.take(unsaid(ty)).unwrap_or(SqlType::Own(Zone::Sure)),
        Some(said) => sql_type(said, ty, rules, errors),
    }
}

/// The type inside an `Option`, and whether there was one.
pub(crate) fn split(ty: &Type) -> (&Type, bool) {
    generic(ty, "Option").map_or((ty, false), |inner| (inner, true))
}

/// Whether the field's type is the one that its column has.
pub(super) fn is_sound(field: &syntax::Field) -> bool {
    let (ty, nullable) = split(&field.ty);
    let attrs = &field.column;
    !(nullable && (attrs.primary_key.is_some() || attrs.identity.is_some() || split(ty).1))
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
    if let Some(said) = &attrs.identity {
        settings::alone(said, attrs, nullable, errors);
    }
    if let (Some(said), true) = (&attrs.primary_key, nullable) {
        errors.at(&said.key, "a primary key is never null: take the `Option` away");
    }
    shape(&field.ty, errors);
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
            Role::Created | Role::Updated | Role::Version if nullable => {
                errors.at(&field.ty, format!("`{key}` is always set: take the `Option` away"));
            }
            Role::Created | Role::Updated | Role::Version => {}
        }
    }
}

/// Refuses arrays of arrays and an `Option` of an `Option`.
pub(super) fn shape(field: &Type, errors: &mut Errors) {
    let (ty, nullable) = split(field);
    if is_matrix(ty) {
        errors.at(
            field,
            "PostgreSQL has no arrays of arrays; store them as json: `Json<Vec<Vec<…>>>`, or in rows of their own",
        );
    }
    if nullable && split(ty).1 {
        errors.at(field, "a column is null or not: one `Option` says it");
    }
}

/// Refuses a part that is played twice.
pub(super) fn roles(fields: &[syntax::Field], errors: &mut Errors) {
    for wanted in [Role::Created, Role::Updated, Role::Deleted, Role::Version] {
        let said = fields.iter().filter_map(|field| field.column.role.as_ref());
        for said in said.filter(|said| said.value == wanted).skip(1) {
            errors.at(&said.key, format!("an entity has one `{}` column; this is the second", said.key));
        }
    }
}

fn sql_type(Said { key, value }: Said<TypeSyntax>, ty: &Type, rules: &mut Vec<Rule>, errors: &mut Errors) -> SqlType {
    let understood = match value {
        TypeSyntax::Named(name) => Ok(named(name.value(), key)),
        TypeSyntax::Timestamp => Ok(SqlType::Own(Zone::None(key))),
        TypeSyntax::Numeric(precision, scale) => {
            numeric(&precision, &scale).map(|name| SqlType::Numeric(name + brackets(ty), key))
        }
        TypeSyntax::Varchar(length) => varchar(key, &length, ty, rules, errors),
    };
    errors.take(understood).unwrap_or(SqlType::Own(Zone::Sure))
}

/// A type of which nothing was said: a timestamp without time zone must be.
fn unsaid(ty: &Type) -> syn::Result<SqlType> {
    match zone::has_none(ty) {
        Some(true) => Err(syn::Error::new_spanned(
            ty,
            "a timestamp without time zone says a moment only to those who know where: make the field a \
             `DateTime<Utc>`, or ask for it by name, `#[column(timestamp)]`",
        )),
        Some(false) => Ok(SqlType::Own(Zone::Sure)),
        None => Ok(SqlType::Own(Zone::Unsaid)),
    }
}

fn named(name: String, key: Ident) -> SqlType {
    let base = name.split(['(', '[']).next().unwrap_or_default().trim().to_lowercase();
    match (base.as_str(), derived::extension(&base)) {
        ("numeric" | "decimal", _) => SqlType::Numeric(name, key),
        (_, Some(extension)) => SqlType::Extension(name, extension),
        (_, None) => SqlType::Named(name),
    }
}

fn varchar(key: Ident, length: &LitInt, ty: &Type, rules: &mut Vec<Rule>, errors: &mut Errors) -> syn::Result<SqlType> {
    let length = number(length, 1, MAX_VARCHAR)?;
    if rule::is_text(element(ty)) == Some(false) {
        return Err(syn::Error::new_spanned(key, format!("`varchar` holds text, and `{}` is none", syntax::text(ty))));
    }
    if is_array(ty) {
        return Ok(SqlType::Varchars(format!("varchar({length})[]"), key));
    }
    rule::fits(rules, length, errors);
    rules.push(Rule { key, kind: RuleKind::Varchar(length), words: Words::default() });
    Ok(SqlType::Builtin(format!("varchar({length})")))
}

/// Whether a type is an array of arrays. Bytes are a value of their own.
fn is_matrix(ty: &Type) -> bool {
    is_array(ty) && generic(element(ty), "Vec").is_some_and(|inner| syntax::text(inner) != "u8")
}

fn is_array(ty: &Type) -> bool {
    generic(ty, "Vec").is_some()
}

fn brackets(ty: &Type) -> &'static str {
    if is_array(ty) { "[]" } else { "" }
}

/// What an array holds, without the `Option` of members that may be null; else the type itself.
pub(crate) fn element(ty: &Type) -> &Type {
    generic(ty, "Vec").map_or(ty, |member| split(member).0)
}

/// The type in the angle brackets of a type of that name.
fn generic<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
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
