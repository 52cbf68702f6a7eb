//! Names that the server gives to the indexes of partitions, when it makes them for an index of their parent.

/// The longest name that the server keeps.
const LIMIT: usize = 63;

/// What an index is there for, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `_pkey`.
    PrimaryKey,
    /// `_key`.
    Unique,
    /// `_excl`.
    Exclusion,
    /// `_idx`.
    Index,
}

/// The name that the server tries first (`ChooseIndexName`). `columns` are those of the parent's index.
pub fn implied_name(table: &str, columns: &[String], purpose: Purpose) -> String {
    let columns = joined(columns);
    match purpose {
        Purpose::PrimaryKey => object_name(table, None, "pkey"),
        Purpose::Unique => object_name(table, Some(&columns), "key"),
        Purpose::Exclusion => object_name(table, Some(&columns), "excl"),
        Purpose::Index => object_name(table, Some(&columns), "idx"),
    }
}

fn joined(columns: &[String]) -> String {
    let mut joined = String::new();
    for column in columns {
        if joined.len() > LIMIT {
            break;
        }
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(column);
    }
    joined
}

/// Both names shortened, the longer one first, until all of it fits (`makeObjectName`).
fn object_name(first: &str, second: Option<&str>, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(second.is_some());
    let (mut first_length, mut second_length) = (first.len(), second.map_or(0, str::len));
    while first_length + second_length > LIMIT - overhead {
        if first_length > second_length {
            first_length -= 1;
        } else {
            second_length -= 1;
        }
    }
    let second = second.map(|second| format!("_{}", clipped(second, second_length))).unwrap_or_default();
    format!("{}{second}_{label}", clipped(first, first_length))
}

fn clipped(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_as_the_server_makes_them() {
        let columns = ["a".to_owned(), "expr".to_owned()];
        assert_eq!(implied_name("events_2024", &columns, Purpose::Index), "events_2024_a_expr_idx");
        assert_eq!(implied_name("events_2024", &columns, Purpose::PrimaryKey), "events_2024_pkey");
        assert_eq!(implied_name("events_2024", &columns, Purpose::Unique), "events_2024_a_expr_key");
        let long = implied_name(&"t".repeat(60), &["c".repeat(40)], Purpose::Index);
        assert_eq!(long, format!("{}_{}_idx", "t".repeat(29), "c".repeat(29)));
    }
}
