//! Makes sure that PostgreSQL and PostGIS are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::server;

/// The folder of the server's binaries, after installing what is missing where that is possible.
pub(crate) fn ensure() -> Result<PathBuf, String> {
    if let Some(folder) = complete() {
        return Ok(folder);
    }
    if !on_path("apt-get") {
        return Err(by_hand());
    }
    apt(&["update"])?;
    if server::bin_dir().is_none() {
        apt(&["install", "-y", "--no-install-recommends", "postgresql"])?;
    }
    let folder = server::bin_dir().ok_or("the package postgresql is installed, but its binaries are not found")?;
    if !server::has_postgis(&folder) {
        let major = server::major(&folder).ok_or("the installed postgres does not tell its version")?;
        apt(&["install", "-y", "--no-install-recommends", &format!("postgresql-{major}-postgis-3")])?;
    }
    if needs_sudo() {
        apt(&["install", "-y", "--no-install-recommends", "sudo"])?;
    }
    complete().ok_or_else(by_hand)
}

fn complete() -> Option<PathBuf> {
    server::bin_dir().filter(|folder| server::has_postgis(folder) && !needs_sudo())
}

/// PostgreSQL does not run as root; the throw-away server is started as `postgres` by sudo.
fn needs_sudo() -> bool {
    is_root() && !on_path("sudo")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder: PathBuf| Path::new(&folder).join(program).is_file())
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let mut command = if is_root() { Command::new("apt-get") } else { Command::new("sudo") };
    if !is_root() {
        command.arg("apt-get");
    }
    println!("installing what is missing: apt-get {}", arguments.join(" "));
    let status = command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("apt-get {} failed\n{}", arguments.join(" "), by_hand())),
    }
}

fn by_hand() -> String {
    "PostgreSQL 14 or newer with PostGIS 3 is needed, with initdb and pg_dump on PATH. Install it and run this again:
  Debian, Ubuntu  apt-get install postgresql postgresql-15-postgis-3   (the number is PostgreSQL's version)
  Fedora          dnf install postgresql-server postgis
  Arch            pacman -S postgresql postgis
  macOS           brew install postgresql@17 postgis
  Windows         the installer of PostgreSQL, then PostGIS in its Stack Builder
or set DATABASE_URL (for demo) or TEST_DATABASE_URL (for test) to a server where you may create databases"
        .to_owned()
}
