//! The only place that writes to the terminal.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use entity_core::schema::Unmodelled;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::Error;
use crate::describe::Group;
use crate::lint::{Finding, Level};

/// Text for people or JSON for programs.
pub(super) struct Output {
    json: bool,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        Self { json }
    }

    /// A line for people. A program gets [`answer`](Self::answer) instead.
    pub(super) fn line(&self, text: &str) {
        if !self.json {
            print(text);
        }
    }

    /// Text that is the answer itself, such as SQL.
    pub(super) fn raw(&self, text: &str) {
        print(text);
    }

    /// The whole answer for a program.
    pub(super) fn answer(&self, value: &Value) {
        if self.json {
            print(&format!("{value:#}"));
        }
    }

    /// Something beside the answer, for people.
    pub(super) fn note(&self, text: &str) {
        if !self.json {
            complain(&format!("note: {text}"));
        }
    }

    /// Names once what this version leaves alone.
    pub(super) fn unmodelled(&self, objects: &BTreeSet<&Unmodelled>) {
        if !objects.is_empty() {
            let names: Vec<String> = objects.iter().map(|object| format!("{} {}", object.kind, object.name)).collect();
            self.note(&format!("left alone, because this version does not model them: {}", names.join(", ")));
        }
    }

    /// Lines by group, the name of the group before its first line.
    pub(super) fn groups(&self, groups: &[Group]) {
        let width = groups.iter().map(|group| group.subject.chars().count()).max().unwrap_or_default();
        for group in groups {
            for (number, line) in group.lines.iter().enumerate() {
                let subject = if number == 0 { group.subject.as_str() } else { "" };
                self.line(&format!("  {subject:width$}  {}", coloured(line)));
            }
        }
    }

    /// A warning about a place, and what to do about it.
    pub(super) fn finding(&self, finding: &Finding) {
        let Finding { rule, level, message, help, fix, path, line } = finding;
        let colour = match level {
            Level::Error => AnsiColor::Red.on_default().bold(),
            Level::Warning | Level::Policy => AnsiColor::Yellow.on_default().bold(),
        };
        let cyan = AnsiColor::Cyan.on_default().bold();
        self.line(&format!("{}:{line}: {colour}{rule}:{colour:#} {message}", path.display()));
        self.line(&format!("  {cyan}help:{cyan:#} {help}"));
        for sql in fix.iter().flat_map(|fix| fix.lines()) {
            self.line(&format!("  {cyan}fix:{cyan:#} {sql}"));
        }
    }

    /// The error and what to do about it.
    pub(super) fn error(&self, error: &Error) {
        let help = error.help();
        if self.json {
            complain(&format!(
                "{:#}",
                json!({ "error": error.to_string(), "help": help, "exit_code": error.exit_code() })
            ));
            return;
        }
        let red = AnsiColor::Red.on_default().bold();
        let cyan = AnsiColor::Cyan.on_default().bold();
        complain(&format!("{red}error:{red:#} {error}"));
        if let Some(help) = help {
            complain(&format!("{cyan}help:{cyan:#} {help}"));
        }
    }

    /// A progress bar on stderr, hidden where that is no terminal.
    pub(super) fn progress(&self) -> ProgressBar {
        if self.json || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("  {msg} {bar:30} {pos}/{len}");
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

/// A closed stdout (`| head`) is no reason to fail.
fn print(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

fn complain(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

fn coloured(line: &str) -> Cow<'_, str> {
    let style: Style = match line.chars().next() {
        Some('+') => AnsiColor::Green.on_default(),
        Some('-') => AnsiColor::Red.on_default(),
        Some('~') => AnsiColor::Yellow.on_default(),
        Some(_) | None => return Cow::Borrowed(line),
    };
    Cow::Owned(format!("{style}{line}{style:#}"))
}
