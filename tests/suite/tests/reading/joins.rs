//! Joins, groups, windows, sub-queries, combined queries and trees.

use entity_core::alias;
use entity_core::prelude::*;
use entity_core::query::{Edge, Window, count_rows, exists, rank, row_number, when};
use suite::blog::{Card, Comment, Label, Person, Post, Role, blog};

alias!(
    /// Who looked a post over.
    Reviewer = Person
);
alias!(
    /// Whom somebody reports to.
    Lead = Person
);

#[tokio::test]
async fn a_join_reads_columns_of_both_and_a_left_join_keeps_what_has_none() {
    let (_database, db) = blog().await;
    let pairs: Vec<(String, String)> = Post::query()
        .join(Post::author)
        .filter(Person::name.eq("Bob"))
        .order_by(Post::id.asc())
        .select((Post::title, Person::name))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(pairs, [("Rust and foxes".into(), "Bob".into()), ("On databases".into(), "Bob".into())]);
    let reviewed: Vec<(i64, String, Option<String>)> = Post::query()
        .join(Post::author)
        .left_join_as(Post::reviewer, Reviewer)
        .order_by(Post::id.asc())
        .select((Post::id, Person::name, Person::name.at(Reviewer)))
        .all(&db)
        .await
        .expect("answers");
    let reviewed: Vec<_> = reviewed.iter().map(|(id, author, by)| (*id, &**author, by.as_deref())).collect();
    assert_eq!(reviewed, [(1, "Bob", Some("Ada")), (2, "Bob", None), (3, "Cid", Some("Ada"))]);
    // A whole entity may be read although others are joined.
    let posts: Vec<Post> =
        Post::query().join(Post::author).filter(Person::role.eq(Role::Author)).all(&db).await.expect("answers");
    assert_eq!(posts.len(), 3);
}

#[tokio::test]
async fn one_table_is_joined_twice_and_compared_with_itself() {
    let (_database, db) = blog().await;
    let paid_less: Vec<(String, String)> = Person::query()
        .join_as(Person::lead, Lead)
        .filter(Person::salary.versus(Person::salary.at(Lead)).lt())
        .order_by(Person::id.asc())
        .select((Person::name, Person::name.at(Lead)))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(paid_less, [("Bob".into(), "Ada".into()), ("Cid".into(), "Ada".into())]);
    let either = Person::name.eq("Dee").or_with(Person::name.at(Lead).eq("Ada"));
    assert_eq!(Person::query().join_as(Person::lead, Lead).filter(either).count(&db).await.expect("answers"), 3);
    // Down two steps: who reports to somebody that reports to Ada.
    let below = Person::query().join_as(Person::lead, Lead).filter(Person::lead.of(Lead).any(Person::name.eq("Ada")));
    assert_eq!(below.one(&db).await.expect("answers").name, "Dee");
}

#[tokio::test]
async fn many_to_many_joins_through_its_table() {
    let (_database, db) = blog().await;
    let words: Vec<(String, String)> = Post::query()
        .join(Post::labels)
        .order_by(Post::id.asc())
        .order_by(Label::word.asc())
        .select((Post::title, Label::word))
        .all(&db)
        .await
        .expect("answers");
    let words: Vec<_> = words.iter().map(|(title, word)| (&title[..4], &**word)).collect();
    assert_eq!(words, [("Rust", "animals"), ("Rust", "tech"), ("On d", "tech")]);
    let tech = Post::query().filter(Post::labels.any(Label::word.eq("tech"))).order_by(Post::id.asc());
    assert_eq!(tech.all(&db).await.expect("answers").len(), 2);
    let bare = Post::query().filter(Post::labels.exists().not()).one(&db).await.expect("answers");
    assert_eq!(bare.title, "A draft");
    let every = Post::query().filter(Post::labels.every(Label::word.eq("tech"))).order_by(Post::id.asc());
    let every: Vec<_> = every.all(&db).await.expect("answers").into_iter().map(|post| post.id).collect();
    assert_eq!(every, [2, 3]);
}

