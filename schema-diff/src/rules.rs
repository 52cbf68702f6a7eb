//! What a change of one kind of object means in SQL.
//!
//! In: an object of either catalog, and what happens around it. Out: [`Op`]s, in no order.
//! Never: decides an order, looks at another kind's text, reads a database.
//! Start at [`Rules`]; one file a kind. What a change does to dependents is [`Rules::effect`] and [`Rules::reaction`].

mod aggregate;
mod beyond;
mod cast;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod counter;
mod cx;
mod default_privilege;
mod domain;
mod domain_check;
mod enum_type;
mod event_trigger;
mod extension;
mod fact;
mod foreign;
mod function;
mod grant;
mod index;
mod inherited;
mod materialized_view;
mod namespace;
mod online;
mod op;
mod owner;
mod part;
mod policy;
mod publication;
mod range_type;
mod rebuild;
mod rights;
mod rule;
mod sequence;
mod statistics;
mod storage;
mod table;
mod text;
mod text_search;
mod trigger;
mod view;
mod view_column;

use entity_core::schema::{
    Aggregate, Catalog, Collation, Column, Comment, CompositeType, Constraint, DefaultPrivilege, Domain, DomainCheck,
    EnumType, EventTrigger, Extension, ForeignDataWrapper, ForeignServer, Function, Grant, Index, MaterializedView,
    Namespace, Object, ObjectId, ObjectKind, Owner, Policy, Publication, PublishedNamespace, PublishedTable, QualName,
    RangeType, Rule, Sequence, Statistics, Table, TextSearchConfiguration, TextSearchDictionary, Trigger, View,
    ViewColumn,
};

pub(crate) use beyond::beyond;
pub(crate) use constraint::is_same as is_same_constraint;
pub(crate) use cx::Cx;
pub(crate) use domain::stiffened;
pub(crate) use fact::Fact;
pub(crate) use grant::settle;
pub(crate) use online::{Online, Piece, When};
pub(crate) use op::{Bond, Clause, Form, Frame, Op, Slot};
pub(crate) use owner::restore;
pub(crate) use part::{is_indexed, is_made_alone, is_noted as is_part_noted, untied, whole_of};

/// What happens to an object that stays, as its dependents feel it. Later ones are graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// Changes in place, unnoticed.
    Quiet,
    /// A column lets its default go for a while.
    Release,
    /// A column gets another type.
    Retype,
    /// A type is made again under its name; columns move over to it.
    Rebuild,
    /// Dropped and created again.
    Replace,
    /// Dropped.
    Gone,
}

/// Something that happened to `id`, told to one of its dependents.
pub(crate) struct Cause<'a> {
    pub(crate) id: &'a ObjectId,
    pub(crate) effect: Effect,
}

/// What PostgreSQL knows of one kind. `id` is the id of `self`.
pub(crate) trait Rules: Sized {
    /// The kind as `ALTER`, `DROP` and `COMMENT ON` name it: `TABLE`.
    const KEYWORD: &'static str;
    /// How early the kind is created where dependencies leave the choice, and how late it is dropped.
    const STAGE: u8;
    /// The place of the kind's statements among those of one table; drops run through it backwards.
    const PHASE: u8;
    /// Whether the code of applications names objects of the kind.
    const NAMED_BY_CODE: bool = false;

    /// Makes it; it is of `cx.to`.
    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op>;

    /// Changes it in place; it is of `cx.from`, `to` of `cx.to`.
    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op>;

    /// Its parts in words, for people.
    fn facts(&self) -> Vec<Fact>;

    /// Removes it; it is of `cx.from`.
    fn drop(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        vec![Op::statement(Slot::Drop, id, format!("DROP {}", self.spelled(id)))]
    }

    /// What the difference to `to` does to its dependents.
    fn effect(&self, _to: &Self) -> Effect {
        Effect::Quiet
    }

    /// As [`Rules::effect`], where that depends on who has it.
    fn effect_within(&self, to: &Self, _from: &Catalog, _id: &ObjectId) -> Effect {
        self.effect(to)
    }

