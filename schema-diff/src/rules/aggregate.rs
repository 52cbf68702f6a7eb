//! Aggregates.

use entity_core::schema::{
    Aggregate, AggregateKind, AggregateState, Literal, Modify, MovingState, ObjectId, Parallel, QualName,
};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, function};

impl Rules for Aggregate {
    const KEYWORD: &'static str = "AGGREGATE";
    const STAGE: u8 = 3;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Aggregate(name, _) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, define("CREATE", name, self))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Aggregate(name, _) = id else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, define("CREATE OR REPLACE", name, to))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { kind, arguments, returns, .. } = self;
        vec![
            fact::fact("kind", format!("{kind:?}").to_lowercase()).quiet(),
            fact::fact("arguments", format!("({arguments})")).quiet(),
            fact::option("returns", "returns ", Some(returns)),
            fact::fact("options", format!("({})", options(self).join(", "))),
        ]
    }

    /// `CREATE OR REPLACE` refuses another kind, another result and other argument names.
    fn effect(&self, to: &Self) -> Effect {
        let is_same = self.kind == to.kind && self.returns == to.returns && self.arguments == to.arguments;
        if is_same { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        function::reaction(cx, id, cause)
    }

    fn spelled(&self, id: &ObjectId) -> String {
        let ObjectId::Aggregate(name, arguments) = id else { return String::new() };
        format!("AGGREGATE {name}({})", if arguments.is_empty() { "*" } else { arguments })
    }
}

fn define(verb: &str, name: &QualName, aggregate: &Aggregate) -> String {
    let arguments = aggregate.arguments.as_str();
    let arguments = if arguments.is_empty() { "*" } else { arguments };
    format!("{verb} AGGREGATE {name}({arguments}) (\n    {}\n)", options(aggregate).join(",\n    "))
}

fn options(aggregate: &Aggregate) -> Vec<String> {
    let Aggregate {
        kind,
        arguments: _,
        returns: _,
        state,
        moving,
        combine,
        serialize,
        deserialize,
        sort_operator,
        parallel,
    } = aggregate;
    let mut options = of_state("", *kind, state);
    let functions = [("COMBINEFUNC", combine), ("SERIALFUNC", serialize), ("DESERIALFUNC", deserialize)];
    options.extend(functions.iter().filter_map(|(word, name)| Some(format!("{word} = {}", name.as_ref()?))));
    if let Some(moving) = moving {
        let MovingState { state, inverse } = &**moving;
        options.extend(of_state("M", *kind, state));
        options.push(format!("MINVFUNC = {inverse}"));
    }
    options.extend(sort_operator.as_ref().map(|operator| format!("SORTOP = {operator}")));
    options.extend(match parallel {
        Parallel::Unsafe => None,
        Parallel::Restricted => Some("PARALLEL = RESTRICTED".to_owned()),
        Parallel::Safe => Some("PARALLEL = SAFE".to_owned()),
    });
    options.extend((*kind == AggregateKind::Hypothetical).then(|| "HYPOTHETICAL".to_owned()));
    options
}

fn of_state(prefix: &str, kind: AggregateKind, state: &AggregateState) -> Vec<String> {
    let AggregateState { function, ty, space, finish, extra, modify, initial } = state;
    let mut options = vec![format!("{prefix}SFUNC = {function}"), format!("{prefix}STYPE = {ty}")];
    options.extend((*space != 0).then(|| format!("{prefix}SSPACE = {space}")));
    options.extend(finish.as_ref().map(|finish| format!("{prefix}FINALFUNC = {finish}")));
    options.extend(extra.then(|| format!("{prefix}FINALFUNC_EXTRA")));
    options.extend((*modify != usual(kind)).then(|| format!("{prefix}FINALFUNC_MODIFY = {}", modify_word(*modify))));
    options.extend(initial.as_ref().map(|initial| format!("{prefix}INITCOND = {}", Literal(initial))));
    options
}

/// What the server takes where nothing is said.
fn usual(kind: AggregateKind) -> Modify {
    match kind {
        AggregateKind::Plain => Modify::ReadOnly,
        AggregateKind::OrderedSet | AggregateKind::Hypothetical => Modify::ReadWrite,
    }
}

fn modify_word(modify: Modify) -> &'static str {
    match modify {
        Modify::ReadOnly => "READ_ONLY",
        Modify::Shareable => "SHAREABLE",
        Modify::ReadWrite => "READ_WRITE",
    }
}
