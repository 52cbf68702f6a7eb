use entity_core::prelude::*;

#[derive(Entity)]
#[relation(many_to_many = tags: Tag)]
#[relation(many_to_many = words: Tag via PostTag(post_id, tag_id))]
#[relation(many_to_many = labels: Tag through PostTag(post_id))]
#[relation(many_to_many = marks: Tag through PostTag(tag_id, post_id))]
#[relation(has_many = links: PostTag.nothing)]
struct Post {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Post>,
}

#[derive(Entity)]
struct Tag {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Tag>,
}

#[derive(Entity)]
struct PostTag {
    #[column(primary_key)]
    #[references(Post, on_delete = cascade)]
    post_id: Id<Post>,
    #[column(primary_key)]
    #[references(Tag, on_delete = cascade)]
    tag_id: Id<Tag>,
}

fn main() {}
