-- SPDX-License-Identifier: Apache-2.0
-- Last days with what they were counted from, so that they can be counted again when a year's
-- holidays are published. Days told before this script have no row: their periods are unknown.

-- subject is '' for the whole case, else the material; told_on is what the letter says.
CREATE TABLE deadline (
  case_id        TEXT NOT NULL REFERENCES case_ (case_id),
  subject        TEXT NOT NULL,
  bearer         TEXT NOT NULL CHECK (bearer IN ('citizen', 'authority')),
  event_on       TEXT NOT NULL,
  told_on        TEXT NOT NULL CHECK (told_on >= event_on),
  due_on         TEXT NOT NULL,
  is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
  -- What a citizen was told is never brought forward.
  CHECK (bearer = 'authority' OR due_on >= told_on),
  PRIMARY KEY (case_id, subject)
) STRICT, WITHOUT ROWID;

-- The periods that run; the first to end counts.
CREATE TABLE deadline_limit (
  case_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  days    INTEGER NOT NULL CHECK (days >= 1),
  unit    TEXT NOT NULL CHECK (unit IN ('calendar', 'working')),
  PRIMARY KEY (case_id, subject, days, unit),
  FOREIGN KEY (case_id, subject) REFERENCES deadline (case_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX deadline_to_count_again ON deadline (due_on);

CREATE TRIGGER deadline_stays BEFORE UPDATE ON deadline
WHEN (NEW.case_id, NEW.subject, NEW.bearer, NEW.event_on, NEW.told_on)
  IS NOT (OLD.case_id, OLD.subject, OLD.bearer, OLD.event_on, OLD.told_on)
  OR (OLD.bearer = 'citizen' AND NEW.due_on < OLD.due_on)
BEGIN
  SELECT raise(ABORT, 'a citizen''s last day only ever moves on');
END;

CREATE TRIGGER deadline_is_kept BEFORE DELETE ON deadline
BEGIN
  SELECT raise(ABORT, 'what was told is never deleted');
END;

CREATE TRIGGER deadline_limit_stays BEFORE UPDATE ON deadline_limit
BEGIN
  SELECT raise(ABORT, 'what a day was counted from is never changed');
END;

DROP VIEW case_summary;

CREATE VIEW case_summary AS
SELECT case_id, service, situation, decision, submitted_at,
  coalesce((SELECT deadline.due_on FROM deadline
    WHERE deadline.case_id = case_.case_id AND subject = ''), case_.due_on) AS due_on,
  licence_number,
  (SELECT group_concat(name, char(10)) FROM
    (SELECT name FROM document WHERE document.case_id = case_.case_id ORDER BY name)) AS documents
FROM case_;
