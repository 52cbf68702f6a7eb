//! The whole road: structs to proved migrations, a migrated database, typed writes and queries, and all of it back.
//!
//! Needs `DATABASE_URL`, the address of a server where it may create a database of its own; `cargo xtask demo` starts a
//! throw-away server for it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it gives an account to a person")]

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use aegis::{AvailabilityStatus, GuardProfile, Job, JobStatus, NewGuardProfile, Payment, User, UserStatus, seed};
use chrono::NaiveDate;
use entity_core::prelude::*;
use serde_json::json;
use tokio_postgres::NoTls;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(demo())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn demo() -> Outcome<()> {
    let server = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is not set; `cargo xtask demo` sets it")?;
    let name = format!("aegis_demo_{}", std::process::id());
    control(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await?;
    let outcome = aegis(&with_database(&server, &name)?).await;
    control(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    outcome
}

async fn aegis(url: &str) -> Outcome<()> {
    let schema =
        Schema { url: url.to_owned(), folder: std::env::temp_dir().join(format!("aegis-{}", std::process::id())) };
    println!("\n1. The structs become a migration, which is proved before it is written.");
    schema.run(&["generate", "InitialSchema"])?;
    schema.run(&["run"])?;
    println!("\n2. Nothing is left to do, and CI can trust that.");
    schema.run(&["generate", "Nothing"])?;
    schema.run(&["check"])?;
    let db = Db::connect(&Config::from_url(url)?).await?;
    println!("\n3. Rows are written with types and read with types.");
    seed::seed(&db).await?;
    account(&db).await?;
    nearby(&db).await?;
    println!("\n4. A broken rule names its field, whether Rust or the database found it.");
    refusals(&db).await?;
    db.close();
    println!("\n5. And back.");
    schema.run(&["revert", "--accept-loss", "all"])?;
    schema.run(&["show"])?;
    std::fs::remove_dir_all(&schema.folder)?;
    Ok(())
}

/// The user's own `schema` binary, with a folder of its own.
struct Schema {
    url: String,
    folder: PathBuf,
}

impl Schema {
    fn run(&self, arguments: &[&str]) -> Outcome<()> {
        println!("$ schema {}", arguments.join(" "));
        let program = std::env::current_exe()?.with_file_name(format!("schema{}", std::env::consts::EXE_SUFFIX));
        let status = Command::new(&program)
            .args(arguments)
            .arg("--dir")
            .arg(&self.folder)
            .env("DATABASE_URL", &self.url)
            .status();
        let status =
            status.map_err(|error| format!("{} does not start: {error}; build it first", program.display()))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("schema {} ended with {status}", arguments.join(" ")).into())
        }
    }
}

async fn account(db: &Db) -> Outcome<()> {
    let (users, guards) = (User::query().count(db).await?, GuardProfile::query().count(db).await?);
    let job = Job::query().filter(Job::status.eq(JobStatus::Completed)).one(db).await?;
    let paid = Payment::query().filter(Payment::job_id.eq(job.id)).one(db).await?;
    println!("  {users} users, {guards} guards");
    let hours = job.duration_hours.map_or_else(|| "?".to_owned(), |hours| hours.to_string());
    println!("  one job of {hours} hours at {}, paid with ${}.00", job.location_address, paid.amount_cents / 100);
    Ok(())
}

async fn nearby(db: &Db) -> Outcome<()> {
    let here = GeoPoint::new(-118.2437, 34.0522)?;
    let query = GuardProfile::query()
        .filter(GuardProfile::availability_status.eq(AvailabilityStatus::Available))
        .filter(GuardProfile::current_location.within(here, Meters(24_140.0)))
        .filter(GuardProfile::skills.contains(json!(["unarmed"])))
        .filter(GuardProfile::user.any(User::status.eq(UserStatus::Active)))
        .order_by(GuardProfile::current_location.distance(here))
        .limit(20);
    println!("  unarmed guards within 15 miles of downtown Los Angeles, nearest first:");
    for guard in query.all(db).await? {
        let (rate, skills) = (guard.hourly_rate_cents / 100, json!(guard.skills));
        println!("    {} at ${rate} an hour, skilled in {skills}", guard.license_number);
    }
    Ok(())
}

async fn refusals(db: &Db) -> Outcome<()> {
    let cheap = NewGuardProfile {
        user_id: Id::new(seed::CUSTOMER),
        license_number: "CA-GUARD-1".to_owned(),
        license_state: "CA".to_owned(),
        license_expiry: NaiveDate::from_ymd_opt(2027, 1, 1).ok_or("a date")?,
        hourly_rate_cents: 500,
    };
    let in_rust = cheap.insert(db).await.err().ok_or("a rate of $5 was accepted")?;
    println!("  before any SQL: {}", in_rust.fields_json());
    let twice = User::update(Id::new(seed::CUSTOMER)).set(User::email, "admin@aegis.com").execute(db).await;
    let in_database = twice.err().ok_or("an e-mail was accepted twice")?;
    println!("  by the database: {}", in_database.fields_json());
    let swapped = GeoPoint::new(34.0522, -118.2437).err().ok_or("swapped coordinates were accepted")?;
    println!("  on the map: {swapped}");
    Ok(())
}

async fn control(url: &str, sql: &str) -> Outcome<()> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let running = tokio::spawn(connection);
    client.batch_execute(sql).await?;
    drop(client);
    running.await??;
    Ok(())
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> Outcome<String> {
    let (rest, options) = url.split_once('?').map_or((url, None), |(rest, options)| (rest, Some(options)));
    let slash = rest.rfind('/').filter(|at| *at > rest.find("://").map_or(0, |at| at + 2));
    let server = slash.map_or(rest, |at| &rest[..at]);
    let options = options.map_or_else(String::new, |options| format!("?{options}"));
    if !url.contains("://") {
        return Err("DATABASE_URL is not of the form postgres://user:password@host:port/database".into());
    }
    Ok(format!("{server}/{name}{options}"))
}
