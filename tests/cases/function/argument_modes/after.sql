CREATE FUNCTION split_it(whole integer, OUT head integer, INOUT "tail end" text, VARIADIC rest integer[]) LANGUAGE sql AS $$SELECT 1, 'a'$$;
CREATE FUNCTION listed(n integer DEFAULT 3) RETURNS TABLE (id integer, "select" text) LANGUAGE sql ROWS 5 COST 20 AS $$SELECT 1, 'a'$$;
CREATE PROCEDURE tell(IN n integer, INOUT answer text DEFAULT 'a,b') LANGUAGE plpgsql AS 'BEGIN answer := n; END';
CREATE FUNCTION unnamed(integer, text DEFAULT 'x''y') RETURNS integer LANGUAGE sql RETURN 1;
CREATE FUNCTION second_rank() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank';
COMMENT ON PROCEDURE tell(integer, text) IS 'Speaks';
