-- SPDX-License-Identifier: Apache-2.0
-- Accepted offers go to the case desk; one that it does not take is a task like any other.
-- SQLite cannot change a CHECK: the table is made anew with the same rows and rules.

CREATE TABLE task_anew (
  task_id   TEXT PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('registration_refused', 'submission_refused',
    'void_refused', 'offer_refused', 'undeliverable', 'contradiction')),
  case_id   TEXT NOT NULL,
  message   TEXT NOT NULL,
  reason    TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  settled_at TEXT,
  settlement TEXT NOT NULL DEFAULT '' CHECK (settlement IN ('', 'done', 'again')),
  CHECK ((settled_at IS NULL) = (settlement = ''))
) STRICT, WITHOUT ROWID;

INSERT INTO task_anew (task_id, kind, case_id, message, reason, raised_at, settled_at, settlement)
SELECT task_id, kind, case_id, message, reason, raised_at, settled_at, settlement FROM task;

DROP TABLE task;

ALTER TABLE task_anew RENAME TO task;

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

-- What the other side has taken is theirs, and a second copy of it is nobody's need: a case stands
-- in its own table, and of an offer or a notice nothing about a person stays.
CREATE TRIGGER outbox_lets_go AFTER UPDATE OF state ON outbox WHEN NEW.state = 'sent'
BEGIN
  UPDATE outbox SET body = x'' WHERE idempotency_key = NEW.idempotency_key;
END;

-- A copy that was handed out at once is decided as well: nobody is asked about it again.
DROP VIEW awaited;

CREATE VIEW awaited AS
SELECT case_id, coalesce(desk_asked.at, desk_news.learnt_at) AS asked_at
FROM desk_news JOIN case_ USING (case_id) LEFT JOIN desk_asked USING (case_id)
WHERE desk_news.kind = 'received' AND decision NOT IN
  ('issued', 'issued_under_promise', 'concluded', 'filled_in', 'answered')
GROUP BY case_id;
