//! Rows that are reached from others of the same table, again and again.

use sea_query::{Alias, CommonTableExpression, Expr, JoinType, Query, SelectStatement, UnionType, WithClause};

use super::super::core::{Core, Tree};
use super::cx::{Cx, Scope};
use super::expr::{dot, live};
use super::select::table_name;

const REACHED: &str = "reached";
const DEPTH: &str = "depth";

impl Cx {
    /// Puts the rows that are reached before the statement, and says that a row of it is one of them.
    ///
    /// The columns that the relation goes along are all that is kept of a row, so a circle ends by itself: the rows
    /// that it comes back to are there already. Where there is a bound on the depth, the bound ends it.
    pub(super) fn tree(
        &mut self,
        statement: &mut SelectStatement,
        core: &Core,
        tree: &Tree,
        scope: &Scope<'_>,
    ) -> Vec<String> {
        let Tree { on, start, proper, depth } = tree;
        let def = core.from.def;
        let mut columns: Vec<&'static str> = def.primary_key.to_vec();
        for (local, _) in on {
            if !columns.contains(local) {
                columns.push(local);
            }
        }
        let first = [self.named(core.from)];
        let here = Scope { sources: &first, outer: scope.outer };
        let mut base = Query::select();
        base.from_as(table_name(def), Alias::new(&first[0].alias));
        base.exprs(columns.iter().map(|column| Expr::cust(dot(&first[0].alias, column))));
        let condition = self.condition(start, &here);
        base.and_where(Expr::cust(condition));
        let next = self.alias();
        let mut step = Query::select();
        step.from(Alias::new(REACHED));
        step.exprs(columns.iter().map(|column| Expr::cust(dot(&next, column))));
        let pairs = on.iter().map(|(local, foreign)| format!("{} = {}", dot(&next, foreign), dot(REACHED, local)));
        let mut conditions: Vec<_> = pairs.collect();
        if !core.with_deleted {
            conditions.extend(live(def, &next));
            base.and_where_option(live(def, &first[0].alias).map(Expr::cust));
        }
        let on = Expr::cust(conditions.join(" AND "));
        step.join_as(JoinType::InnerJoin, table_name(def), Alias::new(&next), on);
        if let Some(depth) = depth {
            base.expr(Expr::cust("0"));
            step.expr(Expr::cust(format!("{} + 1", dot(REACHED, DEPTH))));
            step.and_where(Expr::cust(format!("{} < {depth}", dot(REACHED, DEPTH))));
        }
        base.union(UnionType::Distinct, step);
        let mut expression = CommonTableExpression::new();
        expression.table_name(Alias::new(REACHED));
        expression.columns(columns.iter().map(|column| Alias::new(*column)));
        if depth.is_some() {
            expression.column(Alias::new(DEPTH));
        }
        expression.query(base);
        let mut clause = WithClause::new();
        clause.recursive(true).cte(expression);
        statement.with_cte(clause);
        let own = &scope.sources[0].alias;
        let list = |alias: &str| def.primary_key.iter().map(|key| dot(alias, key)).collect::<Vec<_>>().join(", ");
        let mut found = vec![format!("({}) IN (SELECT {} FROM {REACHED})", list(own), list(REACHED))];
        if *proper {
            let start = self.text(start, scope);
            found.push(format!("({start}) IS NOT TRUE"));
        }
        found
    }
}
