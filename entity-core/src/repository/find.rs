//! Reading.

use std::any::TypeId;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::types::Type;

use super::load;
use crate::entity::{Cell, EntityDef, Keyed};
use crate::error::Error;
use crate::exec::{Call, Connection, Db, Executor, Text, Verb};
use crate::query::{Nested, Record, Rendered, Scope, Select, derived, render_count, render_exists};
use crate::value::{Value, Values};

pub(super) async fn find<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<Option<E>, Error> {
    let key = E::key_params(key);
    let params: Vec<Cell<'_>> = key.iter().map(|param| param.as_sql()).collect();
    let call = Call {
        text: Text::Derived(TypeId::of::<E>(), Verb::Find, 0, &|| derived::find(E::DEF)),
        params: &params,
        accepts: E::ACCEPTS,
        entity: E::DEF,
        timeout: None,
    };
    Ok(on.lease().await?.rows(&call, E::decode).await?.pop())
}

/// Runs a dynamic statement.
pub(super) async fn run<T>(
    rendered: &Rendered,
    shape: Shape<'_>,
    decode: impl Fn(&mut Values<'_>) -> Result<T, Error>,
    on: &Connection,
) -> Result<Vec<T>, Error> {
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    on.rows(&shape.call(rendered, &params), decode).await
}

/// What the rows of a statement look like, and whose they are.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) accepts: &'a [fn(&Type) -> bool],
    pub(super) entity: &'static EntityDef,
    /// After which time the server is asked to give up.
    pub(super) timeout: Option<Duration>,
}

impl Shape<'_> {
    pub(super) fn call<'a>(self, rendered: &'a Rendered, params: &'a [Cell<'a>]) -> Call<'a>
    where
        Self: 'a,
    {
        let Self { accepts, entity, timeout } = self;
        Call { text: Text::Dynamic(Arc::clone(&rendered.sql)), params, accepts, entity, timeout }
    }
}

const COUNT: &[fn(&Type) -> bool] = &[<i64 as Value>::accepts];
const EXISTS: &[fn(&Type) -> bool] = &[<bool as Value>::accepts];

impl<Q, P: Record> Select<Q, P> {
    /// All rows.
    ///
    /// # Errors
    /// When the database does not answer, or its types are not the entity's.
    pub async fn all(self, on: &impl Executor) -> Result<Vec<P>, Error>
    where
        Q: Scope,
    {
        let entity = self.core.from.def;
        let lease = on.lease().await?;
        if let (Some(accepts), true) = (P::WHOLE, self.core.is_plain()) {
            let text = Text::Derived(TypeId::of::<P>(), Verb::All, 0, &|| derived::select_all(entity));
            let call = Call { text, params: &[], accepts, entity, timeout: None };
            return lease.rows(&call, |values| P::decode(values, &mut Nested::none())).await;
        }
        load::all(&self, &lease).await
    }

    /// The first row in the order of the query, or `None`.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn first(self, on: &impl Executor) -> Result<Option<P>, Error>
    where
        Q: Scope,
    {
        Ok(self.limit(1).all(on).await?.pop())
    }

    /// The first row in the order of the query.
    ///
    /// # Errors
    /// As [`all`](Select::all), and [`is_not_found`](Error::is_not_found) when there is none.
    pub async fn one(self, on: &impl Executor) -> Result<P, Error>
    where
        Q: Scope,
    {
        let entity = self.core.from.def;
        self.first(on).await?.ok_or_else(|| Error::not_found(entity))
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn count(self, on: &impl Executor) -> Result<u64, Error>
    where
        Q: Scope,
    {
        let shape = Shape { accepts: COUNT, entity: self.core.from.def, timeout: self.core.timeout };
        let rendered = render_count(&self.core, &P::level());
        let count = run(&rendered, shape, |values| values.required::<i64>(), &*on.lease().await?).await?.pop();
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn exists(self, on: &impl Executor) -> Result<bool, Error>
    where
        Q: Scope,
    {
        let shape = Shape { accepts: EXISTS, entity: self.core.from.def, timeout: self.core.timeout };
        let rendered = render_exists(&self.core, &P::level());
        let found = run(&rendered, shape, |values| values.required::<bool>(), &*on.lease().await?).await?.pop();
        Ok(found.unwrap_or(false))
    }

    /// The plan that the server makes for this query, a line an element. Nothing is read.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn explain(self, on: &impl Executor) -> Result<Vec<String>, Error>
    where
        Q: Scope,
    {
        self.explained("", on).await
    }

    /// The plan with what it really cost. The query is run for that.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn explain_analyze(self, on: &impl Executor) -> Result<Vec<String>, Error>
    where
        Q: Scope,
    {
        self.explained("(ANALYZE, BUFFERS) ", on).await
    }

    /// The plan where sequential scans are discouraged, for [`assert_uses_index!`](crate::assert_uses_index).
    ///
    /// # Errors
    /// As [`all`](Select::all).
    #[doc(hidden)]
    pub async fn explain_with_indexes(self, on: &Db) -> Result<Vec<String>, Error>
    where
        Q: Scope,
    {
        on.transaction(async |tx| {
            tx.batch("SET LOCAL enable_seqscan = off").await?;
            self.explain(tx).await
        })
        .await
    }

    async fn explained(self, how: &str, on: &impl Executor) -> Result<Vec<String>, Error>
    where
        Q: Scope,
    {
        let rendered = self.render().explained(how);
        let accepts: &[fn(&Type) -> bool] = &[<String as Value>::accepts];
        let shape = Shape { accepts, entity: self.core.from.def, timeout: self.core.timeout };
        run(&rendered, shape, |values| values.required::<String>(), &*on.lease().await?).await
    }
}
