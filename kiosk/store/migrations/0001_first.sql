-- SPDX-License-Identifier: Apache-2.0
-- The first schema. Times are ISO 8601 with their offset; days are YYYY-MM-DD.

-- Facts about the store itself.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- A case (办件) as it was submitted; the form is never changed afterwards.
CREATE TABLE case_ (
  case_id           TEXT PRIMARY KEY,
  service           TEXT NOT NULL,
  situation         TEXT NOT NULL,
  decision          TEXT NOT NULL CHECK (decision IN
    ('issued', 'issued_under_promise', 'accepted_with_gaps', 'accepted', 'refused')),
  submitted_at      TEXT NOT NULL,
  due_on            TEXT,
  catalogue_version TEXT NOT NULL,
  catalogue_sha256  TEXT NOT NULL,
  form              BLOB NOT NULL,
  licence_number    TEXT UNIQUE,
  -- Only the two decisions that issue may carry a licence number.
  CHECK (licence_number IS NULL OR decision IN ('issued', 'issued_under_promise'))
) STRICT;

CREATE TRIGGER case_stays BEFORE UPDATE ON case_
WHEN OLD.licence_number IS NOT NULL
  OR NEW.licence_number IS NULL
  OR (NEW.case_id, NEW.service, NEW.situation, NEW.decision, NEW.submitted_at,
      NEW.catalogue_version, NEW.catalogue_sha256, NEW.form, coalesce(NEW.due_on, ''))
  IS NOT (OLD.case_id, OLD.service, OLD.situation, OLD.decision, OLD.submitted_at,
      OLD.catalogue_version, OLD.catalogue_sha256, OLD.form, coalesce(OLD.due_on, ''))
BEGIN
  SELECT raise(ABORT, 'a submitted case only ever gains its number');
END;

CREATE VIEW case_summary AS
SELECT case_id, service, situation, decision, submitted_at, due_on, licence_number,
  (SELECT group_concat(name, char(10)) FROM
    (SELECT name FROM document WHERE document.case_id = case_.case_id ORDER BY name)) AS documents
FROM case_;

-- What is still owed: promised (告知承诺) or to be supplied (容缺受理).
CREATE TABLE promise (
  case_id     TEXT NOT NULL REFERENCES case_ (case_id),
  material_id TEXT NOT NULL,
  due_on      TEXT NOT NULL,
  PRIMARY KEY (case_id, material_id)
) STRICT, WITHOUT ROWID;

-- The documents that must come of a case; until all are stored, work on it is open.
CREATE TABLE paper (
  case_id TEXT NOT NULL REFERENCES case_ (case_id),
  name    TEXT NOT NULL,
  PRIMARY KEY (case_id, name)
) STRICT, WITHOUT ROWID;

