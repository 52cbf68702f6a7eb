//! Where cases are.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders two levels down that hold a `before.sql`, sorted.
pub fn find(root: &Path) -> Vec<PathBuf> {
    let groups = inside(root);
    let mut cases: Vec<PathBuf> = groups.iter().flat_map(|group| inside(group)).collect();
    cases.retain(|case| case.join("before.sql").is_file());
    cases.sort();
    cases
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

/// `group/case`.
pub fn name(case: &Path) -> String {
    let last = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    format!("{}/{}", case.parent().map(last).unwrap_or_default(), last(case))
}
