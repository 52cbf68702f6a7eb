//! Rounds, medians and ratios.

use std::future::Future;
use std::time::{Duration, Instant};

/// One workload's result.
pub struct Row {
    /// What was done.
    pub workload: String,
    /// Median of the hand-written side.
    pub raw: Duration,
    /// Median of ours.
    pub ours: Duration,
}

/// Runs both sides `rounds` times in turns, one after the other, and takes the medians.
///
/// A round is a single piece of work, so that whatever else the machine does falls on both sides alike.
///
/// The closures give futures instead of being async, because only those are `Send` inside a spawned task.
pub async fn measure<E, RawWork, OurWork>(
    workload: impl Into<String>,
    rounds: u32,
    mut raw: impl FnMut() -> RawWork,
    mut ours: impl FnMut() -> OurWork,
) -> Result<Row, E>
where
    RawWork: Future<Output = Result<(), E>>,
    OurWork: Future<Output = Result<(), E>>,
{
    // The first round prepares statements and warms both sides.
    raw().await?;
    ours().await?;
    let (mut raws, mut all_ours) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Who goes first changes, so that neither always finds warm caches.
        for side in [round % 2 == 0, round % 2 != 0] {
            let started = Instant::now();
            if side {
                raw().await?
            } else {
                ours().await?
            }
            let times = if side { &mut raws } else { &mut all_ours };
            times.push(started.elapsed());
        }
    }
    Ok(Row { workload: workload.into(), raw: median(raws), ours: median(all_ours) })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The results as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut out = "| workload | tokio-postgres | entity-core | ratio |\n|---|---:|---:|---:|\n".to_owned();
    for Row { workload, raw, ours } in rows {
        let ratio = ours.as_secs_f64() / raw.as_secs_f64();
        out += &format!("| {workload} | {:.1} µs | {:.1} µs | **{ratio:.2}** |\n", micros(raw), micros(ours));
    }
    out
}

fn micros(time: &Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
