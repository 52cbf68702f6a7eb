CREATE TYPE mood AS ENUM ('sad', 'it''s ok', '1', 'a.b-c d');
