//! Rights of roles.

use entity_core::entity::{Entity as _, Schema};

use crate::world::{World, says};

mod silent {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Page {
        #[column(primary_key)]
        id: i64,
        title: String,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Image {
        #[column(primary_key)]
        id: i64,
    }
}

mod speaking {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        grant(select, insert, update(title), to("declared_writer")),
        grant(delete, truncate, to("declared_writer"), with_grant_option),
        grant(select(id, title), references(id), to("declared_reader")),
        grant(trigger, to("public"))
    )]
    pub(super) struct Page {
        #[column(primary_key)]
        id: i64,
        title: String,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Image {
        #[column(primary_key)]
        id: i64,
    }
}

mod none {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(grant = none)]
    pub(super) struct Page {
        #[column(primary_key)]
        id: i64,
        title: String,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Image {
        #[column(primary_key)]
        id: i64,
    }
}

mod strange {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(grant(select, to("declared_nobody")))]
    pub(super) struct Page {
        #[column(primary_key)]
        id: i64,
    }
}

const SILENT: Schema = Schema::new(&[|| silent::Page::DEF, || silent::Image::DEF], "");
const SPEAKING: Schema = Schema::new(&[|| speaking::Page::DEF, || speaking::Image::DEF], "");
const NONE: Schema = Schema::new(&[|| none::Page::DEF, || none::Image::DEF], "");
const STRANGE: Schema = Schema::new(&[|| strange::Page::DEF], "");

#[tokio::test]
async fn rights_are_the_entitys_once_it_speaks_of_them() {
    let world = World::empty().await;
    world.roles().await;
    let up = world.becomes(&SPEAKING).await;
    says(
        &up,
        &[
            "GRANT SELECT, INSERT ON TABLE pages TO declared_writer",
            "GRANT DELETE, TRUNCATE ON TABLE pages TO declared_writer WITH GRANT OPTION",
            "GRANT UPDATE (title) ON TABLE pages TO declared_writer",
            "GRANT TRIGGER ON TABLE pages TO PUBLIC",
        ],
    );
    world.database.run("GRANT SELECT ON images TO declared_reader; GRANT INSERT ON pages TO declared_reader").await;
    world.settles(&SILENT).await;
    let up = world.becomes(&SPEAKING).await;
    assert!(!up.contains("images"), "{up}");
    says(&up, &["REVOKE INSERT ON TABLE pages FROM declared_reader"]);
    let up = world.becomes(&NONE).await;
    assert!(!up.contains("images") && !up.contains("GRANT SELECT"), "{up}");
    says(&up, &["REVOKE", "FROM PUBLIC"]);
}

#[tokio::test]
async fn a_role_that_is_not_there_is_named() {
    let world = World::empty().await;
    let error = world.wanted(&STRANGE).await.expect_err("nobody is there").to_string();
    assert_eq!(error, "table pages is for the role declared_nobody, which the server does not have");
}
