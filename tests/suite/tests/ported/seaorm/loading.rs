//! Relations: loader_tests.rs, entity_loader_tests.rs, self_join_tests.rs, and `related` and `linked` of
//! relational_tests.rs.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::repository::Loader;
use suite::blog::{Card, Comment, Label, Person, Post, Role, blog};

use crate::world::{all, maybe, names, one, posts, text};

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Name {
    name: String,
}

fn name(name: &str) -> Name {
    Name { name: text(name) }
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Upwards {
    id: i64,
    author: Name,
    reviewer: Option<Name>,
}

#[tokio::test]
async fn one_row_above_each_is_loaded_or_absent() {
    let (_database, db) = blog().await;
    let rows = assert_statements!(3, db, all(Post::query().order_by(Post::id.asc()).project::<Upwards>(), &db)).await;
    let expected = [
        Upwards { id: 1, author: name("Bob"), reviewer: Some(name("Ada")) },
        Upwards { id: 2, author: name("Bob"), reviewer: None },
        Upwards { id: 3, author: name("Cid"), reviewer: Some(name("Ada")) },
    ];
    assert_eq!(rows, expected);
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct Downwards {
    comments: Vec<Comment>,
    #[projection(relation = comments, filter = Comment::likes.gt(3))]
    liked: Vec<Comment>,
    labels: Vec<Label>,
}

#[tokio::test]
async fn rows_below_each_are_loaded_with_and_without_a_condition() {
    let (_database, db) = blog().await;
    let rows = Post::query().order_by(Post::id.asc()).project::<Downwards>();
    let rows = assert_statements!(4, db, all(rows, &db)).await;
    let counts: Vec<_> = rows.iter().map(|row| (row.comments.len(), row.liked.len(), row.labels.len())).collect();
    assert_eq!(counts, [(3, 2, 2), (1, 0, 1), (0, 0, 0)]);
}

#[derive(Debug, Projection)]
#[projection(of = Label)]
struct Labelled {
    word: String,
    #[projection(filter = Post::views.gt(20))]
    posts: Vec<Post>,
}

#[tokio::test]
async fn many_to_many_is_loaded_from_either_side() {
    let (_database, db) = blog().await;
    let labels = Label::query().order_by(Label::id.asc()).project::<Labelled>();
    let labels = assert_statements!(2, db, all(labels, &db)).await;
    let counts: Vec<_> = labels.iter().map(|label| (&*label.word, label.posts.len())).collect();
    assert_eq!(counts, [("tech", 1), ("animals", 0), ("unused", 0)]);
    let tech = all(Post::query().filter(Post::labels.any(Label::word.eq("tech"))), &db).await;
    assert_eq!(tech.len(), 2);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Wrote {
    name: String,
    posts: Vec<Title>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Title {
    title: String,
}

#[tokio::test]
async fn related_rows_come_as_pairs_as_lists_or_from_one_row() {
    let (_database, db) = blog().await;
    let pairs = Person::query().left_join(Person::posts).order_by(Person::id.asc()).order_by(Post::id.asc());
    let pairs = all(pairs.select((Person::name, Post::title)), &db).await;
    assert_eq!((pairs.len(), &pairs[0], &pairs[3]), (5, &(text("Ada"), None), &(text("Cid"), maybe("A draft"))));
    let lists = all(Person::query().order_by(Person::id.asc()).project::<Wrote>(), &db).await;
    let title = |title: &str| Title { title: text(title) };
    assert_eq!(lists[1].posts, [title("Rust and foxes"), title("On databases")]);
    assert_eq!(lists[3], Wrote { name: text("Dee"), posts: Vec::new() });
    let bob = one(Person::query().filter(Person::id.eq(2)), &db).await;
    let of_bob = Post::query().filter(Post::author_id.eq(bob.id)).order_by(Post::id.asc());
    assert_eq!(posts(of_bob, &db).await, [1, 2]);
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct Heard {
    name: String,
    posts: Vec<Discussed>,
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct Discussed {
    comments: Vec<Said>,
}

#[derive(Debug, Projection)]
#[projection(of = Comment)]
struct Said {
    author: Option<Name>,
}

entity_core::alias!(
    /// Who says something about what another wrote.
    Commenter = Person
);

#[tokio::test]
async fn a_chain_of_relations_leads_to_the_rows_at_its_end() {
    let (_database, db) = blog().await;
    // Pairs, each once: who wrote, and who had something to say.
    let pairs = Person::query()
        .join(Person::posts)
        .join(Post::comments)
        .join_as(Comment::author, Commenter)
        .distinct()
        .order_by(Person::name.asc())
        .order_by(Person::name.at(Commenter).asc())
        .select((Person::name, Person::name.at(Commenter)));
    assert_eq!(all(pairs, &db).await, [(text("Bob"), text("Cid")), (text("Bob"), text("Dee"))]);
    // The rows at the end alone, without a join that repeats them.
    let of_bob = Comment::post.any(Post::author.any(Person::name.eq("Bob")));
    let speakers = Person::query().filter(Person::comments.any(of_bob)).order_by(Person::id.asc());
    assert_eq!(names(speakers, &db).await, ["Cid", "Dee"]);
    // As lists below each row.
    let heard = Person::query().filter(Person::role.eq(Role::Author)).order_by(Person::id.asc()).project::<Heard>();
    let heard = assert_statements!(4, db, all(heard, &db)).await;
    let said = |heard: &Heard| -> Vec<Option<String>> {
        let comments = heard.posts.iter().flat_map(|post| &post.comments);
        comments.map(|said| said.author.as_ref().map(|author| author.name.clone())).collect()
    };
    assert_eq!((&*heard[0].name, said(&heard[0])), ("Bob", vec![maybe("Dee"), maybe("Cid"), None, maybe("Dee")]));
    assert_eq!((&*heard[1].name, said(&heard[1])), ("Cid", vec![]));
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct Led {
    name: String,
    lead: Option<Name>,
    reports: Vec<Name>,
}

#[tokio::test]
async fn rows_refer_to_rows_of_their_own_table() {
    let (_database, db) = blog().await;
    let people = assert_statements!(3, db, all(Person::query().order_by(Person::id.asc()).project::<Led>(), &db)).await;
    let shown: Vec<_> =
        people.iter().map(|led| (&*led.name, led.lead.as_ref().map(|lead| &*lead.name), led.reports.len())).collect();
    assert_eq!(shown, [("Ada", None, 2), ("Bob", Some("Ada"), 1), ("Cid", Some("Ada"), 0), ("Dee", Some("Bob"), 0)]);
    let of_ada = Person::query().filter(Person::lead.any(Person::name.eq("Ada"))).order_by(Person::id.asc());
    assert_eq!(names(of_ada, &db).await, ["Bob", "Cid"]);
    let lead_name = Person::query().order_by(Person::id.asc()).select((Person::lead.get(Person::name),));
    assert_eq!(all(lead_name, &db).await, [(None,), (maybe("Ada"),), (maybe("Ada"),), (maybe("Bob"),)]);
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct Three {
    id: i64,
    author: WithCard,
    comments: Vec<CommentOfPost>,
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct WithCard {
    card: Option<Card>,
}

#[derive(Debug, Projection)]
#[projection(of = Comment)]
struct CommentOfPost {
    text: String,
    author: Option<WithCard>,
}

#[tokio::test]
async fn what_is_loaded_is_said_by_the_type() {
    let (_database, db) = blog().await;
    // Nothing is loaded that the type does not have, and nothing of the type is missing.
    let bare = assert_statements!(1, db, all(Post::query().order_by(Post::id.asc()), &db)).await;
    assert_eq!(bare.len(), 3);
    let one_of_them = Post::query().filter(Post::title.like("Rust%")).project::<Three>();
    let three = assert_statements!(6, db, one(one_of_them, &db)).await;
    assert_eq!(three.id, 1);
    assert_eq!(three.author.card.map(|card| card.text), maybe("writes"));
    let cards: Vec<_> = three
        .comments
        .iter()
        .map(|comment| (&*comment.text, comment.author.as_ref().map(|author| author.card.is_some())))
        .collect();
    assert_eq!(cards, [("nice", Some(false)), ("quick indeed", Some(false)), ("from one who left", None)]);
}

#[tokio::test]
async fn a_loader_batches_keys_that_are_asked_for_one_by_one() {
    let (_database, db) = blog().await;
    let people: Loader<Person> = Loader::new(&db);
    let ask = async |id| people.load(id).await.expect("answers").map(|person| person.name);
    let all = assert_statements!(1, db, async { futures_util::join!(ask(1), ask(2), ask(1), ask(77)) }).await;
    assert_eq!(all, (maybe("Ada"), maybe("Bob"), maybe("Ada"), None));
}
