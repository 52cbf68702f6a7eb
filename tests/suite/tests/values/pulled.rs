//! Every type, written back as source from the database that it was declared into.

use schema_diff::source::entities::declared;

use crate::arrays::Parcel;
use crate::newtypes::Mail;
use crate::ranges::Booking;
use crate::scalars::Sample;
use crate::shapes::Site;
use crate::world::World;

/// The source as it was pulled. That it compiles is half of the test.
#[allow(dead_code, unreachable_pub, reason = "what a user pulls is used and seen from elsewhere")]
mod source {
    include!("../pulled/values.rs");
}

const PULLED: &str = include_str!("../pulled/values.rs");

#[tokio::test]
async fn what_is_declared_is_pulled_back() {
    let world = World::of(&entity_core::schema![Booking, Mail, Parcel, Sample, Site]).await;
    world.settles().await;
    let pulled = world.pulled().await;
    if pulled != PULLED {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pulled/values.rs.new"), &pulled).expect("written");
    }
    assert_eq!(pulled, PULLED, "if the new text is meant, put it into tests/pulled/values.rs");
    world.settles_as(&declared(&source::SCHEMA).expect("entities that agree")).await;
}
