use entity_core::prelude::*;

#[derive(Entity)]
struct Member {
    #[column(primary_key)]
    tenant_id: i32,
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(references(Member, columns(tenant_id, member_id), to(id), on_delete = cascade))]
struct Post {
    #[column(primary_key)]
    id: i64,
    tenant_id: i32,
    member_id: i64,
}

fn main() {}
