//! Renames as people write them on a command line.

use entity_core::schema::{Catalog, Ident, LabelMove, Object, ObjectId, Rename, Subject};

/// A name that is in neither catalog where it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchName {
    /// There is no `=` between two names.
    #[error("`{text}` is no rename")]
    Shape {
        /// What was written.
        text: String,
    },
    /// There is no `=` between two labels.
    #[error("`{text}` maps no label")]
    NoMove {
        /// What was written.
        text: String,
    },
    /// No enum type has this label.
    #[error("the {side} has no label called `{name}`")]
    NoLabel {
        /// `start` or `target`.
        side: &'static str,
        /// What was written.
        name: String,
    },
    /// Nothing of this name can be renamed.
    #[error("the {side} has no table, column, type or label called `{name}`")]
    Unknown {
        /// `start` or `target`.
        side: &'static str,
        /// What was written.
        name: String,
    },
}

impl NoSuchName {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Shape { .. } | Self::Unknown { .. } => {
                "write --rename FROM=TO with names such as users, users.email or user_role.guest".to_owned()
            }
            Self::NoMove { .. } | Self::NoLabel { .. } => {
                "write --map TYPE.LABEL=LABEL with a label that goes and one that stays".to_owned()
            }
        }
    }
}

/// Reads `FROM=TO`: `users=people`, `users.name=people.full_name`, `user_role.guest=user_role.visitor`.
///
/// # Errors
/// [`NoSuchName`] when `TO` is not in the target, or `FROM` neither in the start nor renamed already.
pub fn named(text: &str, current: &Catalog, wanted: &Catalog) -> Result<Rename, NoSuchName> {
    let (from, to) = text.split_once('=').ok_or_else(|| NoSuchName::Shape { text: text.to_owned() })?;
    let unknown = |side, name: &str| NoSuchName::Unknown { side, name: name.to_owned() };
    let to = find(wanted, to).ok_or_else(|| unknown("target", to))?;
    let start = find(current, from).and_then(|start| placed(start, &to)).or_else(|| beside(current, from, &to));
    Ok(Rename { from: start.ok_or_else(|| unknown("start", from))?, to })
}

/// Reads `TYPE.LABEL=LABEL`: `user_role.guest=member`. What rows with the first label hold when it goes.
///
/// # Errors
/// [`NoSuchName`] when the first is no label of the start, or the second none of the type in the target.
pub fn moved(text: &str, current: &Catalog, wanted: &Catalog) -> Result<LabelMove, NoSuchName> {
    let (from, to) = text.split_once('=').ok_or_else(|| NoSuchName::NoMove { text: text.to_owned() })?;
    let unknown = |side, name: &str| NoSuchName::NoLabel { side, name: name.to_owned() };
    let Some(Subject::Label { ty, label }) = label(current, from) else { return Err(unknown("start", from)) };
    let target = format!("{}.{to}", ty.plain());
    match self::label(wanted, &target).or_else(|| self::label(wanted, to)) {
        Some(Subject::Label { ty: wanted, label: to }) if wanted == ty => Ok(LabelMove { ty, from: label, to }),
        Some(_) | None => Err(unknown("target", &target)),
    }
}

/// A column whose table is named as it is in the target, because the table is renamed along.
fn beside(current: &Catalog, from: &str, to: &Subject) -> Option<Subject> {
    let Subject::Object(ObjectId::Column(table, _)) = to else { return None };
    if current.objects.contains_key(&ObjectId::Table(table.clone())) {
        return None;
    }
    let name = from.strip_prefix(&table.plain())?.strip_prefix('.')?;
    Some(Subject::Object(ObjectId::Column(table.clone(), Ident::from(name))))
}

/// Finds an object or a label by its plain name.
fn find(catalog: &Catalog, name: &str) -> Option<Subject> {
    let object = catalog.objects.keys().find(|id| id.on().is_none() && id.plain() == name);
    object.map(|id| Subject::Object(id.clone())).or_else(|| label(catalog, name))
}

fn label(catalog: &Catalog, name: &str) -> Option<Subject> {
    catalog.objects.iter().find_map(|(id, object)| {
        let (ObjectId::EnumType(ty), Object::EnumType(definition)) = (id, object) else { return None };
        let label = name.strip_prefix(&ty.plain())?.strip_prefix('.')?;
        let is_there = definition.labels.iter().any(|known| known == label);
        is_there.then(|| Subject::Label { ty: ty.clone(), label: label.to_owned() })
    })
}

/// Puts what is renamed under the name that its table or type has in the target.
fn placed(from: Subject, to: &Subject) -> Option<Subject> {
    match (from, to) {
        (Subject::Label { label, .. }, Subject::Label { ty, .. }) => Some(Subject::Label { ty: ty.clone(), label }),
        (Subject::Object(from), Subject::Object(to)) if from.kind() == to.kind() => {
            Some(Subject::Object(to.table().map_or_else(|| from.clone(), |table| from.in_table(table.clone()))))
        }
        (Subject::Label { .. } | Subject::Object(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{EnumType, QualName};

    use super::*;

    fn roles(labels: &[&str]) -> Catalog {
        let mut catalog = Catalog::default();
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        catalog.insert(ObjectId::EnumType(QualName::public("role")), Object::EnumType(EnumType { labels }));
        catalog
    }

    #[test]
    fn labels_and_types_are_found_by_name() {
        let rename =
            named("role.guest=role.visitor", &roles(&["guest"]), &roles(&["visitor"])).expect("both are there");
        let label = |label: &str| Subject::Label { ty: QualName::public("role"), label: label.to_owned() };
        assert_eq!(rename, Rename { from: label("guest"), to: label("visitor") });
    }

    #[test]
    fn a_label_that_goes_moves_to_one_that_stays() {
        let (from, to) = (roles(&["guest", "member"]), roles(&["member"]));
        let moved = |text: &str| moved(text, &from, &to);
        let wanted = LabelMove { ty: QualName::public("role"), from: "guest".to_owned(), to: "member".to_owned() };
        assert_eq!(moved("role.guest=member"), Ok(wanted.clone()));
        assert_eq!(moved("role.guest=role.member"), Ok(wanted));
        let error = moved("role.guest=visitor").expect_err("not there");
        assert_eq!(error.to_string(), "the target has no label called `role.visitor`");
    }

    #[test]
    fn a_wrong_name_is_named() {
        let error = named("role.guest=role.visitor", &roles(&["guest"]), &roles(&["guest"])).expect_err("not there");
        assert_eq!(error.to_string(), "the target has no table, column, type or label called `role.visitor`");
    }
}
