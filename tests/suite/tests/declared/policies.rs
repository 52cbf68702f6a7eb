//! Row-level security.

use entity_core::entity::{Entity as _, Schema};
use entity_core::schema::ObjectId;
use schema_diff::source::Error;

use crate::world::{World, says};

mod silent {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    pub(super) struct Note {
        #[column(primary_key)]
        id: i64,
        author: String,
        public: bool,
    }
}

mod speaking {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        row_level_security = forced,
        policy(
            name = "own notes",
            to("declared_writer", "declared_reader"),
            using = "author = CURRENT_USER",
            check = "author = CURRENT_USER AND NOT public"
        ),
        policy(name = "seen", for = select, to("public"), using = "public"),
        policy(name = "by_day", for = update, using = "true", restrictive),
        policy(name = "new", for = insert, to("declared_writer"), check = "id > 0")
    )]
    pub(super) struct Note {
        #[column(primary_key)]
        id: i64,
        author: String,
        public: bool,
    }
}

mod fewer {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(row_level_security, policy(name = "seen", for = select, using = "true"))]
    pub(super) struct Note {
        #[column(primary_key)]
        id: i64,
        author: String,
        public: bool,
    }
}

mod off {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(row_level_security = none)]
    pub(super) struct Note {
        #[column(primary_key)]
        id: i64,
        author: String,
        public: bool,
    }
}

mod strange {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(row_level_security, policy(name = "seen", to("declared_nobody"), using = "true"))]
    pub(super) struct Note {
        #[column(primary_key)]
        id: i64,
    }
}

const SILENT: Schema = Schema::new(&[|| silent::Note::DEF], "");
const SPEAKING: Schema = Schema::new(&[|| speaking::Note::DEF], "");
const FEWER: Schema = Schema::new(&[|| fewer::Note::DEF], "");
const OFF: Schema = Schema::new(&[|| off::Note::DEF], "");
const STRANGE: Schema = Schema::new(&[|| strange::Note::DEF], "");

#[tokio::test]
async fn policies_are_the_entitys_once_it_speaks_of_them() {
    let world = World::empty().await;
    world.roles().await;
    let up = world.becomes(&SPEAKING).await;
    says(
        &up,
        &[
            "ENABLE ROW LEVEL SECURITY",
            "FORCE ROW LEVEL SECURITY",
            "CREATE POLICY \"own notes\" ON notes TO declared_reader, declared_writer USING",
            "CREATE POLICY by_day ON notes AS RESTRICTIVE FOR UPDATE",
            "CREATE POLICY new ON notes FOR INSERT TO declared_writer WITH CHECK",
        ],
    );
    world.settles(&SILENT).await;
    world.database.run("CREATE POLICY by_hand ON notes USING (id = 1)").await;
    world.settles(&SILENT).await;
    let up = world.becomes(&FEWER).await;
    says(&up, &["DROP POLICY by_hand", "DROP POLICY \"own notes\"", "NO FORCE ROW LEVEL SECURITY"]);
    let up = world.becomes(&OFF).await;
    says(&up, &["DROP POLICY seen", "DISABLE ROW LEVEL SECURITY"]);
}

#[tokio::test]
async fn a_role_that_is_not_there_is_named() {
    let world = World::empty().await;
    let error = world.wanted(&STRANGE).await.expect_err("nobody is there");
    assert!(matches!(&error, Error::NoRole { object: ObjectId::Policy(..), .. }), "{error}");
    let text = "policy notes.seen is for the role declared_nobody, which the server does not have";
    assert_eq!(error.to_string(), text);
    assert!(error.help().expect("help").contains("CREATE ROLE declared_nobody NOLOGIN"));
}
