//! Enum types.
//!
//! A new label is added in place. Labels that go or change places mean a rebuild: the type is renamed aside, made again,
//! its columns move over, and the one aside is dropped.

use entity_core::schema::{EnumType, Ident, Literal, Object, ObjectId, QualName};

use super::rebuild::{self, rebuild};
use super::{Cx, Effect, Fact, Op, Rules, Slot, fact, text};
use crate::plan::HazardKind;

impl Rules for EnumType {
    const KEYWORD: &'static str = "TYPE";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EnumType(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(name, self))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EnumType(name) = id else { return Vec::new() };
        if keeps_all(self, to) { add_labels(id, name, self, to) } else { rebuilt(cx, id, name, self, to) }
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

fn rebuilt(cx: &Cx<'_>, id: &ObjectId, name: &QualName, from: &EnumType, to: &EnumType) -> Vec<Op> {
    let is_moved = |label: &String| cx.moves.iter().any(|one| one.ty == *name && one.from == *label);
    let gone: Vec<&String> =
        from.labels.iter().filter(|label| !to.labels.contains(label) && !is_moved(label)).collect();
    let holders = holders(cx, id);
    let mut ops = rebuild(cx, id, EnumType::KEYWORD, create_sql(name, to)).into_iter();
    let make = ops.next().map(|op| gone.iter().fold(op, |op, label| risky(op, name, label, &holders)));
    guard(id, name, &gone, &holders).into_iter().chain(make).chain(ops).collect()
}

/// A column with values of an enum type.
struct Holder<'a> {
    table: &'a QualName,
    column: &'a Ident,
    is_array: bool,
}

fn holders<'a>(cx: &Cx<'a>, id: &ObjectId) -> Vec<Holder<'a>> {
    let columns = cx.from.objects.iter().filter_map(|(column, object)| {
        let (ObjectId::Column(table, column), Object::Column(body)) = (column, object) else { return None };
        let ty = rebuild::resolved(cx.from, &body.ty);
        let is_array = ty.as_str().ends_with("[]");
        rebuild::is_of_type(cx.from, &ty, id).then_some(Holder { table, column, is_array })
    });
    columns.collect()
}

fn risky(op: Op, name: &QualName, label: &str, holders: &[Holder<'_>]) -> Op {
    let subject = format!("{}.{label}", name.plain());
    let columns: Vec<String> =
        holders.iter().map(|one| format!("{}.{}", one.table.plain(), one.column.as_str())).collect();
    let note = match columns.as_slice() {
        [] => "fails while a row still holds the label".to_owned(),
        columns => format!("fails while a row of {} holds the label, unless --map {subject}=LABEL", columns.join(", ")),
    };
    let op = op.hazard_on(HazardKind::BreaksCode, subject.clone(), "code that uses the label fails");
    op.hazard_on(HazardKind::MayFail, subject, &note)
}

/// Looks for rows with a label that goes before anything changes. The server would name neither the type nor the column.
fn guard(id: &ObjectId, name: &QualName, gone: &[&String], holders: &[Holder<'_>]) -> Option<Op> {
    let pairs = gone.iter().flat_map(|label| holders.iter().map(move |holder| (label, holder)));
    let looks: Vec<String> = pairs.map(|(label, holder)| look(name, label, holder)).collect();
    let body = format!("\nBEGIN\n{}END\n", looks.concat());
    (!looks.is_empty()).then(|| Op::statement(Slot::Release, id, format!("DO {}", text::dollar_quoted(&body))))
}

fn look(name: &QualName, label: &str, holder: &Holder<'_>) -> String {
    let Holder { table, column, is_array } = holder;
    let message = format!("label {label} of {} is in use in {}.{}", name.plain(), table.plain(), column.as_str());
    let hint = format!("say which label its rows shall hold: --map {}.{label}=LABEL", name.plain());
    let (message, hint, literal) = (Literal(&message), Literal(&hint), Literal(label));
    let condition = match is_array {
        true => format!("{literal} = ANY ({column}::text[])"),
        false => format!("{column}::text = {literal}"),
    };
    format!(
        "    IF EXISTS (SELECT FROM {table} WHERE {condition}) THEN\n        \
         RAISE EXCEPTION USING MESSAGE = {message}, HINT = {hint};\n    END IF;\n"
    )
}
