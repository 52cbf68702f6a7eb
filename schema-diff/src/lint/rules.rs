//! The rules, a file each.
//!
//! A rule looks at one statement through its [`Place`](super::file::Place), and says what is wrong with it.

mod add_not_null_without_default;
mod attach_partition_without_check;
mod auto_increment_column;
mod backfill_in_schema_transaction;
mod changing_access;
mod changing_column_type;
mod changing_default;
mod changing_generated_column;
mod changing_identity;
mod changing_owner;
mod changing_settings;
mod char_type;
mod check_without_not_valid;
mod column_alignment;
mod column_storage;
mod concurrently_in_transaction;
mod detach_inheritance;
mod detach_partition_without_concurrently;
mod disable_trigger;
mod disabling_row_security;
mod domain_constraint;
mod domain_with_constraint;
mod drop_cascade;
mod drop_column;
mod drop_constraint;
mod drop_database;
mod drop_default;
mod drop_index;
mod drop_index_without_concurrently;
mod drop_not_null;
mod drop_schema;
mod drop_table;
mod drop_trigger_or_policy;
mod drop_used_object;
mod duplicate_column;
mod duplicate_index;
mod enum_value_ordering;
mod enum_value_used_in_its_transaction;
mod exclusion_constraint;
mod extending_object;
mod foreign_key_without_not_valid;
mod grant_to_public;
mod identifier_too_long;
mod index_without_concurrently;
mod leftover_setting;
mod lock_table;
mod missing_foreign_key_index;
mod missing_lock_timeout;
mod missing_statement_timeout;
mod money_type;
mod naming;
mod new_write_restriction;
mod not_repeatable;
mod not_valid_and_validate_together;
mod opaque_block;
mod password_in_file;
mod policy_without_row_security;
mod powerful_role;
mod prefer_bigint;
mod prefer_identity;
mod prefer_jsonb;
mod prefer_text;
mod prefer_timestamptz;
mod primary_key_without_index;
mod refresh_without_concurrently;
mod refused_in_transaction;
mod reindex_without_concurrently;
mod renaming_column;
mod renaming_constraint_or_index;
mod renaming_object;
mod renaming_table;
mod replacing_view_or_function;
mod replica_identity;
mod row_security_without_policy;
mod security_definer_without_search_path;
mod sequence_values;
mod set_not_null;
mod set_schema;
mod several_foreign_keys;
mod stored_generated_column;
mod table_rewrite;
mod table_without_namespace;
mod table_without_primary_key;
mod transaction_nesting;
mod trigger_on_existing_table;
mod truncate;
mod truncate_cascade;
mod uncommitted_transaction;
mod unique_may_fail;
mod unique_nulls;
mod unique_without_index;
mod unnamed_constraint;
mod update_without_where;
mod volatile_default;
mod wide_index;

use super::Rule;

/// All rules, by name.
pub(super) const RULES: [Rule; 95] = [
    add_not_null_without_default::RULE,
    attach_partition_without_check::RULE,
    auto_increment_column::RULE,
    backfill_in_schema_transaction::RULE,
    changing_access::RULE,
    changing_column_type::RULE,
    changing_default::RULE,
    changing_generated_column::RULE,
    changing_identity::RULE,
    changing_owner::RULE,
    changing_settings::RULE,
    char_type::RULE,
    check_without_not_valid::RULE,
    column_alignment::RULE,
    column_storage::RULE,
    concurrently_in_transaction::RULE,
    detach_inheritance::RULE,
    detach_partition_without_concurrently::RULE,
    disable_trigger::RULE,
    disabling_row_security::RULE,
    domain_constraint::RULE,
    domain_with_constraint::RULE,
    drop_cascade::RULE,
    drop_column::RULE,
    drop_constraint::RULE,
    drop_database::RULE,
    drop_default::RULE,
    drop_index::RULE,
    drop_index_without_concurrently::RULE,
    drop_not_null::RULE,
    drop_schema::RULE,
    drop_table::RULE,
    drop_trigger_or_policy::RULE,
    drop_used_object::RULE,
    duplicate_column::RULE,
    duplicate_index::RULE,
    enum_value_ordering::RULE,
    enum_value_used_in_its_transaction::RULE,
    exclusion_constraint::RULE,
    extending_object::RULE,
    foreign_key_without_not_valid::RULE,
    grant_to_public::RULE,
    identifier_too_long::RULE,
    index_without_concurrently::RULE,
    leftover_setting::RULE,
    lock_table::RULE,
    missing_foreign_key_index::RULE,
    missing_lock_timeout::RULE,
    missing_statement_timeout::RULE,
    money_type::RULE,
    naming::RULE,
    new_write_restriction::RULE,
    not_repeatable::RULE,
    not_valid_and_validate_together::RULE,
    opaque_block::RULE,
    password_in_file::RULE,
    policy_without_row_security::RULE,
    powerful_role::RULE,
    prefer_bigint::RULE,
    prefer_identity::RULE,
    prefer_jsonb::RULE,
    prefer_text::RULE,
    prefer_timestamptz::RULE,
    primary_key_without_index::RULE,
    refresh_without_concurrently::RULE,
    refused_in_transaction::RULE,
    reindex_without_concurrently::RULE,
    renaming_column::RULE,
    renaming_constraint_or_index::RULE,
    renaming_object::RULE,
    renaming_table::RULE,
    replacing_view_or_function::RULE,
    replica_identity::RULE,
    row_security_without_policy::RULE,
    security_definer_without_search_path::RULE,
    sequence_values::RULE,
    set_not_null::RULE,
    set_schema::RULE,
    several_foreign_keys::RULE,
    stored_generated_column::RULE,
    table_rewrite::RULE,
    table_without_namespace::RULE,
    table_without_primary_key::RULE,
    transaction_nesting::RULE,
    trigger_on_existing_table::RULE,
    truncate::RULE,
    truncate_cascade::RULE,
    uncommitted_transaction::RULE,
    unique_may_fail::RULE,
    unique_nulls::RULE,
    unique_without_index::RULE,
    unnamed_constraint::RULE,
    update_without_where::RULE,
    volatile_default::RULE,
    wide_index::RULE,
];
