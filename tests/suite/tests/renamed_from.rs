//! Renames that attributes declare: of a table, a column, an enum type and a label, all at once and with rows in place.
#![allow(dead_code, reason = "the entities are compared, not queried")]

use entity_core::entity::{Entity as _, Schema};
use entity_core::schema::Catalog;
use harness::Database;
use schema_diff::compare::{compare, is_same};
use schema_diff::plan::{self, Step};
use schema_diff::server::Target;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};

mod before {
    use entity_core::{Entity, Id, PgEnum};

    #[derive(Clone, Copy, Debug, PgEnum)]
    pub(super) enum Mood {
        Happy,
        Grumpy,
    }

    #[derive(Debug, Entity)]
    #[entity(index(nickname, mood), index(mood, where = mood.eq(Mood::Grumpy), name = "grumpy"))]
    pub(super) struct Pet {
        #[column(primary_key, default = gen_random_uuid())]
        id: Id<Pet>,
        #[column(varchar(40))]
        #[validate(length(min = 2))]
        nickname: String,
        #[column(default = Mood::Grumpy)]
        mood: Mood,
    }
}

mod after {
    use entity_core::{Entity, Id, PgEnum};

    #[derive(Clone, Copy, Debug, PgEnum)]
    #[pg_enum(renamed_from = "mood")]
    pub(super) enum Temper {
        Happy,
        #[pg_enum(renamed_from = "grumpy")]
        Sour,
    }

    #[derive(Debug, Entity)]
    #[entity(renamed_from = "pets", index(name, mood), index(mood, where = mood.eq(Temper::Sour), name = "grumpy"))]
    pub(super) struct Animal {
        #[column(primary_key, default = gen_random_uuid())]
        id: Id<Animal>,
        #[column(varchar(40), renamed_from = "nickname")]
        #[validate(length(min = 2))]
        name: String,
        #[column(default = Temper::Sour)]
        mood: Temper,
    }
}

const BEFORE: Schema = Schema::new(&[|| before::Pet::DEF], "");
const AFTER: Schema = Schema::new(&[|| after::Animal::DEF], "");

fn script(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{};\n", step.sql)).collect()
}

#[tokio::test]
async fn everything_is_renamed_in_place_both_ways() {
    let database = Database::empty().await;
    let target = Target::parse(&database.url()).expect("a URL");
    let scratch = Scratch::open(&target).await.expect("scratch databases");
    let (from, to) = (declared(&BEFORE).expect("declared"), declared(&AFTER).expect("declared"));
    let current = Source::Entities.catalog(&scratch, Some(&from)).await.expect("spelled");
    let wanted = Source::Entities.catalog(&scratch, Some(&to)).await.expect("spelled");
    let comparison = compare(&scratch, &current, &wanted, &to.renames).await.expect("compared");
    let (up, down) = (comparison.up().expect("a plan"), comparison.down().expect("a plan"));
    let up = script(&up);
    for line in [
        "ALTER TABLE pets RENAME TO animals",
        "RENAME COLUMN nickname TO name",
        "RENAME CONSTRAINT chk_pets_nickname_length TO chk_animals_name_length",
        "ALTER INDEX idx_pets_nickname_mood RENAME TO idx_animals_name_mood",
        "ALTER TYPE mood RENAME TO temper",
        "RENAME VALUE 'grumpy' TO 'sour'",
    ] {
        assert!(up.contains(line), "{line} is not in\n{up}");
    }
    assert!(!format!("{up}{}", script(&down)).contains("DROP"), "{up}{}", script(&down));

    database.run(&script(&plan::plan(&Catalog::default(), &current).expect("a plan").steps)).await;
    database.run("INSERT INTO pets (nickname) VALUES ('Tom')").await;
    for (steps, expected, rows) in [
        (&up, &wanted, "SELECT name || ' is ' || mood FROM animals"),
        (&script(&down), &current, "SELECT nickname || ' is ' || mood FROM pets"),
        (&up, &wanted, "SELECT name || ' is ' || mood FROM animals"),
    ] {
        database.run(steps).await;
        let found = live::catalog(&target).await.expect("read");
        assert!(is_same(&scratch, &found, expected).await.expect("compared"), "after\n{steps}");
        let told: String = database.client().await.query_one(rows, &[]).await.expect("the row").get(0);
        assert!(told.starts_with("Tom is "), "{told}");
    }
}
