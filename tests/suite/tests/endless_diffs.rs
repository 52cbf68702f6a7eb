//! What has made other tools find a difference for ever: each cause written in two ways, dumped, reloaded and rebuilt.

use corpus::{Dump, run};
use harness::{Database, major};
use schema_diff::compare::compare;
use schema_diff::describe::groups;
use schema_diff::introspect;
use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::spelled;

use entity_core::schema::Catalog;

/// The same in several spellings is the same, also after a dump and after a plan of ours.
async fn are_one(spellings: &[&str]) {
    let scratch = Scratch::open(&Target::parse(&harness::serve(None)).expect("a URL")).await.expect("a scratch server");
    let mut catalogs = Vec::new();
    for sql in spellings {
        let database = Database::empty().await;
        let mut client = run(&database, sql).await.expect("the spelling loads");
        let catalog = introspect::read(&mut client).await.expect("a catalog");
        if let Some(dump) = Dump::of(&database).await {
            let copy = dump.loaded().await.expect("the dump loads");
            let mut client = run(&copy, "").await.expect("the copy answers");
            catalogs.push(introspect::read(&mut client).await.expect("a catalog"));
        }
        catalogs.push(spelled(&scratch, &catalog).await.expect("our own plan of it runs"));
        catalogs.push(catalog);
    }
    for catalog in &catalogs {
        is_equal(&scratch, &catalogs[0], catalog).await;
        is_equal(&scratch, catalog, &catalogs[0]).await;
    }
}

async fn is_equal(scratch: &Scratch, from: &Catalog, to: &Catalog) {
    let comparison = compare(scratch, from, to, &[]).await.expect("comparable");
    assert!(comparison.is_equal(), "{:#?}", groups(&comparison.from, &comparison.to, &[]));
    assert_eq!(from.unmodelled, to.unmodelled);
}

#[tokio::test]
async fn casts_on_literal_defaults() {
    are_one(&[
        "CREATE TABLE t (a text[] DEFAULT '{}', b int DEFAULT -1, c varchar(5) DEFAULT 'x', d jsonb DEFAULT '{}',
            e numeric DEFAULT 1.5, f date DEFAULT '2026-01-01', g bigint DEFAULT 0, h text DEFAULT NULL)",
        "CREATE TABLE t (a text[] DEFAULT '{}'::text[], b int DEFAULT (-1), c varchar(5) DEFAULT 'x'::varchar,
            d jsonb DEFAULT '{}'::jsonb, e numeric DEFAULT (1.5), f date DEFAULT '2026-01-01'::date,
            g bigint DEFAULT (0), h text DEFAULT NULL)",
    ])
    .await;
}

#[tokio::test]
async fn spellings_of_now() {
    are_one(&[
        "CREATE TABLE t (a timestamptz DEFAULT now(), b timestamptz DEFAULT CURRENT_TIMESTAMP, c date DEFAULT CURRENT_DATE,
            d timestamp DEFAULT localtimestamp, e timestamptz(3) DEFAULT now())",
        "CREATE TABLE t (a timestamptz DEFAULT pg_catalog.NOW ( ), b timestamptz DEFAULT current_timestamp, c date DEFAULT current_date,
            d timestamp DEFAULT LOCALTIMESTAMP, e timestamp(3) with time zone DEFAULT (now()))",
    ])
    .await;
}

#[tokio::test]
async fn in_between_and_like() {
    are_one(&[
        "CREATE TABLE t (a text CHECK (a IN ('x', 'y')), b int CHECK (b BETWEEN 1 AND 9), c text CHECK (c LIKE 'x%'),
            d varchar(9) CHECK (d NOT IN ('x', 'y')), CHECK (NOT (b = 3 OR b = 4)))",
        "CREATE TABLE t (a text CHECK (a = ANY (ARRAY['x'::text, 'y'::text])), b int CHECK (b >= 1 AND b <= 9),
            c text CHECK (c ~~ 'x%'), d varchar(9) CHECK (d::text <> ALL (ARRAY['x'::varchar, 'y'::varchar]::text[])),
            CHECK (NOT ((b = 3) OR (b = 4))))",
    ])
    .await;
}

