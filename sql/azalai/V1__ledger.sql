-- The product's own tables: what ran, how far each source was read, how far each topic was loaded, what could not be carried on.
CREATE SCHEMA IF NOT EXISTS azalai;
CREATE SCHEMA IF NOT EXISTS azalai_staging;
COMMENT ON SCHEMA azalai IS 'Runs, cursors, offsets, loads and dead letters of Azalai';
COMMENT ON SCHEMA azalai_staging IS 'Unlogged tables of the loads under way, named by load id; the next load drops those of dead loads';

CREATE TABLE azalai.run (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pipeline      text NOT NULL,
    trigger       text NOT NULL CHECK (trigger IN ('schedule', 'manual', 'api', 'backfill', 'catch-up', 'size')),
    state         text NOT NULL CHECK (state IN ('queued', 'running', 'success', 'failed', 'skipped', 'missed', 'cancelled')),
    interval_from timestamptz,
    interval_to   timestamptz,
    scheduled_at  timestamptz,
    queued_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at    timestamptz,
    ended_at      timestamptz,
    full_run      boolean NOT NULL DEFAULT false,
    source        text,
    counts        jsonb,
    error         text,
    CHECK (interval_from < interval_to)
);
CREATE INDEX run_pipeline_id ON azalai.run (pipeline, id DESC);
COMMENT ON TABLE azalai.run IS 'One row an execution of a pipeline';
COMMENT ON COLUMN azalai.run.id IS 'Number of the run';
COMMENT ON COLUMN azalai.run.pipeline IS 'The pipeline: the name of its folder under routes/';
COMMENT ON COLUMN azalai.run.trigger IS 'What asked for the run';
COMMENT ON COLUMN azalai.run.state IS 'How far the run is, or how it ended';
COMMENT ON COLUMN azalai.run.interval_from IS 'Start of the data interval, inclusive; null when the run has none';
COMMENT ON COLUMN azalai.run.interval_to IS 'End of the data interval, exclusive; null when the run has none';
COMMENT ON COLUMN azalai.run.scheduled_at IS 'The firing of the schedule this run answers; null when nothing scheduled it';
COMMENT ON COLUMN azalai.run.queued_at IS 'When the run was asked for';
COMMENT ON COLUMN azalai.run.started_at IS 'When its first step began';
COMMENT ON COLUMN azalai.run.ended_at IS 'When it ended, however it ended';
COMMENT ON COLUMN azalai.run.full_run IS 'Whether the run read the whole source instead of what is new since the cursor';
COMMENT ON COLUMN azalai.run.source IS 'What was read: <api url>/<dataset>; null when the run ended before it was known';
COMMENT ON COLUMN azalai.run.counts IS 'Records fetched, published, new, changed, unchanged, superseded, dead; null while unknown';
COMMENT ON COLUMN azalai.run.error IS 'Why the run failed, in one sentence; null when it did not';

CREATE TABLE azalai.task (
    run_id     bigint NOT NULL REFERENCES azalai.run (id) ON DELETE CASCADE,
    name       text NOT NULL,
    state      text NOT NULL CHECK (state IN ('none', 'scheduled', 'queued', 'running', 'success', 'failed',
                                              'up_for_retry', 'upstream_failed', 'skipped', 'removed', 'cancelled')),
    attempts   integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    started_at timestamptz,
    ended_at   timestamptz,
    counts     jsonb,
    error      text,
    PRIMARY KEY (run_id, name)
);
COMMENT ON TABLE azalai.task IS 'One row a named step of a run';
COMMENT ON COLUMN azalai.task.run_id IS 'The run it belongs to';
COMMENT ON COLUMN azalai.task.name IS 'The id of the step in the pipeline''s route';
COMMENT ON COLUMN azalai.task.state IS 'How far the task is, or how it ended';
COMMENT ON COLUMN azalai.task.attempts IS 'How often it was begun';
COMMENT ON COLUMN azalai.task.started_at IS 'When the last attempt began';
COMMENT ON COLUMN azalai.task.ended_at IS 'When the last attempt ended';
COMMENT ON COLUMN azalai.task.counts IS 'What the task counted, by name';
COMMENT ON COLUMN azalai.task.error IS 'Why the last attempt failed, in one sentence';

CREATE TABLE azalai.cursor (
    pipeline     text NOT NULL,
    source       text NOT NULL,
    value        text NOT NULL,
    loaded_value text,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (pipeline, source)
);
COMMENT ON TABLE azalai.cursor IS 'How far each pipeline has read its source';
COMMENT ON COLUMN azalai.cursor.pipeline IS 'The pipeline';
COMMENT ON COLUMN azalai.cursor.source IS 'What is read: <api url>/<dataset>';
COMMENT ON COLUMN azalai.cursor.value IS 'The greatest day (yyyy-mm-dd, UTC) whose records Kafka acknowledged';
COMMENT ON COLUMN azalai.cursor.loaded_value IS 'The day the rows in the table have reached; null before the first load';
COMMENT ON COLUMN azalai.cursor.updated_at IS 'When either value last moved';

CREATE TABLE azalai.kafka_offset (
    target      text NOT NULL,
    topic       text NOT NULL,
    partition   integer NOT NULL CHECK (partition >= 0),
    topic_id    text NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (target, topic, partition)
);
COMMENT ON TABLE azalai.kafka_offset IS 'How far each target has loaded each partition, committed together with the rows';
COMMENT ON COLUMN azalai.kafka_offset.target IS 'The table that is loaded, with its schema';
COMMENT ON COLUMN azalai.kafka_offset.topic IS 'The topic it is loaded from';
COMMENT ON COLUMN azalai.kafka_offset.partition IS 'The partition of the topic';
COMMENT ON COLUMN azalai.kafka_offset.topic_id IS 'Kafka''s id of the topic: a topic deleted and made again has another';
COMMENT ON COLUMN azalai.kafka_offset.next_offset IS 'The first offset not loaded yet';

