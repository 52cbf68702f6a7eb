//! Foreign data wrappers and servers.

use entity_core::schema::{ForeignDataWrapper, ForeignOptions, ForeignServer, Ident, Literal, ObjectId, QualName};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for ForeignDataWrapper {
    const KEYWORD: &'static str = "FOREIGN DATA WRAPPER";
    const STAGE: u8 = 3;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { handler, validator, options } = self;
        let named = |word: &str, function: &Option<QualName>| {
            function.as_ref().map(|function| format!(" {word} {function}")).unwrap_or_default()
        };
        let (handler, validator) = (named("HANDLER", handler), named("VALIDATOR", validator));
        let sql = format!("CREATE {}{handler}{validator}{}", self.spelled(id), with_options(options));
        vec![Op::statement(Slot::Create, id, sql)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let named = |word: &str, from: &Option<QualName>, to: &Option<QualName>| {
            if from == to {
                return String::new();
            }
            to.as_ref().map_or_else(|| format!(" NO {word}"), |function| format!(" {word} {function}"))
        };
        let handler = named("HANDLER", &self.handler, &to.handler);
        let validator = named("VALIDATOR", &self.validator, &to.validator);
        let options = changed_options(&self.options, &to.options);
        vec![Op::statement(Slot::Alter, id, format!("ALTER {}{handler}{validator}{options}", self.spelled(id)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { handler, validator, options } = self;
        vec![
            fact::option("handler", "handled by ", handler.as_ref()),
            fact::option("validator", "checked by ", validator.as_ref()),
            of_options(options),
        ]
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        let functions = self.handler.iter().map(|handler| ObjectId::Function(handler.clone(), String::new()));
        functions
            .chain(self.validator.iter().map(|name| ObjectId::Function(name.clone(), "text[], oid".to_owned())))
            .collect()
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs a superuser")
    }
}

impl Rules for ForeignServer {
    const KEYWORD: &'static str = "SERVER";
    const STAGE: u8 = 3;
    const PHASE: u8 = 1;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { wrapper, ty, version, options } = self;
        let clause = |word: &str, text: &Option<String>| text.as_ref().map(|text| format!(" {word} {}", Literal(text)));
        let (ty, version) = (clause("TYPE", ty).unwrap_or_default(), clause("VERSION", version).unwrap_or_default());
        let options = with_options(options);
        let sql = format!("CREATE {}{ty}{version} FOREIGN DATA WRAPPER {wrapper}{options}", self.spelled(id));
        vec![Op::statement(Slot::Create, id, sql)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let version = if self.version == to.version {
            String::new()
        } else {
            to.version.as_ref().map_or_else(|| " VERSION NULL".to_owned(), |text| format!(" VERSION {}", Literal(text)))
        };
        let options = changed_options(&self.options, &to.options);
        vec![Op::statement(Slot::Alter, id, format!("ALTER {}{version}{options}", self.spelled(id)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { wrapper, ty, version, options } = self;
        vec![
            fact::fact("wrapper", wrapper),
            fact::option("type", "type ", ty.as_ref()),
            fact::option("version", "version ", version.as_ref()),
            of_options(options),
        ]
    }

    /// Its wrapper and its type are decided when it is made.
    fn effect(&self, to: &Self) -> Effect {
        if self.wrapper == to.wrapper && self.ty == to.ty { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        vec![ObjectId::ForeignDataWrapper(self.wrapper.clone())]
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs USAGE on the foreign-data wrapper")
    }
}

/// `OPTIONS (…)` of `CREATE`, with its leading space.
pub(super) fn with_options(options: &ForeignOptions) -> String {
    let options = options.iter().map(|(name, value)| format!("{} {}", Ident::from(name.as_str()), Literal(value)));
    let options = text::list(options);
    if options.is_empty() { options } else { format!(" OPTIONS ({options})") }
}

/// `OPTIONS (…)` of `ALTER`, with its leading space.
pub(super) fn changed_options(from: &ForeignOptions, to: &ForeignOptions) -> String {
    let gone = from.keys().filter(|name| !to.contains_key(*name));
    let gone = gone.map(|name| format!("DROP {}", Ident::from(name.as_str())));
    let come = to.iter().filter(|(name, value)| from.get(*name) != Some(value)).map(|(name, value)| {
        let verb = if from.contains_key(name) { "SET" } else { "ADD" };
        format!("{verb} {} {}", Ident::from(name.as_str()), Literal(value))
    });
    let options = text::list(gone.chain(come));
    if options.is_empty() { options } else { format!(" OPTIONS ({options})") }
}

/// The options in words.
pub(super) fn of_options(options: &ForeignOptions) -> Fact {
    let options: Vec<String> = options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    fact::option("options", "options ", fact::filled(&options))
}
