//! Reading.

use std::any::TypeId;
use std::sync::Arc;

use tokio_postgres::types::Type;

use crate::entity::{Cell, Entity, Keyed, Projection};
use crate::error::Error;
use crate::exec::{Call, Executor, Text, Verb};
use crate::query::{Rendered, Select, derived};
use crate::value::{Value, Values};

pub(super) async fn find<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<Option<E>, Error> {
    let key = E::key_params(key);
    let params: Vec<Cell<'_>> = key.iter().map(|param| param.as_sql()).collect();
    let call = Call {
        text: Text::Derived(TypeId::of::<E>(), Verb::Find, 0, &|| derived::find(E::DEF)),
        params: &params,
        accepts: E::ACCEPTS,
        entity: E::DEF,
    };
    Ok(on.lease().await?.rows(&call, E::decode).await?.pop())
}

/// Runs a dynamic statement.
pub(super) async fn run<T>(
    rendered: &Rendered,
    shape: Shape,
    decode: impl Fn(&mut Values<'_>) -> Result<T, Error>,
    on: &impl Executor,
) -> Result<Vec<T>, Error> {
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    let call = shape.call(rendered, &params);
    on.lease().await?.rows(&call, decode).await
}

/// What the rows of a statement look like, and whose they are.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) accepts: &'static [fn(&Type) -> bool],
    pub(super) entity: &'static crate::entity::EntityDef,
}

impl Shape {
    pub(super) fn call<'a>(self, rendered: &'a Rendered, params: &'a [Cell<'a>]) -> Call<'a> {
        let Self { accepts, entity } = self;
        Call { text: Text::Dynamic(Arc::clone(&rendered.sql)), params, accepts, entity }
    }
}

const COUNT: &[fn(&Type) -> bool] = &[<i64 as Value>::accepts];
const EXISTS: &[fn(&Type) -> bool] = &[<bool as Value>::accepts];

impl<E: Entity, P: Projection<Of = E>> Select<E, P> {
    /// All rows.
    ///
    /// # Errors
    /// When the database does not answer, or its types are not the entity's.
    pub async fn all(self, on: &impl Executor) -> Result<Vec<P>, Error> {
        let shape = Shape { accepts: P::ACCEPTS, entity: E::DEF };
        if self.is_plain() && P::IS_ENTITY {
            let text = Text::Derived(TypeId::of::<E>(), Verb::All, 0, &|| derived::select_all(E::DEF));
            let call = Call { text, params: &[], accepts: P::ACCEPTS, entity: E::DEF };
            return on.lease().await?.rows(&call, P::decode).await;
        }
        run(&self.render(&P::columns()), shape, P::decode, on).await
    }

    /// The first row in the order of the query, or `None`.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn first(self, on: &impl Executor) -> Result<Option<P>, Error> {
        Ok(self.limit(1).all(on).await?.pop())
    }

    /// The first row in the order of the query.
    ///
    /// # Errors
    /// As [`all`](Select::all), and [`is_not_found`](Error::is_not_found) when there is none.
    pub async fn one(self, on: &impl Executor) -> Result<P, Error> {
        self.first(on).await?.ok_or_else(|| Error::not_found(E::DEF))
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn count(self, on: &impl Executor) -> Result<u64, Error> {
        let shape = Shape { accepts: COUNT, entity: E::DEF };
        let count = run(&self.render_count(), shape, |values| values.required::<i64>(), on).await?.pop();
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn exists(self, on: &impl Executor) -> Result<bool, Error> {
        let shape = Shape { accepts: EXISTS, entity: E::DEF };
        let found = run(&self.render_exists(), shape, |values| values.required::<bool>(), on).await?.pop();
        Ok(found.unwrap_or(false))
    }

    /// The plan that the server makes for this query, a line an element.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn explain(self, on: &impl Executor) -> Result<Vec<String>, Error> {
        let rendered = self.render(&P::columns()).explained();
        let shape = Shape { accepts: &[<String as Value>::accepts], entity: E::DEF };
        run(&rendered, shape, |values| values.required::<String>(), on).await
    }
}