CREATE TABLE azalai.load (
    id              bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    run_id          bigint REFERENCES azalai.run (id) ON DELETE SET NULL,
    topic           text NOT NULL,
    target          text NOT NULL,
    rows_read       bigint NOT NULL,
    rows_new        bigint NOT NULL,
    rows_changed    bigint NOT NULL,
    rows_unchanged  bigint NOT NULL,
    rows_superseded bigint NOT NULL,
    rows_dead       bigint NOT NULL,
    rows_withdrawn  bigint NOT NULL DEFAULT 0,
    rows_returned   bigint NOT NULL DEFAULT 0,
    details         jsonb,
    started_at      timestamptz NOT NULL,
    ended_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (rows_read = rows_new + rows_changed + rows_unchanged + rows_superseded + rows_dead)
);
CREATE INDEX load_run_id ON azalai.load (run_id);
COMMENT ON TABLE azalai.load IS 'One row a committed load, written in the transaction of its rows';
COMMENT ON COLUMN azalai.load.id IS 'Number of the load, also in the name of its staging table';
COMMENT ON COLUMN azalai.load.run_id IS 'The run that started it; null when none did or its row was pruned';
COMMENT ON COLUMN azalai.load.topic IS 'The topic that was read';
COMMENT ON COLUMN azalai.load.target IS 'The table that was loaded, with its schema';
COMMENT ON COLUMN azalai.load.rows_read IS 'Messages read';
COMMENT ON COLUMN azalai.load.rows_new IS 'Rows whose key was not in the table';
COMMENT ON COLUMN azalai.load.rows_changed IS 'Rows that replaced an older one';
COMMENT ON COLUMN azalai.load.rows_unchanged IS 'Rows equal to the one in the table: left untouched';
COMMENT ON COLUMN azalai.load.rows_superseded IS 'Messages older than another one of the same key, in this load or in the table';
COMMENT ON COLUMN azalai.load.rows_dead IS 'Messages that became dead letters';
COMMENT ON COLUMN azalai.load.rows_withdrawn IS 'Rows a full run no longer saw at the source';
COMMENT ON COLUMN azalai.load.rows_returned IS 'Withdrawn rows that the source shows again';
COMMENT ON COLUMN azalai.load.details IS 'What else was counted: fields ignored, characters replaced, stage durations in milliseconds';
COMMENT ON COLUMN azalai.load.started_at IS 'When the load began';
COMMENT ON COLUMN azalai.load.ended_at IS 'When its transaction was about to commit';

CREATE TABLE azalai.dead_letter (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pipeline    text,
    run_id      bigint REFERENCES azalai.run (id) ON DELETE SET NULL,
    stage       text NOT NULL CHECK (stage IN ('publish', 'load')),
    target      text,
    topic       text,
    topic_id    text,
    partition   integer,
    "offset"    bigint,
    key         bytea,
    value       bytea,
    sha256      bytea NOT NULL,
    reason      text NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen        integer NOT NULL DEFAULT 1,
    replayed_at timestamptz,
    CHECK (stage <> 'load' OR (target IS NOT NULL AND topic_id IS NOT NULL AND partition IS NOT NULL AND "offset" IS NOT NULL))
);
CREATE UNIQUE INDEX dead_letter_load ON azalai.dead_letter (target, topic_id, partition, "offset") WHERE stage = 'load';
CREATE UNIQUE INDEX dead_letter_publish ON azalai.dead_letter (pipeline, sha256) WHERE stage = 'publish';
COMMENT ON TABLE azalai.dead_letter IS 'Records that could not be carried on, kept with the reason';
COMMENT ON COLUMN azalai.dead_letter.id IS 'Number of the dead letter';
COMMENT ON COLUMN azalai.dead_letter.pipeline IS 'The pipeline that carried it, or the one named in its header; null when unknown';
COMMENT ON COLUMN azalai.dead_letter.run_id IS 'The run in which it was found last';
COMMENT ON COLUMN azalai.dead_letter.stage IS 'publish: it never reached the topic; load: it never reached the table';
COMMENT ON COLUMN azalai.dead_letter.target IS 'The table it was meant for, with its schema';
COMMENT ON COLUMN azalai.dead_letter.topic IS 'The topic it stands on, or was meant for';
COMMENT ON COLUMN azalai.dead_letter.topic_id IS 'Kafka''s id of that topic';
COMMENT ON COLUMN azalai.dead_letter.partition IS 'Where on the topic it stands';
COMMENT ON COLUMN azalai.dead_letter."offset" IS 'Where in the partition it stands';
COMMENT ON COLUMN azalai.dead_letter.key IS 'Its key as it was; null when it had none';
COMMENT ON COLUMN azalai.dead_letter.value IS 'Its value as it was; null when it had none';
COMMENT ON COLUMN azalai.dead_letter.sha256 IS 'Digest of the value (of nothing when it is null)';
COMMENT ON COLUMN azalai.dead_letter.reason IS 'Why it could not be carried on, in one sentence';
COMMENT ON COLUMN azalai.dead_letter.at IS 'When it was found first';
COMMENT ON COLUMN azalai.dead_letter.seen IS 'How often it was found';
COMMENT ON COLUMN azalai.dead_letter.replayed_at IS 'When it was published again; null when it was not';
