//! A way back that does nothing.

use std::path::Path;

use super::{Finding, Level, Role};
use crate::files::Script;

/// What finds an empty way back.
pub(super) const RULE: &str = "empty-down";

const HELP: &str = "write what undoes up.sql, or allow it with the reason why nothing can";

/// Finds a way back without statements, where the way forth has some.
pub(super) fn finding(path: &Path, script: &Script, role: Role<'_>) -> Option<Finding> {
    let is_bare = match role {
        Role::Down(up) => script.statements().next().is_none() && up.statements().next().is_some(),
        Role::Up | Role::Alone => false,
    };
    is_bare.then(|| Finding {
        rule: RULE,
        level: Level::Warning,
        message: "reverting does nothing, although up.sql does something".into(),
        help: HELP,
        fix: None,
        path: path.to_owned(),
        line: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lint;
    use super::*;

    #[test]
    fn only_an_empty_way_back_from_somewhere_is_found() {
        for (up, down, count) in [
            ("SELECT 1;", "-- nothing", 1),
            ("SELECT 1;", "-- schema-diff: allow empty-down rows cannot be made again\n", 0),
            ("-- nothing", "", 0),
            ("SELECT 1;", "SELECT 2;", 0),
        ] {
            let script = |text| Script::parse(text).expect("known lines");
            assert_eq!(lint(Path::new("down.sql"), &script(down), Role::Down(&script(up))).len(), count, "{up} {down}");
        }
    }
}
