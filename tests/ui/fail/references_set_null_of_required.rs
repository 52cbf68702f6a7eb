use entity_core::prelude::*;

#[derive(Entity)]
struct Member {
    #[column(primary_key)]
    tenant_id: i32,
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(
    references(Member, columns(tenant_id, member_id), on_delete = set_null),
    references(Member, columns(tenant_id, member_id), on_delete = set_null(id)),
    references(Member, columns(tenant_id, member_id), on_delete = cascade(member_id)),
    references(Member, columns(tenant_id, member_id), on_delete = set_null(member_id), on_update = set_null(member_id))
)]
struct Post {
    #[column(primary_key)]
    id: i64,
    tenant_id: i32,
    member_id: Option<i64>,
}

fn main() {}
