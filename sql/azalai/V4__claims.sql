-- A run has one owner: an application that claimed its row and says every few seconds that it is there.
ALTER TABLE azalai.run
    ADD COLUMN owner     text,
    ADD COLUMN seen_at   timestamptz,
    ADD COLUMN request   jsonb,
    ADD COLUMN repeats   bigint,
    ADD COLUMN cancel_by text;
COMMENT ON COLUMN azalai.run.owner IS 'The application that executes or executed it: its data folder and, after the dot, its process; null before one claimed it';
COMMENT ON COLUMN azalai.run.seen_at IS 'When its owner last said that it executes it';
COMMENT ON COLUMN azalai.run.request IS 'What was asked for, so that any application can execute it';
COMMENT ON COLUMN azalai.run.repeats IS 'The run whose firing it answers once more; null when it is the first to';
COMMENT ON COLUMN azalai.run.cancel_by IS 'Who asked its owner to end it; null when nobody did';
COMMENT ON COLUMN azalai.run.missed IS 'How many firings this row stands for; null = one';

-- What an earlier version left open belongs to nobody, and of two runs of one firing the later repeats the earlier.
UPDATE azalai.run SET state = 'failed', ended_at = clock_timestamp(), error = 'the application stopped'
WHERE state = 'running';
UPDATE azalai.run r SET repeats = first.id
FROM (SELECT pipeline, scheduled_at, min(id) AS id FROM azalai.run WHERE scheduled_at IS NOT NULL
      GROUP BY pipeline, scheduled_at) AS first
WHERE r.pipeline = first.pipeline AND r.scheduled_at = first.scheduled_at AND r.id <> first.id;

-- One run at a time; a firing is taken once.
CREATE UNIQUE INDEX run_running ON azalai.run (pipeline) WHERE state = 'running';
CREATE INDEX run_queued ON azalai.run (pipeline, (coalesce(scheduled_at, queued_at)), id) WHERE state = 'queued';
DROP INDEX azalai.run_firing;
CREATE UNIQUE INDEX run_firing ON azalai.run (pipeline, scheduled_at) WHERE scheduled_at IS NOT NULL AND repeats IS NULL;

ALTER TABLE azalai.schedule
    ADD COLUMN fired_at  timestamptz,
    ADD COLUMN paused_at timestamptz;
UPDATE azalai.schedule s
SET fired_at = (SELECT max(r.scheduled_at) FROM azalai.run r WHERE r.pipeline = s.pipeline);
COMMENT ON COLUMN azalai.schedule.fired_at IS 'The last firing that was taken; null before the first';
COMMENT ON COLUMN azalai.schedule.paused_at IS 'Since when its schedule is paused; null when it is not';
