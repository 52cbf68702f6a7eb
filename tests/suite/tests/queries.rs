//! Typed queries on a real server.

use aegis::{AvailabilityStatus, GuardProfile, Job, JobStatus, Payment, User, UserRole, UserStatus};
use entity_core::prelude::*;
use entity_core::query::{Cursor, count_rows};
use serde_json::json;
use suite::{aegis, guard, new_user};

const METRES: Meters = Meters(24_140.0);

fn here() -> GeoPoint {
    GeoPoint::new(-118.2437, 34.0522).expect("Los Angeles")
}

/// The document's query: available guards of a skill near a place, nearest first, whose user is active.
fn nearby() -> Select<GuardProfile> {
    GuardProfile::query()
        .filter(GuardProfile::availability_status.eq(AvailabilityStatus::Available))
        .filter(GuardProfile::current_location.within(here(), METRES))
        .filter(GuardProfile::skills.contains(json!(["unarmed"])))
        .filter(GuardProfile::user.any(User::status.eq(UserStatus::Active)))
        .order_by(GuardProfile::current_location.distance(here()))
        .limit(20)
}

async fn place(db: &Db, email: &str, (longitude, latitude): (f64, f64), skills: serde_json::Value) -> GuardProfile {
    let (_, profile) = guard(db, email).await;
    let at = GeoPoint::new(longitude, latitude).expect("a place");
    let skills = serde_json::from_value(skills).expect("skills");
    let update = GuardProfile::update(profile.id)
        .set(GuardProfile::availability_status, AvailabilityStatus::Available)
        .set(GuardProfile::current_location, at)
        .set(GuardProfile::skills, Json(skills));
    assert_eq!(update.execute(db).await.expect("updated"), 1);
    GuardProfile::find(profile.id, db).await.expect("answers").expect("is there")
}

#[tokio::test]
async fn nearby_guards_come_nearest_first() {
    let (_database, db) = aegis().await;
    let far = place(&db, "far@example.com", (-118.3, 34.1), json!(["unarmed", "patrol"])).await;
    let near = place(&db, "near@example.com", (-118.2437, 34.0523), json!(["unarmed"])).await;
    let armed = place(&db, "armed@example.com", (-118.25, 34.05), json!(["armed"])).await;
    let away = place(&db, "away@example.com", (-122.4, 37.7), json!(["unarmed"])).await;
    let suspended = place(&db, "suspended@example.com", (-118.25, 34.05), json!(["unarmed"])).await;
    let (id, status) = (suspended.user_id, UserStatus::Suspended);
    assert_eq!(User::update(id).set(User::status, status).execute(&db).await.expect("updated"), 1);

    let found: Vec<_> = nearby().all(&db).await.expect("answers").iter().map(|profile| profile.id).collect();
    assert_eq!(found, [near.id, far.id]);
    assert!(!found.contains(&armed.id) && !found.contains(&away.id));
    // A user who was deleted softly is no active user either.
    let user = User::find(near.user_id, &db).await.expect("answers").expect("is there");
    assert!(user.delete(&db).await.expect("deleted"));
    let found: Vec<_> = nearby().all(&db).await.expect("answers").iter().map(|profile| profile.id).collect();
    assert_eq!(found, [far.id]);
}

#[tokio::test]
async fn the_geo_query_is_one_statement_with_bound_values() {
    let sql = nearby().sql();
    assert!(sql.contains("EXISTS") && !sql.contains("JOIN"), "{sql}");
    for value in ["34.0522", "24140", "unarmed", "active"] {
        assert!(!sql.contains(value), "{value} in {sql}");
    }
    // The constant of a declared index predicate is the one exception: a bound value could not use the index.
    assert!(sql.contains("'available'"), "{sql}");
}

#[tokio::test]
async fn swapped_coordinates_are_refused_in_rust() {
    assert!(GeoPoint::new(34.0522, -118.2437).expect_err("swapped").to_string().contains("longitude comes first"));
}

