//! What nobody may see: the password hash, and values that were rejected.

use std::io::Write;
use std::sync::{Arc, Mutex};

use aegis::User;
use entity_core::prelude::*;
use suite::{aegis, new_user};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// One test alone in its file: the log bridge is global.
#[tokio::test]
async fn the_password_hash_is_seen_nowhere() {
    const HASH: &str = "$2b$12$secret-hash";
    let log = Log::default();
    tracing_log::LogTracer::init().expect("the first bridge");
    let layer = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_ansi(false);
    let subscriber = tracing_subscriber::registry().with(tracing_subscriber::filter::LevelFilter::TRACE).with(layer);
    tracing::subscriber::set_global_default(subscriber).expect("the first subscriber");

    let (database, db) = aegis().await;
    let user = new_user("rejected-address@example.com").insert(&db).await.expect("a user");
    assert_eq!(user.password_hash.expose(), HASH);
    User::insert_many([new_user("second@example.com").profile(serde_json::json!({"pin": "a-pin-typed-in"}))], &db)
        .await
        .expect("inserted");
    User::update(user.id).set(User::password_hash, Secret::new(HASH.to_owned())).execute(&db).await.expect("updated");
    User::query().filter(User::password_hash.eq(Secret::new(HASH.to_owned()))).all(&db).await.expect("answers");

    let mut shown = format!("{user:?} {:?}", user.password_hash);
    // Each of the server's five constraint classes prints the whole row in its detail.
    let taken = new_user("rejected-address@example.com").insert(&db).await.expect_err("taken");
    database.run("ALTER TABLE users ADD CONSTRAINT stricter CHECK (first_name <> 'Bad')").await;
    let mut bad = new_user("third@example.com");
    bad.first_name = "Bad".to_owned();
    let check = bad.insert(&db).await.expect_err("the check");
    database.run("UPDATE users SET phone_number = '1'; ALTER TABLE users ALTER phone_number SET NOT NULL").await;
    let missing = new_user("fourth@example.com").insert(&db).await.expect_err("no phone number");
    for error in [&taken, &check, &missing] {
        shown += &format!(
            "{error} {error:?} {} {:?}",
            error.fields_json(),
            std::error::Error::source(error).map(ToString::to_string)
        );
    }
    let logged = String::from_utf8(log.0.lock().expect("not poisoned").clone()).expect("UTF-8");
    assert!(logged.contains("executing statement"), "the bridge is on: the driver's own lines are there");
    for secret in ["secret-hash", "$2b$"] {
        assert!(!shown.contains(secret), "{shown}");
        assert!(!logged.contains(secret), "in the log");
    }
    for rejected in ["rejected-address", "a-pin-typed-in"] {
        assert!(!logged.contains(rejected), "{rejected} in the log");
    }
    assert!(!format!("{taken} {taken:?} {check:?} {missing:?}").contains("rejected-address"));
}
