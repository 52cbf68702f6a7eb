//! Judges many cases at once.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;
use tokio::runtime::{Builder, Runtime};

use crate::Failure;

/// A case that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(300);

/// Judges each of `items` by `judge`, as many at once as `jobs`. The answers stand in the order of the items; a panic
/// is a failure.
pub fn run<T: Send>(
    server: &Target,
    jobs: usize,
    items: &[PathBuf],
    judge: impl AsyncFn(&Scratch, &Path) -> Result<T, Failure> + Sync,
) -> Vec<Result<T, String>> {
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, Result<T, String>)> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(|| lane(server, items, &next, &judge))).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap_or_default()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, answer)| answer).collect()
}

fn lane<T>(
    server: &Target,
    items: &[PathBuf],
    next: &AtomicUsize,
    judge: &impl AsyncFn(&Scratch, &Path) -> Result<T, Failure>,
) -> Vec<(usize, Result<T, String>)> {
    let mut done = Vec::new();
    let mut desk = None;
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(at) else { return done };
        // What is measured may be broken in any way, and the other cases are to be measured all the same.
        let answer = catch_unwind(AssertUnwindSafe(|| {
            let desk = desk.get_or_insert_with(|| Desk::new(server));
            desk.as_ref().map_err(Clone::clone)?.judge(item, judge)
        }));
        // A desk at which something went wrong may be in disorder.
        desk = desk.filter(|_| matches!(answer, Ok(Ok(_))));
        done.push((at, answer.unwrap_or_else(|panic| Err(format!("panic: {}", message(&*panic))))));
    }
}

/// What one lane works with. Sessions live no longer than their runtime.
struct Desk {
    scratch: Scratch,
    runtime: Runtime,
}

impl Desk {
    fn new(server: &Target) -> Result<Self, String> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let scratch = runtime.block_on(Scratch::open(server)).map_err(|error| error.to_string())?;
        Ok(Self { scratch, runtime })
    }

    fn judge<T>(&self, item: &Path, judge: &impl AsyncFn(&Scratch, &Path) -> Result<T, Failure>) -> Result<T, String> {
        self.runtime.block_on(async {
            let judged = tokio::time::timeout(PATIENCE, judge(&self.scratch, item)).await;
            judged.map_err(|_| format!("no end after {PATIENCE:?}"))?.map_err(|error| error.to_string())
        })
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a message")
}