    /// What becomes of it, if it stays, while something it needs does not.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, _cause: &Cause<'_>) -> Effect {
        Effect::Quiet
    }

    /// What it needs as far as its model tells, beside the catalog's edges and its parent. A declared catalog has few
    /// edges.
    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        Vec::new()
    }

    /// The table whose statements its own stand with.
    fn home(&self, id: &ObjectId) -> Option<QualName> {
        id.table().cloned()
    }

    /// The name that it takes among relations, where two kinds cannot share one.
    fn relation(&self, _id: &ObjectId) -> Option<QualName> {
        None
    }

    /// The table of whose rows it makes some columns unique.
    fn key_of(&self, _id: &ObjectId) -> Option<QualName> {
        None
    }

    /// The table one of whose keys it looks up when it is created.
    fn looks_up(&self) -> Option<&QualName> {
        None
    }

    /// The tables whose columns it has. It lets go of them before they change, and comes to them after.
    fn parents(&self) -> Vec<&QualName> {
        Vec::new()
    }

    /// Whether it is a part of an index of the parent of its table, which is whole only with all its parts.
    fn is_part(&self) -> bool {
        false
    }

    /// What it is tied to once both are there, though that may need it.
    fn settles_on(&self) -> Option<ObjectId> {
        None
    }

    /// Whether the code of an application names it.
    fn is_named_by_code(&self) -> bool {
        Self::NAMED_BY_CODE
    }

    /// What making it, or making it so, takes beside the ownership of what it belongs to.
    fn privilege(&self) -> Option<&'static str> {
        None
    }

    /// The object as `ALTER`, `DROP` and `COMMENT ON` name it: `TABLE users`, `TRIGGER t ON users`.
    fn spelled(&self, id: &ObjectId) -> String {
        text::spelled(Self::KEYWORD, id)
    }
}

