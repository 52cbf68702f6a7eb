//! Attributes as they are written.

/// The longest line before arguments get lines of their own.
const WIDTH: usize = 110;

/// A Rust string literal.
pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}

/// `#[name(…)]` with a line end; nothing where there are no arguments.
pub(super) fn attribute(indent: &str, name: &str, arguments: &[String]) -> String {
    if arguments.is_empty() {
        return String::new();
    }
    let line = format!("{indent}#[{name}({})]\n", arguments.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines: String = arguments.iter().map(|argument| format!("{indent}    {argument},\n")).collect();
    format!("{indent}#[{name}(\n{lines}{indent})]\n")
}
