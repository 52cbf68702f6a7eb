//! Where PostgreSQL is installed, and throw-away servers.

use std::path::{Path, PathBuf};
use std::process::Command;

use pgtemp::{PgTempDB, PgTempDBBuilder};

/// A throw-away server. It ends with the value.
pub type Server = PgTempDB;

/// The folder of `initdb` and `postgres`, where PostgreSQL is installed.
pub fn bin_dir() -> Option<PathBuf> {
    let by_pg_config = stdout(Command::new("pg_config").arg("--bindir")).map(PathBuf::from);
    let mut folders: Vec<PathBuf> = by_pg_config.into_iter().collect();
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    folders.extend(debian_folders());
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Debian keeps the server's binaries out of PATH, a folder for each major version; the newest first.
fn debian_folders() -> Vec<PathBuf> {
    let majors = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut majors: Vec<u32> = majors.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    majors.sort_unstable();
    majors.iter().rev().map(|major| PathBuf::from(format!("/usr/lib/postgresql/{major}/bin"))).collect()
}

/// The major version of the server in this folder.
pub fn major(bin_dir: &Path) -> Option<String> {
    major_of(&bin_dir.join("postgres")).map(|major| major.to_string())
}

/// The major version that a program of PostgreSQL says it is: `pg_dump (PostgreSQL) 15.18`, also `18beta1`.
pub fn major_of(program: &Path) -> Option<u32> {
    let version = stdout(Command::new(program).arg("--version"))?;
    let digits: String = version.split_whitespace().nth(2)?.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Whether the server in this folder has PostGIS: its scripts, and the library that Debian packs apart from them.
pub fn has_postgis(bin_dir: &Path) -> bool {
    let config = |what: &str| stdout(Command::new(bin_dir.join("pg_config")).arg(what)).map(PathBuf::from);
    let of_major = |folder: &str| major(bin_dir).map(|major| PathBuf::from(folder.replace("{}", &major)));
    let shares = [config("--sharedir"), of_major("/usr/share/postgresql/{}")];
    let libraries = [config("--pkglibdir"), of_major("/usr/lib/postgresql/{}/lib")];
    shares.into_iter().flatten().any(|share| share.join("extension/postgis.control").is_file())
        && libraries.into_iter().flatten().any(|folder| holds_postgis(&folder))
}

fn holds_postgis(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with("postgis-"))
}

/// Starts a server that lives as long as the value. Its data is gone afterwards.
///
/// Passwords are asked for, so that tests can have a wrong one.
pub fn start(bin_dir: &Path) -> Server {
    // Nobody reads the server's output, and a full pipe would stop it.
    let quiet = [("log_min_messages", "panic"), ("log_min_error_statement", "panic"), ("max_connections", "200")];
    let builder =
        quiet.into_iter().fold(PgTempDBBuilder::new(), |builder, (name, value)| builder.with_config_param(name, value));
    let builder = builder.with_config_param("listen_addresses", "127.0.0.1").with_bin_path(bin_dir);
    let builder = builder.with_initdb_arg("auth-host", "scram-sha-256").with_initdb_arg("encoding", "UTF8");
    let server = builder.with_initdb_arg("locale", "C.UTF-8").with_dbname("postgres").start();
    wait(&server);
    server
}

/// A server that is not up yet refuses; `pg_isready` need not be there to ask it.
fn wait(server: &Server) {
    let config: tokio_postgres::Config = url(server).parse().expect("a connection string of ours");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for _ in 0..100 {
        if runtime.block_on(config.connect(tokio_postgres::NoTls)).is_ok() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// Keeps the server on the second processor, where that can be done, so that a benchmark can have the first to itself.
///
/// Left alone, the scheduler moves a client and its server together and apart, and a round trip takes twice as long or
/// half, for minutes.
pub fn pin(server: &Server) -> bool {
    let pid = std::fs::read_to_string(server.data_dir().join("postmaster.pid")).unwrap_or_default();
    let pid = pid.lines().next().unwrap_or_default();
    // Sessions are children of the postmaster and stay where it is.
    Command::new("taskset").args(["-cp", "1", pid]).output().is_ok_and(|output| output.status.success())
}

/// The URL of a server, over loopback.
pub fn url(server: &Server) -> String {
    format!(
        "postgresql://{}:{}@127.0.0.1:{}/{}",
        server.db_user(),
        server.db_pass(),
        server.db_port(),
        server.db_name()
    )
}

fn stdout(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}
