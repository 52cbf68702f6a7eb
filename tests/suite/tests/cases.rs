//! Every folder of `tests/cases` goes up, down and up again, and `pg_dump` is asked for a second opinion.
//!
//! A case is `<kind>/<case>/{before,after}.sql`, with an optional file `flags` of lines `rename FROM=TO`,
//! `accept-loss NAME`, `since MAJOR` and `owners compared`. `CASES=folder` runs other folders of that shape instead, and
//! `CASES_ONLY=text` those whose path holds the text.

#![allow(clippy::print_stdout, reason = "what was not tried is said")]

use std::path::{Path, PathBuf};

use corpus::{Case, Failure, Flags, Side, Trips, Verdict, folders, lanes, needs, report};
use harness::{has_witness, major};
use schema_diff::compare::is_same;
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::scratch::Scratch;

/// How many cases run at once.
const LANES: usize = 4;

#[test]
fn every_case_goes_up_and_down_and_up() {
    let root = std::env::var_os("CASES").map_or_else(own_cases, PathBuf::from);
    let only = std::env::var("CASES_ONLY").unwrap_or_default();
    let mut cases = folders::find(&root);
    cases.retain(|case| case.display().to_string().contains(&only));
    assert!(!cases.is_empty(), "there are no cases in {}", root.display());
    say_who_judges();
    let server = Target::parse(&harness::serve(None)).expect("a good URL");
    let verdicts = lanes::run(&server, LANES, &cases, judge).into_iter().map(Verdict::from);
    let verdicts: Vec<(String, Verdict)> = cases.iter().map(|case| folders::name(case)).zip(verdicts).collect();
    let total = report::total(&verdicts);
    println!("{}{total}", report::skipped(&verdicts));
    let failures = report::failures(&verdicts);
    assert!(failures.is_empty(), "{total}:\n{failures}");
}

fn own_cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

fn say_who_judges() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        if !has_witness().await {
            println!("no pg_dump for PostgreSQL {}: the catalog reader alone judges", major().await);
        }
    });
}

async fn judge(scratch: &Scratch, folder: &Path) -> Result<Verdict, Failure> {
    let flags = Flags::read(folder);
    if let Some(reason) = needs::lacking(folder, &flags).await? {
        return Ok(Verdict::Skipped(reason));
    }
    let (before, after) =
        (side(scratch, &folder.join("before.sql")).await?, side(scratch, &folder.join("after.sql")).await?);
    Case { scratch, before: &before, after: &after, flags: &flags, trips: Trips::Three }.holds().await?;
    Ok(Verdict::Passed)
}

/// A script is also a source of the tool itself, and says there what it says to a plain client.
async fn side(scratch: &Scratch, path: &Path) -> Result<Side, Failure> {
    let side = Side::load(path).await?;
    let source = Source::Script(path.to_owned()).catalog(scratch, None).await?;
    if is_same(scratch, &source, side.catalog()).await? {
        Ok(side)
    } else {
        Err(format!("{}: the source differs from the database", path.display()).into())
    }
}
