//! Groups and windows: group_by.rs, having.rs, aggregate_expressions.rs and window_functions.rs.

use entity_core::prelude::*;
use entity_core::query::{Edge, Window, count_rows, dense_rank, ntile, percent_rank, rank, row_number};
use entity_core::raw;
use suite::blog::{Comment, Person, Post, Role, blog};

use crate::world::{all, maybe, one, text};

#[tokio::test]
async fn rows_are_grouped_by_columns_and_expressions() {
    let (_database, db) = blog().await;
    let roles = Person::query().group_by(Person::role).order_by(Person::role.asc());
    let highest = all(roles.clone().select((Person::role, Person::salary.max())), &db).await;
    assert_eq!(highest, [(Role::Reader, None), (Role::Author, Some(500)), (Role::Editor, Some(900))]);
    let two = roles.clone().group_by(Person::lead_id).select((Person::role, Person::lead_id, Person::id.max()));
    let expected = [(Role::Reader, Some(2), Some(4)), (Role::Author, Some(1), Some(3)), (Role::Editor, None, Some(1))];
    assert_eq!(all(two, &db).await, expected);
    let filtered = roles.filter(Person::salary.is_null()).select((Person::role,));
    assert_eq!(all(filtered, &db).await, [(Role::Reader,)]);
    // A value in what is grouped by is one parameter, wherever that stands.
    let half = || Person::id.modulo(2);
    let halves = Person::query().group_by(half()).having(half().ge(0)).order_by(half().asc());
    assert_eq!(all(halves.select((half(), half().plus(1), count_rows())), &db).await, [(0, 1, 2), (1, 2, 2)]);
    let language = || Post::meta.text_at(["lang"]).coalesce("none");
    let languages = Post::query().group_by(language()).order_by(language().asc()).select((language(), count_rows()));
    assert_eq!(all(languages, &db).await, [(text("de"), 1), (text("en"), 1), (text("none"), 1)]);
    let first = || Post::title.left(1);
    let firsts = Post::query().distinct_on(first()).order_by(first().asc()).order_by(Post::id.desc());
    assert_eq!(all(firsts.select((Post::id,)), &db).await, [(3,), (2,), (1,)]);
    let letters = Post::query().select((first(),)).distinct().order_by(first().desc());
    assert_eq!(all(letters, &db).await, [(text("R"),), (text("O"),), (text("A"),)]);
}

#[tokio::test]
async fn a_group_by_key_frees_the_other_columns_of_its_table() {
    let (_database, db) = blog().await;
    let by_key = Person::query().group_by(Person::id).order_by(Person::id.desc()).select((Person::name,)).limit(2);
    assert_eq!(all(by_key, &db).await, [(text("Dee"),), (text("Cid"),)]);
    let several = Person::query()
        .join(Person::posts)
        .join(Post::comments)
        .group_by(Person::id)
        .group_by(Post::id)
        .order_by(Post::id.asc())
        .select((Person::name, Post::title, Comment::id.count()));
    let expected = [(text("Bob"), text("Rust and foxes"), 3), (text("Bob"), text("On databases"), 1)];
    assert_eq!(all(several, &db).await, expected);
    // What is neither grouped nor counted is found by the server, not by the compiler.
    let loose = Person::query().group_by(Person::role).select((Person::name,)).all(&db).await;
    assert_eq!(loose.expect_err("not grouped").sqlstate(), Some("42803"));
}

#[tokio::test]
async fn a_value_of_related_rows_stands_beside_groups() {
    let (_database, db) = blog().await;
    let counts = Person::query()
        .filter(Person::role.ne(Role::Editor))
        .group_by(Person::id)
        .order_by(Person::name.asc())
        .select((Person::name, Person::posts.count()));
    assert_eq!(all(counts, &db).await, [(text("Bob"), 2), (text("Cid"), 1), (text("Dee"), 0)]);
}

#[tokio::test]
async fn groups_are_chosen_by_conditions_on_them() {
    let (_database, db) = blog().await;
    let discussed = Person::query().join(Person::posts).join(Post::comments).group_by(Person::id).group_by(Post::id);
    let twice = discussed.clone().having(Comment::id.count().gt(1)).select((Person::name, Post::title));
    assert_eq!(all(twice, &db).await, [(text("Bob"), text("Rust and foxes"))]);
    let two = discussed.having(Comment::id.count().ge(1)).having(Post::id.eq(2)).select((Post::title,));
    assert_eq!(all(two, &db).await, [(text("On databases"),)]);
    let either = Person::query()
        .group_by(Person::role)
        .having(count_rows().eq(2).or_with(Person::salary.max().gt(800)))
        .order_by(Person::role.asc())
        .select((Person::role, count_rows()));
    assert_eq!(all(either, &db).await, [(Role::Author, 2), (Role::Editor, 1)]);
}

