//! Generated items are as visible as what they come from, and bring no warning of their own.

#![deny(warnings, missing_docs, unreachable_pub, missing_debug_implementations)]

/// A room of its own.
pub mod inner {
    use entity_core::prelude::*;

    /// What another module may use.
    #[derive(Debug, Entity)]
    pub struct Open {
        #[column(primary_key, default = gen_random_uuid())]
        id: Id<Open>,
        /// The name.
        pub name: String,
        pub(crate) note: Option<Note>,
    }

    /// A type that stays inside.
    #[derive(Clone, Copy, Debug, PgEnum)]
    pub(crate) enum Note {
        /// Good.
        Good,
    }

    #[derive(Debug, Entity)]
    struct Hidden {
        #[column(primary_key)]
        key_part: i32,
    }

    /// Uses what is private.
    pub fn names() -> [&'static str; 2] {
        let row = Hidden { key_part: 1 };
        assert_eq!((row.key_part, row.key()), (1, 1));
        let open = Open { id: Id::random(), name: String::new(), note: None };
        let _ = (open.id, open.note);
        [Open::DEF.table, Hidden::DEF.table]
    }
}

#[test]
fn compiles_and_says_so() {
    use entity_core::prelude::*;

    assert_eq!(inner::names(), ["opens", "hiddens"]);
    let _ = inner::Open::query().filter(inner::Open::name.eq("x").or(inner::Open::note.is_null()));
    let _ = inner::NewOpen { name: String::new() }.note(inner::Note::Good);
}
