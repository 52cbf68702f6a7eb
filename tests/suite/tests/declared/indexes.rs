//! Indexes in full, and uniques that are constraints.

use entity_core::entity::{Entity as _, Schema};
use entity_core::{ExtensionDef, schema};

use crate::world::{World, says};

mod plain {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Seat {
        #[column(primary_key)]
        id: i64,
        hall: i32,
        row: i32,
        number: i32,
        label: Option<String>,
    }
}

mod full {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        index(row.desc_nulls_last(), include(number, label), with(fillfactor = 70), name = "by_row"),
        index(label.collate("C").opclass("text_pattern_ops"), label.collate("C").desc()),
        index(using = gist, label.opclass("gist_trgm_ops(siglen=32)"), include(row), with(buffering = off)),
        index(using = gin, label.opclass("gin_trgm_ops"), with(fastupdate = off), name = "by_words"),
        index(using = bloom, hall, row, with(length = 80, col1 = 2)),
        index(number, tablespace = "pg_default", name = "by_number"),
        unique(hall, label, nulls_not_distinct, include(id)),
        unique(hall, row, number, deferrable = initially_deferred, with(fillfactor = 80))
    )]
    pub(super) struct Seat {
        #[column(primary_key)]
        id: i64,
        hall: i32,
        #[column(unique(deferrable, name = "one_row"))]
        row: i32,
        number: i32,
        label: Option<String>,
    }
}

const PLAIN: Schema = Schema::new(&[|| plain::Seat::DEF], "");
const FULL: Schema = schema![full::Seat].with_extensions(&[ExtensionDef::new("bloom"), ExtensionDef::new("pg_trgm")]);

#[tokio::test]
async fn indexes_have_everything_that_the_server_has() {
    let world = World::empty().await;
    world.becomes(&PLAIN).await;
    let up = world.becomes(&FULL).await;
    says(
        &up,
        &[
            "by_row ON seats (\"row\" DESC NULLS LAST) INCLUDE (number, label) WITH (fillfactor = 70)",
            "COLLATE pg_catalog.\"C\" text_pattern_ops, label COLLATE pg_catalog.\"C\" DESC",
            "USING gist (label gist_trgm_ops (siglen='32')) INCLUDE (\"row\") WITH (buffering = off)",
            "USING bloom (hall, \"row\") WITH (col1 = 2, length = 80)",
            "uniq_seats_hall_label ON seats (hall, label) INCLUDE (id) NULLS NOT DISTINCT",
            "UNIQUE USING INDEX uniq_seats_hall_row_number DEFERRABLE INITIALLY DEFERRED",
            "UNIQUE USING INDEX one_row DEFERRABLE",
        ],
    );
    world.becomes(&PLAIN).await;
}

#[tokio::test]
async fn a_deferrable_unique_waits_for_the_end_of_the_transaction() {
    let world = World::empty().await;
    world.becomes(&FULL).await;
    let sql = "INSERT INTO seats (id, hall, \"row\", number) VALUES (1, 1, 1, 1), (2, 2, 2, 1);
               BEGIN; SET CONSTRAINTS one_row DEFERRED;
               UPDATE seats SET \"row\" = 2 WHERE id = 1; UPDATE seats SET \"row\" = 1 WHERE id = 2; COMMIT;";
    world.database.run(sql).await;
}
