//! Partitioned tables.

use entity_core::entity::{Entity as _, Schema};

use crate::world::{World, says};

mod first {
    use chrono::{DateTime, Utc};
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        partition_by(range(at)),
        partition(name = "events_2024", from = "2024-01-01", to = "2025-01-01", with(fillfactor = 80)),
        partition(name = "events_older", from = minvalue, to = "2024-01-01"),
        partition(name = "events_rest", default),
        index(kind)
    )]
    pub(super) struct Event {
        #[column(primary_key)]
        id: i64,
        #[column(primary_key)]
        at: DateTime<Utc>,
        kind: String,
    }

    #[derive(Debug, Entity)]
    #[entity(
        no_primary_key,
        partition_by(list(expr("lower(region)"))),
        partition(name = "cities_north", in("oslo", "turku", null)),
        partition(name = "cities_south", in("rome"))
    )]
    pub(super) struct City {
        region: Option<String>,
    }

    #[derive(Debug, Entity)]
    #[entity(
        partition_by(hash(id)),
        partition(name = "parts_0", modulus = 2, remainder = 0),
        partition(name = "parts_1", modulus = 2, remainder = 1)
    )]
    pub(super) struct Part {
        #[column(primary_key)]
        id: i64,
        #[references(Part, on_delete = cascade)]
        of: Option<i64>,
    }

    #[derive(Debug, Entity)]
    #[entity(partition_by(range(year, month)), partition(name = "sales_h1", from(2024, 1), to(2024, 7)))]
    pub(super) struct Sale {
        #[column(primary_key)]
        year: i32,
        #[column(primary_key)]
        month: i32,
    }
}

mod second {
    use chrono::{DateTime, Utc};
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        partition_by(range(at)),
        partition(name = "events_2024", from = "2024-01-01", to = "2025-01-01", with(fillfactor = 80)),
        partition(name = "events_2025", from = "2025-01-01", to = "2026-01-01"),
        partition(name = "events_rest", default),
        index(kind)
    )]
    pub(super) struct Event {
        #[column(primary_key)]
        id: i64,
        #[column(primary_key)]
        at: DateTime<Utc>,
        kind: String,
    }
}

mod silent {
    use chrono::{DateTime, Utc};
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(index(kind))]
    pub(super) struct Event {
        #[column(primary_key)]
        id: i64,
        #[column(primary_key)]
        at: DateTime<Utc>,
        kind: String,
    }
}

use first::{City, Event, Part, Sale};

const FIRST: Schema = Schema::new(&[|| Event::DEF, || City::DEF, || Part::DEF, || Sale::DEF], "");
const SECOND: Schema = Schema::new(&[|| second::Event::DEF, || City::DEF, || Part::DEF, || Sale::DEF], "");
const SILENT: Schema = Schema::new(&[|| silent::Event::DEF, || City::DEF, || Part::DEF, || Sale::DEF], "");

#[tokio::test]
async fn partitions_come_and_go() {
    let world = World::empty().await;
    let up = world.becomes(&FIRST).await;
    says(
        &up,
        &[
            "PARTITION BY RANGE (at)",
            "PARTITION OF events FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00') \
             WITH (fillfactor = 80)",
            "PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00:00+00')",
            "PARTITION OF events DEFAULT",
            "PARTITION BY LIST (lower(region))",
            "FOR VALUES IN ('oslo', 'turku', NULL)",
            "PARTITION OF parts FOR VALUES WITH (modulus 2, remainder 1)",
            "PARTITION BY RANGE (year, month)",
        ],
    );
    world.settles(&SILENT).await;
    let up = world.becomes(&SECOND).await;
    says(&up, &["CREATE TABLE events_2025 PARTITION OF events", "DROP TABLE events_older"]);
    world.database.run("INSERT INTO events VALUES (1, '2025-05-05', 'a'), (2, '2031-05-05', 'b')").await;
}
