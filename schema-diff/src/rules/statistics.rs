//! Extended statistics of tables.

use entity_core::schema::{Expr, ObjectId, QualName, Statistics, StatisticsKind};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Statistics {
    const KEYWORD: &'static str = "STATISTICS";
    const STAGE: u8 = 4;
    const PHASE: u8 = 4;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Statistics(name) = id else { return Vec::new() };
        let mut statements = vec![create_sql(name, self)];
        statements.extend(self.target.map(|target| target_sql(name, target)));
        vec![Op::statements(Slot::Create, id, statements)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Statistics(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, target_sql(name, to.target.unwrap_or(-1)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { table, kinds, columns, expressions, target } = self;
        let kinds: Vec<&str> = kinds.iter().map(|kind| word(*kind)).collect();
        vec![
            Fact { name: "table", value: table.plain(), phrase: String::new() },
            fact::option("kinds", "", fact::filled(&kinds)),
            fact::option("columns", "on ", fact::filled(columns)),
            fact::option("expressions", "over ", fact::filled(expressions)),
            fact::option("target", "target ", target.as_ref()),
        ]
    }

    /// Only the target changes in place.
    fn effect(&self, to: &Self) -> Effect {
        let same = Self { target: to.target, ..self.clone() };
        if same == *to { Effect::Quiet } else { Effect::Replace }
    }

    /// The server drops statistics with a column, and builds those of a retyped one again.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        let columns = self.columns.iter().map(|column| ObjectId::Column(self.table.clone(), column.clone()));
        columns.chain([ObjectId::Table(self.table.clone())]).collect()
    }

    fn home(&self, _id: &ObjectId) -> Option<QualName> {
        Some(self.table.clone())
    }
}

fn create_sql(name: &QualName, statistics: &Statistics) -> String {
    let Statistics { table, kinds, columns, expressions, target: _ } = statistics;
    let is_usual = kinds.is_empty() || kinds.len() == 3;
    let kinds = text::list(kinds.iter().map(|kind| word(*kind)));
    let kinds = if is_usual { String::new() } else { format!(" ({kinds})") };
    let columns = columns.iter().map(ToString::to_string);
    let expressions = expressions.iter().map(|expr: &Expr| format!("({})", text::bare(expr)));
    format!("CREATE STATISTICS {name}{kinds} ON {} FROM {table}", text::list(columns.chain(expressions)))
}

fn target_sql(name: &QualName, target: i32) -> String {
    format!("ALTER STATISTICS {name} SET STATISTICS {target}")
}

fn word(kind: StatisticsKind) -> &'static str {
    match kind {
        StatisticsKind::Distinct => "ndistinct",
        StatisticsKind::Dependencies => "dependencies",
        StatisticsKind::MostCommon => "mcv",
    }
}
