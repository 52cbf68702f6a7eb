//! Enum types.
//!
//! A new label is added in place. Labels that go or change places mean a rebuild: the type is renamed aside, made again,
//! its columns move over, and the one aside is dropped.

use entity_core::schema::{Catalog, EnumType, Ident, Literal, ObjectId, QualName};

use super::{Cx, Effect, Fact, Op, Rules, Slot, fact, text};
use crate::plan::HazardKind;

impl Rules for EnumType {
    const KEYWORD: &'static str = "TYPE";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EnumType(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(name, self))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EnumType(name) = id else { return Vec::new() };
        if keeps_all(self, to) { add_labels(id, name, self, to) } else { rebuild(cx, id, name, self, to) }
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { labels } = self;
        vec![fact::fact("labels", format!("({})", fact::list(labels)))]
    }

    fn effect(&self, to: &Self) -> Effect {
        if keeps_all(self, to) { Effect::Quiet } else { Effect::Rebuild }
    }
}

fn create_sql(name: &QualName, ty: &EnumType) -> String {
    let EnumType { labels } = ty;
    format!("CREATE TYPE {name} AS ENUM ({})", text::list(labels.iter().map(|label| Literal(label))))
}

/// Whether every label stays, and in its order.
fn keeps_all(from: &EnumType, to: &EnumType) -> bool {
    let mut wanted = to.labels.iter();
    from.labels.iter().all(|label| wanted.any(|other| other == label))
}

fn add_labels(id: &ObjectId, name: &QualName, from: &EnumType, to: &EnumType) -> Vec<Op> {
    let last = to.labels.iter().rposition(|label| from.labels.contains(label));
    let statements = to.labels.iter().enumerate().filter(|(_, label)| !from.labels.contains(label));
    let statements = statements.map(|(at, label)| {
        let add = format!("ALTER TYPE {name} ADD VALUE {}", Literal(label));
        match (at, last) {
            (_, None) => add,
            (at, Some(last)) if at > last => add,
            (0, Some(_)) => format!("{add} BEFORE {}", Literal(from.labels.first().map_or("", String::as_str))),
            (at, Some(_)) => format!("{add} AFTER {}", Literal(&to.labels[at - 1])),
        }
    });
    vec![Op::statements(Slot::Alter, id, statements.collect()).own_transaction()]
}

fn rebuild(cx: &Cx<'_>, id: &ObjectId, name: &QualName, from: &EnumType, to: &EnumType) -> Vec<Op> {
    let aside = aside(cx, name);
    let statements = vec![format!("ALTER TYPE {name} RENAME TO {}", aside.name), create_sql(name, to)];
    let gone = from.labels.iter().filter(|label| !to.labels.contains(label));
    let make = gone.fold(Op::statements(Slot::Alter, id, statements), |op, label| {
        let subject = format!("{}.{label}", name.plain());
        op.hazard_on(HazardKind::MayFail, subject, "fails while a row still holds the label")
    });
    vec![make, Op::statement(Slot::Finish, id, format!("DROP TYPE {aside}"))]
}

/// A name that neither side uses.
fn aside(cx: &Cx<'_>, name: &QualName) -> QualName {
    let candidate =
        |number: usize| name.sibling(Ident::shortened(format!("{}_old{}", name.name.as_str(), suffix(number))));
    let taken = |name: &QualName| is_taken(cx.from, name) || is_taken(cx.to, name);
    (0..).map(candidate).find(|name| !taken(name)).unwrap_or_else(|| candidate(0))
}

fn suffix(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn is_taken(catalog: &Catalog, name: &QualName) -> bool {
    let ids = [ObjectId::EnumType(name.clone()), ObjectId::Table(name.clone())];
    ids.iter().any(|id| catalog.objects.contains_key(id))
}
