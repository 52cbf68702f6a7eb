//! `ALTER TABLE` and what it does.

use entity_core::schema::{Ident, QualName};

use super::{Column, Constraint, Words, table};

/// A table that changes.
pub(in crate::lint) struct Altered<'a> {
    pub(in crate::lint) table: QualName,
    actions: Vec<Action<'a>>,
}

/// One of the things that happen to a table.
enum Action<'a> {
    /// `ADD COLUMN`.
    AddColumn(Column<'a>),
    /// `ADD` of a constraint.
    AddConstraint(Constraint<'a>),
    /// `ALTER COLUMN`, and what follows the name.
    Column(Ident, Words<'a>),
    /// `DROP COLUMN`.
    DropColumn(Ident),
    /// `DROP CONSTRAINT`.
    DropConstraint(Ident),
    /// `VALIDATE CONSTRAINT`.
    Validate(Ident),
    /// `RENAME COLUMN`, by its former name.
    RenameColumn(Ident),
    /// `RENAME TO`.
    Rename,
    /// Anything else.
    Other(Words<'a>),
}

/// Reads what follows `ALTER TABLE`.
pub(super) fn read(words: Words<'_>) -> Option<Altered<'_>> {
    let (table, actions) = words.skip(&["if", "exists", "only"]).name()?;
    Some(Altered { table, actions: actions.parts().into_iter().map(action).collect() })
}

fn action(words: Words<'_>) -> Action<'_> {
    let read = match words.keyword() {
        Some(("add", rest)) => added(rest),
        Some(("alter", rest)) if !rest.starts(&["constraint"]) => {
            rest.skip(&["column"]).ident().map(|(name, rest)| Action::Column(name, rest))
        }
        Some(("drop", rest)) => dropped(rest),
        Some(("validate", rest)) => rest.after("constraint").and_then(Words::ident).map(|it| Action::Validate(it.0)),
        Some(("rename", rest)) => renamed(rest),
        Some(_) | None => None,
    };
    read.unwrap_or(Action::Other(words))
}

fn added(words: Words<'_>) -> Option<Action<'_>> {
    if let Some(constraint) = table::constraint(words) {
        return Some(Action::AddConstraint(constraint));
    }
    let words = words.skip(&["column"]);
    table::column(words.after("if not exists").unwrap_or(words)).map(Action::AddColumn)
}

fn dropped(words: Words<'_>) -> Option<Action<'_>> {
    let name = |words: Words<'_>| words.skip(&["if", "exists"]).ident().map(|(name, _)| name);
    match words.after("constraint") {
        Some(rest) => name(rest).map(Action::DropConstraint),
        None => name(words.skip(&["column"])).map(Action::DropColumn),
    }
}

fn renamed(words: Words<'_>) -> Option<Action<'_>> {
    if words.starts(&["to"]) {
        return Some(Action::Rename);
    }
    if words.starts(&["constraint"]) {
        return None;
    }
    words.skip(&["column"]).ident().map(|(from, _)| Action::RenameColumn(from))
}

impl<'a> Altered<'a> {
    pub(in crate::lint) fn columns(&self) -> impl Iterator<Item = &Column<'a>> {
        self.actions
            .iter()
            .filter_map(|action| if let Action::AddColumn(column) = action { Some(column) } else { None })
    }

    pub(in crate::lint) fn constraints(&self) -> impl Iterator<Item = &Constraint<'a>> {
        self.actions.iter().filter_map(|action| if let Action::AddConstraint(it) = action { Some(it) } else { None })
    }

    /// The columns that change, and how.
    pub(in crate::lint) fn changes(&self) -> impl Iterator<Item = (&Ident, Words<'a>)> {
        self.actions
            .iter()
            .filter_map(|action| if let Action::Column(name, words) = action { Some((name, *words)) } else { None })
    }

    /// The actions that have no shape of their own.
    pub(in crate::lint) fn others(&self) -> impl Iterator<Item = Words<'a>> {
        self.actions.iter().filter_map(|action| if let Action::Other(words) = action { Some(*words) } else { None })
    }

    pub(in crate::lint) fn dropped_columns(&self) -> impl Iterator<Item = &Ident> {
        self.actions.iter().filter_map(|action| if let Action::DropColumn(name) = action { Some(name) } else { None })
    }

    pub(in crate::lint) fn dropped_constraints(&self) -> impl Iterator<Item = &Ident> {
        self.actions
            .iter()
            .filter_map(|action| if let Action::DropConstraint(name) = action { Some(name) } else { None })
    }

    pub(in crate::lint) fn validated(&self) -> impl Iterator<Item = &Ident> {
        self.actions.iter().filter_map(|action| if let Action::Validate(name) = action { Some(name) } else { None })
    }

    /// The columns that get another name, by their former one.
    pub(in crate::lint) fn renamed_columns(&self) -> impl Iterator<Item = &Ident> {
        self.actions.iter().filter_map(|action| if let Action::RenameColumn(name) = action { Some(name) } else { None })
    }

    pub(in crate::lint) fn is_renamed(&self) -> bool {
        self.actions.iter().any(|action| matches!(action, Action::Rename))
    }

    /// Whether there is one action only, so that words at the end of the statement are about it.
    pub(in crate::lint) fn is_single(&self) -> bool {
        self.actions.len() == 1
    }
}
