//! Domains and composite types, and what columns say beside their types.

use entity_core::schema;

use crate::world::{World, says};

mod plain {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Guest {
        #[column(primary_key)]
        id: i64,
        number: i32,
        name: String,
        mail: String,
    }
}

mod typed {
    use entity_core::{Entity, PgComposite, PgDomain};

    /// Where mail goes.
    #[derive(Debug, PgDomain)]
    #[pg_domain(schema = "mail", base = varchar(80), collate = "C", default = "a@b", not_null)]
    #[pg_domain(check(name = "has_at", "VALUE LIKE '%@%'"), check(name = "short", "length(VALUE) < 70"))]
    pub(super) struct Address(String);

    /// A room.
    #[derive(Debug, PgComposite)]
    pub(super) struct Room {
        /// From the ground.
        floor: i16,
        #[column(varchar(5), collate = "C")]
        door: Option<String>,
        mail: Option<Address>,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Guest {
        #[column(primary_key, identity)]
        id: i64,
        #[column(identity(always, start = 100, increment = 5))]
        number: i32,
        #[column(collate = "C", storage = external, compression = pglz, statistics = 300)]
        name: String,
        mail: Address,
        room: Option<Room>,
        rooms: Option<Vec<Room>>,
    }
}

mod later {
    use entity_core::{Entity, PgComposite, PgDomain};

    #[derive(Debug, PgDomain)]
    #[pg_domain(schema = "mail", base = varchar(80), collate = "C", check(name = "has_at", "VALUE LIKE '_%@%'"))]
    pub(super) struct Address(String);

    /// A room with a name.
    #[derive(Debug, PgComposite)]
    pub(super) struct Room {
        /// From the street.
        floor: i16,
        name: Option<String>,
        mail: Option<String>,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Guest {
        #[column(primary_key, identity = always)]
        id: i64,
        #[column(identity(start = 7, cache = 3, cycle))]
        number: i32,
        #[column(storage = main, statistics = 0)]
        name: String,
        mail: Address,
        room: Option<Room>,
        rooms: Option<Vec<Room>>,
    }
}

#[tokio::test]
async fn types_come_with_their_entities_change_and_go_back() {
    let world = World::empty().await;
    world.becomes(&schema![plain::Guest]).await;
    let up = world.becomes(&schema![typed::Guest]).await;
    says(
        &up,
        &[
            "CREATE DOMAIN mail.address AS varchar(80) COLLATE pg_catalog.\"C\" DEFAULT 'a@b'",
            "CONSTRAINT has_at CHECK",
            "CREATE TYPE room AS (floor smallint, door varchar(5) COLLATE pg_catalog.\"C\", mail mail.address)",
            "COMMENT ON COLUMN room.floor IS 'From the ground.'",
            "COMMENT ON DOMAIN mail.address IS 'Where mail goes.'",
            "GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5 START WITH 100)",
            "SET STORAGE EXTERNAL",
            "SET STATISTICS 300",
            "SET COMPRESSION pglz",
        ],
    );
    let up = world.becomes(&schema![later::Guest]).await;
    says(
        &up,
        &["CREATE TYPE room AS (floor smallint, name text, mail text)", "SET STATISTICS 0", "DROP CONSTRAINT short"],
    );
    world.becomes(&schema![typed::Guest]).await;
    world.becomes(&schema![plain::Guest]).await;
}
