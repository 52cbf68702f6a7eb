//! Text search configurations and dictionaries.

use std::collections::BTreeMap;

use entity_core::schema::{Ident, ObjectId, QualName, TextSearchConfiguration, TextSearchDictionary};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for TextSearchDictionary {
    const KEYWORD: &'static str = "TEXT SEARCH DICTIONARY";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { template, options } = self;
        let options = options.iter().map(|(name, value)| format!(", {name} = {value}")).collect::<String>();
        let sql = format!("CREATE {} (TEMPLATE = {template}{options})", self.spelled(id));
        vec![Op::statement(Slot::Create, id, sql)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        // An option without a value is taken away.
        let gone = self.options.keys().filter(|name| !to.options.contains_key(*name)).cloned();
        let come = to.options.iter().filter(|(name, value)| self.options.get(*name) != Some(value));
        let options = text::list(gone.chain(come.map(|(name, value)| format!("{name} = {value}"))));
        vec![Op::statement(Slot::Alter, id, format!("ALTER {} ({options})", self.spelled(id)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { template, options } = self;
        let options: Vec<String> = options.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        vec![fact::fact("template", template), fact::option("options", "", fact::filled(&options))]
    }

    fn effect(&self, to: &Self) -> Effect {
        if self.template == to.template { Effect::Quiet } else { Effect::Replace }
    }
}

impl Rules for TextSearchConfiguration {
    const KEYWORD: &'static str = "TEXT SEARCH CONFIGURATION";
    const STAGE: u8 = 2;
    const PHASE: u8 = 1;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { parser, mappings } = self;
        let mut statements = vec![format!("CREATE {} (PARSER = {parser})", self.spelled(id))];
        statements.extend(mapped(&format!("ALTER {} ADD", self.spelled(id)), mappings.iter()));
        vec![Op::statements(Slot::Create, id, statements)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let gone = self.mappings.keys().filter(|token| !to.mappings.contains_key(*token));
        let gone = text::list(gone.map(|token| Ident::from(token.as_str())));
        let (known, come): (Vec<_>, Vec<_>) =
            to.mappings.iter().partition(|(token, _)| self.mappings.contains_key(*token));
        let changed = known.into_iter().filter(|(token, asked)| self.mappings.get(*token) != Some(asked));
        let alter = format!("ALTER {}", self.spelled(id));
        let mut statements = Vec::new();
        if !gone.is_empty() {
            statements.push(format!("{alter} DROP MAPPING FOR {gone}"));
        }
        statements.extend(mapped(&format!("{alter} ALTER"), changed));
        statements.extend(mapped(&format!("{alter} ADD"), come.into_iter()));
        vec![Op::statements(Slot::Alter, id, statements)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { parser, mappings } = self;
        let mappings = mappings.iter().map(|(token, asked)| format!("{token}: {}", fact::list(asked)));
        vec![fact::fact("parser", parser), fact::fact("mappings", mappings.collect::<Vec<_>>().join("; ")).quiet()]
    }

    fn effect(&self, to: &Self) -> Effect {
        if self.parser == to.parser { Effect::Quiet } else { Effect::Replace }
    }

    /// One that goes is no longer asked by then.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype | Effect::Gone => Effect::Quiet,
            Effect::Rebuild | Effect::Replace => Effect::Replace,
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        self.mappings.values().flatten().map(|name| ObjectId::TextSearchDictionary(name.clone())).collect()
    }
}

/// A statement for each list of dictionaries.
fn mapped<'a>(verb: &str, mappings: impl Iterator<Item = (&'a String, &'a Vec<QualName>)>) -> Vec<String> {
    let mut tokens: BTreeMap<&Vec<QualName>, Vec<Ident>> = BTreeMap::new();
    for (token, asked) in mappings {
        tokens.entry(asked).or_default().push(Ident::from(token.as_str()));
    }
    let statement = |(asked, tokens): (&Vec<QualName>, Vec<Ident>)| {
        format!("{verb} MAPPING FOR {} WITH {}", text::list(tokens), text::list(asked))
    };
    tokens.into_iter().map(statement).collect()
}