#[tokio::test]
async fn groups_are_counted_summed_and_chosen() {
    let (_database, db) = blog().await;
    let by_author: Vec<(String, i64, Option<i64>, i64)> = Post::query()
        .join(Post::author)
        .group_by(Person::name)
        .having(count_rows().gt(1))
        .select((Person::name, count_rows(), Post::views.sum(), Post::id.count().filter(Post::views.gt(20))))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(by_author, [("Bob".to_owned(), 2, Some(40), 1)]);
    let (texts, least, most, average) = Comment::query()
        .select((
            Comment::text.string_agg("|").order_by(Comment::id.asc()),
            Comment::likes.min(),
            Comment::likes.max(),
            Comment::likes.avg(),
        ))
        .one(&db)
        .await
        .expect("one row");
    assert_eq!(texts.as_deref(), Some("nice|quick indeed|more of this|from one who left|pity"));
    assert_eq!((least, most, average), (Some(1), Some(9), Some(rust_decimal::Decimal::from(4))));
    let likes: Vec<(Vec<i32>,)> = Comment::query()
        .group_by(Comment::post_id)
        .order_by(Comment::post_id.asc())
        .select((Comment::likes.array_agg().order_by(Comment::likes.asc()).coalesce(Vec::new()),))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(likes, [(vec![3, 5, 9],), (vec![1],), (vec![2],)]);
}

#[tokio::test]
async fn windows_see_the_rows_around() {
    let (_database, db) = blog().await;
    let by_post = || Window::partition_by(Comment::post_id).order_by(Comment::likes.desc());
    let ranked: Vec<(i64, i64, i64, Option<i32>)> = Comment::query()
        .filter(Comment::post_id.eq(1))
        .order_by(Comment::likes.desc())
        .select((
            Comment::id,
            row_number().over(by_post()),
            rank().over(by_post()),
            Comment::likes.lag(1).over(by_post()),
        ))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(ranked, [(5, 1, 1, None), (2, 2, 2, Some(9)), (1, 3, 3, Some(5))]);
    let so_far = Window::ordered_by(Comment::id.asc()).rows(Edge::Unbounded, Edge::Current);
    let sums: Vec<(Option<i64>,)> = Comment::query()
        .order_by(Comment::id.asc())
        .select((Comment::likes.sum().over(so_far),))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(sums.last(), Some(&(Some(20),)));
}

#[tokio::test]
async fn queries_stand_inside_of_queries() {
    let (_database, db) = blog().await;
    let liked = Comment::query().filter(Comment::likes.ge(5)).select((Comment::post_id,));
    let found = Post::query().filter(Post::id.in_query(liked.clone())).one(&db).await.expect("answers");
    assert_eq!(found.id, 1);
    let others = Post::query().filter(Post::id.not_in_query(liked)).count(&db).await.expect("answers");
    assert_eq!(others, 2);
    // Correlated: the query inside speaks of the row outside.
    let own = Comment::query()
        .inside::<Post>()
        .filter(Comment::post_id.versus(Post::id).eq())
        .filter(Comment::author_id.versus(Post::reviewer_id).eq());
    assert_eq!(Post::query().filter(exists(own)).count(&db).await.expect("answers"), 0);
    let most = Comment::query()
        .inside::<Post>()
        .filter(Comment::post_id.versus(Post::id).eq())
        .select((Comment::likes.max(),))
        .scalar();
    let rows: Vec<(i64, Option<i32>)> =
        Post::query().order_by(Post::id.asc()).select((Post::id, most)).all(&db).await.expect("answers");
    assert_eq!(rows, [(1, Some(9)), (2, Some(1)), (3, None)]);
    let all = Label::query().order_by(Label::id.asc()).select((Label::word,)).array();
    let rows: Vec<(Vec<String>,)> = Card::query().limit(1).select((all,)).all(&db).await.expect("answers");
    assert_eq!(rows[0].0.len(), 3);
}

