//! Gives the objects of a catalog other names.

use std::collections::BTreeMap;

use entity_core::schema::{
    Catalog, Column, Constraint, DefaultScope, EnumType, Expr, Extension, Ident, Index, IndexStorage, Literal, Object,
    ObjectId, QualName, Query, Rename, Sequence, Subject, Table, Trigger, TriggerEvent,
};

/// The catalog after the renames, which happen one after the other: ids, edges, column order and
/// references by name. Texts stay as the server spelled them.
pub fn apply(catalog: &Catalog, renames: &[Rename]) -> Catalog {
    let mut catalog = catalog.clone();
    let mut left = renames;
    while !left.is_empty() {
        let (together, later) = left.split_at(independent(left));
        catalog = at_once(&catalog, together);
        left = later;
    }
    catalog
}

/// How many renames may happen at once: up to one of what another one has just named.
fn independent(renames: &[Rename]) -> usize {
    let is_bound = |at: &usize| renames[..*at].iter().any(|before| before.to == renames[*at].from || is_around(before));
    (1..renames.len()).find(is_bound).unwrap_or(renames.len())
}

/// Whether what is in it is named along.
fn is_around(rename: &Rename) -> bool {
    matches!(rename.from, Subject::Object(ObjectId::Namespace(_)))
}

fn at_once(catalog: &Catalog, renames: &[Rename]) -> Catalog {
    let names = Names::new(renames);
    let rename = |(id, object): (&ObjectId, &Object)| (names.id(id), names.object(id, object));
    let order = |(table, columns): (&QualName, &Vec<Ident>)| (names.table(table), names.columns(table, columns));
    Catalog {
        objects: catalog.objects.iter().map(rename).collect(),
        edges: catalog.edges.iter().map(|(dependent, needed)| (names.id(dependent), names.id(needed))).collect(),
        column_order: catalog.column_order.iter().map(order).collect(),
        owners: catalog.owners.iter().map(|(id, role)| (names.id(id), role.clone())).collect(),
        unpopulated: catalog.unpopulated.iter().map(|view| names.table(view)).collect(),
        unmodelled: catalog.unmodelled.clone(),
    }
}

mod types;

/// All renames at once. Parts of a table are kept under the name that the table gets.
struct Names<'a> {
    ids: BTreeMap<&'a ObjectId, &'a ObjectId>,
    labels: BTreeMap<(&'a QualName, &'a str), &'a str>,
    places: BTreeMap<&'a Ident, &'a Ident>,
}

impl<'a> Names<'a> {
    fn new(renames: &'a [Rename]) -> Self {
        let mut names = Self { ids: BTreeMap::new(), labels: BTreeMap::new(), places: BTreeMap::new() };
        for rename in renames {
            match (&rename.from, &rename.to) {
                (Subject::Object(from), Subject::Object(to)) => {
                    names.ids.insert(from, to);
                }
                (Subject::Label { ty, label }, Subject::Label { label: to, .. }) => {
                    names.labels.insert((ty, label), to);
                }
                (Subject::Place { extension, .. }, Subject::Place { namespace, .. }) => {
                    names.places.insert(extension, namespace);
                }
                (Subject::Object(_) | Subject::Label { .. } | Subject::Place { .. }, _) => {}
            }
        }
        names
    }

    fn id(&self, id: &ObjectId) -> ObjectId {
        let moved = match (id.table(), id.on(), id.qualified()) {
            (Some(table), _, _) => self.published(id.in_table(self.table(table))),
            (None, Some(on), _) => id.said_of(self.id(on)),
            (None, None, Some(name)) => id.called(self.place(name)),
            (None, None, None) => match id {
                ObjectId::DomainCheck(domain, name) => {
                    ObjectId::DomainCheck(self.named(domain, ObjectId::Domain), name.clone())
                }
                other => self.within(other),
            },
        };
        self.ids.get(&moved).map_or(moved.clone(), |renamed| (*renamed).clone())
    }

    /// A name in a namespace that may have another name.
    fn place(&self, name: &QualName) -> QualName {
        match self.ids.get(&ObjectId::Namespace(name.namespace.clone())) {
            Some(ObjectId::Namespace(renamed)) => QualName { namespace: renamed.clone(), name: name.name.clone() },
            Some(_) | None => name.clone(),
        }
    }

