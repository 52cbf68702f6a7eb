//! Judges many cases at once.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;
use tokio::runtime::Runtime;

use crate::{Failure, Verdict};

/// A case that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(180);

/// Judges each of `items` by `judge`, as many at once as `jobs`, and gives the verdicts in the order of the items.
pub fn run(
    server: &Target,
    jobs: usize,
    items: &[PathBuf],
    judge: impl AsyncFn(&Scratch, &Path) -> Result<Verdict, Failure> + Sync,
) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, Verdict)> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(|| lane(server, items, &next, &judge))).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap_or_default()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, verdict)| verdict).collect()
}

fn lane(
    server: &Target,
    items: &[PathBuf],
    next: &AtomicUsize,
    judge: &impl AsyncFn(&Scratch, &Path) -> Result<Verdict, Failure>,
) -> Vec<(usize, Verdict)> {
    let mut done = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(at) else { return done };
        // What is measured may be broken in any way, and the other cases are to be measured all the same.
        let verdict = catch_unwind(AssertUnwindSafe(|| one(server, item, judge)));
        done.push((at, verdict.unwrap_or_else(|panic| Verdict::Failed(format!("panic: {}", message(&*panic))))));
    }
}

fn one(server: &Target, item: &Path, judge: &impl AsyncFn(&Scratch, &Path) -> Result<Verdict, Failure>) -> Verdict {
    let runtime = Runtime::new().expect("a runtime");
    let judged = runtime.block_on(async {
        let scratch = Scratch::open(server).await?;
        match tokio::time::timeout(PATIENCE, judge(&scratch, item)).await {
            Ok(judged) => judged,
            Err(_) => Ok(Verdict::Failed(format!("no end after {PATIENCE:?}"))),
        }
    });
    judged.unwrap_or_else(|error: Failure| Verdict::Failed(error.to_string()))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a message")
}
