//! What happens while migrations run, for people and programs.

use std::time::Duration;

use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Output;
use crate::files::Id;
use crate::runner::{Event, Verdict};

/// Shows a bar while a migration runs and a line when it is done, and remembers how long it took.
pub(super) struct Report<'a> {
    output: &'a Output,
    verb: &'static str,
    bar: ProgressBar,
    /// The migrations that are done, and how long each took.
    pub(super) done: Vec<(String, Duration)>,
}

impl<'a> Report<'a> {
    pub(super) fn new(output: &'a Output, verb: &'static str) -> Self {
        Self { output, verb, bar: output.progress(), done: Vec::new() }
    }

    pub(super) fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::Begins { id, statements } => {
                self.bar.set_length(u64::try_from(statements).unwrap_or(u64::MAX));
                self.bar.set_position(0);
                self.bar.set_message(id.to_string());
            }
            Event::Advances { done } => self.bar.set_position(u64::try_from(done).unwrap_or(u64::MAX)),
            Event::Settles { number, sql, verdict } => {
                let what = match verdict {
                    Verdict::Done => "it did its work, going on after it",
                    Verdict::Again => "it left nothing behind, running it again",
                };
                self.note(&format!("an earlier run was cut off in statement {number}: {what}\n  {sql}"));
            }
            Event::Waits { attempt, of, pause, refusal } => {
                let seconds = pause.as_secs();
                self.note(&format!("{refusal}; try {attempt} of {of}, the next one in {seconds} s"));
            }
            Event::Ends { id, duration } => {
                self.bar.finish_and_clear();
                self.output.line(&format!("  {} {id} in {}", self.verb, time(duration)));
                self.done.push((id.to_string(), duration));
            }
        }
    }

    /// A migration that was only written into the ledger.
    pub(super) fn recorded(&mut self, id: &Id) {
        self.output.line(&format!("  {} {id} without running it", self.verb));
        self.done.push((id.to_string(), Duration::ZERO));
    }

    /// Each migration with its duration.
    pub(super) fn migrations(&self) -> Value {
        let entry = |(id, duration): &(String, Duration)| json!({ "id": id, "duration_ms": duration.as_millis() });
        self.done.iter().map(entry).collect()
    }

    fn note(&self, text: &str) {
        self.bar.suspend(|| self.output.note(text));
    }
}

/// A duration as people read it: `12 ms`, `3.4 s`, `2 min 5 s`.
pub(super) fn time(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 if duration.as_millis() < 1000 => format!("{} ms", duration.as_millis()),
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        for (millis, text) in [(12, "12 ms"), (3_420, "3.4 s"), (59_940, "59.9 s"), (125_000, "2 min 5 s")] {
            assert_eq!(time(Duration::from_millis(millis)), text);
        }
    }
}