-- Where each count stands; last_value NULL means that it has no end.
CREATE TABLE number_series (
  series_id  TEXT NOT NULL,
  period     TEXT NOT NULL,
  next_value INTEGER NOT NULL CHECK (next_value >= 1),
  last_value INTEGER CHECK (last_value >= next_value - 1),
  PRIMARY KEY (series_id, period)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_series_only_rises BEFORE UPDATE ON number_series
WHEN NEW.next_value < OLD.next_value
  OR (NEW.series_id, NEW.period) IS NOT (OLD.series_id, OLD.period)
BEGIN
  SELECT raise(ABORT, 'a series never counts back');
END;

CREATE TRIGGER number_series_stays BEFORE DELETE ON number_series
BEGIN
  SELECT raise(ABORT, 'a series is never forgotten');
END;

-- The life of each number: reserved, then used or void; a used one may become void.
CREATE TABLE number_event (
  series_id TEXT NOT NULL,
  period    TEXT NOT NULL,
  value     INTEGER NOT NULL CHECK (value >= 1),
  state     TEXT NOT NULL CHECK (state IN ('reserved', 'used', 'void')),
  case_id   TEXT REFERENCES case_ (case_id),
  reason    TEXT NOT NULL DEFAULT '',
  at        TEXT NOT NULL,
  PRIMARY KEY (series_id, period, value, state),
  FOREIGN KEY (series_id, period) REFERENCES number_series (series_id, period),
  CHECK ((state = 'used') = (case_id IS NOT NULL)),
  CHECK ((state = 'void') = (reason <> ''))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_number_per_case ON number_event (case_id) WHERE state = 'used';

CREATE TRIGGER number_event_in_order BEFORE INSERT ON number_event
WHEN (NEW.state <> 'reserved' AND NOT EXISTS (
    SELECT 1 FROM number_event WHERE (series_id, period, value, state)
      = (NEW.series_id, NEW.period, NEW.value, 'reserved')))
  OR (NEW.state = 'used' AND EXISTS (
    SELECT 1 FROM number_event WHERE (series_id, period, value, state)
      = (NEW.series_id, NEW.period, NEW.value, 'void')))
BEGIN
  SELECT raise(ABORT, 'a number goes from reserved to used to void');
END;

CREATE TRIGGER number_event_stays BEFORE UPDATE ON number_event
BEGIN
  SELECT raise(ABORT, 'what happened to a number is never changed');
END;

CREATE TRIGGER number_event_is_kept BEFORE DELETE ON number_event
BEGIN
  SELECT raise(ABORT, 'what happened to a number is never deleted');
END;

-- Sealed documents, stored before they are printed; a reprint takes the same bytes.
CREATE TABLE document (
  case_id  TEXT NOT NULL REFERENCES case_ (case_id),
  name     TEXT NOT NULL,
  sha256   TEXT NOT NULL CHECK (length(sha256) = 64),
  content  BLOB NOT NULL,
  to_print INTEGER NOT NULL CHECK (to_print IN (0, 1)),
  made_at  TEXT NOT NULL,
  PRIMARY KEY (case_id, name)
) STRICT;

CREATE INDEX document_by_sha256 ON document (sha256);

CREATE TRIGGER document_stays BEFORE UPDATE ON document
BEGIN
  SELECT raise(ABORT, 'a sealed document is never changed');
END;

-- One attempt to print one document (states of devices.printing.attempt). ``guarded`` marks
-- documents of cases; ``settlement`` is what a person found when the machine could not know.
CREATE TABLE print_attempt (
  attempt_id      TEXT PRIMARY KEY,
  device          TEXT NOT NULL,
  document_sha256 TEXT NOT NULL CHECK (length(document_sha256) = 64),
  sheets          INTEGER NOT NULL CHECK (sheets >= 1),
  guarded         INTEGER NOT NULL CHECK (guarded IN (0, 1)),
  state           TEXT NOT NULL CHECK (state IN ('intent', 'sent', 'printing', 'wait_operator',
    'device_done', 'not_started', 'device_failed', 'unknown')),
  evidence        TEXT NOT NULL,
  settlement      TEXT NOT NULL DEFAULT '' CHECK (settlement IN ('', 'out', 'lost'))
) STRICT;

-- No sheet twice: beside an attempt that may have put ink on paper there is no second one.
CREATE UNIQUE INDEX one_standing_attempt_per_document ON print_attempt (document_sha256)
  WHERE guarded = 1 AND state <> 'not_started' AND settlement <> 'lost';

CREATE UNIQUE INDEX one_open_attempt_per_document ON print_attempt (document_sha256)
  WHERE state IN ('intent', 'sent', 'printing', 'wait_operator');

CREATE UNIQUE INDEX one_open_attempt_per_printer ON print_attempt (device)
  WHERE state IN ('intent', 'sent', 'printing', 'wait_operator');

CREATE TRIGGER print_attempt_ends_once BEFORE UPDATE OF state ON print_attempt
WHEN OLD.state IN ('device_done', 'not_started', 'device_failed', 'unknown')
  OR NEW.state = 'intent'
BEGIN
  SELECT raise(ABORT, 'an attempt that has ended stays ended');
END;

CREATE VIEW open_attempt AS
SELECT attempt_id, device, document_sha256, sheets, state, evidence FROM print_attempt
WHERE state IN ('intent', 'sent', 'printing', 'wait_operator');

CREATE VIEW unsettled_attempt AS
SELECT attempt_id, device, document_sha256, sheets, state, evidence FROM print_attempt
WHERE guarded = 1 AND settlement = '' AND state IN ('device_failed', 'unknown');

CREATE TABLE print_event (
  number     INTEGER PRIMARY KEY,
  attempt_id TEXT NOT NULL REFERENCES print_attempt (attempt_id),
  state      TEXT NOT NULL,
  evidence   TEXT NOT NULL,
  at         TEXT NOT NULL
) STRICT;

CREATE INDEX print_event_by_attempt ON print_event (attempt_id);

-- Messages to the other side; repeated with the same key until one is receipted.
CREATE TABLE outbox (
  idempotency_key TEXT PRIMARY KEY,
  kind            TEXT NOT NULL,
  body            BLOB NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused')),
  attempts        INTEGER NOT NULL DEFAULT 0,
  queued_at       TEXT NOT NULL,
  ended_at        TEXT
) STRICT;

-- Ratings (好差评): once per case, five steps, no free text.
CREATE TABLE rating (
  case_id TEXT PRIMARY KEY,
  score   INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  tags    TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;

CREATE TABLE staff_pin (
  role   TEXT PRIMARY KEY CHECK (role IN ('clerk', 'technician')),
  hash   TEXT NOT NULL,
  set_at TEXT NOT NULL
) STRICT;

-- Wrong PINs in a row, kept over restarts.
CREATE TABLE staff_try (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  failures  INTEGER NOT NULL,
  failed_at TEXT NOT NULL
) STRICT;

-- The audit journal: a hash chain over every column, and signed marks along it.
CREATE TABLE journal (
  seq         INTEGER PRIMARY KEY,
  at          TEXT NOT NULL,
  event       TEXT NOT NULL,
  disposition TEXT NOT NULL,
  case_id     TEXT NOT NULL,
  code        TEXT NOT NULL,
  facts       TEXT NOT NULL,
  previous    TEXT NOT NULL,
  hash        TEXT NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  seq       INTEGER PRIMARY KEY,
  hash      TEXT NOT NULL,
  at        TEXT NOT NULL,
  key_id    TEXT NOT NULL,
  signature BLOB NOT NULL
) STRICT;
