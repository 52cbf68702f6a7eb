//! A database for one test.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, Config, NoTls};

/// An empty database of the test's own. Dropped with the value.
#[derive(Debug)]
pub struct Database {
    name: String,
    server: Config,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

static SERVER: OnceLock<String> = OnceLock::new();

/// The server of this process: the one given here first, else that of `TEST_DATABASE_URL`.
///
/// # Panics
/// Without either.
pub fn serve(url: Option<String>) -> String {
    let from_environment =
        || std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL: run the tests by `cargo xtask test`");
    SERVER.get_or_init(|| url.unwrap_or_else(from_environment)).clone()
}

impl Database {
    /// Makes an empty database.
    ///
    /// # Panics
    /// When there is no server.
    pub async fn empty() -> Self {
        Self::make("template0").await
    }

    /// Makes a copy of another database, to which nobody may be connected.
    ///
    /// # Panics
    /// When there is no server.
    pub async fn copy_of(other: &Self) -> Self {
        Self::make(&other.name).await
    }

    /// Makes a copy of a database that a script has filled. The filled one is kept on the server for the next test.
    ///
    /// # Panics
    /// When there is no server, or it refuses the script.
    pub async fn filled(sql: &str) -> Self {
        let mut hash = DefaultHasher::new();
        sql.hash(&mut hash);
        let name = format!("test_template_{:016x}", hash.finish());
        let server = server();
        let control = connect(&server).await;
        // The session ends with this function, and its lock with it.
        control.batch_execute("SELECT pg_advisory_lock(20261121)").await.expect("one at a time");
        let known = control.query_opt("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", &[&name]).await;
        if known.expect("answers").is_none() {
            let template = Self { name: name.clone(), server: server.clone() };
            let make = format!("DROP DATABASE IF EXISTS {name}");
            control.batch_execute(&make).await.expect("a half-filled one is dropped");
            control.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).await.expect("made");
            template.run(sql).await;
            let keep = format!("ALTER DATABASE {name} IS_TEMPLATE true");
            control.batch_execute(&keep).await.expect("marked as filled");
            std::mem::forget(template);
        }
        Self::make(&name).await
    }

    async fn make(template: &str) -> Self {
        let server = server();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{count}", std::process::id());
        // Through the log, which is where newer servers copy, it takes three times as long.
        let how = if major().await < 15 { "" } else { "STRATEGY file_copy" };
        let sql = format!("CREATE DATABASE {name} TEMPLATE {template} {how}");
        // The server itself waits some seconds for a session that is just leaving the template.
        connect(&server).await.batch_execute(&sql).await.expect("a database can be made");
        Self { name, server }
    }

    /// The connection string.
    pub fn url(&self) -> String {
        self.url_as("", "")
    }

    /// The connection string for another role. An empty role is the server's own.
    ///
    /// # Panics
    /// Never: the server's address was given as text.
    pub fn url_as(&self, role: &str, password: &str) -> String {
        let own_role = self.server.get_user().unwrap_or("postgres");
        let own_password = String::from_utf8_lossy(self.server.get_password().unwrap_or_default()).into_owned();
        let (role, password) = if role.is_empty() { (own_role, own_password.as_str()) } else { (role, password) };
        let host = match self.server.get_hosts().first() {
            Some(tokio_postgres::config::Host::Tcp(host)) => host.clone(),
            _ => "127.0.0.1".to_owned(),
        };
        let port = self.server.get_ports().first().copied().unwrap_or(5432);
        format!("postgresql://{role}:{password}@{host}:{port}/{}", self.name)
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A plain connection of the driver.
    ///
    /// # Panics
    /// When there is no server.
    pub async fn client(&self) -> Client {
        let mut config = self.server.clone();
        connect(config.dbname(&self.name)).await
    }

    /// Runs a script.
    ///
    /// # Panics
    /// When the server refuses it.
    pub async fn run(&self, sql: &str) {
        self.client().await.batch_execute(sql).await.unwrap_or_else(|error| panic!("{error:?}\n{sql}"));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (sql, server) = (format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name), self.server.clone());
        // A test's own runtime may be gone or busy here.
        let drop = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(async { connect(&server).await.batch_execute(&sql).await }))
        });
        let _ = drop.join();
    }
}

/// A session in the server's own database.
///
/// # Panics
/// When there is no server.
pub async fn client() -> Client {
    connect(&server()).await
}

/// The major version of the server, asked for once a process.
///
/// # Panics
/// When there is no server.
pub async fn major() -> u32 {
    static MAJOR: OnceLock<u32> = OnceLock::new();
    if let Some(major) = MAJOR.get() {
        return *major;
    }
    let row = client().await.query_one("SHOW server_version_num", &[]).await.expect("answers");
    let number: u32 = row.get::<_, String>(0).parse().expect("a number");
    *MAJOR.get_or_init(|| number / 10_000)
}

fn server() -> Config {
    serve(None).parse().expect("TEST_DATABASE_URL is a connection string")
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.expect("the test server answers");
    drop(tokio::spawn(connection));
    client
}
