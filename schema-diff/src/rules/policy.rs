//! Policies of row-level security.

use entity_core::schema::{Expr, Ident, ObjectId, Policy, PolicyCommand, QualName};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Policy {
    const KEYWORD: &'static str = "POLICY";
    const STAGE: u8 = 5;
    const PHASE: u8 = 5;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Policy(table, name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(table, name, self))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Policy(table, name) = id else { return Vec::new() };
        let Self { permissive: _, command: _, roles, using, with_check } = to;
        let mut sql = format!("ALTER POLICY {name} ON {table}");
        if self.roles != *roles {
            sql += &format!(" TO {}", grantees(roles));
        }
        sql += &condition("USING", using.as_ref().filter(|_| self.using != *using));
        sql += &condition("WITH CHECK", with_check.as_ref().filter(|_| self.with_check != *with_check));
        vec![Op::statement(Slot::Alter, id, sql)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { permissive, command, roles, using, with_check } = self;
        let command = match command {
            PolicyCommand::All => "all",
            PolicyCommand::Select => "select",
            PolicyCommand::Insert => "insert",
            PolicyCommand::Update => "update",
            PolicyCommand::Delete => "delete",
        };
        vec![
            fact::flag("restrictive", "restrictive", !permissive),
            Fact { name: "command", value: command.to_owned(), phrase: format!("for {command}") },
            fact::option("roles", "to ", fact::filled(roles)),
            fact::option("using", "using ", using.as_ref()),
            fact::option("with check", "with check ", with_check.as_ref()),
        ]
    }

    /// Roles and conditions change in place, but a condition cannot be taken away.
    fn effect(&self, to: &Self) -> Effect {
        let is_taken = |from: &Option<Expr>, to: &Option<Expr>| from.is_some() && to.is_none();
        let is_kept = self.permissive == to.permissive
            && self.command == to.command
            && !is_taken(&self.using, &to.using)
            && !is_taken(&self.with_check, &to.with_check);
        if is_kept { Effect::Quiet } else { Effect::Replace }
    }

    /// The server refuses another type for a column that a policy names.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }
}

fn create_sql(table: &QualName, name: &Ident, policy: &Policy) -> String {
    let Policy { permissive, command, roles, using, with_check } = policy;
    let mut sql = format!("CREATE POLICY {name} ON {table}");
    if !permissive {
        sql += " AS RESTRICTIVE";
    }
    sql += match command {
        PolicyCommand::All => "",
        PolicyCommand::Select => " FOR SELECT",
        PolicyCommand::Insert => " FOR INSERT",
        PolicyCommand::Update => " FOR UPDATE",
        PolicyCommand::Delete => " FOR DELETE",
    };
    if !roles.is_empty() {
        sql += &format!(" TO {}", grantees(roles));
    }
    sql + &condition("USING", using.as_ref()) + &condition("WITH CHECK", with_check.as_ref())
}

fn grantees(roles: &[Ident]) -> String {
    if roles.is_empty() { "PUBLIC".to_owned() } else { text::list(roles) }
}

fn condition(word: &str, expr: Option<&Expr>) -> String {
    expr.map(|expr| format!(" {word} ({})", text::bare(expr))).unwrap_or_default()
}
