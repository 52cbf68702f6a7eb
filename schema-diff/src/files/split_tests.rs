use super::*;

fn statements(text: &str) -> Vec<String> {
    split(text)
        .into_iter()
        .filter_map(|item| match item {
            Item::Statement(statement) => Some(statement.sql),
            Item::Directive { .. } | Item::Stray { .. } => None,
        })
        .collect()
}

#[test]
fn semicolons_inside_of_something_do_not_cut() {
    for (text, count) in [
        ("", 0),
        (";;  ; -- nothing\n /* at; all */ ;", 0),
        ("SELECT 1; SELECT 2", 2),
        ("SELECT ';'; SELECT 2", 2),
        ("SELECT 'it''s;'; SELECT 2", 2),
        (r"SELECT E'a\';b'; SELECT 2", 2),
        (r"SELECT E'a'';\\'; SELECT 2", 2),
        (r"SELECT 'a\'; SELECT 2", 2),
        (r#"SELECT 1 AS "a;""b;"; SELECT 2"#, 2),
        ("SELECT $$a;b$$; SELECT 2", 2),
        ("SELECT $a$ $$;$$ $b$;$b$ $a$; SELECT 2", 2),
        ("SELECT $1; SELECT $2", 2),
        ("SELECT a$b$c; SELECT $b$;$b$", 2),
        ("SELECT 1 /* ; /* ; */ ; */; SELECT 2", 2),
        ("SELECT 1 -- ;\n, 2; SELECT 3", 2),
        ("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", 2),
        (
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
            2,
        ),
        ("BEGIN; SELECT 1; END; SELECT 2", 4),
        ("SELECT 'unfinished; SELECT 2", 1),
        ("SELECT $$unfinished; SELECT 2", 1),
        ("SELECT 'ä;'; SELECT 'ü'", 2),
    ] {
        assert_eq!(statements(text).len(), count, "{text}\n{:?}", statements(text));
    }
}

#[test]
fn the_psql_lines_of_dumps_are_left_out_and_copy_blocks_are_kept() {
    let text = "\\restrict x;y\nCOPY t (a) FROM stdin;\n1\tit's\n\\N\n\\.\n\\unrestrict x\nSELECT 1;";
    let items = split(text);
    let [Item::Statement(copy), Item::Statement(select)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(copy.copy.as_deref(), Some("1\tit's\n\\N\n"));
    assert_eq!((select.sql.as_str(), select.line), ("SELECT 1", 7));
}

#[test]
fn lines_are_those_of_the_first_word() {
    let lines: Vec<usize> = split("-- head\n\nSELECT\n1;\n/* a\nb */ SELECT 2;")
        .into_iter()
        .filter_map(|item| match item {
            Item::Statement(statement) => Some(statement.line),
            Item::Directive { .. } | Item::Stray { .. } => None,
        })
        .collect();
    assert_eq!(lines, [3, 6]);
}

#[test]
fn directives_are_lines_between_statements() {
    let items = split(
        "-- schema-diff: transaction\nSELECT '\n-- schema-diff: not this';\n  -- schema-diff:  loses a.b \nSELECT 2;",
    );
    let directives: Vec<&Item> = items.iter().filter(|item| matches!(item, Item::Directive { .. })).collect();
    let directive = |text: &str, line| Item::Directive { text: text.to_owned(), line };
    assert_eq!(directives, [&directive("transaction", 1), &directive("loses a.b", 4)]);
}

#[test]
fn lines_that_nobody_reads_are_strays() {
    for text in [
        "\\i tables.sql",
        "\\connect other",
        "\\restricted",
        "--schema-diff: no-transaction",
        "-- schema-diff : transaction",
        "--  Schema_Diff: loses users",
    ] {
        let stray = Item::Stray { text: text.to_owned(), line: 2 };
        assert_eq!(split(&format!("SELECT 1;\n{text}\n"))[1..], [stray], "{text}");
    }
    assert_eq!(split("-- schema-diff wrote this\n-- Generated: schema-diff: yes\n"), []);
}

#[test]
fn many_doubled_quotes_are_one_text() {
    let text = format!("SELECT E'{}'; SELECT 2;", "''".repeat(200_000));
    assert_eq!(split(&text).len(), 2);
}
