//! What a column says beside its type: how it counts, sorts, is computed and kept.

use entity_core::prelude::*;
use harness::Database;
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;

use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgNewtype)]
struct Number(i64);

/// A line of a journal.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "journal")]
struct Line {
    #[column(primary_key, identity)]
    id: i64,
    #[column(identity(always, start = 100, increment = 5))]
    number: i32,
    #[column(identity(increment = -2, min = -7, max = 3, cache = 2, cycle))]
    place: i16,
    #[column(identity = always)]
    count: Number,
    #[column(collate = "C", storage = external)]
    word: String,
    #[column(varchar(30), collate = "pg_catalog"."POSIX", compression = pglz, statistics = 500)]
    code: Option<String>,
    #[column(collate = "C", storage = main)]
    words: Vec<String>,
    #[column(statistics = 0)]
    rank: i32,
    #[column(generated = "upper(word)", collate = "C", storage = plain)]
    shout: String,
}

/// The same, without a word about it.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "journal", comment = "A line of a journal.")]
struct Plain {
    #[column(primary_key)]
    id: i64,
    number: i32,
    place: i16,
    count: Number,
    word: String,
    #[column(varchar(30))]
    code: Option<String>,
    words: Vec<String>,
    rank: i32,
    #[column(generated = "upper(word)")]
    shout: String,
}

fn line(word: &str) -> NewLine {
    NewLine { word: word.to_owned(), words: vec![word.to_owned()], rank: 1 }
}

#[tokio::test]
async fn identities_count_and_settings_settle() {
    let world = World::of(&entity_core::schema![Line]).await;
    world.settles().await;
    let first = line("b").insert(&world.db).await.expect("inserted");
    assert_eq!((first.id, first.number, first.place, first.count), (1, 100, 3, Number(1)));
    assert_eq!(&first.shout, "B");
    let given = line("B").id(i64::MAX).place(i16::MAX).insert(&world.db).await.expect("inserted");
    assert_eq!((given.id, given.number, given.place), (i64::MAX, 105, i16::MAX));
    let rows = [line("a").into_row(), line("c").id(i64::MIN), line("d").code("x".to_owned())];
    assert_eq!(Line::insert_many(rows, &world.db).await.expect("inserted"), 3);
    let order = Line::query().order_by(Line::word.asc()).all(&world.db).await.expect("answers");
    let words: Vec<_> = order.iter().map(|line| line.word.as_str()).collect();
    assert_eq!(words, ["B", "a", "b", "c", "d"], "by the bytes, not by a language");
    let found = Line::find(i64::MIN, &world.db).await.expect("answers").expect("is there");
    assert_eq!((found.word.as_str(), found.number % 5), ("c", 0));
}

#[tokio::test]
async fn silence_takes_back_what_was_said_and_speaking_says_it_again() {
    let world = World::of(&entity_core::schema![Line]).await;
    line("a").insert(&world.db).await.expect("inserted");
    let plain = declared(&entity_core::schema![Plain]).expect("entities that agree");
    world.moves_to(&plain).await;
    let said = declared(&entity_core::schema![Line]).expect("entities that agree");
    world.moves_to(&said).await;
    let next = line("b").insert(&world.db).await.expect("inserted");
    assert_eq!((next.id, next.number), (2, 105), "a new identity goes on behind the rows that are there");
}

/// Something that is computed when it is read.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Square {
    #[column(primary_key)]
    id: i32,
    #[column(generated(virtual, "id * id"))]
    area: Option<i32>,
}

#[tokio::test]
async fn a_virtual_column_is_computed_when_read_or_names_the_version_that_can() {
    let major = harness::major().await;
    if major >= 18 {
        let world = World::of(&entity_core::schema![Square]).await;
        world.settles().await;
        assert_eq!(NewSquare { id: 3 }.insert(&world.db).await.expect("inserted").area, Some(9));
        return;
    }
    let database = Database::empty().await;
    let scratch = Scratch::open(&Target::parse(&database.url()).expect("a URL")).await.expect("scratch databases");
    let declared = declared(&entity_core::schema![Square]).expect("entities that agree");
    let error = Source::Entities.catalog(&scratch, Some(&declared)).await.expect_err("an older server");
    assert_eq!(
        error.to_string(),
        format!("column squares.area is generated and virtual, which needs PostgreSQL 18; this is PostgreSQL {major}")
    );
    assert!(error.help().expect("a remedy").contains("generated = "));
}
