//! Identity columns, and the sequences behind them.

use entity_core::schema::{Column, Generation, Ident, Identity, ObjectId, QualName};

use super::{Op, Slot, counter};

/// `GENERATED … AS IDENTITY (…)`.
pub(super) fn generated(identity: &Identity, table: &QualName) -> String {
    let Identity { generation, name, counter } = identity;
    let mut options: Vec<String> =
        name.iter().map(|name| format!("SEQUENCE NAME {}", table.sibling(name.clone()))).collect();
    options.extend(counter::options(counter));
    let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" ")) };
    format!("GENERATED {} AS IDENTITY{options}", word(*generation))
}

fn word(generation: Generation) -> &'static str {
    match generation {
        Generation::Always => "ALWAYS",
        Generation::ByDefault => "BY DEFAULT",
    }
}

/// What `ALTER COLUMN` says to make an identity count as another.
pub(super) fn clause(from: &Column, to: &Column, table: &QualName) -> Option<String> {
    let identity = to.identity.as_ref()?;
    let Some(before) = &from.identity else { return Some(format!("ADD {}", generated(identity, table))) };
    let mut changes = Vec::new();
    if before.generation != identity.generation {
        changes.push(format!("SET GENERATED {}", word(identity.generation)));
    }
    for change in counter::changes(&before.counter, &identity.counter, &to.ty) {
        changes.push(if change == "RESTART" { change } else { format!("SET {change}") });
    }
    (!changes.is_empty()).then(|| changes.join(" "))
}

/// What happens to the sequence itself before the column changes: it moves into narrower bounds and gets its name.
pub(super) fn prepare(id: &ObjectId, table: &QualName, name: &Ident, from: &Column, to: &Column) -> Option<Op> {
    let (before, after) = from.identity.as_ref().zip(to.identity.as_ref())?;
    let (sequence, wanted) = (before.sequence(table, name), after.sequence(table, name));
    let mut statements: Vec<String> =
        counter::clamp(&sequence, &before.counter, &after.counter, &from.ty).into_iter().collect();
    if sequence != wanted {
        statements.push(format!("ALTER SEQUENCE {sequence} RENAME TO {}", wanted.name));
    }
    (!statements.is_empty()).then(|| Op::statements(Slot::Release, id, statements))
}

/// A new identity goes on after the values that the column holds already.
pub(super) fn go_on(table: &QualName, name: &Ident, from: &Column, to: &Column) -> Option<String> {
    let identity = to.identity.as_ref().filter(|_| from.identity.is_none())?;
    let sequence = identity.sequence(table, name);
    Some(counter::go_on(&sequence, &identity.counter, table, name))
}
