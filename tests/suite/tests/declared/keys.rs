//! What keys are called, uniques that are constraints, and references without an index; and what a policy may speak of.

use entity_core::entity::{Entity as _, Schema};

use crate::world::{World, says};

mod first {
    use entity_core::Entity;

    // It comes before the table that its policy speaks of.
    #[derive(Debug, Entity)]
    #[entity(
        primary_key(name = "boxes_key"),
        unique(code, constraint, name = "boxes_code_once"),
        row_level_security,
        policy(name = "kept", using = "EXISTS (SELECT FROM keepers WHERE keepers.boxes > id)")
    )]
    pub(super) struct Crate {
        #[column(primary_key)]
        id: i64,
        code: String,
        #[references(Keeper, on_delete = cascade, no_index)]
        keeper_id: i64,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Keeper {
        #[column(primary_key)]
        id: i64,
        boxes: i64,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Label {
        #[column(primary_key)]
        id: i64,
        #[references(Crate, to(code), on_delete = cascade)]
        code: String,
    }
}

mod second {
    use entity_core::Entity;

    use super::first::Keeper;

    #[derive(Debug, Entity)]
    #[entity(
        unique(code),
        row_level_security,
        policy(name = "kept", using = "EXISTS (SELECT FROM keepers WHERE keepers.boxes > id)")
    )]
    pub(super) struct Crate {
        #[column(primary_key)]
        id: i64,
        code: String,
        #[references(Keeper, on_delete = cascade)]
        keeper_id: i64,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Label {
        #[column(primary_key)]
        id: i64,
        #[references(Crate, to(code), on_delete = cascade)]
        code: String,
    }
}

use first::{Crate, Keeper, Label};

const FIRST: Schema = Schema::new(&[|| Crate::DEF, || Keeper::DEF, || Label::DEF], "");
const SECOND: Schema = Schema::new(&[|| second::Crate::DEF, || Keeper::DEF, || second::Label::DEF], "");

#[tokio::test]
async fn keys_are_called_as_they_are_said_to_be() {
    let world = World::empty().await;
    let up = world.becomes(&FIRST).await;
    says(
        &up,
        &[
            "CONSTRAINT boxes_key PRIMARY KEY (id)",
            "CONSTRAINT boxes_code_once UNIQUE (code)",
            "REFERENCES crates (code)",
            "CREATE POLICY kept ON crates",
        ],
    );
    assert!(!up.contains("idx_crates_keeper_id"), "{up}");
    let up = world.becomes(&SECOND).await;
    says(&up, &["RENAME CONSTRAINT boxes_key TO crates_pkey", "idx_crates_keeper_id", "uniq_crates_code"]);
    world.becomes(&FIRST).await;
}
