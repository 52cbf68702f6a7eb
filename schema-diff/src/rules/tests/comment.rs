//! Comments.

use super::*;

#[test]
fn comments_stand_in_the_order_of_the_columns() {
    let to = users_with(|catalog| {
        for name in ["email", "id"] {
            comment(catalog, column_id("users", name), "");
        }
    });
    assert_snapshot!(script(&users(), &to), @"
    COMMENT ON COLUMN users.id IS '';
    COMMENT ON COLUMN users.email IS '';
    ");
}

#[test]
fn comment_comes_changes_and_goes() {
    let with = |text: &str| users_with(|catalog| comment(catalog, column_id("users", "email"), text));
    assert_snapshot!(script(&users(), &with(r"a\b")), @r"COMMENT ON COLUMN users.email IS E'a\\b';");
    assert_snapshot!(script(&with("a"), &with("b")), @"COMMENT ON COLUMN users.email IS 'b';");
    assert_snapshot!(script(&with("a"), &users()), @"COMMENT ON COLUMN users.email IS NULL;");
}
