//! How tables are kept.

use entity_core::entity::{Entity as _, Schema};

use crate::world::{World, says};

mod silent {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Visit {
        #[column(primary_key)]
        id: i64,
        body: String,
    }
}

mod speaking {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        with(fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_vacuum_scale_factor = 0.05),
        unlogged,
        tablespace = "pg_default",
        replica_identity = full
    )]
    pub(super) struct Visit {
        #[column(primary_key)]
        id: i64,
        body: String,
    }
}

mod none {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(with = none, unlogged = none, tablespace = none, replica_identity = default)]
    pub(super) struct Visit {
        #[column(primary_key)]
        id: i64,
        body: String,
    }
}

const SILENT: Schema = Schema::new(&[|| silent::Visit::DEF], "");
const SPEAKING: Schema = Schema::new(&[|| speaking::Visit::DEF], "");
const NONE: Schema = Schema::new(&[|| none::Visit::DEF], "");

#[tokio::test]
async fn a_table_is_kept_as_its_entity_says() {
    let world = World::empty().await;
    let up = world.becomes(&SPEAKING).await;
    says(
        &up,
        &[
            "CREATE UNLOGGED TABLE visits",
            "autovacuum_enabled = false",
            "fillfactor = 80",
            "toast.autovacuum_vacuum_scale_factor = 0.05",
            "REPLICA IDENTITY FULL",
        ],
    );
    world.settles(&SILENT).await;
    let up = world.becomes(&NONE).await;
    says(&up, &["SET LOGGED", "REPLICA IDENTITY DEFAULT", "RESET (autovacuum_enabled"]);
    let up = world.becomes(&SPEAKING).await;
    says(&up, &["SET UNLOGGED", "REPLICA IDENTITY FULL"]);
}

#[tokio::test]
async fn what_is_set_by_hand_stays_where_nothing_is_said() {
    let world = World::empty().await;
    world.becomes(&SILENT).await;
    world.database.run("ALTER TABLE visits SET (fillfactor = 50), ENABLE ROW LEVEL SECURITY").await;
    let up = world.becomes(&SPEAKING).await;
    assert!(!up.contains("ROW LEVEL SECURITY"), "{up}");
}
