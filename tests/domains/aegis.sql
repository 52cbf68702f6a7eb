-- Aegis: security guards booked by location. Reference DDL: what `run` must leave in an empty database.
-- Six tables from the design document "Database Schema & Migration Strategy", its contradictions resolved
-- (timestamptz everywhere, no duplicate index beside a unique, one shared updated_at function). PostgreSQL 14+, PostGIS 3.1+.
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TYPE user_role           AS ENUM ('customer', 'guard', 'admin');
CREATE TYPE user_status         AS ENUM ('active', 'inactive', 'suspended');
CREATE TYPE job_status          AS ENUM ('requested', 'matched', 'accepted', 'in_progress', 'completed', 'cancelled');
CREATE TYPE job_type            AS ENUM ('basic', 'event', 'executive', 'specialized');
CREATE TYPE payment_status      AS ENUM ('pending', 'authorized', 'captured', 'failed', 'refunded');
CREATE TYPE availability_status AS ENUM ('available', 'busy', 'offline');

CREATE TABLE users (
  id                 uuid         NOT NULL DEFAULT gen_random_uuid() CONSTRAINT users_pkey PRIMARY KEY,
  email              varchar(255) NOT NULL,
  password_hash      varchar(255) NOT NULL,                       -- secret: never serialised, logged or shown by Debug
  role               user_role    NOT NULL DEFAULT 'customer',
  status             user_status  NOT NULL DEFAULT 'active',
  first_name         varchar(100) NOT NULL CONSTRAINT chk_users_first_name_length CHECK (char_length(first_name) >= 2),
  last_name          varchar(100) NOT NULL CONSTRAINT chk_users_last_name_length CHECK (char_length(last_name) >= 2),
  phone_number       varchar(20),
  profile            jsonb,
  stripe_customer_id varchar(255),
  mfa_secret         varchar(255),                                -- secret
  mfa_enabled        boolean      NOT NULL DEFAULT false,
  deleted_at         timestamptz,
  created_at         timestamptz  NOT NULL DEFAULT now(),
  updated_at         timestamptz  NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uniq_users_email ON users (email) WHERE deleted_at IS NULL;
CREATE INDEX idx_users_role_status ON users (role, status);

CREATE TABLE guard_profiles (
  id                  uuid         NOT NULL DEFAULT gen_random_uuid() CONSTRAINT guard_profiles_pkey PRIMARY KEY,
  user_id             uuid         NOT NULL CONSTRAINT fk_guard_profiles_users REFERENCES users (id) ON DELETE CASCADE,
  license_number      varchar(100) NOT NULL,
  license_state       varchar(2)   NOT NULL,
  license_expiry      date         NOT NULL,
  skills              jsonb        NOT NULL DEFAULT '[]',
  certifications      jsonb        NOT NULL DEFAULT '[]',
  hourly_rate_cents   integer      NOT NULL CONSTRAINT chk_guard_profiles_hourly_rate_cents_range CHECK (hourly_rate_cents >= 1000 AND hourly_rate_cents <= 100000),
  availability_status availability_status NOT NULL DEFAULT 'offline',
  current_location    geography(Point, 4326),
  bio                 text,
  years_experience    integer      CONSTRAINT chk_guard_profiles_years_experience_range CHECK (years_experience >= 0 AND years_experience <= 50),
  created_at          timestamptz  NOT NULL DEFAULT now(),
  updated_at          timestamptz  NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uniq_guard_profiles_user_id ON guard_profiles (user_id);
CREATE INDEX idx_guard_profiles_availability_status ON guard_profiles (availability_status) WHERE availability_status = 'available';
CREATE INDEX idx_guard_profiles_current_location ON guard_profiles USING gist (current_location);
CREATE INDEX idx_guard_profiles_skills ON guard_profiles USING gin (skills);
CREATE INDEX idx_guard_profiles_license_state ON guard_profiles (license_state);

CREATE TABLE jobs (
  id                   uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT jobs_pkey PRIMARY KEY,
  customer_id          uuid        NOT NULL CONSTRAINT fk_jobs_customer REFERENCES users (id) ON DELETE RESTRICT,
  guard_id             uuid        CONSTRAINT fk_jobs_guard REFERENCES users (id) ON DELETE RESTRICT,
  status               job_status  NOT NULL DEFAULT 'requested',
  job_type             job_type    NOT NULL DEFAULT 'basic',
  location_address     text        NOT NULL CONSTRAINT chk_jobs_location_address_length CHECK (char_length(location_address) >= 10),
  location_coordinates geography(Point, 4326) NOT NULL,
  start_time           timestamptz NOT NULL,
  end_time             timestamptz NOT NULL,
  duration_hours       numeric(6,2) GENERATED ALWAYS AS (EXTRACT(epoch FROM (end_time - start_time)) / 3600) STORED,
  actual_start_time    timestamptz,
  actual_end_time      timestamptz,
  hourly_rate_cents    integer     NOT NULL CONSTRAINT chk_jobs_hourly_rate_cents_range CHECK (hourly_rate_cents >= 1),
  total_amount_cents   integer     NOT NULL CONSTRAINT chk_jobs_total_amount_cents_range CHECK (total_amount_cents >= 1),
  platform_fee_cents   integer,
  required_skills      jsonb       NOT NULL DEFAULT '[]',
  special_instructions text,
  tracking_points      jsonb       NOT NULL DEFAULT '[]',
  check_in_location    geography(Point, 4326),
  check_out_location   geography(Point, 4326),
  requested_at         timestamptz NOT NULL DEFAULT now(),
  matched_at           timestamptz,
  accepted_at          timestamptz,
  started_at           timestamptz,
  completed_at         timestamptz,
  cancelled_at         timestamptz,
  created_at           timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT chk_jobs_end_time_after_start_time CHECK (end_time > start_time)
);
CREATE INDEX idx_jobs_customer_id ON jobs (customer_id);
CREATE INDEX idx_jobs_guard_id ON jobs (guard_id);
CREATE INDEX idx_jobs_status_start_time ON jobs (status, start_time);
CREATE INDEX idx_jobs_location_coordinates ON jobs USING gist (location_coordinates);
CREATE INDEX idx_jobs_created_at ON jobs (created_at DESC);

CREATE TABLE payments (
  id                       uuid           NOT NULL DEFAULT gen_random_uuid() CONSTRAINT payments_pkey PRIMARY KEY,
  job_id                   uuid           NOT NULL CONSTRAINT fk_payments_jobs REFERENCES jobs (id) ON DELETE RESTRICT,
  stripe_payment_intent_id varchar(255)   NOT NULL,
  stripe_charge_id         varchar(255),
  stripe_transfer_id       varchar(255),
  amount_cents             integer        NOT NULL CONSTRAINT chk_payments_amount_cents_range CHECK (amount_cents >= 1),
  platform_fee_cents       integer        NOT NULL CONSTRAINT chk_payments_platform_fee_cents_range CHECK (platform_fee_cents >= 0),
  guard_payout_cents       integer        NOT NULL CONSTRAINT chk_payments_guard_payout_cents_range CHECK (guard_payout_cents >= 1),
  status                   payment_status NOT NULL DEFAULT 'pending',
  authorized_at            timestamptz,
  captured_at              timestamptz,
  failed_at                timestamptz,
  refunded_at              timestamptz,
  created_at               timestamptz    NOT NULL DEFAULT now(),
  updated_at               timestamptz    NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uniq_payments_job_id ON payments (job_id);
CREATE UNIQUE INDEX uniq_payments_stripe_payment_intent_id ON payments (stripe_payment_intent_id);
CREATE INDEX idx_payments_status ON payments (status);

CREATE TABLE location_history (
  id              uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT location_history_pkey PRIMARY KEY,
  guard_id        uuid        NOT NULL CONSTRAINT fk_location_history_users REFERENCES users (id) ON DELETE CASCADE,
  job_id          uuid        NOT NULL CONSTRAINT fk_location_history_jobs REFERENCES jobs (id) ON DELETE CASCADE,
  location        geography(Point, 4326) NOT NULL,
  accuracy_meters real,
  recorded_at     timestamptz NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_location_history_guard_id_job_id ON location_history (guard_id, job_id);
CREATE INDEX idx_location_history_job_id_recorded_at ON location_history (job_id, recorded_at DESC);
CREATE INDEX idx_location_history_created_at ON location_history (created_at);
CREATE INDEX idx_location_history_location ON location_history USING gist (location);

CREATE TABLE background_checks (
  id                     uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT background_checks_pkey PRIMARY KEY,
  guard_id               uuid        NOT NULL CONSTRAINT fk_background_checks_guard REFERENCES users (id) ON DELETE CASCADE,
  criminal_check_passed  boolean,
  license_check_passed   boolean,
  reference_check_passed boolean,
  checkr_candidate_id    varchar(255),
  checkr_report_id       varchar(255),
  approved_by_admin_id   uuid        CONSTRAINT fk_background_checks_approved_by_admin REFERENCES users (id) ON DELETE SET NULL,
  approved_at            timestamptz,
  rejected_at            timestamptz,
  rejection_reason       text,
  created_at             timestamptz NOT NULL DEFAULT now(),
  updated_at             timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uniq_background_checks_guard_id ON background_checks (guard_id);
CREATE INDEX idx_background_checks_approved_by_admin_id ON background_checks (approved_by_admin_id);

-- One shared function keeps updated_at; one trigger per table that has the column.
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;
CREATE TRIGGER set_users_updated_at             BEFORE UPDATE ON users             FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER set_guard_profiles_updated_at    BEFORE UPDATE ON guard_profiles    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER set_jobs_updated_at              BEFORE UPDATE ON jobs              FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER set_payments_updated_at          BEFORE UPDATE ON payments          FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER set_background_checks_updated_at BEFORE UPDATE ON background_checks FOR EACH ROW EXECUTE FUNCTION set_updated_at();
