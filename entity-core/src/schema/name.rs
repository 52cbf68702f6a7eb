//! Names, and the only place where a name is quoted.

mod keywords;

use std::borrow::Cow;
use std::fmt;

use keywords::KEYWORDS;

/// The longest identifier PostgreSQL keeps (`NAMEDATALEN - 1`). Longer ones it cuts without a word.
pub const MAX_IDENT_BYTES: usize = 63;

/// One identifier, unquoted. `Display` quotes it where PostgreSQL needs that.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Cow<'static, str>);

impl Ident {
    /// An identifier known at compile time.
    pub const fn from_static(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name as the catalog stores it, without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Cuts a derived name to [`MAX_IDENT_BYTES`], ending it in a hash of the whole.
    ///
    /// Two long names that share a beginning stay different, and the same name is always cut the same way.
    pub fn shortened(name: String) -> Self {
        if name.len() <= MAX_IDENT_BYTES {
            return Self(Cow::Owned(name));
        }
        let hash = format!("_{:08x}", fnv1a(name.as_bytes()));
        let mut end = MAX_IDENT_BYTES - hash.len();
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        Self(Cow::Owned(format!("{}{hash}", &name[..end])))
    }
}

impl Ident {
    /// The name that the server derives from two names and a label: `users_id_seq`.
    ///
    /// **Source** `makeObjectName`: names that are too long lose bytes, the longer one first.
    pub fn composed(first: &Self, second: &Self, label: &str) -> Self {
        let room = MAX_IDENT_BYTES - label.len() - 2;
        let (mut one, mut two) = (first.as_str().len(), second.as_str().len());
        while one + two > room {
            if one > two {
                one -= 1;
            } else {
                two -= 1;
            }
        }
        Self::from(format!("{}_{}_{label}", clipped(first.as_str(), one), clipped(second.as_str(), two)))
    }
}

/// At most so many bytes, no character cut in two.
fn clipped(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A 32-bit FNV-1a: stable across versions and machines, which `std`'s hasher does not promise.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

impl From<String> for Ident {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl From<&str> for Ident {
    fn from(name: &str) -> Self {
        Self(Cow::Owned(name.to_owned()))
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(&self.0) { f.write_str(&self.0) } else { write!(f, "\"{}\"", self.0.replace('"', "\"\"")) }
    }
}

fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && KEYWORDS.binary_search(&name).is_err()
}

/// A name with its namespace. `Display` leaves the namespace `public` out.
///
/// Every session of ours runs under `search_path = public`, so an unqualified name means exactly that namespace.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualName {
    /// The namespace (`pg_namespace.nspname`).
    pub namespace: Ident,
    /// The object's own name.
    pub name: Ident,
}

impl QualName {
    /// The namespace that needs no prefix.
    pub const PUBLIC: Ident = Ident::from_static("public");

    /// Before every name, in the order of names.
    pub const FIRST: Self = Self { namespace: Ident::from_static(""), name: Ident::from_static("") };

    /// A name in a namespace.
    pub fn new(namespace: impl Into<Ident>, name: impl Into<Ident>) -> Self {
        Self { namespace: namespace.into(), name: name.into() }
    }

    /// A name in the namespace `public`.
    pub fn public(name: impl Into<Ident>) -> Self {
        Self { namespace: Self::PUBLIC, name: name.into() }
    }

    /// Another name in the same namespace.
    pub fn sibling(&self, name: impl Into<Ident>) -> Self {
        Self { namespace: self.namespace.clone(), name: name.into() }
    }

    /// The name as people write it on a command line: unquoted, without `public`.
    pub fn plain(&self) -> String {
        if self.namespace == Self::PUBLIC {
            self.name.as_str().to_owned()
        } else {
            format!("{}.{}", self.namespace.as_str(), self.name.as_str())
        }
    }
}

impl fmt::Debug for QualName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for QualName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace == Self::PUBLIC {
            fmt::Display::fmt(&self.name, f)
        } else {
            write!(f, "{}.{}", self.namespace, self.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn only_names_that_need_quotes_get_them() {
        for (name, shown) in [
            ("users", "users"),
            ("_1", "_1"),
            ("references", "\"references\""),
            ("createdAt", "\"createdAt\""),
            ("1st", "\"1st\""),
            ("a b", "\"a b\""),
            ("a\"b", "\"a\"\"b\""),
            ("straße", "\"straße\""),
            ("", "\"\""),
        ] {
            assert_eq!(Ident::from(name).to_string(), shown);
        }
    }

    #[test]
    fn public_is_left_out_and_other_namespaces_stay() {
        assert_eq!(QualName::public("users").to_string(), "users");
        assert_eq!(QualName::new("Audit", "log").to_string(), "\"Audit\".log");
    }

    #[test]
    fn composed_names_are_those_of_the_server() {
        let composed = |first: &str, second: &str| Ident::composed(&first.into(), &second.into(), "seq");
        assert_eq!(composed("users", "id"), Ident::from("users_id_seq"));
        let long = composed(&"t".repeat(50), &"c".repeat(30));
        assert_eq!(long, Ident::from(format!("{}_{}_seq", "t".repeat(29), "c".repeat(29))));
    }

    #[test]
    fn long_names_are_cut_to_the_limit_and_stay_apart() {
        let one = Ident::shortened(format!("idx_{}_one", "x".repeat(80)));
        let two = Ident::shortened(format!("idx_{}_two", "x".repeat(80)));
        assert_eq!(one.as_str().len(), MAX_IDENT_BYTES);
        assert_ne!(one, two);
        assert!(Ident::shortened("ü".repeat(60)).as_str().len() <= MAX_IDENT_BYTES);
    }
}
