//! Renames as people write them on a command line.

use entity_core::schema::{Catalog, Ident, LabelMove, Object, ObjectId, Rename, Subject};

use crate::rename::{self, exists};

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
    #[error("the {side} has no object or label called `{name}` that can be renamed")]
    Unknown {
        /// `start` or `target`.
        side: &'static str,
        /// What was written.
        name: String,
    },
    /// Several things of this name may be meant.
    #[error("`{text}` may mean {}", meanings.join(" or "))]
    Ambiguous {
        /// What was written.
        text: String,
        /// The kinds and names.
        meanings: Vec<String>,
    },
}

impl NoSuchName {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Shape { .. } | Self::Unknown { .. } => {
                "write --rename FROM=TO with names such as users, users.email or user_role.guest".to_owned()
            }
            Self::Ambiguous { .. } => {
                "write the names with their namespace, and in double quotes where they hold dots: \"a.b\".\"c\""
                    .to_owned()
            }
            Self::NoMove { .. } | Self::NoLabel { .. } => {
                "write --map TYPE.LABEL=LABEL with a label that goes and one that stays".to_owned()
            }
        }
    }
}

/// Reads `FROM=TO`: `users=people`, `users.name=people.full_name`, `user_role.guest=user_role.visitor`. Names with a dot or
/// `=` are written in double quotes, as in SQL.
///
/// # Errors
/// [`NoSuchName`] when `TO` is not in the target, or `FROM` neither in the start nor renamed already; when several things
/// may be meant.
pub fn named(text: &str, current: &Catalog, wanted: &Catalog) -> Result<Rename, NoSuchName> {
    let (from, to) = halves(text).ok_or_else(|| NoSuchName::Shape { text: text.to_owned() })?;
    let unknown = |side, name: &str| NoSuchName::Unknown { side, name: name.to_owned() };
    let ends = find(wanted, to);
    if ends.is_empty() {
        return Err(unknown("target", to));
    }
    let starts = find(current, from);
    let pair = |to: &Subject| -> Vec<Rename> {
        let placed = starts.iter().filter_map(|start| placed(start.clone(), to));
        placed.chain(beside(current, from, to)).map(|from| Rename { from, to: to.clone() }).collect()
    };
    let pairs: Vec<Rename> = ends.iter().flat_map(pair).collect();
    let is_news = |rename: &&Rename| !exists(wanted, &rename.from) && !exists(current, &rename.to);
    let news: Vec<Rename> = pairs.iter().filter(is_news).cloned().collect();
    match (news.as_slice(), pairs.as_slice()) {
        ([only], _) | ([], [only]) => Ok(only.clone()),
        (_, []) => Err(unknown("start", from)),
        (several, all) => {
            let all = if several.is_empty() { all } else { several };
            Err(NoSuchName::Ambiguous { text: text.to_owned(), meanings: all.iter().map(meaning).collect() })
        }
    }
}

/// Cuts at the `=` outside of double quotes.
fn halves(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let at = text.find(|sign: char| {
        is_quoted ^= sign == '"';
        !is_quoted && sign == '='
    });
    at.map(|at| (&text[..at], &text[at + 1..]))
}

fn meaning(rename: &Rename) -> String {
    match &rename.from {
        Subject::Object(id) => id.to_string(),
        Subject::Label { .. } | Subject::Place { .. } => format!("label {}", rename::plain(&rename.from)),
    }
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
    let name = from.strip_prefix(&table.plain()).or_else(|| from.strip_prefix(&table.to_string()))?;
    let name = name.strip_prefix('.')?;
    Some(Subject::Object(ObjectId::Column(table.clone(), Ident::from(unquoted(name)))))
}

fn unquoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// Finds what has this name, plain or quoted as in SQL.
fn find(catalog: &Catalog, name: &str) -> Vec<Subject> {
    let objects = catalog.objects.keys().filter(|id| is_called(id, name));
    objects.map(|id| Subject::Object(id.clone())).chain(label(catalog, name)).collect()
}

fn is_called(id: &ObjectId, name: &str) -> bool {
    if id.on().is_some() || matches!(id, ObjectId::PublishedTable(..)) {
        return false;
    }
    id.plain() == name
        || name.contains(['"', '.']) && quoted(id).is_some_and(|forms| forms.iter().any(|one| one == name))
}

/// The name as SQL writes it, with and without the namespace `public`.
fn quoted(id: &ObjectId) -> Option<Vec<String>> {
    let (whole, rest) = match (id.table(), id.qualified()) {
        (Some(table), _) => (table, format!(".{}", id.last_name())),
        (None, Some(name)) => {
            let arguments = id.plain();
            (name, arguments.strip_prefix(&name.plain()).unwrap_or_default().to_owned())
        }
        (None, None) => return Some(vec![id.last_name().to_string()]),
    };
    let full = format!("{}.{}{rest}", whole.namespace, whole.name);
    Some(vec![format!("{whole}{rest}"), full])
}

fn label(catalog: &Catalog, name: &str) -> Option<Subject> {
    catalog.objects.iter().find_map(|(id, object)| {
        let (ObjectId::EnumType(ty), Object::EnumType(definition)) = (id, object) else { return None };
        let label = name.strip_prefix(&ty.plain()).or_else(|| name.strip_prefix(&ty.to_string()))?.strip_prefix('.')?;
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
        (Subject::Label { .. } | Subject::Object(_) | Subject::Place { .. }, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{EnumType, Namespace, QualName, Table};

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
        assert_eq!(error.to_string(), "the target has no object or label called `role.visitor` that can be renamed");
    }

    #[test]
    fn names_with_dots_are_quoted() {
        let table = |name: &str| {
            let mut catalog = Catalog::default();
            catalog.insert(ObjectId::Table(QualName::public(name)), Object::Table(Table::default()));
            catalog
        };
        let rename = named("\"a.b=c\"=\"d e\"", &table("a.b=c"), &table("d e")).expect("both are there");
        assert_eq!(rename.to, Subject::Object(ObjectId::Table(QualName::public("d e"))));
        let rename = named("public.a=public.b", &table("a"), &table("b")).expect("both are there");
        assert_eq!(rename.from, Subject::Object(ObjectId::Table(QualName::public("a"))));
    }

    #[test]
    fn a_name_of_two_kinds_is_asked_for() {
        let both = |name: &str| {
            let mut catalog = Catalog::default();
            catalog.insert(ObjectId::Table(QualName::public(name)), Object::Table(Table::default()));
            catalog.insert(ObjectId::Namespace(Ident::from(name)), Object::Namespace(Namespace));
            catalog
        };
        let error = named("a=b", &both("a"), &both("b")).expect_err("two kinds");
        assert_eq!(error.to_string(), "`a=b` may mean namespace a or table a");
        let rename = named("public.a=public.b", &both("a"), &both("b")).expect("the table");
        assert_eq!(rename.to, Subject::Object(ObjectId::Table(QualName::public("b"))));
    }
}
