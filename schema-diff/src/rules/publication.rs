//! Publications. The tables and namespaces that they name are objects of their own.

use entity_core::schema::{ObjectId, Publication, PublishedNamespace, PublishedTable};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Publication {
    const KEYWORD: &'static str = "PUBLICATION";
    const STAGE: u8 = 5;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let whole = if self.all_tables { " FOR ALL TABLES" } else { "" };
        let options = options(&Self::default(), self);
        let options = if options.is_empty() { String::new() } else { format!(" WITH ({})", text::list(options)) };
        vec![Op::statement(Slot::Create, id, format!("CREATE {}{whole}{options}", self.spelled(id)))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let options = text::list(options(self, to));
        vec![Op::statement(Slot::Alter, id, format!("ALTER {} SET ({options})", self.spelled(id)))]
    }

    fn privilege(&self) -> Option<&'static str> {
        Some(if self.all_tables { "needs a superuser" } else { "needs CREATE on the database" })
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { all_tables, inserts: _, updates: _, deletes: _, truncates: _, via_root, generated_columns } = self;
        vec![
            fact::flag("all tables", "for all tables", *all_tables),
            fact::fact("publishes", operations(self)),
            fact::flag("as root", "as root", *via_root),
            fact::flag("generated columns", "with generated columns", *generated_columns),
        ]
    }

    /// Whether it is for all tables is decided when it is made.
    fn effect(&self, to: &Self) -> Effect {
        if self.all_tables == to.all_tables { Effect::Quiet } else { Effect::Replace }
    }
}

impl Rules for PublishedTable {
    const KEYWORD: &'static str = "TABLE";
    const STAGE: u8 = 5;
    const PHASE: u8 = 7;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::PublishedTable(table, publication) = id else { return Vec::new() };
        let Self { columns, filter } = self;
        let columns = columns.as_ref().map(|columns| format!(" ({})", text::list(columns))).unwrap_or_default();
        let filter = filter.as_ref().map(|filter| format!(" WHERE ({})", text::bare(filter))).unwrap_or_default();
        let sql = format!("ALTER PUBLICATION {publication} ADD TABLE {table}{columns}{filter}");
        vec![Op::statement(Slot::Create, id, sql)]
    }

    /// Never asked: any difference takes it out and in again.
    fn alter(&self, _to: &Self, _cx: &Cx<'_>, _id: &ObjectId) -> Vec<Op> {
        Vec::new()
    }

    /// It goes with its publication, and with its table.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::PublishedTable(table, publication) = id else { return Vec::new() };
        if goes(cx, &ObjectId::Table(table.clone())) {
            return Vec::new();
        }
        if goes(cx, &ObjectId::Publication(publication.clone())) {
            return vec![Op::implied(Slot::Drop, id, table)];
        }
        vec![Op::statement(Slot::Drop, id, format!("ALTER PUBLICATION {publication} DROP TABLE {table}"))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { columns, filter } = self;
        let columns = columns.as_ref().and_then(|columns| fact::filled(columns));
        vec![fact::option("columns", "", columns), fact::option("rows", "where ", filter.as_ref())]
    }

    fn effect(&self, _to: &Self) -> Effect {
        Effect::Replace
    }

    /// The server refuses to drop or retype a column that it names.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        replaced(cause)
    }

    fn needs(&self, id: &ObjectId) -> Vec<ObjectId> {
        let ObjectId::PublishedTable(table, publication) = id else { return Vec::new() };
        let columns = self.columns.iter().flatten().map(|column| ObjectId::Column(table.clone(), column.clone()));
        columns.chain([ObjectId::Publication(publication.clone())]).collect()
    }
}

impl Rules for PublishedNamespace {
    const KEYWORD: &'static str = "SCHEMA";
    const STAGE: u8 = 5;
    const PHASE: u8 = 7;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self = self;
        let ObjectId::PublishedNamespace(namespace, publication) = id else { return Vec::new() };
        let sql = format!("ALTER PUBLICATION {publication} ADD TABLES IN SCHEMA {namespace}");
        vec![Op::statement(Slot::Create, id, sql)]
    }

    fn alter(&self, Self: &Self, _cx: &Cx<'_>, _id: &ObjectId) -> Vec<Op> {
        Vec::new()
    }

    /// It goes with its publication, and with its namespace.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::PublishedNamespace(namespace, publication) = id else { return Vec::new() };
        let needed = [ObjectId::Publication(publication.clone()), ObjectId::Namespace(namespace.clone())];
        if needed.iter().any(|needed| goes(cx, needed)) {
            return Vec::new();
        }
        let sql = format!("ALTER PUBLICATION {publication} DROP TABLES IN SCHEMA {namespace}");
        vec![Op::statement(Slot::Drop, id, sql)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self = self;
        Vec::new()
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        replaced(cause)
    }

    fn needs(&self, id: &ObjectId) -> Vec<ObjectId> {
        let ObjectId::PublishedNamespace(_, publication) = id else { return Vec::new() };
        vec![ObjectId::Publication(publication.clone())]
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs a superuser")
    }
}

fn replaced(cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

fn goes(cx: &Cx<'_>, id: &ObjectId) -> bool {
    matches!(cx.effect(id), Some(Effect::Replace | Effect::Gone))
}

/// What differs, as `WITH` and `SET` take it.
fn options(from: &Publication, to: &Publication) -> Vec<String> {
    let mut options = Vec::new();
    if operations(from) != operations(to) {
        options.push(format!("publish = '{}'", operations(to)));
    }
    if from.via_root != to.via_root {
        options.push(format!("publish_via_partition_root = {}", to.via_root));
    }
    if from.generated_columns != to.generated_columns {
        let which = if to.generated_columns { "stored" } else { "none" };
        options.push(format!("publish_generated_columns = {which}"));
    }
    options
}

fn operations(publication: &Publication) -> String {
    let Publication { inserts, updates, deletes, truncates, .. } = publication;
    let named = [(inserts, "insert"), (updates, "update"), (deletes, "delete"), (truncates, "truncate")];
    text::list(named.into_iter().filter(|(is_published, _)| **is_published).map(|(_, name)| name))
}