async fn names(query: Select<User>, db: &Db) -> Vec<String> {
    let found = query.order_by(User::email.asc()).all(db).await.expect("answers");
    found.into_iter().map(|user| user.email.split('@').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn filters_mean_what_they_say() {
    let (_database, db) = aegis().await;
    for (name, role, phone) in
        [("ann", UserRole::Admin, Some("1")), ("bob", UserRole::Guard, None), ("cid", UserRole::Customer, Some("3"))]
    {
        let user = new_user(&format!("{name}@example.com")).role(role).phone_number(phone.map(str::to_owned));
        user.insert(&db).await.expect("a user");
    }
    let q = User::query;
    for (filter, expected) in [
        (User::email.eq("ann@example.com"), vec!["ann"]),
        (User::email.ne("ann@example.com"), vec!["bob", "cid"]),
        (User::email.gt("b"), vec!["bob", "cid"]),
        (User::email.ge("bob@example.com"), vec!["bob", "cid"]),
        (User::email.lt("b"), vec!["ann"]),
        (User::email.between("a", "c"), vec!["ann", "bob"]),
        (User::email.like("%b@%"), vec!["bob"]),
        (User::email.ilike("A%"), vec!["ann"]),
        (User::role.is_in([UserRole::Admin, UserRole::Guard]), vec!["ann", "bob"]),
        (User::role.is_in(Vec::<UserRole>::new()), vec![]),
        (User::role.not_in([UserRole::Admin]), vec!["bob", "cid"]),
        (User::phone_number.is_null(), vec!["bob"]),
        (User::phone_number.is_not_null(), vec!["ann", "cid"]),
        (User::phone_number.eq("1").or(User::phone_number.is_null()), vec!["ann", "bob"]),
        (User::phone_number.eq("1").and(User::role.eq(UserRole::Guard)), vec![]),
        (!User::role.eq(UserRole::Admin), vec!["bob", "cid"]),
        (
            User::role.eq(UserRole::Admin).or(User::role.eq(UserRole::Guard)).and(User::phone_number.is_null()),
            vec!["bob"],
        ),
        (Filter::any([]), vec![]),
        (Filter::all([]), vec!["ann", "bob", "cid"]),
        (User::guard_profile.exists(), vec![]),
        (User::guard_profile.none(GuardProfile::hourly_rate_cents.gt(0)), vec!["ann", "bob", "cid"]),
    ] {
        assert_eq!(names(q().filter(filter.clone()), &db).await, expected, "{}", q().filter(filter).sql());
    }
    assert_eq!(names(q().filter_opt(None::<Filter<User>>), &db).await.len(), 3);
    assert_eq!(q().count(&db).await.expect("answers"), 3);
    assert!(q().filter(User::role.eq(UserRole::Guard)).exists(&db).await.expect("answers"));
    let second = q().order_by(User::email.desc()).offset(1).limit(1).one(&db).await.expect("answers");
    assert_eq!(second.email, "bob@example.com");
    let none = q().filter(User::email.eq("nobody")).one(&db).await.expect_err("nobody");
    assert!(none.is_not_found() && none.to_string() == "no such User");
}

#[tokio::test]
async fn hostile_text_is_only_a_value() {
    let (_database, db) = aegis().await;
    let hostile = "'; DROP TABLE users; -- $1 \" \\ \u{0000}";
    let error =
        User::query().filter(User::email.eq(hostile)).all(&db).await.expect_err("text has no zero byte in PostgreSQL");
    assert!(!error.to_string().contains("DROP"), "{error}");
    let hostile = hostile.replace('\0', "");
    assert_eq!(User::query().filter(User::email.eq(hostile.as_str())).count(&db).await.expect("answers"), 0);
    let user = new_user("ok@example.com").profile(json!({ "note": hostile })).insert(&db).await.expect("a user");
    assert_eq!(user.profile.expect("a profile")["note"], json!(hostile));
}

/// What a list of users shows.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = User)]
struct UserCard {
    email: String,
    #[projection(column = first_name)]
    name: String,
    phone_number: Option<String>,
}

#[tokio::test]
async fn a_projection_reads_exactly_its_columns() {
    let (_database, db) = aegis().await;
    new_user("ann@example.com").phone_number("1".to_owned()).insert(&db).await.expect("a user");
    let query = User::query().filter(User::email.eq("ann@example.com")).project::<UserCard>();
    let sql = query.sql();
    assert!(sql.contains("first_name") && !sql.contains("password_hash"), "{sql}");
    let card = query.one(&db).await.expect("a card");
    let expected =
        UserCard { email: "ann@example.com".to_owned(), name: "Mike".to_owned(), phone_number: Some("1".to_owned()) };
    assert_eq!(card, expected);
}

#[derive(Debug, Projection)]
#[projection(of = User)]
struct CustomerCard {
    id: Id<User>,
    first_name: String,
    #[projection(relation = jobs_as_customer, order_by = Job::created_at.desc(), limit = 3)]
    last_jobs: Vec<JobCard>,
    #[projection(expr = User::jobs_as_customer.count())]
    jobs: i64,
}

#[derive(Debug, Projection)]
#[projection(of = Job)]
struct JobCard {
    status: JobStatus,
    guard: Option<PersonCard>,
    payment: Option<PaymentCard>,
}

#[derive(Debug, Projection)]
#[projection(of = User)]
struct PersonCard {
    first_name: String,
}

#[derive(Debug, Projection)]
#[projection(of = Payment)]
struct PaymentCard {
    amount_cents: i32,
}

/// What the README shows.
#[tokio::test]
async fn the_readme_is_true() {
    let (_database, db) = aegis().await;
    aegis::seed::seed(&db).await.expect("seeded");
    let (name, cursor) = (Some("custom"), None::<Cursor>);
    let page = User::query()
        .filter(User::jobs_as_customer.any(Job::status.eq(JobStatus::Completed)))
        .filter_opt(name.map(|name| User::last_name.icontains_text(name)))
        .order_by(User::last_name.asc())
        .project::<CustomerCard>()
        .page(20)
        .after(cursor);
    let page = entity_core::assert_statements!(4, db, page.fetch(&db)).await.expect("answers");
    let [card] = page.rows.as_slice() else { panic!("{page:?}") };
    assert_eq!((&*card.first_name, card.jobs, card.id.uuid()), ("John", 1, aegis::seed::CUSTOMER));
    let job = &card.last_jobs[0];
    assert_eq!(job.status, JobStatus::Completed);
    assert_eq!(job.guard.as_ref().map(|guard| &*guard.first_name), Some("Mike"));
    assert_eq!(job.payment.as_ref().map(|payment| payment.amount_cents), Some(20_000));
    let completed = Job::status.eq(JobStatus::Completed);
    let totals: Vec<(String, i64, Option<i64>)> = Job::query()
        .join(Job::customer)
        .group_by(User::last_name)
        .having(count_rows().gt(0))
        .select((User::last_name, count_rows(), Job::total_amount_cents.sum().filter(completed)))
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(totals, [("Customer".to_owned(), 1, Some(20_000))]);
}