#[tokio::test]
async fn aggregates_are_distinct_filtered_ordered_and_order() {
    let (_database, db) = blog().await;
    let counts = Comment::query().select((
        Comment::post_id.count(),
        Comment::post_id.count_distinct(),
        Comment::id.count().filter(Comment::likes.gt(2)),
        Comment::author_id.array_agg().distinct().coalesce(Vec::new()),
        Comment::text.string_agg(", ").order_by(Comment::text.desc()).filter(Comment::post_id.eq(1)),
    ));
    let row = one(counts, &db).await;
    assert_eq!((row.0, row.1, row.2), (5, 3, 3));
    assert_eq!(row.3, [Some(3), Some(4), Some(5)]);
    assert_eq!(row.4, maybe("quick indeed, nice, from one who left"));
    let busiest = Comment::query()
        .group_by(Comment::post_id)
        .order_by(count_rows().desc())
        .order_by(Comment::likes.max().asc())
        .select((Comment::post_id,));
    assert_eq!(all(busiest, &db).await, [(1,), (2,), (4,)]);
}

#[tokio::test]
async fn a_window_is_all_rows_a_part_or_those_up_to_this_one() {
    let (_database, db) = blog().await;
    let by_id = || Post::query().order_by(Post::id.asc());
    let whole = || Window::<Post>::default();
    let rows = all(by_id().select((Post::id.count().over(whole()), count_rows().over(whole()))), &db).await;
    assert_eq!(rows, [(3, 3); 3]);
    let part = || Window::partition_by(Post::author_id);
    let ordered = || Window::ordered_by(Post::views.asc());
    let rows = by_id().select((
        Post::id.count().over(part()),
        Post::id.count().over(ordered()),
        Post::views.sum().over(part().order_by(Post::id.asc())),
    ));
    assert_eq!(all(rows, &db).await, [(2, 2, Some(10)), (2, 3, Some(40)), (1, 1, Some(0))]);
    let joined = Person::query().join(Person::posts).order_by(Post::id.asc());
    let joined = joined.select((Person::name, Post::id.count().over(Window::partition_by(Post::author_id))));
    assert_eq!(all(joined, &db).await, [(text("Bob"), 2), (text("Bob"), 2), (text("Cid"), 1)]);
}

#[tokio::test]
async fn frames_of_rows_have_two_edges() {
    let (_database, db) = blog().await;
    let ordered = || Window::ordered_by(Post::id.asc());
    let counts = |from, to| Post::id.count().over(ordered().rows(from, to));
    let rows = Post::query().order_by(Post::id.asc()).select((
        counts(Edge::Preceding(0), Edge::Current),
        counts(Edge::Unbounded, Edge::Following(0)),
        counts(Edge::Preceding(1), Edge::Following(1)),
        counts(Edge::Current, Edge::Unbounded),
        Post::views.first_value().over(ordered()),
        Post::views.last_value().over(ordered().rows(Edge::Current, Edge::Unbounded)),
    ));
    assert_eq!(all(rows, &db).await, [(1, 1, 2, 3, 10, 0), (1, 2, 3, 2, 10, 0), (1, 3, 2, 1, 10, 0)]);
}

#[tokio::test]
async fn other_frames_are_fragments() {
    let (_database, db) = blog().await;
    let groups: Expr<Person, i64> =
        raw!("count(*) OVER (ORDER BY {} GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)", Person::role);
    let others: Expr<Person, i64> =
        raw!("count(*) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)");
    let range: Expr<Person, i64> = raw!("count(*) OVER (RANGE UNBOUNDED PRECEDING)");
    let rows = Person::query().order_by(Person::id.asc()).select((groups, others, range));
    assert_eq!(all(rows, &db).await, [(4, 3, 4), (3, 3, 4), (3, 3, 4), (1, 3, 4)]);
}

#[tokio::test]
async fn rows_are_ranked_and_see_their_neighbours() {
    let (_database, db) = blog().await;
    let by_role = || Window::ordered_by(Person::role.asc());
    let ranks = Person::query().order_by(Person::role.asc()).order_by(Person::id.asc()).select((
        rank().over(by_role()),
        dense_rank().over(by_role()),
        percent_rank().over(by_role()),
        row_number().over(by_role().order_by(Person::id.asc())),
        ntile(2).over(by_role().order_by(Person::id.asc())),
        Person::name.lag(1).over(by_role().order_by(Person::id.asc())),
        Person::name.lead(1).over(by_role().order_by(Person::id.asc())),
    ));
    let third = 1.0 / 3.0;
    assert_eq!(
        all(ranks, &db).await,
        [
            (1, 1, 0.0, 1, 1, None, maybe("Bob")),
            (2, 2, third, 2, 1, maybe("Dee"), maybe("Cid")),
            (2, 2, third, 3, 2, maybe("Bob"), maybe("Ada")),
            (4, 3, 1.0, 4, 2, maybe("Cid"), None),
        ]
    );
}
