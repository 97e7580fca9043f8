-- A cursor is an ordered value, and its kind says how it is ordered: what was stored so far are days.
ALTER TABLE azalai.cursor
    ADD COLUMN kind text NOT NULL DEFAULT 'day' CHECK (kind IN ('day', 'instant', 'number', 'text'));
COMMENT ON COLUMN azalai.cursor.kind IS 'What the values are: days (UTC), instants (UTC), numbers or texts (ordered by their UTF-8 bytes)';
COMMENT ON COLUMN azalai.cursor.source IS 'What is read, as the step that reads it names it: for an Explore API <api url>/<dataset>';
COMMENT ON COLUMN azalai.cursor.value IS 'The greatest value whose records Kafka acknowledged';
COMMENT ON COLUMN azalai.cursor.loaded_value IS 'The value the rows in the table have reached; null before the first load';