#[tokio::test]
async fn parentheses_of_index_expressions() {
    are_one(&[
        "CREATE TABLE t (a text, b int); CREATE INDEX one ON t (lower(a)); CREATE INDEX two ON t ((b + 1), b);
            CREATE INDEX three ON t (a) WHERE b > 0 AND a IS NOT NULL; CREATE INDEX four ON t ((a || 'x'))",
        "CREATE TABLE t (a text, b int); CREATE INDEX one ON t ((lower((a)))); CREATE INDEX two ON t (((b) + (1)), b);
            CREATE INDEX three ON t (a) WHERE ((b > 0) AND (a IS NOT NULL)); CREATE INDEX four ON t (((a) || ('x'::text)))",
    ])
    .await;
}

#[tokio::test]
async fn default_operator_classes() {
    are_one(&[
        "CREATE TABLE t (a text, b jsonb, c int); CREATE INDEX one ON t (a); CREATE INDEX two ON t USING gin (b);
            CREATE INDEX three ON t (c); CREATE INDEX four ON t (a text_pattern_ops DESC)",
        "CREATE TABLE t (a text, b jsonb, c int); CREATE INDEX one ON t USING btree (a text_ops ASC NULLS LAST);
            CREATE INDEX two ON t USING gin (b jsonb_ops); CREATE INDEX three ON t (c int4_ops);
            CREATE INDEX four ON t (a text_pattern_ops DESC NULLS FIRST)",
    ])
    .await;
}

#[tokio::test]
async fn lengths_inside_casts() {
    are_one(&[
        "CREATE TABLE t (a varchar(10) CHECK (a <> ''), b varchar(10) CHECK (b::varchar(3) = 'abc'),
            c numeric(5, 2) CHECK (c > 0), d char(3) DEFAULT 'abc')",
        "CREATE TABLE t (a character varying(10) CHECK (a::text <> ''::text),
            b varchar(10) CHECK (((b)::character varying(3))::text = 'abc'::text), c numeric(5,2) CHECK (c > 0::numeric),
            d character(3) DEFAULT 'abc'::bpchar)",
    ])
    .await;
}

#[tokio::test]
async fn enums_of_other_namespaces() {
    are_one(&[
        "CREATE SCHEMA kinds; CREATE TYPE kinds.mood AS ENUM ('ok', 'sad'); CREATE TYPE mood AS ENUM ('fine');
            CREATE TABLE t (a kinds.mood DEFAULT 'ok', b mood DEFAULT 'fine', c kinds.mood[] DEFAULT '{ok}',
            CHECK (a <> 'sad'))",
        "CREATE SCHEMA kinds; SET search_path = kinds; CREATE TYPE mood AS ENUM ('ok', 'sad');
            CREATE TYPE public.mood AS ENUM ('fine');
            CREATE TABLE public.t (a mood DEFAULT 'ok'::mood, b public.mood DEFAULT 'fine'::public.mood,
            c mood[] DEFAULT '{ok}'::mood[], CHECK ((a <> 'sad'::mood)))",
    ])
    .await;
}

#[tokio::test]
async fn serial_columns_and_their_sequences() {
    are_one(&[
        "CREATE TABLE t (a serial PRIMARY KEY, b bigserial)",
        "CREATE SEQUENCE t_a_seq AS integer; CREATE SEQUENCE t_b_seq;
            CREATE TABLE t (a int DEFAULT nextval('t_a_seq'::regclass) PRIMARY KEY,
            b bigint NOT NULL DEFAULT nextval('public.t_b_seq'));
            ALTER SEQUENCE t_a_seq OWNED BY t.a; ALTER SEQUENCE t_b_seq OWNED BY t.b",
    ])
    .await;
}

