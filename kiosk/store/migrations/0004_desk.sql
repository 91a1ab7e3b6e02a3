-- SPDX-License-Identifier: Apache-2.0
-- The case desk: messages in order of their case, what the desk said of it, tasks for staff.

ALTER TABLE outbox ADD COLUMN case_id TEXT;
-- Not before this time it is tried again; the code of what hindered it last.
ALTER TABLE outbox ADD COLUMN not_before TEXT;
ALTER TABLE outbox ADD COLUMN last_code TEXT NOT NULL DEFAULT '';

UPDATE outbox SET case_id = substr(idempotency_key, 6)
WHERE kind = 'case-submitted' AND idempotency_key LIKE 'case/%';

CREATE INDEX outbox_by_case ON outbox (case_id, state);
CREATE INDEX outbox_by_state ON outbox (state, queued_at);

CREATE TRIGGER outbox_ends_once BEFORE UPDATE OF state ON outbox
WHEN OLD.state <> 'queued'
BEGIN
  SELECT raise(ABORT, 'a message that has ended stays ended');
END;

CREATE TRIGGER outbox_is_kept BEFORE DELETE ON outbox
BEGIN
  SELECT raise(ABORT, 'what was told, or is to be told, is never deleted');
END;

-- What the desk said of a case, by its own count. A step that is told twice and differently has
-- two rows: neither counts (forms/case_progress.py), and staff gets a task.
CREATE TABLE desk_news (
  case_id   TEXT NOT NULL REFERENCES case_ (case_id),
  step      INTEGER NOT NULL CHECK (step >= 1),
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64),
  kind      TEXT NOT NULL,
  at        TEXT NOT NULL,
  learnt_at TEXT NOT NULL,
  body      BLOB NOT NULL,
  PRIMARY KEY (case_id, step, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_news_by_kind ON desk_news (kind, case_id);

CREATE TRIGGER desk_news_stays BEFORE UPDATE ON desk_news
BEGIN
  SELECT raise(ABORT, 'what the desk said is never changed');
END;

CREATE TRIGGER desk_news_is_kept BEFORE DELETE ON desk_news
BEGIN
  SELECT raise(ABORT, 'what the desk said is never deleted');
END;

-- When the desk was last asked about a case that it has.
CREATE TABLE desk_asked (
  case_id TEXT PRIMARY KEY REFERENCES case_ (case_id),
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Cases that the desk has and has to decide, with when it was asked last, or gave its receipt.
CREATE VIEW awaited AS
SELECT case_id, coalesce(desk_asked.at, desk_news.learnt_at) AS asked_at
FROM desk_news JOIN case_ USING (case_id) LEFT JOIN desk_asked USING (case_id)
WHERE desk_news.kind = 'received'
  AND decision NOT IN ('issued', 'issued_under_promise', 'concluded', 'filled_in')
GROUP BY case_id;

-- What only a person can put right. It is settled once; nothing is ever taken off the list.
CREATE TABLE task (
  task_id   TEXT PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('registration_refused', 'submission_refused',
    'void_refused', 'undeliverable', 'contradiction')),
  case_id   TEXT NOT NULL,
  message   TEXT NOT NULL,
  reason    TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  settled_at TEXT,
  settlement TEXT NOT NULL DEFAULT '' CHECK (settlement IN ('', 'done', 'again')),
  CHECK ((settled_at IS NULL) = (settlement = ''))
) STRICT, WITHOUT ROWID;

CREATE INDEX task_open ON task (settlement, raised_at);

CREATE TRIGGER task_is_settled_once BEFORE UPDATE ON task
WHEN OLD.settlement <> '' OR NEW.settlement = ''
  OR (NEW.task_id, NEW.kind, NEW.case_id, NEW.message, NEW.reason, NEW.raised_at)
  IS NOT (OLD.task_id, OLD.kind, OLD.case_id, OLD.message, OLD.reason, OLD.raised_at)
BEGIN
  SELECT raise(ABORT, 'a task is settled once and never changed');
END;

CREATE TRIGGER task_is_kept BEFORE DELETE ON task
BEGIN
  SELECT raise(ABORT, 'a task is never deleted');
END;

-- Issued licences that no message tells of yet, and void numbers alike.
CREATE VIEW untold_licence AS
SELECT case_id FROM case_ WHERE licence_number IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM outbox WHERE outbox.case_id = case_.case_id AND kind = 'licence-issued')
ORDER BY submitted_at, case_id;

CREATE VIEW untold_void AS
SELECT series_id, period, value, reason, at FROM number_event
WHERE state = 'void' AND NOT EXISTS (SELECT 1 FROM outbox
  WHERE idempotency_key = 'void/' || series_id || '/' || period || '/' || value)
ORDER BY at;

-- Of each case the first message that waits: messages of one case go in their order.
CREATE VIEW outbox_head AS
SELECT idempotency_key, kind, body, case_id, attempts, not_before, queued_at, rowid AS turn
FROM outbox WHERE state = 'queued' AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
  WHERE earlier.case_id = outbox.case_id AND earlier.state = 'queued'
    AND earlier.rowid < outbox.rowid);