    /// What names a namespace or a publication without being part of a table.
    fn within(&self, id: &ObjectId) -> ObjectId {
        match id {
            ObjectId::PublishedNamespace(namespace, publication) => {
                ObjectId::PublishedNamespace(self.namespace(namespace), self.publication(publication))
            }
            ObjectId::DefaultPrivilege(scope, role) => {
                let namespace = scope.namespace.as_ref().map(|namespace| self.namespace(namespace));
                ObjectId::DefaultPrivilege(DefaultScope { namespace, ..scope.clone() }, role.clone())
            }
            other => other.clone(),
        }
    }

    fn published(&self, id: ObjectId) -> ObjectId {
        match id {
            ObjectId::PublishedTable(table, publication) => {
                ObjectId::PublishedTable(table, self.publication(&publication))
            }
            other => other,
        }
    }

    fn namespace(&self, namespace: &Ident) -> Ident {
        match self.ids.get(&ObjectId::Namespace(namespace.clone())) {
            Some(ObjectId::Namespace(renamed)) => renamed.clone(),
            Some(_) | None => namespace.clone(),
        }
    }

    fn publication(&self, publication: &Ident) -> Ident {
        match self.ids.get(&ObjectId::Publication(publication.clone())) {
            Some(ObjectId::Publication(renamed)) => renamed.clone(),
            Some(_) | None => publication.clone(),
        }
    }

    fn table(&self, table: &QualName) -> QualName {
        let place = self.place(table);
        let kinds = [ObjectId::Table, ObjectId::View, ObjectId::MaterializedView, ObjectId::CompositeType];
        let renamed = kinds.into_iter().find_map(|kind| self.ids.get(&kind(place.clone())));
        renamed.and_then(|id| id.qualified()).cloned().unwrap_or(place)
    }

    /// The name that an object of a kind gets.
    fn named(&self, name: &QualName, id: impl FnOnce(QualName) -> ObjectId) -> QualName {
        let place = self.place(name);
        let renamed = self.ids.get(&id(place.clone())).and_then(|renamed| renamed.qualified());
        renamed.cloned().unwrap_or(place)
    }

    fn function(&self, function: &QualName) -> QualName {
        match self.ids.get(&ObjectId::Function(function.clone(), String::new())) {
            Some(ObjectId::Function(renamed, _)) => renamed.clone(),
            Some(_) | None => function.clone(),
        }
    }

    fn column(&self, table: &QualName, column: &Ident) -> Ident {
        let id = self.id(&ObjectId::Column(table.clone(), column.clone()));
        if let ObjectId::Column(_, renamed) = id { renamed } else { column.clone() }
    }

    fn rename_query(&self, view: &QualName, query: &mut Query) {
        for column in &mut query.columns {
            let id = self.id(&ObjectId::ViewColumn(view.clone(), column.name.clone()));
            column.name = id.last_name().clone();
        }
    }

    fn columns(&self, table: &QualName, columns: &[Ident]) -> Vec<Ident> {
        columns.iter().map(|column| self.column(table, column)).collect()
    }

    fn object(&self, id: &ObjectId, object: &Object) -> Object {
        let mut object = object.clone();
        self.rename_types(&mut object);
        if let (Object::Extension(extension), ObjectId::Extension(name)) = (&mut object, id) {
            self.rename_place(name, extension);
        } else if let (Object::EnumType(ty), ObjectId::EnumType(name)) = (&mut object, id) {
            self.rename_labels(name, ty);
        } else if let (Object::Column(column), ObjectId::Column(table, name)) = (&mut object, id) {
            self.rename_sequences(table, name, column);
        } else if let Object::Sequence(Sequence { owned_by: Some((table, column)), .. }) = &mut object {
            *column = self.column(table, column);
            *table = self.table(table);
        } else if let (Object::Constraint(constraint), Some(table)) = (&mut object, id.table()) {
            self.rename_in(table, constraint);
        } else if let Object::Table(table) = &mut object {
            self.rename_parents(table);
        } else if let Object::Index(index) = &mut object {
            self.rename_index(index);
        } else if let Object::Statistics(statistics) = &mut object {
            statistics.columns = self.columns(&statistics.table, &statistics.columns);
            statistics.table = self.table(&statistics.table);
        } else if let (Object::Trigger(trigger), Some(table)) = (&mut object, id.table()) {
            self.rename_trigger(table, trigger);
        } else if let (Object::View(view), ObjectId::View(name)) = (&mut object, id) {
            self.rename_query(name, &mut view.query);
        } else if let (Object::MaterializedView(view), ObjectId::MaterializedView(name)) = (&mut object, id) {
            self.rename_query(name, &mut view.query);
        } else if let Object::EventTrigger(trigger) = &mut object {
            trigger.function = self.function(&trigger.function);
        }
        object
    }

