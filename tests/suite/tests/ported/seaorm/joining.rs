//! Joins and groups: relational_tests.rs, sequential_op_tests.rs, and the pages on joins and aggregates.

use entity_core::alias;
use entity_core::prelude::*;
use entity_core::query::{count_rows, exists};
use suite::blog::{Comment, Label, Person, Post, PostLabel, blog};

use crate::world::{all, maybe, one, text};

alias!(
    /// Who looked a post over.
    Reviewer = Person
);

#[tokio::test]
async fn a_left_join_reads_what_may_be_missing() {
    let (_database, db) = blog().await;
    let reviewed = |id: i64| {
        Post::query().left_join_as(Post::reviewer, Reviewer).filter(Post::id.eq(id)).select((
            Post::title,
            Person::name.at(Reviewer),
            Person::name.at(Reviewer).upper(),
        ))
    };
    assert_eq!(one(reviewed(3), &db).await, (text("A draft"), maybe("Ada"), maybe("ADA")));
    assert_eq!(one(reviewed(2), &db).await, (text("On databases"), None, None));
}

#[tokio::test]
async fn a_right_join_is_a_left_join_from_the_other_side() {
    let (_database, db) = blog().await;
    let rows = Person::query().left_join(Person::posts).filter(Person::name.is_in(["Ada", "Cid"]));
    let rows = rows.order_by(Person::name.asc()).select((Person::name, Post::views));
    assert_eq!(all(rows, &db).await, [(text("Ada"), None), (text("Cid"), Some(0))]);
}

#[tokio::test]
async fn an_inner_join_leaves_out_what_has_no_row() {
    let (_database, db) = blog().await;
    let rows = Person::query().join(Person::posts).order_by(Post::id.asc()).select((Person::name, Post::views));
    assert_eq!(all(rows, &db).await, [(text("Bob"), 10), (text("Bob"), 30), (text("Cid"), 0)]);
    let named = Person::query().join(Person::card).order_by(Person::id.asc());
    assert_eq!(crate::world::names(named, &db).await, ["Ada", "Bob"]);
}

#[tokio::test]
async fn joined_rows_are_grouped_and_summed() {
    let (_database, db) = blog().await;
    let totals = Person::query().left_join(Person::posts).group_by(Person::name).order_by(Person::name.asc()).select((
        Person::name,
        Post::id.count(),
        Post::views.sum(),
        Post::views.min(),
        Post::views.max(),
    ));
    let rows = all(totals, &db).await;
    assert_eq!(rows[0], (text("Ada"), 0, None, None, None));
    assert_eq!(rows[1], (text("Bob"), 2, Some(40), Some(10), Some(30)));
}

#[tokio::test]
async fn groups_are_filtered_after_they_are_made() {
    let (_database, db) = blog().await;
    let viewed = Person::query()
        .join(Person::posts)
        .group_by(Person::name)
        .group_by(Post::views)
        .having(Post::views.gt(20))
        .select((Person::name, Post::views));
    assert_eq!(all(viewed, &db).await, [(text("Bob"), 30)]);
    let busy = Person::query().join(Person::posts).group_by(Person::name).having(count_rows().ge(2));
    assert_eq!(all(busy.having(Post::views.sum().gt(30)).select((Person::name,)), &db).await, [(text("Bob"),)]);
}

#[tokio::test]
async fn the_least_of_sums_over_a_chain_is_found_by_the_server() {
    let (_database, db) = blog().await;
    // Who of those that wrote has the fewest likes.
    let likes = Person::query()
        .join(Person::posts)
        .left_join(Post::comments)
        .group_by(Person::id)
        .order_by(Comment::likes.sum().coalesce(0_i64).asc())
        .limit(1)
        .select((Person::name, Comment::likes.sum()));
    assert_eq!(one(likes, &db).await, (text("Cid"), None));
}

#[tokio::test]
async fn a_table_between_is_joined_as_itself_or_skipped() {
    let (_database, db) = blog().await;
    let by_table = Post::query()
        .join_on(PostLabel::rows(), PostLabel::post_id.versus(Post::id).eq())
        .join(PostLabel::label)
        .order_by(Post::id.asc())
        .order_by(Label::id.asc())
        .select((Post::id, Label::word));
    let by_relation = Post::query()
        .join(Post::labels)
        .order_by(Post::id.asc())
        .order_by(Label::id.asc())
        .select((Post::id, Label::word));
    let expected = [(1, text("tech")), (1, text("animals")), (2, text("tech"))];
    assert_eq!(all(by_table, &db).await, expected);
    assert_eq!(all(by_relation, &db).await, expected);
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct Popular {
    id: i64,
    #[projection(relation = comments, filter = Comment::likes.gt(4), order_by = Comment::likes.desc())]
    liked: Vec<Comment>,
}

#[tokio::test]
async fn a_relation_has_a_condition_of_its_own() {
    let (_database, db) = blog().await;
    let posts = all(Post::query().order_by(Post::id.asc()).project::<Popular>(), &db).await;
    let liked: Vec<_> =
        posts.iter().map(|post| (post.id, post.liked.iter().map(|c| c.id).collect::<Vec<_>>())).collect();
    assert_eq!(liked, [(1, vec![5, 2]), (2, vec![]), (3, vec![])]);
    let on = Comment::post_id.versus(Post::id).eq().and_with(Comment::likes.gt(4));
    let joined = Post::query().left_join_on(Comment::rows(), on).order_by(Post::id.asc()).order_by(Comment::id.asc());
    let rows = all(joined.select((Post::id, Comment::id)), &db).await;
    assert_eq!(rows, [(1, Some(2)), (1, Some(5)), (2, None), (3, None)]);
}

#[tokio::test]
async fn rows_without_related_rows() {
    let (_database, db) = blog().await;
    let own = Comment::query().inside::<Post>().filter(Comment::post_id.versus(Post::id).eq());
    let silent = Post::query().filter(exists(own).not());
    assert_eq!(crate::world::posts(silent, &db).await, [3]);
    assert_eq!(crate::world::posts(Post::query().filter(!Post::comments.exists()), &db).await, [3]);
    assert_eq!(
        crate::world::posts(Post::query().filter(Post::comments.none(Comment::likes.gt(4))), &db).await.len(),
        2
    );
}
