-- SPDX-License-Identifier: Apache-2.0
-- Staff by number instead of one PIN a role: roles, cards, wrong tries of each person, and the
-- notice (故障告示) that staff puts on the glass.

CREATE TABLE staff (
  number   TEXT PRIMARY KEY
           CHECK (length(number) BETWEEN 1 AND 8 AND number NOT GLOB '*[^0-9]*' AND number <> '0'),
  role     TEXT NOT NULL CHECK (role IN ('clerk', 'technician', 'supervisor', 'auditor')),
  hash     TEXT NOT NULL,
  -- Keyed hash of the staff card; empty for somebody who has none.
  card     TEXT NOT NULL,
  added_at TEXT NOT NULL,
  -- Empty while the person is on the staff.
  left_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_person_per_card ON staff (card) WHERE card <> '';

CREATE TRIGGER staff_is_kept BEFORE DELETE ON staff
BEGIN
  SELECT raise(ABORT, 'a staff number stands in ledgers and is never forgotten');
END;

CREATE TRIGGER staff_number_stays BEFORE UPDATE ON staff
WHEN NEW.number <> OLD.number OR (OLD.left_at <> '' AND NEW.left_at <> OLD.left_at)
BEGIN
  SELECT raise(ABORT, 'a staff number is one person for ever');
END;

-- PINs of before: the clerk becomes number 1, the technician number 2.
INSERT INTO staff (number, role, hash, card, added_at, left_at)
SELECT CASE role WHEN 'clerk' THEN '1' ELSE '2' END, role, hash, '', set_at, '' FROM staff_pin;

DROP TABLE staff_pin;
DROP TABLE staff_try;

-- Wrong PINs in a row, kept over restarts; the empty number counts those of the whole machine.
CREATE TABLE staff_failure (
  number    TEXT PRIMARY KEY,
  failures  INTEGER NOT NULL,
  failed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What staff has put on the glass; no row while the kiosk is open.
CREATE TABLE fault_notice (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  kind TEXT NOT NULL CHECK (kind <> ''),
  text TEXT NOT NULL,
  who  TEXT NOT NULL CHECK (trim(who) <> ''),
  at   TEXT NOT NULL
) STRICT;
