//! Types without what limits their values.

use std::borrow::Cow;

/// A type without its length or scale: a cast to `varchar(3)` would cut a text silently, where the column refuses it.
pub(crate) fn bare(ty: &'static str) -> Cow<'static, str> {
    let bare = match (ty.starts_with('"'), ty.split_once('('), ty.split_once(')')) {
        (false, Some((name, _)), Some((_, ""))) => name.into(),
        (false, Some((name, _)), Some((_, rest))) => format!("{name}{rest}").into(),
        _ => Cow::Borrowed(ty),
    };
    // Without a length these mean a length of one.
    match &*bare {
        "char" | "character" => "bpchar".into(),
        "char[]" | "character[]" => "bpchar[]".into(),
        "bit" => "varbit".into(),
        "bit[]" => "varbit[]".into(),
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_cast_never_cuts() {
        for (ty, cast) in [
            ("varchar(255)", "varchar"),
            ("numeric(6, 2)", "numeric"),
            ("geography(Point,4326)", "geography"),
            ("timestamp(3) with time zone", "timestamp with time zone"),
            ("\"odd(name\"", "\"odd(name\""),
            ("uuid", "uuid"),
            ("char(3)", "bpchar"),
            ("bit(8)", "varbit"),
        ] {
            assert_eq!(bare(ty), cast);
        }
    }
}
