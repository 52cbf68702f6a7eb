//! One snapshot a rule: users read migrations.

mod comment;
mod partition;
mod policy;
mod statistics;
mod view;

use entity_core::schema::{
    Action, Catalog, Check, Column, Comment, Constraint, Direction, EnumType, Expr, Extension, ForeignKey, Function,
    FunctionBody, FunctionKind, Generated, Ident, Index, IndexKey, Namespace, Object, ObjectId, Parallel, PrimaryKey,
    QualName, Table, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel, TriggerTiming, TypeName, Volatility,
};
use insta::assert_snapshot;

use crate::plan::{self, Transaction};

fn name(text: &str) -> QualName {
    QualName::public(text)
}

fn table_id(table: &str) -> ObjectId {
    ObjectId::Table(name(table))
}

fn column_id(table: &str, column: &str) -> ObjectId {
    ObjectId::Column(name(table), Ident::from(column))
}

fn constraint_id(table: &str, constraint: &str) -> ObjectId {
    ObjectId::Constraint(name(table), Ident::from(constraint))
}

fn column(ty: &str) -> Column {
    Column::new(TypeName::from(ty.to_owned()))
}

fn add_column(catalog: &mut Catalog, table: &str, column: &str, body: Column) {
    catalog.insert(column_id(table, column), Object::Column(body));
    catalog.column_order.entry(name(table)).or_default().push(Ident::from(column));
}

/// A table with a primary key.
fn table(catalog: &mut Catalog, table: &str) {
    let body = Table::default();
    catalog.insert(table_id(table), Object::Table(body));
    add_column(catalog, table, "id", Column { not_null: true, ..column("uuid") });
    let key = PrimaryKey { columns: vec![Ident::from("id")], ..PrimaryKey::default() };
    let id = constraint_id(table, &format!("{table}_pkey"));
    catalog.insert(id, Object::Constraint(Constraint::PrimaryKey(key)));
}

fn foreign_key(catalog: &mut Catalog, table: &str, column: &str, references: &str) {
    let key = ForeignKey {
        columns: vec![Ident::from(column)],
        referenced_columns: vec![Ident::from("id")],
        on_delete: Action::Cascade,
        ..ForeignKey::new(name(references))
    };
    add_column(catalog, table, column, self::column("uuid"));
    let id = constraint_id(table, &format!("fk_{table}_{references}"));
    catalog.insert(id, Object::Constraint(Constraint::ForeignKey(key)));
}

fn check(catalog: &mut Catalog, text: &str) {
    let check = Check::new(Expr::from(text));
    catalog.insert(constraint_id("users", "chk_users"), Object::Constraint(Constraint::Check(check)));
}

fn index(catalog: &mut Catalog, predicate: &str) {
    let key = IndexKey {
        expr: Expr::from("email"),
        opclass: None,
        collation: None,
        direction: Direction::Desc,
        nulls: None,
        statistics: None,
    };
    let predicate = Some(Expr::from(predicate));
    let index = Index { keys: vec![key], unique: true, predicate, ..Index::new(name("users")) };
    let id = ObjectId::Index(name("uniq_users_email"));
    catalog.depend(id.clone(), column_id("users", "email"));
    catalog.insert(id, Object::Index(index));
}

fn function(catalog: &mut Catalog, body: &str) {
    let function = Function {
        kind: FunctionKind::Function,
        arguments: Vec::new(),
        returns: Some(TypeName::from_static("trigger")),
        language: Ident::from("plpgsql"),
        body: FunctionBody::Source(body.to_owned()),
        volatility: Volatility::Volatile,
        strict: false,
        leakproof: false,
        security_definer: true,
        parallel: Parallel::Unsafe,
        cost: None,
        rows: None,
        support: None,
        transforms: Vec::new(),
        config: vec!["search_path=\"\"".to_owned()],
    };
    catalog.insert(ObjectId::Function(name("touch"), String::new()), Object::Function(function));
}

