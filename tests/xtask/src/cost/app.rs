//! The application: entities in a row, each with a reference to the one before, and three queries for each.

/// What it is written with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Library {
    Ours,
    DieselAsync,
}

impl Library {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "entity-core",
            Self::DieselAsync => "diesel-async",
        }
    }

    pub(super) fn manifest(self) -> String {
        // Crates of a registry are compiled without incremental state; those of a folder would be compiled with it.
        let profile = match self {
            Self::Ours => {
                "\n[profile.dev.package]\nentity-core = { incremental = false }\n\
                entity-derive = { incremental = false }\n"
            }
            Self::DieselAsync => "",
        };
        let dependencies = match self {
            Self::Ours => {
                let core = concat!(env!("CARGO_MANIFEST_DIR"), "/../../entity-core");
                format!("entity-core = {{ path = \"{core}\" }}\n")
            }
            Self::DieselAsync => "diesel = { version = \"2.3\", default-features = false, features = \
                [\"postgres_backend\", \"chrono\", \"serde_json\", \"uuid\"] }\n\
                diesel-async = { version = \"0.9\", features = [\"postgres\", \"deadpool\"] }\n\
                serde_json = \"1\"\nuuid = { version = \"1\", features = [\"v4\"] }\n"
                .to_owned(),
        };
        format!(
            "[workspace]\n\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             {dependencies}chrono = {{ version = \"0.4\", default-features = false, features = [\"clock\"] }}\n\
             tokio = {{ version = \"1\", features = [\"rt-multi-thread\", \"macros\"] }}\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n{profile}"
        )
    }

    /// The entities are modules, and every query is used.
    pub(super) fn main(self, entities: usize) -> String {
        let modules: String =
            (0..entities).map(|entity| format!("mod entity_{entity};\nmod queries_{entity};\n")).collect();
        let calls: String = (0..entities)
            .map(|entity| {
                format!(
                    "    println!(\"{{}}\", queries_{entity}::list(&db, 1, \"a\").await?.len());\n    \
                     println!(\"{{}}\", queries_{entity}::shown(&db, 1).await?.len());\n    \
                     println!(\"{{}}\", queries_{entity}::rename(&db, 1, \"b\").await?);\n"
                )
            })
            .collect();
        match self {
            Self::Ours => format!(
                "#![allow(dead_code)]\n\n{modules}\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
                 let config = entity_core::exec::Config::from_env()?;\n    \
                 let db = entity_core::exec::Db::connect(&config).await?;\n{calls}    Ok(())\n}}\n"
            ),
            Self::DieselAsync => format!(
                "#![allow(dead_code)]\n\n{modules}\ntype Pool = diesel_async::pooled_connection::deadpool::Pool<diesel_async::AsyncPgConnection>;\n\
                 type Error = Box<dyn std::error::Error>;\n\n#[tokio::main]\nasync fn main() -> Result<(), Error> {{\n    \
                 let url = std::env::var(\"DATABASE_URL\")?;\n    \
                 let manager = diesel_async::pooled_connection::AsyncDieselConnectionManager::new(url);\n    \
                 let db = Pool::builder(manager).build()?;\n{calls}    Ok(())\n}}\n"
            ),
        }
    }

    pub(super) fn entity(self, at: usize) -> String {
        match self {
            Self::Ours => our_entity(at),
            Self::DieselAsync => diesel_entity(at),
        }
    }

    /// A list by three filters, one with what it refers to, and a change. `change` makes the first another one.
    pub(super) fn queries(self, at: usize, change: usize) -> String {
        match self {
            Self::Ours => our_queries(at, change),
            Self::DieselAsync => diesel_queries(at, change),
        }
    }
}

/// The entity before it; the first refers to itself.
fn before(at: usize) -> usize {
    at.saturating_sub(1)
}

