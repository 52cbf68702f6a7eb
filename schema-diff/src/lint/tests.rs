//! What the tests of all rules share, and what holds for all of them.

use std::path::Path;

use super::{Finding, Level, Role, lint, rules};
use crate::files::Script;

/// What everybody is shown about a migration, by rule and line.
pub(super) fn shown(text: &str) -> Vec<(&'static str, usize)> {
    let findings = findings(text, Role::Up).into_iter().filter(|finding| finding.level != Level::Policy);
    findings.map(|finding| (finding.rule, finding.line)).collect()
}

/// Says that a rule finds something in each text of `bad`, and nothing in those of `good`, all of which are SQL.
pub(super) fn judge(rule: &str, bad: &[&str], good: &[&str]) {
    for (texts, is_bad) in [(bad, true), (good, false)] {
        for text in texts {
            let findings = findings(text, Role::Alone);
            let errors: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
            assert!(errors.is_empty(), "{text}: {errors:?}");
            assert_eq!(findings.iter().any(|finding| finding.rule == rule), is_bad, "{text}: {findings:?}");
        }
    }
}

fn findings(text: &str, role: Role<'_>) -> Vec<Finding> {
    lint(Path::new("up.sql"), &Script::parse(text).expect("known lines"), role)
}

#[test]
fn rules_have_one_name_each_and_a_line_in_the_manual() {
    let manual = include_str!("../../docs/lint.md");
    let mut names: Vec<&str> = rules().collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for name in names {
        assert!(manual.contains(&format!("| `{name}` |")), "docs/lint.md lacks {name}");
    }
}

/// Statements of many forms, to be broken.
const WHOLE: [&str; 14] = [
    "CREATE TABLE s.\"T\" (id bigint GENERATED ALWAYS AS IDENTITY, a varchar(3)[] DEFAULT '{}' NOT NULL, CONSTRAINT c CHECK (a > 0), FOREIGN KEY (a, b) REFERENCES r (c, d) ON DELETE CASCADE) PARTITION BY RANGE (id);",
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING btree (lower(a) DESC, b) INCLUDE (c) WHERE d IS NULL;",
    "ALTER TABLE IF EXISTS ONLY t ADD COLUMN IF NOT EXISTS a uuid DEFAULT gen_random_uuid(), ALTER b TYPE int USING b::int, DROP CONSTRAINT c, VALIDATE CONSTRAINT d, RENAME TO e;",
    "ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a, b), ATTACH PARTITION p FOR VALUES FROM (1) TO (2);",
    "CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $x$ BEGIN IF a THEN RETURN 1; END IF; END $x$;",
    "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;",
    "DROP MATERIALIZED VIEW IF EXISTS v, w CASCADE;",
    "ALTER TYPE e ADD VALUE IF NOT EXISTS 'it''s' BEFORE E'\\'x'; UPDATE t SET a = 'it''s';",
    "CREATE POLICY p ON t AS RESTRICTIVE FOR SELECT TO PUBLIC USING (a = current_user) WITH CHECK (true);",
    "GRANT SELECT (a, b), UPDATE ON TABLE t, u TO GROUP r WITH GRANT OPTION;",
    "WITH x AS (DELETE FROM t RETURNING *) INSERT INTO s (a, b) SELECT * FROM x ON CONFLICT (a) DO UPDATE SET b = excluded.b;",
    "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT VALUES (1, 2);",
    "SET LOCAL search_path TO a, b; COMMENT ON COLUMN t.a IS $$x$$; COPY t (a) FROM stdin;\n1\n\\.\n",
    "BEGIN; ALTER DOMAIN d ADD CHECK (VALUE ~ '^a'); CREATE TRIGGER g AFTER UPDATE OF a ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f(); COMMIT;",
];

/// What is put where it does not belong.
const SPLINTERS: [&str; 12] = ["(", ")", "'", "\"", "$$", "$", "\\", ";", "/*", "é", "\0", " 1e "];

#[test]
fn no_text_takes_it_down() {
    let mut seed = 1_u64;
    let mut random = |end: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % end.max(1)
    };
    for whole in WHOLE {
        let chars: Vec<char> = whole.chars().collect();
        for end in (0..chars.len()).step_by(8) {
            survives(&chars[..end].iter().collect::<String>());
            let mut words: Vec<&str> = whole.split(' ').collect();
            let (from, to) = (random(words.len()), random(words.len()));
            words.swap(from, to);
            words.remove(random(words.len()));
            survives(&words.join(" "));
            let at = random(chars.len());
            let head: String = chars[..at].iter().collect();
            let tail: String = chars[at..].iter().collect();
            survives(&format!("{head}{}{tail}", SPLINTERS[random(SPLINTERS.len())]));
        }
    }
}

fn survives(text: &str) {
    if let Ok(script) = Script::parse(text) {
        for role in [Role::Alone, Role::Down(&script)] {
            let findings = lint(Path::new("up.sql"), &script, role);
            assert!(findings.iter().all(|finding| finding.line >= 1 && !finding.message.is_empty()), "{text}");
        }
    }
}