fn trigger(catalog: &mut Catalog, when: Option<&str>) {
    let trigger = Trigger {
        timing: TriggerTiming::Before,
        events: vec![TriggerEvent::Insert, TriggerEvent::Update(vec![Ident::from("email")])],
        level: TriggerLevel::Row,
        when: when.map(Expr::from),
        function: name("touch"),
        arguments: Vec::new(),
        old_table: None,
        new_table: None,
        constraint: None,
        enabled: TriggerEnabled::Origin,
    };
    let id = ObjectId::Trigger(name("users"), Ident::from("touch"));
    catalog.insert(id, Object::Trigger(trigger));
}

fn mood(catalog: &mut Catalog, labels: &[&str]) {
    let ty = EnumType { labels: labels.iter().map(|label| (*label).to_owned()).collect() };
    catalog.insert(ObjectId::EnumType(name("mood")), Object::EnumType(ty));
}

fn comment(catalog: &mut Catalog, on: ObjectId, text: &str) {
    catalog.insert(ObjectId::Comment(Box::new(on)), Object::Comment(Comment { text: text.to_owned() }));
}

fn users() -> Catalog {
    let mut catalog = Catalog::default();
    table(&mut catalog, "users");
    add_column(&mut catalog, "users", "email", Column { not_null: true, ..column("character varying(100)") });
    catalog
}

/// The users, changed.
fn users_with(change: impl FnOnce(&mut Catalog)) -> Catalog {
    let mut catalog = users();
    change(&mut catalog);
    catalog
}

fn script(from: &Catalog, to: &Catalog) -> String {
    let plan = plan::plan(from, to).expect("a plan");
    let mut lines = Vec::new();
    for step in plan.steps {
        let hazards =
            step.hazards.iter().map(|hazard| format!("-- {:?} {}: {}", hazard.kind, hazard.subject, hazard.note));
        lines.extend(hazards);
        lines.extend((step.transaction == Transaction::Own).then(|| "-- in a transaction of its own".to_owned()));
        lines.push(format!("{};", step.sql));
    }
    lines.join("\n")
}

#[test]
fn nothing_to_do_is_no_statement() {
    assert_eq!(script(&users(), &users()), "");
}

