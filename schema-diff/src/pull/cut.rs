//! Pieces of what the server prints: groups in parentheses, and what stands between their commas.

/// What is inside the parentheses that a text begins with, and what comes after them.
pub(super) fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('(')?;
    let mut depth = 0_usize;
    let end = places(inside).find(|(_, sign)| {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    });
    let (at, _) = end?;
    Some((&inside[..at], &inside[at + 1..]))
}

/// What stands between the commas that are in no parentheses.
pub(super) fn members(text: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, sign) in places(text) {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                members.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(text[start..].trim());
    members
}

/// An expression without the parentheses around all of it.
pub(super) fn bare(expr: &str) -> &str {
    match group(expr) {
        Some((inside, "")) => inside,
        Some(_) | None => expr,
    }
}

/// Whether a text is one expression as the server prints it in a list: in parentheses, or the call of a function.
pub(super) fn is_expression(text: &str) -> bool {
    let Some(at) = places(text).find(|(_, sign)| *sign == '(').map(|(at, _)| at) else { return false };
    let is_call = !text[..at].contains(char::is_whitespace);
    is_call && matches!(group(&text[at..]), Some((_, "")))
}

/// The signs that stand in no quotes, with their places. A doubled quote closes and opens.
fn places(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    text.char_indices().filter(move |(_, sign)| {
        match (quote, *sign) {
            (None, '\'' | '"') => quote = Some(*sign),
            (Some(open), sign) if open == sign => quote = None,
            (None, _) => return true,
            (Some(_), _) => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hide_what_is_in_them() {
        assert_eq!(group("(a, (b)), c"), Some(("a, (b)", ", c")));
        assert_eq!(group("('it''s )', \"(\") WITH"), Some(("'it''s )', \"(\"", " WITH")));
        assert_eq!(group("(open"), None);
        assert_eq!(members("a, f(b, c), ',', \"d,\""), ["a", "f(b, c)", "','", "\"d,\""]);
    }

    #[test]
    fn an_expression_is_a_call_or_in_parentheses() {
        for (text, expected) in [
            ("lower(a)", true),
            ("((a + b))", true),
            ("(a) + (b)", false),
            ("name text_pattern_ops", false),
            ("name COLLATE \"C\"", false),
            ("COALESCE(a, b)", true),
            ("name", false),
        ] {
            assert_eq!(is_expression(text), expected, "{text}");
        }
        assert_eq!((bare("(a + b)"), bare("(a) + (b)"), bare("lower(a)")), ("a + b", "(a) + (b)", "lower(a)"));
    }
}