#[tokio::test]
async fn identity_columns_and_sequences_of_ones_own() {
    are_one(&[
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b bigint GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT 2));
            CREATE SEQUENCE s; CREATE TABLE u (a bigint DEFAULT nextval('s'))",
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (MINVALUE 1 CACHE 1),
            b bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 2 START WITH 5 NO CYCLE));
            CREATE SEQUENCE s AS bigint START 1; CREATE TABLE u (a bigint DEFAULT nextval('public.s'::regclass))",
    ])
    .await;
}

#[tokio::test]
async fn the_index_behind_a_constraint() {
    are_one(&[
        "CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int, CONSTRAINT c_key UNIQUE (c) INCLUDE (b));
            CREATE TABLE u (a int REFERENCES t)",
        "CREATE TABLE t (a int NOT NULL, b int, c int);
            CREATE UNIQUE INDEX t_pkey ON t (a); ALTER TABLE t ADD PRIMARY KEY USING INDEX t_pkey;
            CREATE UNIQUE INDEX t_b_key ON t (b); ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE USING INDEX t_b_key;
            CREATE UNIQUE INDEX c_key ON t (c) INCLUDE (b); ALTER TABLE t ADD CONSTRAINT c_key UNIQUE USING INDEX c_key;
            CREATE TABLE u (a int, CONSTRAINT u_a_fkey FOREIGN KEY (a) REFERENCES t (a))",
    ])
    .await;
}

#[tokio::test]
async fn what_partitions_inherit() {
    are_one(&[
        "CREATE TABLE t (a int, b int CHECK (b > 0), PRIMARY KEY (a)) PARTITION BY RANGE (a);
            CREATE INDEX t_b ON t (b);
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (9); CREATE TABLE t_rest PARTITION OF t DEFAULT",
        "CREATE TABLE t (a int, b int, CONSTRAINT t_b_check CHECK ((b > 0)), PRIMARY KEY (a)) PARTITION BY RANGE (a);
            CREATE TABLE t_1 (a int NOT NULL, b int, CONSTRAINT t_b_check CHECK ((b > 0)), PRIMARY KEY (a));
            CREATE TABLE t_rest (a int NOT NULL, b int, CONSTRAINT t_b_check CHECK (b > 0));
            ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES FROM ('0') TO ('9'); ALTER TABLE t ATTACH PARTITION t_rest DEFAULT;
            CREATE INDEX t_b ON t USING btree (b)",
    ])
    .await;
}

#[tokio::test]
async fn objects_of_extensions() {
    are_one(&[
        "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE TABLE t (a citext DEFAULT 'x', b hstore)",
        "CREATE SCHEMA IF NOT EXISTS public; CREATE EXTENSION hstore SCHEMA public; CREATE EXTENSION citext WITH SCHEMA public;
            CREATE TABLE t (a public.citext DEFAULT 'x'::public.citext, b public.hstore)",
    ])
    .await;
}

#[tokio::test]
async fn what_newer_majors_added() {
    are_one(&[
        "CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED, PRIMARY KEY (a))",
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS ((a * 2)) STORED); ALTER TABLE t ALTER a SET NOT NULL;
            ALTER TABLE t ADD PRIMARY KEY (a)",
    ])
    .await;
    if major().await >= 15 {
        are_one(&[
            "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT, b int UNIQUE NULLS DISTINCT)",
            "CREATE TABLE t (a int, b int UNIQUE, CONSTRAINT t_a_key UNIQUE NULLS NOT DISTINCT (a))",
        ])
        .await;
    }
    if major().await >= 18 {
        are_one(&[
            "CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2), c int CONSTRAINT named NOT NULL)",
            "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int, CONSTRAINT named NOT NULL c,
                CONSTRAINT t_a_not_null NOT NULL a)",
        ])
        .await;
    }
}
