//! `--dry-run`: what would run, and what it may cost.

use serde_json::{Value, json};

use super::Context;
use crate::files::{Cost, Segment, Via};
use crate::ledger::Reverting;
use crate::runner::Pending;

/// Shows the statements that are left of each file. Nothing was changed to find them out.
pub(super) fn show(cx: &Context<'_>, pending: &[Pending<'_>], reverting: Reverting) {
    if pending.is_empty() {
        cx.output.line("nothing would run");
    }
    let previews: Vec<Preview<'_>> = pending.iter().map(|one| Preview { pending: one, reverting }).collect();
    for preview in &previews {
        cx.output.line(&preview.text());
    }
    let migrations: Value = previews.iter().map(Preview::json).collect();
    cx.output.answer(&json!({ "status": "dry-run", "migrations": migrations }));
}

/// What is left of one file.
struct Preview<'a> {
    pending: &'a Pending<'a>,
    reverting: Reverting,
}

impl Preview<'_> {
    fn text(&self) -> String {
        let mut text = format!("-- {}, {}\n", self.pending.migration.id, self.file());
        for loss in self.loses() {
            text += &format!("-- loses {loss}\n");
        }
        for Cost { kind, subject, note } in self.hazards() {
            text += &format!("-- {kind}: {subject}: {note}\n");
        }
        for (via, statements) in self.left() {
            text += match via {
                Via::Transaction => "-- in one transaction\n",
                Via::Single => "-- one by one\n",
            };
            statements.iter().for_each(|sql| text += &format!("{sql};\n"));
        }
        text
    }

    fn json(&self) -> Value {
        let hazard = |cost: &Cost| json!({ "kind": cost.kind, "subject": cost.subject, "note": cost.note });
        let sections = self
            .left()
            .into_iter()
            .map(|(via, statements)| json!({ "in_transaction": via == Via::Transaction, "statements": statements }));
        json!({
            "id": self.pending.migration.id.to_string(),
            "file": self.file(),
            "loses": self.loses(),
            "hazards": self.hazards().map(hazard).collect::<Value>(),
            "sections": sections.collect::<Value>(),
        })
    }

    fn file(&self) -> &'static str {
        match self.reverting {
            Reverting::No => "up.sql",
            Reverting::Yes => "down.sql",
        }
    }

    fn loses(&self) -> &[String] {
        match self.reverting {
            Reverting::No => &self.pending.migration.up.loses,
            Reverting::Yes => &self.pending.migration.down.loses,
        }
    }

    fn hazards(&self) -> impl Iterator<Item = &Cost> {
        let entries = self.pending.migration.manifest.iter().flat_map(|manifest| match self.reverting {
            Reverting::No => &manifest.up,
            Reverting::Yes => &manifest.down,
        });
        entries.flat_map(|entry| &entry.hazards)
    }

    /// The statements that have not run, by section.
    fn left(&self) -> Vec<(Via, Vec<&str>)> {
        let script = match self.reverting {
            Reverting::No => &self.pending.migration.up,
            Reverting::Yes => &self.pending.migration.down,
        };
        let mut skip = self.pending.done;
        let mut left = Vec::new();
        for Segment { via, statements } in &script.segments {
            let rest: Vec<&str> = statements.iter().skip(skip).map(|statement| statement.sql.as_str()).collect();
            skip = skip.saturating_sub(statements.len());
            if !rest.is_empty() {
                left.push((*via, rest));
            }
        }
        left
    }
}