#[test]
fn namespace_comes_before_its_extension_and_goes_after() {
    let mut catalog = Catalog::default();
    let namespace = Ident::from("lib");
    catalog.insert(ObjectId::Namespace(namespace.clone()), Object::Namespace(Namespace));
    let extension = Extension { namespace: Some(namespace) };
    catalog.insert(ObjectId::Extension(Ident::from("hstore")), Object::Extension(extension));
    assert_snapshot!(script(&Catalog::default(), &catalog), @"
    -- NeedsPrivilege lib: needs CREATE on the database
    CREATE SCHEMA lib;
    -- NeedsPrivilege hstore: needs a superuser, or CREATE on the database where the extension is trusted
    CREATE EXTENSION hstore WITH SCHEMA lib;
    ");
    assert_snapshot!(script(&catalog, &Catalog::default()), @"
    DROP EXTENSION hstore;
    -- BreaksCode lib: code that uses it fails
    DROP SCHEMA lib;
    ");
}

#[test]
fn table_is_one_statement_with_its_constraints() {
    let to = users_with(|catalog| {
        check(catalog, "(char_length((email)::text) >= 3)");
        index(catalog, "(deleted_at IS NULL)");
        comment(catalog, table_id("users"), "it's people");
        table(catalog, "posts");
        foreign_key(catalog, "posts", "user_id", "users");
    });
    assert_snapshot!(script(&Catalog::default(), &to), @r"
    CREATE TABLE users (
        id uuid,
        email varchar(100) NOT NULL,
        CONSTRAINT users_pkey PRIMARY KEY (id),
        CONSTRAINT chk_users CHECK (char_length((email)::text) >= 3)
    );
    CREATE UNIQUE INDEX uniq_users_email ON users (email DESC) WHERE deleted_at IS NULL;
    COMMENT ON TABLE users IS 'it''s people';
    CREATE TABLE posts (
        id uuid,
        user_id uuid,
        CONSTRAINT posts_pkey PRIMARY KEY (id),
        CONSTRAINT fk_posts_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
    );
    ");
    assert_snapshot!(script(&to, &Catalog::default()), @"
    -- DataLoss posts: all rows of the table are lost
    -- BreaksCode posts: code that uses it fails
    DROP TABLE posts;
    -- DataLoss users: all rows of the table are lost
    -- BreaksCode users: code that uses it fails
    DROP TABLE users;
    ");
}

#[test]
fn tables_that_refer_to_each_other_get_their_keys_afterwards() {
    let to = users_with(|catalog| {
        table(catalog, "teams");
        foreign_key(catalog, "teams", "owner_id", "users");
        foreign_key(catalog, "users", "team_id", "teams");
    });
    assert_snapshot!(script(&Catalog::default(), &to), @r"
    CREATE TABLE teams (
        id uuid,
        owner_id uuid,
        CONSTRAINT teams_pkey PRIMARY KEY (id)
    );
    CREATE TABLE users (
        id uuid,
        email varchar(100) NOT NULL,
        team_id uuid,
        CONSTRAINT users_pkey PRIMARY KEY (id)
    );
    ALTER TABLE users ADD CONSTRAINT fk_users_teams FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE;
    ALTER TABLE teams ADD CONSTRAINT fk_teams_users FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE;
    ");
}

#[test]
fn columns_of_one_table_come_and_go_in_one_statement() {
    let to = users_with(|catalog| {
        add_column(catalog, "users", "mfa_secret", column("character varying(255)"));
        let enabled = Column { not_null: true, default: Some(Expr::from("false")), ..column("boolean") };
        add_column(catalog, "users", "mfa_enabled", enabled);
    });
    assert_snapshot!(script(&users(), &to), @r"
    ALTER TABLE users
        ADD COLUMN mfa_secret varchar(255),
        ADD COLUMN mfa_enabled boolean NOT NULL DEFAULT false;
    ");
    assert_snapshot!(script(&to, &users()), @"
    -- DataLoss users.mfa_enabled: all values of the column are lost
    -- BreaksCode users.mfa_enabled: code that uses it fails
    -- DataLoss users.mfa_secret: all values of the column are lost
    -- BreaksCode users.mfa_secret: code that uses it fails
    ALTER TABLE users
        DROP COLUMN mfa_enabled,
        DROP COLUMN mfa_secret;
    ");
}

#[test]
fn column_changes_in_place() {
    let to = users_with(|catalog| {
        let wider = Column { default: Some(Expr::from("''::character varying")), ..column("character varying(200)") };
        catalog.insert(column_id("users", "email"), Object::Column(wider));
    });
    assert_snapshot!(script(&users(), &to), @r"
    ALTER TABLE users
        ALTER COLUMN email DROP NOT NULL,
        ALTER COLUMN email TYPE varchar(200),
        ALTER COLUMN email SET DEFAULT ''::character varying;
    ");
    assert_snapshot!(script(&to, &users()), @"
    -- MayFail users.email: fails if a value does not fit the type
    -- Rewrite users.email: the table is written again under a lock
    -- BreaksCode users.email: code that reads or writes the type before may fail
    -- MayFail users.email: fails if a row holds null
    -- Scan users.email: the table is read under a lock
    -- BreaksCode users.email: code that writes null fails
    ALTER TABLE users
        ALTER COLUMN email DROP DEFAULT,
        ALTER COLUMN email TYPE varchar(100),
        ALTER COLUMN email SET NOT NULL;
    ");
}

#[test]
fn generated_column_is_made_again_when_its_source_changes_type() {
    let generated = |ty: &str| {
        users_with(|catalog| {
            catalog.insert(column_id("users", "email"), Object::Column(column(ty)));
            let length = Some(Generated::Stored(Expr::from("length((email)::text)")));
            add_column(catalog, "users", "length", Column { generated: length, ..column("integer") });
            catalog.depend(column_id("users", "length"), column_id("users", "email"));
        })
    };
    assert_snapshot!(script(&generated("character varying(100)"), &generated("text")), @r"
    -- Rewrite users.length: each row gets a value of its own
    ALTER TABLE users
        DROP COLUMN length,
        ALTER COLUMN email TYPE text,
        ADD COLUMN length integer GENERATED ALWAYS AS (length((email)::text)) STORED;
    ");
}

#[test]
fn check_is_replaced_in_one_statement() {
    let (from, to) = (users_with(|c| check(c, "(id > 1)")), users_with(|c| check(c, "(id > 2)")));
    assert_snapshot!(script(&from, &to), @r"
    -- Scan users.chk_users: the table is read under a lock
    -- MayFail users.chk_users: fails if a row does not meet the condition
    ALTER TABLE users
        DROP CONSTRAINT chk_users,
        ADD CONSTRAINT chk_users CHECK (id > 2);
    ");
}

#[test]
fn index_is_replaced_with_its_comment() {
    let with = |predicate: &str| {
        users_with(|catalog| {
            index(catalog, predicate);
            comment(catalog, ObjectId::Index(name("uniq_users_email")), "one each");
        })
    };
    assert_snapshot!(script(&with("(a IS NULL)"), &with("(b IS NULL)")), @r"
    DROP INDEX uniq_users_email;
    -- Scan uniq_users_email: the table is read; writes wait meanwhile
    -- MayFail uniq_users_email: fails if two rows have the same key
    CREATE UNIQUE INDEX uniq_users_email ON users (email DESC) WHERE b IS NULL;
    COMMENT ON INDEX uniq_users_email IS 'one each';
    ");
}

#[test]
fn function_is_replaced_under_its_trigger() {
    let (from, to) = (
        users_with(|catalog| {
            function(catalog, "BEGIN RETURN old; END");
            trigger(catalog, None);
        }),
        users_with(|catalog| {
            function(catalog, "BEGIN RETURN new; END");
            trigger(catalog, Some("(new.id IS NOT NULL)"));
        }),
    );
    assert_snapshot!(script(&from, &to), @r"
    DROP TRIGGER touch ON users;
    CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO ''
    AS $$BEGIN RETURN new; END$$;
    CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF email ON users FOR EACH ROW WHEN (new.id IS NOT NULL) EXECUTE FUNCTION touch();
    ");
}

#[test]
fn enum_gets_labels_in_place_and_loses_them_by_a_rebuild() {
    let with = |labels: &[&str]| {
        users_with(|catalog| {
            mood(catalog, labels);
            let default = Some(Expr::from("'ok'::mood"));
            add_column(catalog, "users", "mood", Column { default, ..column("mood") });
            catalog.depend(column_id("users", "mood"), ObjectId::EnumType(name("mood")));
        })
    };
    let (from, to) = (with(&["sad", "ok"]), with(&["awful", "sad", "meh", "ok", "happy"]));
    assert_snapshot!(script(&from, &to), @r"
    -- in a transaction of its own
    ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad';
    -- in a transaction of its own
    ALTER TYPE mood ADD VALUE 'meh' AFTER 'sad';
    -- in a transaction of its own
    ALTER TYPE mood ADD VALUE 'happy';
    ");
    assert_snapshot!(script(&with(&["sad", "meh", "ok"]), &from), @"
    DO $$
    BEGIN
        IF EXISTS (SELECT FROM users WHERE mood::text = 'meh') THEN
            RAISE EXCEPTION USING MESSAGE = 'label meh of mood is in use in users.mood', HINT = 'say which label its rows shall hold: --map mood.meh=LABEL';
        END IF;
    END
    $$;
    -- BreaksCode mood.meh: code that uses the label fails
    -- MayFail mood.meh: fails while a row of users.mood holds the label, unless --map mood.meh=LABEL
    ALTER TYPE mood RENAME TO mood_old;
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    -- Rewrite users.mood: the table is written again under a lock
    -- BreaksCode users.mood: code that reads or writes the type before may fail
    ALTER TABLE users
        ALTER COLUMN mood DROP DEFAULT,
        ALTER COLUMN mood TYPE mood USING mood::text::mood,
        ALTER COLUMN mood SET DEFAULT 'ok'::mood;
    DROP TYPE mood_old;
    ");
}
