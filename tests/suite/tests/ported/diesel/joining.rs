//! Joins and aliases: joins.rs and alias.rs.

use entity_core::prelude::*;
use entity_core::{alias, assert_statements};
use suite::blog::{Comment, Person, Post, Role, blog};

use crate::world::{all, maybe, names, one, posts, text};

alias!(
    /// Another person than the first.
    Other = Person
);
alias!(
    /// And another.
    Third = Person
);

#[tokio::test]
async fn an_inner_join_reads_one_side_or_both() {
    let (_database, db) = blog().await;
    let joined = || Post::query().join(Post::author).order_by(Post::id.asc());
    let pairs = all(joined().select((Person::name, Post::title)), &db).await;
    let expected = [("Bob", "Rust and foxes"), ("Bob", "On databases"), ("Cid", "A draft")];
    assert_eq!(pairs, expected.map(|(name, title)| (text(name), text(title))));
    assert_eq!(all(joined().select((Person::name,)), &db).await.len(), 3);
    // The whole rows of one side.
    assert_eq!(joined().filter(Person::name.eq("Cid")).one(&db).await.expect("answers").title, "A draft");
    let none = joined().filter(Person::name.eq("Jim")).first(&db).await.expect("answers");
    assert_eq!(none, None);
    // What is read may be said before the join.
    let earlier = Post::query().select((Post::id,)).join(Post::author).order_by(Post::id.asc());
    assert_eq!(all(earlier, &db).await, [(1,), (2,), (3,)]);
}