/// Calls a rule by the kind of its object. A kind that is missing here stops the build.
macro_rules! dispatch {
    ($($kind:ident)+) => {
        /// [`Rules::create`].
        pub(crate) fn create(cx: &Cx<'_>, id: &ObjectId, object: &Object) -> Vec<Op> {
            match object { $(Object::$kind(it) => it.create(cx, id),)+ }
        }

        /// [`Rules::drop`].
        pub(crate) fn drop(cx: &Cx<'_>, id: &ObjectId, object: &Object) -> Vec<Op> {
            match object { $(Object::$kind(it) => Rules::drop(it, cx, id),)+ }
        }

        /// [`Rules::alter`]. Both sides are of one kind, because one id names them.
        pub(crate) fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Object, to: &Object) -> Vec<Op> {
            match (from, to) {
                $((Object::$kind(from), Object::$kind(to)) => from.alter(to, cx, id),)+
                ($(Object::$kind(_))|+, _) => Vec::new(),
            }
        }

        /// [`Rules::effect_within`] a catalog.
        pub(crate) fn effect(catalog: &Catalog, id: &ObjectId, from: &Object, to: &Object) -> Effect {
            match (from, to) {
                $((Object::$kind(from), Object::$kind(to)) => from.effect_within(to, catalog, id),)+
                ($(Object::$kind(_))|+, _) => Effect::Quiet,
            }
        }

        /// [`Rules::reaction`].
        pub(crate) fn reaction(cx: &Cx<'_>, id: &ObjectId, object: &Object, cause: &Cause<'_>) -> Effect {
            match object { $(Object::$kind(it) => it.reaction(cx, id, cause),)+ }
        }

        /// [`Rules::facts`].
        pub(crate) fn facts(object: &Object) -> Vec<Fact> {
            match object { $(Object::$kind(it) => it.facts(),)+ }
        }

        fn needed_by(id: &ObjectId, object: &Object) -> Vec<ObjectId> {
            match object { $(Object::$kind(it) => it.needs(id),)+ }
        }

        /// [`Rules::relation`].
        pub(crate) fn relation(id: &ObjectId, object: &Object) -> Option<QualName> {
            match object { $(Object::$kind(it) => it.relation(id),)+ }
        }

        /// [`Rules::key_of`].
        pub(crate) fn key_of(id: &ObjectId, object: &Object) -> Option<QualName> {
            match object { $(Object::$kind(it) => it.key_of(id),)+ }
        }

        /// [`Rules::looks_up`].
        pub(crate) fn looks_up(object: &Object) -> Option<&QualName> {
            match object { $(Object::$kind(it) => it.looks_up(),)+ }
        }

        /// [`Rules::parents`].
        pub(crate) fn parents(object: &Object) -> Vec<&QualName> {
            match object { $(Object::$kind(it) => it.parents(),)+ }
        }

        /// [`Rules::is_part`].
        pub(crate) fn is_part(object: &Object) -> bool {
            match object { $(Object::$kind(it) => it.is_part(),)+ }
        }

        /// [`Rules::settles_on`].
        pub(crate) fn settles_on(object: &Object) -> Option<ObjectId> {
            match object { $(Object::$kind(it) => it.settles_on(),)+ }
        }

        /// [`Rules::is_named_by_code`].
        pub(crate) fn is_named_by_code(object: &Object) -> bool {
            match object { $(Object::$kind(it) => it.is_named_by_code(),)+ }
        }

        /// [`Rules::NAMED_BY_CODE`].
        pub(crate) fn is_kind_named_by_code(kind: ObjectKind) -> bool {
            match kind { $(ObjectKind::$kind => $kind::NAMED_BY_CODE,)+ }
        }

        /// [`Rules::privilege`].
        pub(crate) fn privilege(object: &Object) -> Option<&'static str> {
            match object { $(Object::$kind(it) => it.privilege(),)+ }
        }

        /// [`Rules::STAGE`].
        pub(crate) fn stage(kind: ObjectKind) -> u8 {
            match kind { $(ObjectKind::$kind => $kind::STAGE,)+ }
        }

        /// [`Rules::PHASE`].
        pub(crate) fn phase(kind: ObjectKind) -> u8 {
            match kind { $(ObjectKind::$kind => $kind::PHASE,)+ }
        }

        /// [`Rules::KEYWORD`].
        pub(crate) fn keyword(kind: ObjectKind) -> &'static str {
            match kind { $(ObjectKind::$kind => $kind::KEYWORD,)+ }
        }

        fn home_of(id: &ObjectId, object: &Object) -> Option<QualName> {
            match object { $(Object::$kind(it) => it.home(id),)+ }
        }

        fn spelled_as(id: &ObjectId, object: &Object) -> String {
            match object { $(Object::$kind(it) => it.spelled(id),)+ }
        }
    };
}

dispatch! {
    Extension
    Namespace
    Collation
    EnumType
    TextSearchDictionary
    TextSearchConfiguration
    Domain
    DomainCheck
    CompositeType
    RangeType
    Sequence
    Function
    Aggregate
    ForeignDataWrapper
    ForeignServer
    Table
    Column
    Constraint
    Index
    Statistics
    Policy
    View
    MaterializedView
    ViewColumn
    Rule
    Trigger
    EventTrigger
    Publication
    PublishedTable
    PublishedNamespace
    DefaultPrivilege
    Grant
    Owner
    Comment
}

/// The parent, and [`Rules::needs`]. Where they name a table that is a view in this catalog, the view.
pub(crate) fn needs(catalog: &Catalog, id: &ObjectId, object: &Object) -> impl Iterator<Item = ObjectId> {
    id.parent().into_iter().chain(needed_by(id, object)).map(|needed| catalog.resolved(needed))
}

/// The table whose statements an object's statements stand with.
pub(crate) fn home(catalog: &Catalog, id: &ObjectId) -> Option<QualName> {
    match (id, id.on(), catalog.objects.get(id)) {
        (_, Some(on), _) => home(catalog, on),
        (_, None, Some(object)) => home_of(id, object),
        (_, None, None) => id.relation().or_else(|| id.table()).cloned(),
    }
}

/// The object as `ALTER`, `DROP` and `COMMENT ON` name it.
pub(crate) fn spelled(catalog: &Catalog, id: &ObjectId) -> String {
    match catalog.objects.get(id) {
        Some(object) => spelled_as(id, object),
        None => text::spelled(keyword(id.kind()), id),
    }
}

#[cfg(test)]
mod tests;
