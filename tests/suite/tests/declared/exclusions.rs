//! Exclusion constraints.

use entity_core::entity::Schema;
use entity_core::prelude::*;
use entity_core::{ExtensionDef, schema};

use crate::world::{World, says};

mod silent {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Booking {
        #[column(primary_key)]
        id: i64,
        room: i32,
        during: entity_core::Range<chrono::DateTime<chrono::Utc>>,
        cancelled: bool,
    }
}

mod speaking {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        exclude(
            name = "no_overlap",
            using = gist,
            room with "=",
            during with "&&",
            where = "NOT cancelled",
            deferrable = initially_deferred,
            with(fillfactor = 90)
        ),
        exclude(using = btree, room with "=", expr("room % 2") with "=", where = "cancelled")
    )]
    pub(super) struct Booking {
        #[column(primary_key)]
        pub(super) id: i64,
        pub(super) room: i32,
        pub(super) during: entity_core::Range<chrono::DateTime<chrono::Utc>>,
        pub(super) cancelled: bool,
    }
}

mod empty {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(exclude = none)]
    pub(super) struct Booking {
        #[column(primary_key)]
        id: i64,
        room: i32,
        during: entity_core::Range<chrono::DateTime<chrono::Utc>>,
        cancelled: bool,
    }
}

const SILENT: Schema = schema![silent::Booking].with_extensions(&[ExtensionDef::new("btree_gist")]);
const SPEAKING: Schema = schema![speaking::Booking].with_extensions(&[ExtensionDef::new("btree_gist")]);
const EMPTY: Schema = schema![empty::Booking].with_extensions(&[ExtensionDef::new("btree_gist")]);

#[tokio::test]
async fn exclusions_come_and_go() {
    let world = World::empty().await;
    let up = world.becomes(&SPEAKING).await;
    says(
        &up,
        &[
            "CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)",
            "WHERE ((NOT cancelled)) DEFERRABLE INITIALLY DEFERRED",
            "CONSTRAINT excl_bookings_room_expr EXCLUDE USING btree (room WITH =",
        ],
    );
    world.settles(&SILENT).await;
    let down = world.becomes(&EMPTY).await;
    says(&down, &["DROP CONSTRAINT no_overlap", "DROP CONSTRAINT excl_bookings_room_expr"]);
}

#[tokio::test]
async fn a_conflict_names_its_fields() {
    let world = World::empty().await;
    world.becomes(&SPEAKING).await;
    let db = suite::pool(&world.database, 1).await;
    let new = |id| {
        let during = entity_core::Range::from(
            chrono::DateTime::UNIX_EPOCH..chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(1),
        );
        speaking::NewBooking { id, room: 1, during, cancelled: true }
    };
    new(1).insert(&db).await.expect("room");
    let error = new(2).insert(&db).await.expect_err("the room is taken");
    let fields: Vec<String> = error.fields().iter().map(|field| format!("{:?} {}", field.path, field.code)).collect();
    assert_eq!(fields, [r#"[Field("room")] exclusion"#]);
}
