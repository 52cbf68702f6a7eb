//! Shapes with relations: what they read, and in how many statements.

use entity_core::prelude::*;
use entity_core::repository::Loader;
use entity_core::{assert_statements, assert_uses_index};
use suite::blog::{Card, Comment, Label, Person, Post, Role, blog};

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Name {
    id: i64,
    name: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Comment)]
struct Said {
    text: String,
    author: Option<Name>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Label)]
struct Word {
    word: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct PostCard {
    title: String,
    author: Name,
    reviewer: Option<Name>,
    comments: Vec<Said>,
    labels: Vec<Word>,
}

fn name(id: i64, name: &str) -> Name {
    Name { id, name: name.to_owned() }
}

#[tokio::test]
async fn relations_of_every_kind_come_with_their_rows() {
    let (_database, db) = blog().await;
    let query = Post::query().order_by(Post::id.asc()).project::<PostCard>();
    let posts = query.all(&db).await.expect("answers");
    assert_eq!(posts.len(), 3, "the one that was deleted softly stays out");
    assert_eq!(posts[0].title, "Rust and foxes");
    assert_eq!(posts[0].author, name(2, "Bob"));
    assert_eq!(posts[0].reviewer, Some(name(1, "Ada")));
    let said: Vec<_> = posts[0].comments.iter().map(|said| (&*said.text, said.author.as_ref().map(|a| a.id))).collect();
    // The third was deleted softly; the author of the last was.
    assert_eq!(said, [("nice", Some(4)), ("quick indeed", Some(3)), ("from one who left", None)]);
    let words: Vec<_> = posts[0].labels.iter().map(|label| &*label.word).collect();
    assert_eq!(words, ["tech", "animals"]);
    assert_eq!((posts[1].reviewer.as_ref(), posts[1].comments.len(), posts[1].labels.len()), (None, 1, 1));
    assert_eq!((posts[2].comments.len(), posts[2].labels.len()), (0, 0));
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Led {
    name: String,
    lead: Option<Name>,
    reports: Vec<Name>,
    card: Option<Card>,
}

#[tokio::test]
async fn an_entity_may_refer_to_itself() {
    let (_database, db) = blog().await;
    let people = Person::query().order_by(Person::id.asc()).project::<Led>().all(&db).await.expect("answers");
    let shown: Vec<_> = people
        .iter()
        .map(|led| (&*led.name, led.lead.as_ref().map(|lead| &*lead.name), led.reports.len(), led.card.is_some()))
        .collect();
    assert_eq!(
        shown,
        [
            ("Ada", None, 2, true),
            ("Bob", Some("Ada"), 1, true),
            ("Cid", Some("Ada"), 0, false),
            ("Dee", Some("Bob"), 0, false)
        ]
    );
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Carded {
    name: String,
    card: Card,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Comment)]
struct Signed {
    id: i64,
    author: Name,
}

#[tokio::test]
async fn rows_without_a_relation_that_they_need_are_left_out_everywhere() {
    let (_database, db) = blog().await;
    let carded = || Person::query().order_by(Person::id.asc()).project::<Carded>();
    let names: Vec<_> = carded().all(&db).await.expect("answers").into_iter().map(|carded| carded.name).collect();
    assert_eq!(names, ["Ada", "Bob"]);
    // Pages and counts agree with that.
    assert_eq!(carded().count(&db).await.expect("answers"), 2);
    assert_eq!(carded().offset(1).limit(5).all(&db).await.expect("answers").len(), 1);
    let signed = Comment::query().order_by(Comment::id.asc()).project::<Signed>().all(&db).await.expect("answers");
    assert_eq!(signed.iter().map(|signed| signed.id).collect::<Vec<_>>(), [1, 2, 4, 6]);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Best {
    id: i64,
    #[projection(order_by = Comment::likes.desc(), limit = 2)]
    comments: Vec<Comment>,
    #[projection(relation = comments, filter = Comment::likes.lt(4), order_by = Comment::id.desc(), with_deleted)]
    poor: Vec<Comment>,
}

#[tokio::test]
async fn a_relation_may_be_filtered_ordered_and_cut_for_each_parent() {
    let (_database, db) = blog().await;
    let posts = Post::query().order_by(Post::id.asc()).project::<Best>().all(&db).await.expect("answers");
    let ids = |comments: &[Comment]| comments.iter().map(|comment| comment.id).collect::<Vec<_>>();
    assert_eq!(ids(&posts[0].comments), [5, 2]);
    assert_eq!(ids(&posts[0].poor), [3, 1]);
    assert_eq!(ids(&posts[1].comments), [4]);
    assert_eq!(ids(&posts[2].comments), [] as [i64; 0]);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Titles {
    role: Role,
    #[projection(expr = Person::name.upper())]
    loud: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Numbers {
    #[projection(flatten)]
    titles: Titles,
    #[projection(expr = Person::posts.count())]
    posts: i64,
    #[projection(expr = Person::posts.aggregate(Post::views.sum()))]
    views: Option<i64>,
    #[projection(expr = Person::lead.get(Person::name))]
    lead_name: Option<String>,
}

#[tokio::test]
async fn counts_aggregates_and_columns_of_relations_are_read_along() {
    let (_database, db) = blog().await;
    let query = || Person::query().order_by(Person::id.asc()).project::<Numbers>();
    let people = query().all(&db).await.expect("answers");
    let shown: Vec<_> = people
        .iter()
        .map(|person| {
            (&*person.titles.loud, person.titles.role, person.posts, person.views, person.lead_name.as_deref())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("ADA", Role::Editor, 0, None, None),
            ("BOB", Role::Author, 2, Some(40), Some("Ada")),
            ("CID", Role::Author, 1, Some(0), Some("Ada")),
            ("DEE", Role::Reader, 0, None, Some("Bob")),
        ]
    );
    let busy = Person::query().filter(Person::posts.count().gt(1)).one(&db).await.expect("answers");
    assert_eq!(busy.name, "Bob");
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct Deep {
    name: String,
    posts: Vec<DeepPost>,
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct DeepPost {
    title: String,
    comments: Vec<DeepComment>,
}

#[derive(Debug, Projection)]
#[projection(of = Comment)]
struct DeepComment {
    author: Option<DeepAuthor>,
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct DeepAuthor {
    card: Option<Card>,
    lead: Option<Name>,
}

#[tokio::test]
async fn relations_nest_to_any_depth() {
    let (_database, db) = blog().await;
    let bob = Person::query().filter(Person::name.eq("Bob")).project::<Deep>().one(&db).await.expect("Bob");
    assert_eq!((&*bob.name, bob.posts.len(), &*bob.posts[0].title), ("Bob", 2, "Rust and foxes"));
    let leads: Vec<_> = bob.posts[0]
        .comments
        .iter()
        .map(|comment| comment.author.as_ref().and_then(|author| author.lead.as_ref()).map(|lead| &*lead.name))
        .collect();
    assert_eq!(leads, [Some("Bob"), Some("Ada"), None]);
    assert!(
        bob.posts
            .iter()
            .flat_map(|post| &post.comments)
            .all(|said| said.author.as_ref().is_none_or(|a| a.card.is_none()))
    );
}

#[tokio::test]
async fn one_statement_a_relation_however_many_rows() {
    let (database, db) = blog().await;
    let levels = || Post::query().project::<PostCard>().all(&db);
    // Posts; author, reviewer, comments and labels; authors of comments.
    assert_statements!(6, db, levels()).await.expect("answers");
    database.run("INSERT INTO comments (id, post_id, text) SELECT n, 1, 'x' FROM generate_series(100, 600) n").await;
    let posts = assert_statements!(6, db, levels()).await.expect("answers");
    assert_eq!(posts.iter().map(|post| post.comments.len()).max(), Some(504));
    // Where there is no row above, or no key, nothing is asked.
    let none = Post::query().filter(Post::id.eq(-1)).project::<PostCard>();
    assert_statements!(1, db, none.all(&db)).await.expect("answers");
    let unreviewed = Post::query().filter(Post::id.eq(2)).project::<PostCard>();
    assert_statements!(5, db, unreviewed.all(&db)).await.expect("answers");
}

#[tokio::test]
async fn a_relation_is_read_by_index() {
    let (_database, db) = blog().await;
    assert_uses_index!(db, Comment::query().filter(Comment::post_id.eq(1)), "idx_comments_post_id");
    assert_uses_index!(db, Post::query().filter(Post::tags.contains(["rust"])), "idx_posts_tags");
}

#[tokio::test]
async fn a_loader_reads_what_many_ask_for_at_once() {
    let (_database, db) = blog().await;
    let people: Loader<Person> = Loader::new(&db);
    let ask = async |id| people.load(id).await.expect("answers").map(|person| person.name);
    let all = async { futures_util::join!(ask(1), ask(2), ask(2), ask(99), ask(5)) };
    let all = assert_statements!(1, db, all).await;
    assert_eq!(all, (Some("Ada".into()), Some("Bob".into()), Some("Bob".into()), None, None));
    assert_eq!(assert_statements!(0, db, ask(1)).await.as_deref(), Some("Ada"));
    assert_eq!(assert_statements!(1, db, ask(3)).await.as_deref(), Some("Cid"));
    people.forget(&1);
    assert!(assert_statements!(1, db, ask(1)).await.is_some());
}
