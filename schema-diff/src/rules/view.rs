//! Views.
//!
//! `CREATE OR REPLACE` changes the query in place as long as the columns stay and new ones come last. Everything else is
//! a drop and a create, which whatever needs the view goes along with.

use entity_core::schema::{ObjectId, OutputColumn, QualName, Query, View};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for View {
    const KEYWORD: &'static str = "VIEW";
    const STAGE: u8 = 5;
    const PHASE: u8 = 1;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::View(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, define("CREATE", name, self))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::View(name) = id else { return Vec::new() };
        let Self { query, options } = to;
        let statements = if self.query == *query {
            text::change_options(&self.spelled(id), &self.options, options)
        } else {
            vec![define("CREATE OR REPLACE", name, to)]
        };
        vec![Op::statements(Slot::Alter, id, statements)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { query, options } = self;
        facts(query).into_iter().chain([fact::option("options", "with ", fact::filled(options))]).collect()
    }

    fn effect(&self, to: &Self) -> Effect {
        if keeps_columns(&self.query.columns, &to.query.columns) { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, id, cause)
    }

    fn home(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }
}

fn define(verb: &str, name: &QualName, view: &View) -> String {
    let View { query, options } = view;
    format!("{verb} VIEW {name}{} AS\n{}", with(options), query.text)
}

/// The options of a view with a leading space; nothing where there are none.
pub(super) fn with(options: &[String]) -> String {
    if options.is_empty() {
        return String::new();
    }
    format!(" WITH ({})", text::list(options.iter().map(|option| text::option(option))))
}

/// Whether the columns stay as they are, and new ones come after them.
fn keeps_columns(from: &[OutputColumn], to: &[OutputColumn]) -> bool {
    to.starts_with(from)
}

/// Nothing that a query reads can go or change its type, unless the query lets go of it in place before.
pub(super) fn reaction(cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Gone if cx.lets_go_in_place(id) => Effect::Quiet,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

/// What a query shows, in words.
pub(super) fn facts(query: &Query) -> Vec<Fact> {
    let Query { text, columns } = query;
    let columns: Vec<String> = columns.iter().map(of_column).collect();
    vec![
        fact::fact("columns", format!("({})", fact::list(&columns))),
        fact::fact("query", fact::cut(text.as_str())).quiet(),
    ]
}

fn of_column(column: &OutputColumn) -> String {
    let OutputColumn { name, ty, collation } = column;
    let collation = collation.as_ref().map(|collation| format!(" collate {collation}"));
    format!("{name} {ty}{}", collation.unwrap_or_default())
}