fn our_entity(at: usize) -> String {
    let parent = before(at);
    let import = if parent == at { String::new() } else { format!("use crate::entity_{parent}::Entity{parent};\n") };
    format!(
        "use chrono::{{DateTime, Utc}};\nuse entity_core::prelude::*;\n\n{import}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
#[pg_enum(name = \"state_{at}\")]
pub enum State {{ Open, Closed, Lost }}

#[derive(Clone, Debug, Entity)]
#[entity(table = \"entities_{at}\", index(state, created_at.desc()))]
pub struct Entity{at} {{
    #[column(primary_key)]
    pub id: i64,
    #[references(Entity{parent}, on_delete = set_null, relation = parent)]
    pub parent_id: Option<i64>,
    #[column(varchar(100), unique)]
    pub name: String,
    pub note: Option<String>,
    #[column(default = State::Open)]
    pub state: State,
    #[column(default = 0)]
    pub count: i32,
    pub ratio: f64,
    #[column(default = false)]
    pub done: bool,
    pub due: Option<DateTime<Utc>>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
}}
"
    )
}

fn our_queries(at: usize, change: usize) -> String {
    let parent = before(at);
    let import = if parent == at { String::new() } else { format!("use crate::entity_{parent}::Entity{parent};\n") };
    format!(
        "use entity_core::prelude::*;\n\nuse crate::entity_{at}::{{Entity{at}, State}};\n{import}
pub async fn list(db: &Db, least: i32, name: &str) -> Result<Vec<Entity{at}>, Error> {{
    Entity{at}::query()
        .filter(Entity{at}::state.eq(State::Open))
        .filter(Entity{at}::count.ge(least + {change}))
        .filter(Entity{at}::name.starts_with(name))
        .order_by(Entity{at}::created_at.desc())
        .limit(20)
        .all(db)
        .await
}}

#[derive(Debug, Projection)]
#[projection(of = Entity{at})]
pub struct Shown {{
    pub id: i64,
    pub name: String,
    pub parent: Option<Parent>,
}}

#[derive(Debug, Projection)]
#[projection(of = Entity{parent})]
pub struct Parent {{
    pub id: i64,
    pub name: String,
}}

pub async fn shown(db: &Db, least: i32) -> Result<Vec<Shown>, Error> {{
    Entity{at}::query().filter(Entity{at}::count.gt(least)).project::<Shown>().all(db).await
}}

pub async fn rename(db: &Db, id: i64, name: &str) -> Result<u64, Error> {{
    Entity{at}::update(id).set(Entity{at}::name, name).set(Entity{at}::done, true).execute(db).await
}}
"
    )
}

fn diesel_entity(at: usize) -> String {
    let parent = before(at);
    let joins = if parent == at {
        String::new()
    } else {
        format!(
            "diesel::joinable!(entities_{at} -> crate::entity_{parent}::entities_{parent} (parent_id));\n\
             diesel::allow_tables_to_appear_in_same_query!(entities_{at}, crate::entity_{parent}::entities_{parent});\n"
        )
    };
    let joins = joins.replace(&format!("crate::entity_{parent}::entities_{parent}"), &format!("entities_{parent}"));
    let import = if parent == at { String::new() } else { format!("use crate::entity_{parent}::entities_{parent};\n") };
    format!(
        "use chrono::{{DateTime, Utc}};\nuse diesel::prelude::*;\n\n{import}
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = StateType)]
pub enum State {{ Open, Closed, Lost }}

#[derive(diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = \"state_{at}\"))]
pub struct StateType;

