//! Steps in Rust that the user's program registers.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;

use tokio_postgres::Client;

use super::{Error, Pending};

/// Why a step fails. Its text is shown, so it should hold no values of users.
pub type StepError = Box<dyn std::error::Error + Send + Sync>;

type Step = dyn for<'a> Fn(&'a Client) -> Running<'a>;

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), StepError>> + 'a>>;

/// The steps of a program by the names of their migrations.
#[derive(Default)]
pub struct Steps(BTreeMap<String, Box<Step>>);

/// Tells the compiler that the closure takes a client of any lifetime.
fn for_any_client<F: for<'a> Fn(&'a Client) -> Running<'a>>(step: F) -> F {
    step
}

impl Steps {
    /// Registers a step under the id of its migration, or its name.
    pub fn add(&mut self, migration: &str, step: impl AsyncFn(&Client) -> Result<(), StepError> + 'static) {
        let step = Rc::new(step);
        let boxed = for_any_client(move |client| {
            let step = Rc::clone(&step);
            Box::pin(async move { step(client).await })
        });
        self.0.insert(migration.to_owned(), Box::new(boxed));
    }

    /// Refuses migrations whose step nobody registered, before anything runs.
    ///
    /// # Errors
    /// [`Error::Unregistered`] names the first.
    pub fn cover(&self, pending: &[Pending<'_>]) -> Result<(), Error> {
        let lacks = |one: &&Pending<'_>| one.migration.step.is_some() && !self.has(one);
        match pending.iter().find(lacks) {
            Some(one) => Err(Error::Unregistered { id: one.migration.id.clone() }),
            None => Ok(()),
        }
    }

    fn has(&self, pending: &Pending<'_>) -> bool {
        self.0.keys().any(|name| pending.migration.id.is_called(name))
    }

    /// Runs the step of a migration.
    pub(super) async fn run(&self, client: &Client, id: &crate::files::Id) -> Result<(), Error> {
        let step = self.0.iter().find(|(name, _)| id.is_called(name)).map(|(_, step)| step);
        let step = step.ok_or_else(|| Error::Unregistered { id: id.clone() })?;
        step(client).await.map_err(|error| Error::Step { id: id.clone(), reason: error.to_string() })
    }
}
