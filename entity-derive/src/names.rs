//! Names that follow from Rust names.

use heck::ToSnakeCase;

/// The longest identifier that PostgreSQL keeps.
pub(crate) const MAX_BYTES: usize = 63;

/// `first_name`, `mfa_enabled`, `r#type` → `type`.
pub(crate) fn column(field: &str) -> String {
    field.strip_prefix("r#").unwrap_or(field).to_owned()
}

/// `AuditLog` → `audit_logs`.
pub(crate) fn table(entity: &str) -> String {
    plural(&entity.to_snake_case())
}

/// `UserRole` → `user_role`, `InProgress` → `in_progress`.
pub(crate) fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// The regular English plural. Irregular words say their table's name themselves.
fn plural(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if ends(&["s", "x", "z", "ch", "sh"]) { format!("{word}es") } else { format!("{word}s") }
}

/// A name as SQL spells it where it stands for a type. Quotes are never wrong, and words without an underscore may be
/// keywords.
pub(crate) fn quoted(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let mut bytes = name.bytes();
    let simple = bytes.next().is_some_and(plain) && bytes.all(|byte| plain(byte) || byte.is_ascii_digit());
    let keyword = ["current_", "session_", "system_"].iter().any(|start| name.starts_with(start));
    if simple && name.contains('_') && !keyword {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// A name with its namespace, as SQL spells it where it stands for a type.
pub(crate) fn qualified(namespace: Option<&String>, name: &String) -> String {
    namespace.into_iter().chain([name]).map(|name| quoted(name)).collect::<Vec<_>>().join(".")
}

/// The extension that brings a type.
pub(crate) fn extension(ty: &str) -> Option<&'static str> {
    const TYPES: &[(&str, &str)] = &[
        ("citext", "citext"),
        ("cube", "cube"),
        ("geography", "postgis"),
        ("geometry", "postgis"),
        ("hstore", "hstore"),
        ("ltree", "ltree"),
    ];
    TYPES.iter().find(|(name, _)| *name == ty).map(|(_, extension)| *extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_snake_case_plurals() {
        for (entity, expected) in [
            ("User", "users"),
            ("GuardProfile", "guard_profiles"),
            ("AuditLog", "audit_logs"),
            ("Category", "categories"),
            ("Key", "keys"),
            ("Box", "boxes"),
            ("Address", "addresses"),
            ("Branch", "branches"),
            ("Dish", "dishes"),
            ("Status", "statuses"),
            ("HTTPServer", "http_servers"),
            ("Oauth2Token", "oauth2_tokens"),
        ] {
            assert_eq!(table(entity), expected);
        }
    }

    #[test]
    fn a_raw_identifier_loses_its_mark() {
        assert_eq!(column("r#type"), "type");
        assert_eq!(column("first_name"), "first_name");
    }

    #[test]
    fn types_that_may_be_keywords_are_quoted() {
        for (name, expected) in [
            ("user_role", "user_role"),
            ("order", "\"order\""),
            ("current_user", "\"current_user\""),
            ("Two Words", "\"Two Words\""),
            ("a\"b_c", "\"a\"\"b_c\""),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }
}
