//! A small domain with every kind of relation: people who lead people, posts with tags, comments.

use chrono::{DateTime, Utc};
use entity_core::prelude::*;
use entity_core::value::TsVector;
use harness::Database;
use serde_json::Value;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum Role {
    /// Reads.
    Reader,
    /// Writes.
    Author,
    /// Decides.
    Editor,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "people")]
#[relation(has_many = posts: Post.author_id)]
#[relation(has_many = comments: Comment.author_id)]
#[relation(has_many = reports: Person.lead_id)]
#[relation(has_one = card: Card.person_id)]
pub struct Person {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The name.
    pub name: String,
    /// What they may do.
    #[column(default = Role::Reader)]
    pub role: Role,
    /// Who leads them.
    #[references(Person, on_delete = set_null, relation = lead)]
    pub lead_id: Option<i64>,
    /// What they earn.
    pub salary: Option<i32>,
    /// When they left.
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// The card of somebody.
#[derive(Clone, Debug, PartialEq, Entity)]
pub struct Card {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// Whose it is.
    #[references(Person, on_delete = cascade, unique, relation = person)]
    pub person_id: i64,
    /// What is on it.
    pub text: String,
}

/// Something that was written.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(using = gin, tags), index(using = gin, meta), index(using = gin, words))]
#[relation(has_many = comments: Comment.post_id)]
#[relation(many_to_many = labels: Label through PostLabel(post_id, label_id))]
pub struct Post {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// Who wrote it.
    #[references(Person, on_delete = cascade, relation = author)]
    pub author_id: i64,
    /// Who looked it over.
    #[references(Person, on_delete = set_null, relation = reviewer)]
    pub reviewer_id: Option<i64>,
    /// The title.
    pub title: String,
    /// The text.
    pub body: String,
    /// Words beside labels.
    #[column(default = Vec::<String>::new())]
    pub tags: Vec<String>,
    /// Anything.
    #[column(default = json!({}))]
    pub meta: Value,
    /// How often it was read.
    #[column(default = 0)]
    pub views: i32,
    /// When it came out.
    pub published_at: Option<DateTime<Utc>>,
    /// What is searched.
    #[column(generated = "to_tsvector('english', title || ' ' || body)")]
    pub words: Option<TsVector>,
    /// When it was taken away.
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What somebody said about a post.
#[derive(Clone, Debug, PartialEq, Entity)]
pub struct Comment {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The post.
    #[references(Post, on_delete = cascade, relation = post)]
    pub post_id: i64,
    /// Who said it.
    #[references(Person, on_delete = set_null, relation = author)]
    pub author_id: Option<i64>,
    /// What was said.
    pub text: String,
    /// How many liked it.
    #[column(default = 0)]
    pub likes: i32,
    /// When it was taken away.
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// A label for posts.
#[derive(Clone, Debug, PartialEq, Entity)]
#[relation(many_to_many = posts: Post through PostLabel(label_id, post_id))]
pub struct Label {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The word.
    #[column(unique)]
    pub word: String,
}

/// Which label is on which post.
#[derive(Clone, Debug, PartialEq, Entity)]
pub struct PostLabel {
    /// The post.
    #[column(primary_key)]
    #[references(Post, on_delete = cascade, relation = post)]
    pub post_id: i64,
    /// The label.
    #[column(primary_key)]
    #[references(Label, on_delete = cascade, relation = label)]
    pub label_id: i64,
}

/// The whole domain.
pub const SCHEMA: Schema = entity_core::schema![Person, Card, Post, Comment, Label, PostLabel];

const ROWS: &str = "
INSERT INTO people (id, name, role, lead_id, salary, deleted_at) VALUES
    (1, 'Ada', 'editor', NULL, 900, NULL), (2, 'Bob', 'author', 1, 500, NULL), (3, 'Cid', 'author', 1, 400, NULL),
    (4, 'Dee', 'reader', 2, NULL, NULL), (5, 'Eve', 'reader', 2, 100, '2020-01-01');
INSERT INTO cards (id, person_id, text) VALUES (1, 1, 'editor in chief'), (2, 2, 'writes');
INSERT INTO posts (id, author_id, reviewer_id, title, body, tags, meta, views, published_at, deleted_at) VALUES
    (1, 2, 1, 'Rust and foxes', 'The quick brown fox', '{rust,fox}', '{\"lang\": \"en\", \"n\": {\"a\": 1}}', 10,
     '2024-01-01', NULL),
    (2, 2, NULL, 'On databases', 'Tables all the way down', '{sql}', '{\"lang\": \"de\", \"list\": [1, 2, 3]}', 30,
     '2024-02-01', NULL),
    (3, 3, 1, 'A draft', 'Nothing yet', '{}', '{}', 0, NULL, NULL),
    (4, 3, NULL, 'Gone', 'It was here', '{rust}', '{}', 5, '2024-03-01', '2024-04-01');
INSERT INTO comments (id, post_id, author_id, text, likes, deleted_at) VALUES
    (1, 1, 4, 'nice', 3, NULL), (2, 1, 3, 'quick indeed', 5, NULL), (3, 1, NULL, 'spam', 0, '2024-01-02'),
    (4, 2, 4, 'more of this', 1, NULL), (5, 1, 5, 'from one who left', 9, NULL), (6, 4, 4, 'pity', 2, NULL);
INSERT INTO labels (id, word) VALUES (1, 'tech'), (2, 'animals'), (3, 'unused');
INSERT INTO post_labels (post_id, label_id) VALUES (1, 1), (1, 2), (2, 1), (4, 1);
";

/// A database with a few rows of each, and a pool on it.
pub async fn blog() -> (Database, Db) {
    let (database, db) = crate::made(&SCHEMA).await;
    database.run(ROWS).await;
    (database, db)
}
