//! Foreign keys of several columns, and what else is said of foreign keys.

use entity_core::entity::{Entity as _, Schema};
use entity_core::schema::{Action, Constraint, Deferral, Match, Object, ObjectId, QualName};
use schema_diff::source::entities::declared;

use crate::world::{World, says};

mod entities {
    use entity_core::{Columns, Entity};

    #[derive(Debug, Columns)]
    pub(super) struct Tenanted {
        pub(super) tenant_id: i32,
    }

    #[derive(Debug, Entity)]
    #[entity(unique(tenant_id, email))]
    pub(super) struct Member {
        #[column(primary_key)]
        tenant_id: i32,
        #[column(primary_key)]
        id: i64,
        email: String,
    }

    #[derive(Debug, Entity)]
    #[entity(
        references(Member, columns(tenant_id, author_id, reviewer), to(tenant_id, id, email), on_delete = no_action)
    )]
    pub(super) struct Never {
        #[column(primary_key)]
        id: i64,
        tenant_id: i32,
        author_id: Option<i64>,
        reviewer: String,
    }

    #[derive(Debug, Entity)]
    #[entity(
        references(
            Member,
            columns(tenant_id, author_id),
            on_delete = set_null(author_id),
            on_update = cascade,
            deferrable = initially_deferred,
            relation = author
        ),
        references(
            Member,
            columns(base.tenant_id, reviewer),
            to(tenant_id, email),
            on_delete = restrict,
            match_full,
            name = "reviewed_by",
            relation = reviewed_by
        ),
        index(base.tenant_id, reviewer, where = "reviewer <> ''")
    )]
    pub(super) struct Post {
        #[column(primary_key)]
        id: i64,
        tenant_id: i32,
        #[entity(flatten, prefix = "review_")]
        base: Tenanted,
        author_id: Option<i64>,
        reviewer: String,
        #[references(Post, on_delete = cascade, deferrable)]
        parent_id: Option<i64>,
        #[references(Tag, to(word), on_delete = no_action, relation = tagged)]
        tag: Option<String>,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Tag {
        #[column(primary_key)]
        id: i64,
        #[column(unique)]
        word: String,
    }
}

use entities::{Member, Never, Post, Tag};

const SCHEMA: Schema = Schema::new(&[|| Post::DEF, || Member::DEF, || Tag::DEF], "");

fn index(name: &str) -> ObjectId {
    ObjectId::Index(QualName::public(name))
}

#[tokio::test]
async fn keys_of_several_columns_come_and_go() {
    let world = World::empty().await;
    let up = world.becomes(&SCHEMA).await;
    says(
        &up,
        &[
            "FOREIGN KEY (tenant_id, author_id) REFERENCES members (tenant_id, id) ON DELETE SET NULL (author_id) \
             ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            "CONSTRAINT reviewed_by FOREIGN KEY (review_tenant_id, reviewer) REFERENCES members (tenant_id, email) \
             MATCH FULL ON DELETE RESTRICT",
            "REFERENCES posts (id) ON DELETE CASCADE DEFERRABLE",
            "REFERENCES tags (word)",
        ],
    );
    assert_eq!(format!("{:?}", Post::author), "Relation(tenant_id, author_id = )");
    assert_eq!(format!("{:?}", Post::reviewed_by), "Relation(review_tenant_id, reviewer = tenant_id, email)");
    assert_eq!(format!("{:?}", Post::tagged), "Relation(tag = word)");
}

#[test]
fn a_full_index_leads_every_key() {
    let catalog = declared(&SCHEMA).expect("entities that agree").catalog;
    assert!(catalog.objects.contains_key(&index("idx_posts_tenant_id_author_id")));
    assert!(!catalog.objects.contains_key(&index("idx_posts_tenant_id")));
    // The partial one does not count.
    assert!(catalog.objects.contains_key(&index("idx_posts_review_tenant_id_reviewer")));
    assert!(catalog.objects.contains_key(&index("idx_posts_review_tenant_id_reviewer_fk")));
    let id = ObjectId::Constraint(QualName::public("posts"), "reviewed_by".into());
    let Some(Object::Constraint(Constraint::ForeignKey(key))) = catalog.objects.get(&id) else {
        panic!("{id} is missing")
    };
    assert_eq!((key.on_delete, key.matching, key.deferral), (Action::Restrict, Match::Full, Deferral::Immediate));
}

#[test]
fn a_key_to_columns_that_rows_share_is_refused() {
    const BROKEN: Schema = Schema::new(&[|| Never::DEF, || Member::DEF], "");
    let error = declared(&BROKEN).expect_err("three columns are no unique");
    assert_eq!(
        error.to_string(),
        "Never refers to (tenant_id, id, email) of Member, which are neither its primary key nor a unique"
    );
    assert!(error.help().starts_with("add `#[entity(unique(tenant_id, id, email))]` to Member"), "{}", error.help());
}
