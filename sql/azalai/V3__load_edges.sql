-- What the load must know to tell a table from another of its name, and a row that a run brought from any other.
ALTER TABLE azalai.kafka_offset ADD COLUMN target_oid oid, ADD COLUMN ledger_oid oid;
COMMENT ON COLUMN azalai.kafka_offset.target_oid IS 'PostgreSQL''s id of the table: one dropped and made again has another; null when a load of an earlier version stored the row';
COMMENT ON COLUMN azalai.kafka_offset.ledger_oid IS 'PostgreSQL''s id of this very table when target_oid was stored: after a restore both differ, and the table counts as the same';

CREATE TABLE azalai.pruned_run (
    id       bigint PRIMARY KEY,
    pipeline text NOT NULL
);
COMMENT ON TABLE azalai.pruned_run IS 'Which pipeline brought the rows of a run that is pruned from azalai.run: only runs that loaded new or changed rows';
COMMENT ON COLUMN azalai.pruned_run.id IS 'Number the run had';
COMMENT ON COLUMN azalai.pruned_run.pipeline IS 'Its pipeline';

CREATE TABLE azalai.pushed_row (
    target text NOT NULL,
    key    bytea NOT NULL,
    PRIMARY KEY (target, key)
);
COMMENT ON TABLE azalai.pushed_row IS 'Rows that a message without a run brought and no run has shown since: a full run that does not see them withdraws none of them';
COMMENT ON COLUMN azalai.pushed_row.target IS 'The table, with its schema';
COMMENT ON COLUMN azalai.pushed_row.key IS 'The row''s primary key as text in UTF-8; of several columns, as PostgreSQL writes a row of them';
