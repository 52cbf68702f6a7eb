//! Comments that become docs.

use entity_core::schema::{Object, ObjectId};

use super::Cx;

/// The comment on an object.
pub(super) fn comment<'a>(cx: &'a Cx<'_>, id: &ObjectId) -> Option<&'a str> {
    match cx.catalog.objects.get(&ObjectId::Comment(Box::new(id.clone()))) {
        Some(Object::Comment(comment)) => Some(&comment.text),
        Some(_) | None => None,
    }
}