#[tokio::test]
async fn rows_that_functions_give_are_counted_as_rows() {
    let (_database, db) = blog().await;
    let total = || Person::query().select((Person::salary.sum(),));
    assert_eq!(total().count(&db).await.expect("a number"), 1);
    let of_nobody = total().filter(Person::id.eq(99));
    assert_eq!(of_nobody.clone().all(&db).await.expect("rows"), [(None,)]);
    assert_eq!(of_nobody.clone().count(&db).await.expect("a number"), 1);
    assert!(of_nobody.exists(&db).await.expect("answers"));
    let roles = Person::query().group_by(Person::role).select((Person::role,));
    assert_eq!(roles.count(&db).await.expect("a number"), 3);
}

#[tokio::test]
async fn queries_are_combined() {
    let (_database, db) = blog().await;
    let named = |name: &str| Person::query().filter(Person::name.eq(name));
    let both = named("Ada").union(named("Bob")).order_by(Person::name.desc()).all(&db).await.expect("answers");
    assert_eq!(both.iter().map(|person| &*person.name).collect::<Vec<_>>(), ["Bob", "Ada"]);
    assert_eq!(named("Ada").union_all(named("Ada")).count(&db).await.expect("answers"), 2);
    assert_eq!(named("Ada").union(named("Ada")).count(&db).await.expect("answers"), 1);
    assert_eq!(Person::query().intersect(named("Cid")).one(&db).await.expect("answers").name, "Cid");
    assert_eq!(Person::query().except(named("Cid")).count(&db).await.expect("answers"), 3);
    let top = Person::query().order_by(Person::salary.desc_nulls_last()).limit(1);
    let names: Vec<_> =
        named("Dee").union_all(top).all(&db).await.expect("answers").into_iter().map(|p| p.name).collect();
    assert_eq!(names, ["Dee", "Ada"]);
}

#[tokio::test]
async fn trees_are_walked_both_ways_and_circles_end() {
    let (database, db) = blog().await;
    let names = async |query: Select<Person>| {
        let found = query.order_by(Person::id.asc()).all(&db).await.expect("answers");
        found.into_iter().map(|person| person.name).collect::<Vec<_>>()
    };
    let start = |name: &str| Person::name.eq(name);
    let below = |name: &str| Person::query().descendants(Person::lead, start(name));
    let above = |name: &str| Person::query().ancestors(Person::lead, start(name));
    assert_eq!(names(below("Ada")).await, ["Ada", "Bob", "Cid", "Dee"], "the one who left stays out");
    assert_eq!(names(below("Bob").without_start()).await, ["Dee"]);
    assert_eq!(names(below("Ada").max_depth(1)).await, ["Ada", "Bob", "Cid"]);
    assert_eq!(names(below("Ada").with_deleted()).await.len(), 5);
    assert_eq!(names(above("Dee")).await, ["Ada", "Bob", "Dee"]);
    assert_eq!(names(above("Dee").without_start().filter(Person::role.eq(Role::Author))).await, ["Bob"]);
    database.run("UPDATE people SET lead_id = 4 WHERE id = 1").await;
    assert_eq!(names(below("Bob")).await, ["Ada", "Bob", "Cid", "Dee"]);
}

#[tokio::test]
async fn distinct_rows_and_the_first_of_each() {
    let (_database, db) = blog().await;
    let roles: Vec<(Role,)> = Person::query()
        .distinct()
        .order_by(Person::role.asc())
        .select((Person::role,))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(roles, [(Role::Reader,), (Role::Author,), (Role::Editor,)]);
    let best: Vec<(i64, i64)> = Comment::query()
        .distinct_on(Comment::post_id)
        .order_by(Comment::post_id.asc())
        .order_by(Comment::likes.desc())
        .select((Comment::post_id, Comment::id))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(best, [(1, 5), (2, 4), (4, 6)]);
    assert_eq!(Person::query().distinct().select((Person::role,)).count(&db).await.expect("answers"), 3);
}