#[tokio::test]
async fn a_left_join_makes_options_of_the_columns_that_may_be_missing() {
    let (_database, db) = blog().await;
    let joined = || Person::query().left_join(Person::posts).order_by(Person::id.asc()).order_by(Post::id.asc());
    let rows: Vec<(String, Option<String>)> = all(joined().select((Person::name, Post::title)), &db).await;
    let expected = [
        ("Ada", None),
        ("Bob", Some("Rust and foxes")),
        ("Bob", Some("On databases")),
        ("Cid", Some("A draft")),
        ("Dee", None),
    ];
    assert_eq!(rows, expected.map(|(name, title)| (text(name), title.map(text))));
    let filtered = joined().filter(Post::title.like("A%")).select((Person::name, Post::reviewer_id));
    assert_eq!(all(filtered, &db).await, [(text("Cid"), Some(1))]);
    // An expression over the missing side is an option as well.
    let lower: Vec<(Option<String>, Option<i32>)> = all(joined().select((Post::title.lower(), Post::views)), &db).await;
    assert_eq!((&lower[0], &lower[3]), (&(None, None), &(maybe("a draft"), Some(0))));
    let without = Person::query().left_join_on(Post::rows(), Post::author_id.versus(Person::id).eq());
    let without = without.filter(Post::id.nullable().is_null()).order_by(Person::id.asc()).select((Person::name,));
    assert_eq!(all(without, &db).await, [(text("Ada"),), (text("Dee"),)]);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Wrote {
    #[projection(expr = Post::author.get(Person::name).coalesce("nobody").concat(" wrote ").concat(Post::title))]
    line: String,
}

#[tokio::test]
async fn an_expression_over_both_sides_goes_by_the_relation() {
    let (_database, db) = blog().await;
    let lines = all(Post::query().order_by(Post::id.asc()).project::<Wrote>(), &db).await;
    assert_eq!(lines[2], Wrote { line: text("Cid wrote A draft") });
    // What two sides have of one type is compared and calculated with beside each other.
    let sums = Post::query().join(Post::author).order_by(Post::id.asc()).select((Post::id.versus(Person::id).plus(),));
    assert_eq!(all(sums, &db).await, [(3,), (4,), (6,)]);
}

#[tokio::test]
async fn a_join_has_a_condition_of_its_own() {
    let (_database, db) = blog().await;
    let with_draft = Person::query().join_on(Post::rows(), Post::title.eq("A draft")).order_by(Person::id.asc());
    let rows = all(with_draft.select((Person::name, Post::title)), &db).await;
    assert_eq!((rows.len(), &rows[0]), (4, &(text("Ada"), text("A draft"))));
    let both = Post::author_id.versus(Person::id).eq().and_with(Post::views.gt(10));
    let busy = Person::query().join_on(Post::rows(), both).select((Person::name, Post::id));
    assert_eq!(all(busy, &db).await, [(text("Bob"), 2)]);
    let listed = Post::title.is_in(["A draft", "Gone"]);
    assert_eq!(Person::query().join_on(Post::rows(), listed).count(&db).await.expect("answers"), 4);
}

#[tokio::test]
async fn joins_go_on_from_what_was_joined() {
    let (_database, db) = blog().await;
    let by = |name: &str, title: &str, said: &str| (text(name), text(title), text(said));
    let deep = Person::query().join(Person::posts).join(Post::comments).order_by(Comment::id.asc()).select((
        Person::name,
        Post::title,
        Comment::text,
    ));
    let expected = [
        by("Bob", "Rust and foxes", "nice"),
        by("Bob", "Rust and foxes", "quick indeed"),
        by("Bob", "On databases", "more of this"),
        by("Bob", "Rust and foxes", "from one who left"),
    ];
    assert_eq!(all(deep, &db).await, expected);
    let upwards = Comment::query().join(Comment::post).join(Post::author).order_by(Comment::id.asc()).select((
        Person::name,
        Post::title,
        Comment::text,
    ));
    assert_eq!(all(upwards, &db).await, expected);
    let inner_left = Person::query().join(Person::posts).left_join(Post::comments).order_by(Comment::id.asc());
    let rows = all(inner_left.select((Person::name, Comment::id)), &db).await;
    assert_eq!((rows.len(), &rows[4]), (5, &(text("Cid"), None)));
    let left_left = Person::query().left_join(Person::posts).left_join(Post::comments).order_by(Person::id.asc());
    let rows = all(left_left.select((Person::name, Post::id, Comment::id)), &db).await;
    assert_eq!((rows.len(), &rows[0], &rows[6]), (7, &(text("Ada"), None, None), &(text("Dee"), None, None)));
    // Four deep, two branches, and the first table once more at the end.
    let four = Person::query()
        .join(Person::posts)
        .left_join(Post::labels)
        .join(Post::comments)
        .join_as(Comment::author, Other)
        .filter(Comment::id.eq(4))
        .select((Person::name, suite::blog::Label::word, Person::name.at(Other)));
    assert_eq!(all(four, &db).await, [(text("Bob"), maybe("tech"), text("Dee"))]);
}

/// A post that somebody said something about, and what.
#[derive(Debug, PartialEq, Entity)]
#[entity(query)]
struct Discussed {
    title: String,
    said: String,
}

#[tokio::test]
async fn a_join_within_a_left_join_is_a_query_beside_each_row() {
    let (_database, db) = blog().await;
    let discussed = Post::query()
        .join(Post::comments)
        .select((Post::title, Comment::text))
        .inside::<Person>()
        .filter(Post::author_id.versus(Person::id).eq());
    let rows = Person::query()
        .left_join_lateral(discussed.as_rows::<Discussed>())
        .order_by(Person::id.asc())
        .select((Person::name, Discussed::title));
    let rows = all(rows, &db).await;
    assert_eq!(rows.len(), 7, "Ada, Bob four times, Cid, whose post nobody discusses, and Dee");
    assert_eq!((&rows[0], &rows[5]), (&(text("Ada"), None), &(text("Cid"), None)));
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Author {
    name: String,
    posts: Vec<Discussion>,
    comments: Vec<Comment>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Discussion {
    title: String,
    comments: Vec<Said>,
    labels: Vec<suite::blog::Label>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Comment)]
struct Said {
    text: String,
    author: Option<Named>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Named {
    name: String,
}

#[tokio::test]
async fn branches_of_relations_do_not_multiply_each_other() {
    let (_database, db) = blog().await;
    let authors = Person::query().filter(Person::role.eq(Role::Author)).order_by(Person::id.asc()).project::<Author>();
    let authors = assert_statements!(6, db, all(authors, &db)).await;
    let [bob, cid] = authors.as_slice() else { panic!("{authors:?}") };
    assert_eq!((&*bob.name, bob.posts.len(), bob.comments.len()), ("Bob", 2, 0));
    assert_eq!((bob.posts[0].comments.len(), bob.posts[0].labels.len()), (3, 2));
    assert_eq!(bob.posts[0].comments[0].author, Some(Named { name: text("Dee") }));
    assert_eq!((&*cid.name, cid.posts[0].comments.len(), cid.comments.len()), ("Cid", 0, 1));
}

#[tokio::test]
async fn one_table_is_joined_to_itself_as_often_as_needed() {
    let (_database, db) = blog().await;
    let squared = Person::query().cross_join(Other).order_by(Person::id.asc()).order_by(Person::id.at(Other).asc());
    let pairs = all(squared.select((Person::id, Person::id.at(Other))), &db).await;
    assert_eq!((pairs.len(), pairs[1], pairs[4]), (16, (1, 2), (2, 1)));
    let thrice = Person::query()
        .join_as(Person::lead, Other)
        .left_join_as(Person::lead.of(Other), Third)
        .order_by(Person::id.asc())
        .select((Person::name, Person::name.at(Other), Person::name.at(Third)));
    let expected = [("Bob", "Ada", None), ("Cid", "Ada", None), ("Dee", "Bob", Some("Ada"))];
    assert_eq!(all(thrice, &db).await, expected.map(|(a, b, c)| (text(a), text(b), c.map(text))));
    let twice = Post::query().join(Post::author).join_as(Post::reviewer, Other).order_by(Post::id.asc());
    let rows = all(twice.select((Person::name, Person::name.at(Other))), &db).await;
    assert_eq!(rows, [(text("Bob"), text("Ada")), (text("Cid"), text("Ada"))]);
}

#[tokio::test]
async fn an_alias_is_the_source_of_a_query_inside() {
    let (_database, db) = blog().await;
    // Who earns most of those that have the same lead.
    let better = Select::<Other, Person>::default()
        .inside::<Person>()
        .filter(Person::lead_id.at(Other).versus(Person::lead_id).eq())
        .filter(Person::salary.at(Other).versus(Person::salary).gt());
    let best = Person::query()
        .filter(Person::lead_id.is_not_null())
        .filter(Person::salary.is_not_null())
        .filter(entity_core::query::exists(better).not());
    assert_eq!(names(best, &db).await, ["Bob"]);
    let grouped = Select::<Other, Person>::default()
        .group_by(Person::id.at(Other))
        .order_by(Person::id.at(Other).asc())
        .filter(Person::id.at(Other).le(2))
        .select((Person::name.at(Other),));
    assert_eq!(all(grouped, &db).await, [(text("Ada"),), (text("Bob"),)]);
    let by_reviewer = Post::query().filter(Post::reviewer_id.in_query(
        Select::<Other, Person>::default().filter(Person::name.at(Other).eq("Ada")).select((Person::id.at(Other),)),
    ));
    assert_eq!(posts(by_reviewer.order_by(Post::id.asc()), &db).await, [1, 3]);
    let (name,) = one(Select::<Other, Person>::default().limit(1).select((Person::name.at(Other).max(),)), &db).await;
    assert_eq!(name, maybe("Dee"));
}
