//! Lines that answer a finding: `-- schema-diff: allow RULE REASON`.

use std::path::Path;

use super::file::Place;
use super::{Finding, Level, rules};
use crate::files::{Allow, Script};

/// What finds lines that allow nothing.
pub(super) const RULE: &str = "bad-allow";

const HELP: &str = "write `-- schema-diff: allow RULE REASON` above the statement, with a reason a reader can judge";

/// The findings that no line answers, and the lines that answer nothing.
///
/// A finding comes with its place, where it is about a statement.
pub(super) fn unanswered(path: &Path, script: &Script, found: Vec<(Option<Place<'_>>, Finding)>) -> Vec<Finding> {
    let mut used = vec![false; script.allows.len()];
    let mut left = Vec::new();
    for (place, finding) in found {
        match answer(script, place.as_ref(), &finding) {
            Some(at) => used[at] = true,
            None => left.push(finding),
        }
    }
    let bad = script.allows.iter().zip(used).filter_map(|(allow, used)| {
        let message = complaint(allow, used)?;
        let line = allow.line;
        Some(Finding { rule: RULE, level: Level::Warning, message, help: HELP, fix: None, path: path.to_owned(), line })
    });
    left.extend(bad);
    left
}

/// The line that answers a finding: one between the previous statement and this one, any where it is about the file.
fn answer(script: &Script, place: Option<&Place<'_>>, found: &Finding) -> Option<usize> {
    let lines = place.map_or(0..usize::MAX, |place| {
        place.before().last().map_or(0, |statement| statement.line)..place.statement().line
    });
    let fits = |allow: &Allow| allow.rule == found.rule && !allow.reason.is_empty() && lines.contains(&allow.line);
    script.allows.iter().position(fits)
}

fn complaint(allow: &Allow, used: bool) -> Option<String> {
    let Allow { rule, reason, line: _ } = allow;
    if !rules().any(|known| known == rule) {
        Some(format!("no rule is called `{rule}`"))
    } else if reason.is_empty() {
        Some(format!("`allow {rule}` gives no reason, so it allows nothing"))
    } else if used {
        None
    } else {
        Some(format!("the next statement does nothing that `{rule}` finds"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn a_reason_answers_the_next_statement_only() {
        let text = "-- schema-diff: allow drop-schema it is made again below\nDROP SCHEMA a;\nDROP SCHEMA b;";
        assert_eq!(shown(text), [("drop-schema", 3)]);
    }

    #[test]
    fn several_lines_answer_several_findings() {
        let text = "-- schema-diff: allow drop-schema it is empty\n-- schema-diff: allow drop-cascade so it takes nothing\n\
                    DROP SCHEMA a CASCADE;";
        assert_eq!(shown(text), []);
    }

    #[test]
    fn a_line_without_a_reason_a_rule_or_an_effect_is_found_itself() {
        let text = "-- schema-diff: allow drop-schema\nDROP SCHEMA a;\n-- schema-diff: allow drops because\nSELECT 1;\n\
                    -- schema-diff: allow drop-schema it was empty\nSELECT 2;";
        assert_eq!(shown(text), [("bad-allow", 1), ("drop-schema", 2), ("bad-allow", 3), ("bad-allow", 5)]);
    }
}
