-- SPDX-License-Identifier: Apache-2.0
-- Printed once, or accounted for: what people found of a print, codes to fetch by, and the
-- ledger of numbered blank sheets (空白证书).

-- What a person found when the machine could not know. That nothing came out is said by two.
CREATE TABLE disposition (
  attempt_id TEXT PRIMARY KEY REFERENCES print_attempt (attempt_id),
  found      TEXT NOT NULL CHECK (found IN ('came_out', 'nothing_came_out', 'destroyed')),
  who        TEXT NOT NULL CHECK (trim(who) <> ''),
  witness    TEXT NOT NULL,
  at         TEXT NOT NULL,
  CHECK (found <> 'nothing_came_out' OR trim(witness) <> ''),
  CHECK (witness <> who)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER disposition_stays BEFORE UPDATE ON disposition
BEGIN
  SELECT raise(ABORT, 'what a person found is never changed');
END;

CREATE TRIGGER disposition_is_kept BEFORE DELETE ON disposition
BEGIN
  SELECT raise(ABORT, 'what a person found is never deleted');
END;

CREATE TRIGGER settled_once_by_a_disposition BEFORE UPDATE OF settlement ON print_attempt
WHEN OLD.settlement <> '' OR NOT EXISTS (SELECT 1 FROM disposition
  WHERE attempt_id = NEW.attempt_id AND (found = 'came_out') = (NEW.settlement = 'out'))
BEGIN
  SELECT raise(ABORT, 'a print is settled once, by what a person found');
END;

-- An unknown outcome closes the printing of this kiosk until somebody has looked.
CREATE VIEW closing_attempt AS
SELECT attempt_id FROM print_attempt
WHERE guarded = 1 AND settlement = '' AND state = 'unknown';

CREATE TRIGGER printing_is_closed BEFORE INSERT ON print_attempt
WHEN NEW.guarded = 1 AND EXISTS (SELECT 1 FROM closing_attempt)
BEGIN
  SELECT raise(ABORT, 'printing is closed: nobody knows what became of a print');
END;

-- The code by which a citizen fetches at the window what did not come out here.
CREATE TABLE pickup (
  case_id TEXT PRIMARY KEY REFERENCES case_ (case_id),
  code    TEXT NOT NULL UNIQUE CHECK (length(code) = 6),
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER pickup_stays BEFORE UPDATE ON pickup
BEGIN
  SELECT raise(ABORT, 'a code that was told stays');
END;

-- Every line of the blank ledger; the states below follow from these alone.
CREATE TABLE blank_event (
  number     INTEGER PRIMARY KEY,
  move       TEXT NOT NULL CHECK (move IN ('receive', 'load', 'unload', 'reserve', 'release',
    'use', 'spoil', 'destroy', 'miss', 'return')),
  series     TEXT NOT NULL CHECK (series <> ''),
  first      INTEGER NOT NULL CHECK (first >= 1),
  last       INTEGER NOT NULL CHECK (last >= first),
  without    TEXT NOT NULL,
  who        TEXT NOT NULL CHECK (trim(who) <> ''),
  witness    TEXT NOT NULL,
  batch      TEXT NOT NULL,
  tray       TEXT NOT NULL,
  feed       TEXT NOT NULL CHECK (feed IN ('rising', 'falling')),
  reason     TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  at         TEXT NOT NULL,
  CHECK (witness <> who),
  CHECK (trim(witness) <> ''
    OR move NOT IN ('receive', 'load', 'unload', 'destroy', 'miss', 'return')),
  CHECK (reason <> '' OR move NOT IN ('spoil', 'miss'))
) STRICT;

CREATE INDEX blank_event_by_series ON blank_event (series, number);

CREATE TRIGGER blank_event_stays BEFORE UPDATE ON blank_event
BEGIN
  SELECT raise(ABORT, 'a line of the blank ledger is never changed');
END;

CREATE TRIGGER blank_event_is_kept BEFORE DELETE ON blank_event
BEGIN
  SELECT raise(ABORT, 'a line of the blank ledger is never deleted');
END;

-- Where each numbered sheet is now; one row a sheet, so that it is in one state only.
CREATE TABLE blank (
  series     TEXT NOT NULL,
  serial     INTEGER NOT NULL CHECK (serial >= 1),
  state      TEXT NOT NULL CHECK (state IN ('received', 'loaded', 'reserved', 'used', 'spoiled',
    'destroyed', 'missing', 'returned')),
  batch      TEXT NOT NULL,
  tray       TEXT NOT NULL,
  feed       TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  PRIMARY KEY (series, serial),
  CHECK ((state = 'reserved') <= (attempt_id <> ''))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_blank_per_attempt ON blank (attempt_id) WHERE attempt_id <> '';
CREATE INDEX blank_by_state ON blank (series, state);

CREATE TRIGGER blank_begins_received BEFORE INSERT ON blank WHEN NEW.state <> 'received'
BEGIN
  SELECT raise(ABORT, 'a blank begins when it is received');
END;

CREATE TRIGGER blank_goes_its_way BEFORE UPDATE ON blank
WHEN (NEW.series, NEW.serial, NEW.batch) IS NOT (OLD.series, OLD.serial, OLD.batch)
  OR (OLD.state || '>' || NEW.state) NOT IN ('received>loaded', 'loaded>received',
    'loaded>reserved', 'reserved>loaded', 'reserved>used', 'received>spoiled',
    'loaded>spoiled', 'reserved>spoiled', 'used>spoiled', 'missing>spoiled',
    'spoiled>destroyed', 'received>missing', 'loaded>missing', 'reserved>missing',
    'received>returned')
BEGIN
  SELECT raise(ABORT, 'a blank goes its way and never back');
END;

CREATE TRIGGER blank_is_kept BEFORE DELETE ON blank
BEGIN
  SELECT raise(ABORT, 'a blank is never forgotten');
END;
