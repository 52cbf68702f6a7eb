//! Defaults: SQL, or a Rust value of the column's type.

use syn::{Expr, ExprCall, ExprLit, Lit, Path, Type};

use super::model::Default;
use super::rule;
use crate::errors::Errors;
use crate::syntax::{self, Role, Said};

/// The default of a column.
pub(super) fn of(said: Option<Said<Expr>>, role: Option<Role>, ty: &Type, errors: &mut Errors) -> Option<Default> {
    let Some(said) = said else {
        return match role {
            Some(Role::Created | Role::Updated) => Some(Default::Sql("now()".to_owned())),
            Some(Role::Version) => Some(Default::Sql("1".to_owned())),
            Some(Role::Deleted) | None => None,
        };
    };
    errors.take(default(said.value, ty))
}

fn default(expr: Expr, ty: &Type) -> syn::Result<Default> {
    match expr {
        Expr::Call(call) => match word(&call) {
            Some(name) => called(&name, &call),
            None => Ok(Default::Value(Expr::Call(call))),
        },
        Expr::Macro(expr) if expr.mac.path.segments.last().is_some_and(|segment| segment.ident == "json") => {
            if rule::is_text(ty) == Some(true) {
                let message = format!("this column holds `{}`, not json", syntax::text(ty));
                return Err(syn::Error::new_spanned(expr.mac.path, message));
            }
            Ok(Default::Json(expr.mac.tokens))
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if rule::is_text(ty) == Some(false) => {
            let message = format!(
                "this column holds `{}`, not text; write the value, or `sql(\"…\")` for an SQL expression",
                syntax::text(ty)
            );
            Err(syn::Error::new(text.span(), message))
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Default::Text(text)),
        expr => Ok(Default::Value(expr)),
    }
}

/// The name of a function that is no Rust path: `now()`, `gen_random_uuid()`, `sql("…")`.
fn word(call: &ExprCall) -> Option<String> {
    let Expr::Path(path) = &*call.func else { return None };
    let Path { segments, .. } = &path.path;
    let name = path.path.get_ident()?.to_string();
    (segments.len() == 1 && name.starts_with(|first: char| first.is_ascii_lowercase())).then_some(name)
}

fn called(name: &str, call: &ExprCall) -> syn::Result<Default> {
    match call.args.first() {
        None if name == "sql" => Err(syn::Error::new_spanned(call, "write the SQL: `sql(\"…\")`")),
        None if name == "nextval" => {
            Err(syn::Error::new_spanned(call, "name the sequence: `nextval(\"invoice_numbers\")`"))
        }
        None => Ok(Default::Sql(format!("{name}()"))),
        Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if name == "sql" && call.args.len() == 1 => {
            Ok(Default::Sql(text.value()))
        }
        Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if name == "nextval" && call.args.len() == 1 => {
            Ok(Default::Next(text.value()))
        }
        Some(_) if name == "nextval" => {
            Err(syn::Error::new_spanned(&call.args, "expected the name of a sequence: `nextval(\"invoice_numbers\")`"))
        }
        Some(_) if name == "sql" => Err(syn::Error::new_spanned(&call.args, "expected one text: `sql(\"…\")`")),
        Some(_) => {
            let message =
                "an SQL function with arguments is written `sql(\"…\")`; a Rust function by its path, `self::f(…)`";
            Err(syn::Error::new_spanned(call, message))
        }
    }
}
