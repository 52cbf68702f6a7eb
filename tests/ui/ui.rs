//! Every case in one project that is only checked, never built: one run of the compiler for each, a second or less.

#[test]
fn messages_are_as_designed() {
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}
