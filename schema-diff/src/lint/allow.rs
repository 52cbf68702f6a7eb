//! Lines that answer a finding: `-- schema-diff: allow RULE REASON`.

use std::path::Path;

use super::{Finding, Place, rules};
use crate::files::{Allow, Script};

/// What finds lines that allow nothing.
pub(super) const RULE: &str = "bad-allow";

const HELP: &str = "write `-- schema-diff: allow RULE REASON` above the statement, with a reason a reader can judge";

/// Finds the lines that allow nothing.
pub(super) fn check(path: &Path, script: &Script) -> Vec<Finding> {
    let bad = script.allows.iter().filter_map(|allow| {
        let message = complaint(allow)?;
        Some(Finding { rule: RULE, message, help: HELP, path: path.to_owned(), line: allow.line })
    });
    bad.collect()
}

fn complaint(allow: &Allow) -> Option<String> {
    let Allow { rule, reason, line: _ } = allow;
    if !rules().any(|known| known == rule) {
        Some(format!("no rule is called `{rule}`"))
    } else if reason.is_empty() {
        Some(format!("`allow {rule}` gives no reason, so it allows nothing"))
    } else {
        None
    }
}

/// Whether a line between the previous statement and this one answers the finding.
pub(super) fn covers(script: &Script, place: &Place<'_>, found: &Finding) -> bool {
    let previous = place.before.last().map_or(0, |statement| statement.line);
    script.allows.iter().any(|allow| {
        allow.rule == found.rule && !allow.reason.is_empty() && (previous..found.line).contains(&allow.line)
    })
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn a_reason_answers_the_next_statement_only() {
        let text = "-- schema-diff: allow drop-cascade the views are made again below\nDROP TABLE a CASCADE;\n\
                    DROP TABLE b CASCADE;";
        assert_eq!(found(text), [("drop-cascade", 3)]);
    }

    #[test]
    fn a_line_without_a_reason_or_a_rule_is_found_itself() {
        let text = "-- schema-diff: allow drop-cascade\nDROP TABLE a CASCADE;\n-- schema-diff: allow drops because\n";
        assert_eq!(found(text), [("bad-allow", 1), ("drop-cascade", 2), ("bad-allow", 3)]);
    }
}
