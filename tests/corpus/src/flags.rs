//! What a case says of itself in a file beside its scripts.

use std::fs;
use std::path::Path;

/// Lines `rename FROM=TO`, `accept-loss NAME`, `since MAJOR` and `owners compared`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    lines: Vec<(String, String)>,
}

impl Flags {
    /// The file `flags` of a folder. Without one there are none.
    pub fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("flags")).unwrap_or_default();
        let pairs = text.lines().filter_map(|line| line.trim().split_once(' '));
        Self { lines: pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect() }
    }

    /// Of a case that nobody wrote for us: whatever comes or goes may be lost, nothing is a rename.
    pub fn foreign() -> Self {
        Self { lines: vec![("accept-loss".to_owned(), "all".to_owned())] }
    }

    /// The values of one flag.
    pub fn of(&self, flag: &'static str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter(move |(name, _)| name == flag).map(|(_, value)| value.as_str())
    }

    /// The oldest major version whose syntax the scripts are.
    pub fn since(&self) -> u32 {
        self.of("since").filter_map(|major| major.parse().ok()).max().unwrap_or(0)
    }

    /// Whether owners are compared.
    pub fn heeds_owners(&self) -> bool {
        self.of("owners").next().is_some()
    }

    /// Whether a loss is said.
    pub fn accepts(&self, name: &str) -> bool {
        self.of("accept-loss").any(|loss| loss == "all" || loss == name)
    }
}
