//! What the structs say, as the reference DDL says it.

use entity_core::entity::{EntityDef, naming};

fn entity(table: &str) -> &'static EntityDef {
    aegis::SCHEMA.entities().find(|entity| entity.table == table).expect("a table of Aegis")
}

#[test]
fn every_table_is_there_with_all_its_columns() {
    let counts: Vec<_> = aegis::SCHEMA.entities().map(|entity| (entity.table, entity.columns.len())).collect();
    let expected = [
        ("users", 15),
        ("guard_profiles", 14),
        ("jobs", 28),
        ("payments", 15),
        ("location_history", 7),
        ("background_checks", 13),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn names_follow_from_the_structs() {
    let mut names: Vec<String> = Vec::new();
    for entity in aegis::SCHEMA.entities() {
        names.extend(entity.indexes.iter().map(|index| naming::index(entity, index).to_string()));
        names.extend(entity.checks.iter().map(|check| naming::check(entity, check).to_string()));
        names.extend(entity.foreign_keys.iter().map(|key| naming::foreign_key(entity, key).to_string()));
    }
    let expected = [
        "uniq_users_email",
        "idx_users_role_status",
        "chk_users_first_name_length",
        "chk_users_last_name_length",
        "uniq_guard_profiles_user_id",
        "idx_guard_profiles_license_state",
        "idx_guard_profiles_availability_status",
        "idx_guard_profiles_current_location",
        "idx_guard_profiles_skills",
        "chk_guard_profiles_hourly_rate_cents_range",
        "chk_guard_profiles_years_experience_range",
        "fk_guard_profiles_users",
        "idx_jobs_status_start_time",
        "idx_jobs_location_coordinates",
        "idx_jobs_created_at",
        "chk_jobs_location_address_length",
        "chk_jobs_end_time_after_start_time",
        "chk_jobs_hourly_rate_cents_range",
        "chk_jobs_total_amount_cents_range",
        "fk_jobs_customer",
        "fk_jobs_guard",
        "uniq_payments_job_id",
        "uniq_payments_stripe_payment_intent_id",
        "idx_payments_status",
        "chk_payments_amount_cents_range",
        "chk_payments_platform_fee_cents_range",
        "chk_payments_guard_payout_cents_range",
        "fk_payments_jobs",
        "idx_location_history_guard_id_job_id",
        "idx_location_history_job_id_recorded_at",
        "idx_location_history_location",
        "idx_location_history_created_at",
        "fk_location_history_users",
        "fk_location_history_jobs",
        "uniq_background_checks_guard_id",
        "fk_background_checks_guard",
        "fk_background_checks_approved_by_admin",
    ];
    assert_eq!(names, expected);
}

#[test]
fn rust_values_become_sql() {
    let users = entity("users");
    let default =
        |column: &str| users.column(column).and_then(|column| column.default).and_then(|it| it.sql(&users.qual_name()));
    assert_eq!(default("id").as_deref(), Some("gen_random_uuid()"));
    assert_eq!(default("role").as_deref(), Some("'customer'"));
    assert_eq!(default("mfa_enabled").as_deref(), Some("false"));
    assert_eq!(default("created_at").as_deref(), Some("now()"));
    assert_eq!(default("email"), None);

    let guards = entity("guard_profiles");
    let skills = guards.column("skills").and_then(|column| column.default).and_then(|it| it.sql(&guards.qual_name()));
    assert_eq!(skills.as_deref(), Some("'[]'"));
    let predicates: Vec<_> = [users, guards]
        .iter()
        .flat_map(|entity| entity.indexes)
        .filter_map(|index| index.predicate.and_then(|it| it.sql()))
        .collect();
    assert_eq!(predicates, ["deleted_at IS NULL", "availability_status = 'available'"]);
    let checks: Vec<_> = guards.checks.iter().map(|check| (check.sql)()).collect();
    let expected = [
        "hourly_rate_cents >= 1000 AND hourly_rate_cents <= 100000",
        "years_experience >= 0 AND years_experience <= 50",
    ];
    assert_eq!(checks, expected);
}
