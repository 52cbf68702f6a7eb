//! Collations. Nothing of them changes in place.

use entity_core::schema::{Collation, CollationProvider, Literal, ObjectId, QualName};

use super::rebuild::rebuild;
use super::{Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Collation {
    const KEYWORD: &'static str = "COLLATION";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Collation(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(name, self))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Collation(name) = id else { return Vec::new() };
        rebuild(cx, id, Self::KEYWORD, create_sql(name, to))
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { provider, locale, collate, ctype, deterministic, rules } = self;
        vec![
            fact::fact("provider", provider_word(*provider)),
            fact::option("locale", "locale ", locale.as_ref()),
            fact::option("LC_COLLATE", "lc_collate ", collate.as_ref()),
            fact::option("LC_CTYPE", "lc_ctype ", ctype.as_ref()),
            fact::flag("not deterministic", "not deterministic", !deterministic),
            fact::option("rules", "rules ", rules.as_ref()),
        ]
    }

    fn effect(&self, _to: &Self) -> Effect {
        Effect::Rebuild
    }
}

fn provider_word(provider: CollationProvider) -> &'static str {
    match provider {
        CollationProvider::Libc => "libc",
        CollationProvider::Icu => "icu",
        CollationProvider::Builtin => "builtin",
    }
}

fn create_sql(name: &QualName, collation: &Collation) -> String {
    let Collation { provider, locale, collate, ctype, deterministic, rules } = collation;
    let said = |word: &str, value: &Option<String>| value.as_ref().map(|value| format!("{word} = {}", Literal(value)));
    let mut options = vec![format!("provider = {}", provider_word(*provider))];
    options.extend(said("locale", locale));
    if collate == ctype {
        options.extend(said("locale", collate));
    } else {
        options.extend(said("lc_collate", collate));
        options.extend(said("lc_ctype", ctype));
    }
    options.extend((!deterministic).then(|| "deterministic = false".to_owned()));
    options.extend(said("rules", rules));
    format!("CREATE COLLATION {name} ({})", text::list(options))
}