impl diesel::serialize::ToSql<StateType, diesel::pg::Pg> for State {{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {{
        use std::io::Write;
        out.write_all(match self {{ State::Open => b\"open\", State::Closed => b\"closed\", State::Lost => b\"lost\" }})?;
        Ok(diesel::serialize::IsNull::No)
    }}
}}

impl diesel::deserialize::FromSql<StateType, diesel::pg::Pg> for State {{
    fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {{
        match bytes.as_bytes() {{
            b\"open\" => Ok(State::Open),
            b\"closed\" => Ok(State::Closed),
            b\"lost\" => Ok(State::Lost),
            _ => Err(\"unknown label\".into()),
        }}
    }}
}}

diesel::table! {{
    use diesel::sql_types::*;
    use super::StateType;

    entities_{at} (id) {{
        id -> Int8,
        parent_id -> Nullable<Int8>,
        name -> Varchar,
        note -> Nullable<Text>,
        state -> StateType,
        count -> Int4,
        ratio -> Float8,
        done -> Bool,
        due -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }}
}}

{joins}
#[derive(Clone, Debug, Queryable, Selectable, Identifiable)]
#[diesel(table_name = entities_{at}, check_for_backend(diesel::pg::Pg))]
pub struct Entity{at} {{
    pub id: i64,
    pub parent_id: Option<i64>,
    pub name: String,
    pub note: Option<String>,
    pub state: State,
    pub count: i32,
    pub ratio: f64,
    pub done: bool,
    pub due: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}}

#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = entities_{at})]
pub struct NewEntity{at} {{
    pub parent_id: Option<i64>,
    pub name: String,
    pub note: Option<String>,
    pub state: Option<State>,
    pub count: Option<i32>,
    pub ratio: f64,
    pub done: Option<bool>,
    pub due: Option<DateTime<Utc>>,
}}

#[derive(Clone, Debug, AsChangeset)]
#[diesel(table_name = entities_{at})]
pub struct EntityChanges{at} {{
    pub parent_id: Option<Option<i64>>,
    pub name: Option<String>,
    pub note: Option<Option<String>>,
    pub state: Option<State>,
    pub count: Option<i32>,
    pub ratio: Option<f64>,
    pub done: Option<bool>,
    pub due: Option<Option<DateTime<Utc>>>,
}}
"
    )
}

fn diesel_queries(at: usize, change: usize) -> String {
    let parent = before(at);
    // A table is joined with itself under an alias.
    let (import, alias, other, join) = if parent == at {
        (
            String::new(),
            format!("    let parent = diesel::alias!(entities_{at} as parent);\n"),
            "parent".to_owned(),
            format!(".left_join(parent.on(entities_{at}::parent_id.eq(parent.field(entities_{at}::id).nullable())))"),
        )
    } else {
        let other = format!("entities_{parent}");
        (
            format!("use crate::entity_{parent}::entities_{parent};\n"),
            String::new(),
            other.clone(),
            format!(".left_join({other}::table)"),
        )
    };
    let field = |name: &str| {
        if parent == at { format!("parent.field(entities_{at}::{name})") } else { format!("{other}::{name}") }
    };
    let (parent_id, parent_name) = (field("id"), field("name"));
    format!(
        "use diesel::prelude::*;\nuse diesel_async::RunQueryDsl;\n\nuse crate::{{Error, Pool}};\n\
         use crate::entity_{at}::{{Entity{at}, State, entities_{at}}};\n{import}
pub async fn list(db: &Pool, least: i32, name: &str) -> Result<Vec<Entity{at}>, Error> {{
    let mut connection = db.get().await?;
    Ok(entities_{at}::table
        .filter(entities_{at}::state.eq(State::Open))
        .filter(entities_{at}::count.ge(least + {change}))
        .filter(entities_{at}::name.like(format!(\"{{name}}%\")))
        .order(entities_{at}::created_at.desc())
        .limit(20)
        .select(Entity{at}::as_select())
        .load(&mut connection)
        .await?)
}}

pub type Shown = (i64, String, Option<(i64, String)>);

pub async fn shown(db: &Pool, least: i32) -> Result<Vec<Shown>, Error> {{
    let mut connection = db.get().await?;
{alias}    Ok(entities_{at}::table
        {join}
        .filter(entities_{at}::count.gt(least))
        .select((entities_{at}::id, entities_{at}::name, ({parent_id}, {parent_name}).nullable()))
        .load(&mut connection)
        .await?)
}}

pub async fn rename(db: &Pool, id: i64, name: &str) -> Result<usize, Error> {{
    let mut connection = db.get().await?;
    Ok(diesel::update(entities_{at}::table.find(id))
        .set((entities_{at}::name.eq(name), entities_{at}::done.eq(true)))
        .execute(&mut connection)
        .await?)
}}
"
    )
}