#[tokio::test]
async fn a_value_depends_on_conditions() {
    let (_database, db) = blog().await;
    let level = when(Person::salary.ge(500), "high").when(Person::salary.ge(1), "low").otherwise("none");
    let rows: Vec<(String, String)> =
        Person::query().order_by(Person::id.asc()).select((Person::name, level)).all(&db).await.expect("answers");
    let rows: Vec<_> = rows.iter().map(|(name, level)| (&**name, &**level)).collect();
    assert_eq!(rows, [("Ada", "high"), ("Bob", "high"), ("Cid", "low"), ("Dee", "none")]);
    let first = when(Person::role.eq(Role::Author), 0).otherwise(1);
    let people = Person::query().order_by(first.asc()).order_by(Person::id.asc()).all(&db).await.expect("answers");
    assert_eq!(people[0].name, "Bob");
}

/// What an author has written, all posts together.
#[derive(Debug, PartialEq, Entity)]
#[entity(query)]
struct Totals {
    author: i64,
    posts: i64,
    views: Option<i64>,
}

#[tokio::test]
async fn a_query_before_the_query_is_read_like_a_table() {
    let (_database, db) = blog().await;
    let totals = || Post::query().group_by(Post::author_id).select((Post::author_id, count_rows(), Post::views.sum()));
    let busy = Totals::query().with(totals().as_rows::<Totals>()).filter(Totals::posts.gt(1)).one(&db).await;
    assert_eq!(busy.expect("answers"), Totals { author: 2, posts: 2, views: Some(40) });
    let named: Vec<(String, i64)> = Person::query()
        .with(totals().as_rows::<Totals>())
        .join_on(Totals::rows(), Totals::author.versus(Person::id).eq())
        .order_by(Person::name.asc())
        .select((Person::name, Totals::posts))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(named, [("Bob".to_owned(), 2), ("Cid".to_owned(), 1)]);
}

/// A step of somebody's way up.
#[derive(Debug, PartialEq, Entity)]
#[entity(query)]
struct Step {
    person: i64,
    lead: Option<i64>,
    height: i32,
}

#[tokio::test]
async fn a_query_may_read_what_it_found_before() {
    let (_database, db) = blog().await;
    let base = Person::query().filter(Person::name.eq("Dee")).select((
        Person::id,
        Person::lead_id,
        entity_core::query::value(0_i32),
    ));
    let step = Person::query().join_on(Step::rows(), Step::lead.versus(Person::id).eq()).select((
        Person::id,
        Person::lead_id,
        Step::height.plus(1),
    ));
    let way = Step::query()
        .with_recursive(base.as_rows::<Step>(), step.as_rows())
        .order_by(Step::height.asc())
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(way.iter().map(|step| (step.person, step.height)).collect::<Vec<_>>(), [(4, 0), (2, 1), (1, 2)]);
}

/// The best comment of a post.
#[derive(Debug, PartialEq, Entity)]
#[entity(query)]
struct Best {
    said: String,
    liked: i32,
}

#[tokio::test]
async fn a_query_beside_each_row() {
    let (_database, db) = blog().await;
    let best = || {
        Comment::query()
            .filter(Comment::likes.gt(1))
            .order_by(Comment::likes.desc())
            .limit(1)
            .select((Comment::text, Comment::likes))
            .inside::<Post>()
            .filter(Comment::post_id.versus(Post::id).eq())
    };
    let all: Vec<(i64, Option<String>)> = Post::query()
        .left_join_lateral(best().as_rows::<Best>())
        .order_by(Post::id.asc())
        .select((Post::id, Best::said))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(all, [(1, Some("from one who left".to_owned())), (2, None), (3, None)]);
    let some: Vec<(i64, i32)> = Post::query()
        .join_lateral(best().as_rows::<Best>())
        .select((Post::id, Best::liked))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(some, [(1, 9)]);
}
