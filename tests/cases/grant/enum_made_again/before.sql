CREATE TYPE grade AS ENUM ('a', 'b', 'c');
GRANT USAGE ON TYPE grade TO pg_monitor;
REVOKE USAGE ON TYPE grade FROM PUBLIC;