    fn rename_place(&self, name: &Ident, extension: &mut Extension) {
        if let Some(place) = self.places.get(name) {
            extension.namespace = Some((*place).clone());
        } else if let Some(namespace) = &mut extension.namespace {
            *namespace = self.namespace(namespace);
        }
    }

    fn rename_index(&self, index: &mut Index) {
        self.rename_whole(&mut index.storage);
        index.include = self.columns(&index.table, &index.include);
        for key in &mut index.keys {
            self.rename_key(&index.table, &mut key.expr);
        }
        index.table = self.table(&index.table);
    }

    fn rename_parents(&self, table: &mut Table) {
        for parent in &mut table.inherits {
            *parent = self.table(parent);
        }
        if let Some(partition) = &mut table.partition {
            partition.parent = self.table(&partition.parent);
        }
    }

    /// The index of a parent, or the one behind its constraint.
    fn rename_whole(&self, storage: &mut IndexStorage) {
        let Some(whole) = &mut storage.part_of else { return };
        let renamed = self.ids.iter().find_map(|(from, to)| match (from, to) {
            (ObjectId::Index(from), ObjectId::Index(to)) => (from == whole).then(|| to.clone()),
            (ObjectId::Constraint(table, from), ObjectId::Constraint(_, to)) => {
                (table.sibling(from.clone()) == *whole).then(|| table.sibling(to.clone()))
            }
            (_, _) => None,
        });
        if let Some(renamed) = renamed {
            *whole = renamed;
        }
    }

    fn rename_trigger(&self, table: &QualName, trigger: &mut Trigger) {
        trigger.function = self.function(&trigger.function);
        if let Some(from) = trigger.constraint.as_mut().and_then(|constraint| constraint.from.as_mut()) {
            *from = self.table(from);
        }
        for event in &mut trigger.events {
            if let TriggerEvent::Update(columns) = event {
                *columns = self.columns(table, columns);
            }
        }
    }

    /// The sequence behind an identity keeps its name, and a default calls a sequence by the name that it gets.
    fn rename_sequences(&self, table: &QualName, name: &Ident, column: &mut Column) {
        if let Some(identity) = &mut column.identity {
            let sequence = identity.sequence(table, name).name;
            identity.name = None;
            let derived = identity.sequence(&self.table(table), &self.column(table, name)).name;
            identity.name = Some(sequence).filter(|name| *name != derived);
        }
        let call = |sequence: &QualName| format!("nextval({}::regclass)", Literal(&sequence.to_string()));
        let renamed = self.ids.iter().find_map(|(from, to)| {
            let (ObjectId::Sequence(from), ObjectId::Sequence(to)) = (from, to) else { return None };
            (column.default.as_ref()?.as_str() == call(from)).then(|| Expr::from(call(to)))
        });
        column.default = renamed.or_else(|| column.default.take());
    }

    fn rename_labels(&self, name: &QualName, ty: &mut EnumType) {
        let id = self.id(&ObjectId::EnumType(name.clone()));
        let name = if let ObjectId::EnumType(renamed) = id { renamed } else { name.clone() };
        for label in &mut ty.labels {
            if let Some(renamed) = self.labels.get(&(&name, label.as_str())) {
                *label = (*renamed).to_owned();
            }
        }
    }

    fn rename_key(&self, table: &QualName, expr: &mut Expr) {
        let names = self.ids.keys().filter_map(|id| {
            let ObjectId::Column(renamed, name) = id else { return None };
            (*renamed == self.table(table)).then_some(name)
        });
        for name in names {
            if name.to_string() == expr.as_str() {
                *expr = Expr::from(self.column(table, name).to_string());
                return;
            }
        }
    }

    fn rename_in(&self, table: &QualName, constraint: &mut Constraint) {
        match constraint {
            Constraint::PrimaryKey(key) => {
                key.columns = self.columns(table, &key.columns);
                key.include = self.columns(table, &key.include);
                self.rename_whole(&mut key.storage);
            }
            Constraint::Unique(key) => {
                key.columns = self.columns(table, &key.columns);
                key.include = self.columns(table, &key.include);
                self.rename_whole(&mut key.storage);
            }
            Constraint::ForeignKey(key) => {
                key.columns = self.columns(table, &key.columns);
                key.referenced_columns = self.columns(&key.references, &key.referenced_columns);
                key.set_columns = self.columns(table, &key.set_columns);
                key.references = self.table(&key.references);
            }
            Constraint::Exclusion(exclusion) => self.rename_whole(&mut exclusion.storage),
            Constraint::Check(_) => {}
        }
    }
}
