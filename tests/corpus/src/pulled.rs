//! A package of pulled entities, built as a user would build it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;

/// What a user of pulled entities depends on. Versions are those of the workspace's lock file.
const DEPENDENCIES: &str = r#"
chrono = "0.4"
rust_decimal = "1"
serde_json = "1"
uuid = "1"
geo-types = "0.7"
"#;

/// A package in the target folder, so that it shares what is compiled already.
#[derive(Debug)]
pub(crate) struct Package {
    workspace: PathBuf,
    folder: PathBuf,
}

impl Package {
    /// An empty package. What a former run left is gone.
    pub(crate) fn new() -> Result<Self, Failure> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let folder = workspace.join("target/corpus/pulled");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src"))?;
        Ok(Self { workspace, folder })
    }

    /// Where the entities of a schema go.
    pub(crate) fn module(&self, name: &str) -> PathBuf {
        self.folder.join("src").join(name)
    }

    /// The tool's bare binary, built if it is not there.
    pub(crate) fn tool(&self) -> Result<PathBuf, Failure> {
        self.cargo(
            &["build", "--quiet", "--offline", "--package", "schema-diff", "--bin", "schema-diff"],
            &self.workspace,
        )?;
        Ok(self.workspace.join("target/debug/schema-diff"))
    }

    /// Builds the modules that compile, and gives the binary and what the compiler says of each of the others.
    pub(crate) fn build(&self, modules: &[String]) -> Result<(PathBuf, Vec<(String, String)>), Failure> {
        let mut good: Vec<String> = modules.to_vec();
        let mut bad: Vec<(String, String)> = Vec::new();
        fs::copy(self.workspace.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        fs::write(self.folder.join("Cargo.toml"), self.manifest()?)?;
        loop {
            fs::write(self.folder.join("src/main.rs"), main(&good))?;
            let arguments = ["build", "--quiet", "--offline", "--message-format", "short"];
            let Err(errors) = self.cargo(&arguments, &self.folder) else {
                return Ok((self.workspace.join("target/debug/pulled"), bad));
            };
            let errors = errors.to_string();
            let guilty: BTreeSet<String> = good.iter().filter(|name| names(&errors, name)).cloned().collect();
            if guilty.is_empty() {
                return Err(errors.into());
            }
            good.retain(|name| !guilty.contains(name));
            bad.extend(guilty.into_iter().map(|name| (name.clone(), of_module(&errors, &name))));
        }
    }

    fn manifest(&self) -> Result<String, Failure> {
        let root = fs::read_to_string(self.workspace.join("Cargo.toml"))?;
        // With other profiles nothing that is compiled would serve.
        let profiles = root.find("[profile.").map_or("", |at| &root[at..]);
        let path = |name: &str| format!("{name} = {{ path = {:?} }}\n", self.workspace.join(name));
        Ok(format!(
            "[workspace]\n\n[package]\nname = \"pulled\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{}{}{DEPENDENCIES}\n{profiles}",
            path("entity-core"),
            path("schema-diff"),
        ))
    }

    fn cargo(&self, arguments: &[&str], folder: &Path) -> Result<(), Failure> {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let command =
            command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", self.workspace.join("target"));
        let output = command.output()?;
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
    }
}

fn names(errors: &str, module: &str) -> bool {
    errors.lines().any(|line| is_of(line, module))
}

fn is_of(line: &str, module: &str) -> bool {
    line.starts_with(&format!("src/{module}/")) && line.contains(": error")
}

fn of_module(errors: &str, module: &str) -> String {
    errors.lines().filter(|line| is_of(line, module)).map(|line| format!("  {line}\n")).collect()
}

/// A binary that is the tool with the entities of one of the modules.
fn main(modules: &[String]) -> String {
    let lines = |line: fn(&String) -> String| modules.iter().map(line).collect::<String>();
    format!(
        "#![allow(dead_code, unused_imports)]\n{}\nfn main() -> std::process::ExitCode {{\n    \
         let schema = std::env::var(\"PULLED\").unwrap_or_default();\n    match schema.as_str() {{\n{}        \
         _ => std::process::ExitCode::FAILURE,\n    }}\n}}\n",
        lines(|name| format!("mod {name};\n")),
        lines(|name| format!("        \"{name}\" => schema_diff::cli::main({name}::SCHEMA),\n")),
    )
}
