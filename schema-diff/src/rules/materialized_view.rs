//! Materialised views.
//!
//! One is created empty and filled when everything else stands, so that its query finds what the functions in it name.

use entity_core::schema::{Ident, MaterializedView, ObjectId, QualName};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text, view};

impl Rules for MaterializedView {
    const KEYWORD: &'static str = "MATERIALIZED VIEW";
    const STAGE: u8 = 5;
    const PHASE: u8 = 1;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::MaterializedView(name) = id else { return Vec::new() };
        let make = Op::statement(Slot::Create, id, define(name, self));
        let fill = Op::statement(Slot::Fill, id, format!("REFRESH {}", self.spelled(id)));
        if is_filled(cx, id, name) { vec![make, fill] } else { vec![make] }
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { query: _, options, access_method, tablespace } = to;
        let spelled = self.spelled(id);
        let mut statements = text::change_options(&spelled, &self.options, options);
        if self.access_method != *access_method {
            let method = access_method.clone().unwrap_or(Ident::from_static("heap"));
            statements.push(format!("ALTER {spelled} SET ACCESS METHOD {method}"));
        }
        if self.tablespace != *tablespace {
            let tablespace = tablespace.clone().unwrap_or(Ident::from_static("pg_default"));
            statements.push(format!("ALTER {spelled} SET TABLESPACE {tablespace}"));
        }
        vec![Op::statements(Slot::Alter, id, statements)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { query, options, access_method, tablespace } = self;
        let rest = [
            fact::option("options", "with ", fact::filled(options)),
            fact::option("access method", "using ", access_method.as_ref()),
            fact::option("tablespace", "in ", tablespace.as_ref()),
        ];
        view::facts(query).into_iter().chain(rest).collect()
    }

    /// The query cannot be changed in place.
    fn effect(&self, to: &Self) -> Effect {
        if self.query == to.query { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn home(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }
}

fn define(name: &QualName, view: &MaterializedView) -> String {
    let MaterializedView { query, options, access_method, tablespace } = view;
    let using = access_method.as_ref().map(|method| format!(" USING {method}")).unwrap_or_default();
    let tablespace = tablespace.as_ref().map(|tablespace| format!(" TABLESPACE {tablespace}")).unwrap_or_default();
    let with = view::with(options);
    format!("CREATE MATERIALIZED VIEW {name}{using}{with}{tablespace} AS\n{}\nWITH NO DATA", query.text)
}

/// One that is made again is left as it was; a new one as the target has it.
fn is_filled(cx: &Cx<'_>, id: &ObjectId, name: &QualName) -> bool {
    let model = if cx.from.objects.contains_key(id) { cx.from } else { cx.to };
    !model.unpopulated.contains(name)
}
