//! Rules of the house that no type can hold.

use std::fs;
use std::path::Path;

use entity_core::schema::ObjectKind;

#[test]
fn diff_names_no_kind() {
    let source =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diff.rs")).expect("diff.rs is there");
    for kind in ObjectKind::ALL {
        let name = format!("{kind:?}");
        let is_named = source.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
        assert!(!is_named, "diff.rs names {name}");
    }
}

#[test]
fn each_kind_has_cases() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    for kind in ObjectKind::ALL {
        let folder = cases.join(folder(*kind));
        let found = fs::read_dir(&folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
        assert!(!found.is_empty(), "no case in {}", folder.display());
        for case in found {
            for side in ["before.sql", "after.sql"] {
                assert!(case.path().join(side).is_file(), "{} lacks {side}", case.path().display());
            }
        }
    }
}

/// `EnumType` is `enum_type`.
fn folder(kind: ObjectKind) -> String {
    let name = format!("{kind:?}");
    let snake = name.chars().flat_map(|c| c.is_uppercase().then_some('_').into_iter().chain(c.to_lowercase()));
    snake.collect::<String>().trim_start_matches('_').to_owned()
}
