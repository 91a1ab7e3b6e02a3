-- SPDX-License-Identifier: Apache-2.0
-- Results that are no licence, and licences that keep the number they had. A table's checks
-- cannot be changed in place, so the cases are copied into a new one within the transaction.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE case_before AS SELECT * FROM case_;

DROP TABLE case_;

CREATE TABLE case_ (
  case_id           TEXT PRIMARY KEY,
  service           TEXT NOT NULL,
  situation         TEXT NOT NULL,
  decision          TEXT NOT NULL CHECK (decision IN
    ('issued', 'issued_under_promise', 'concluded', 'accepted_with_gaps', 'accepted',
     'filled_in', 'filed', 'answered', 'refused')),
  submitted_at      TEXT NOT NULL,
  due_on            TEXT,
  catalogue_version TEXT NOT NULL,
  catalogue_sha256  TEXT NOT NULL,
  form              BLOB NOT NULL,
  licence_number    TEXT,
  -- The number was there before and stays: a renewal, a change, a copy of what was lost.
  keeps_number      INTEGER NOT NULL DEFAULT 0 CHECK (keeps_number IN (0, 1)),
  -- Only the two decisions that issue may carry a licence number.
  CHECK (licence_number IS NULL OR decision IN ('issued', 'issued_under_promise')),
  CHECK (keeps_number = 0 OR licence_number IS NOT NULL)
) STRICT;

INSERT INTO case_ (case_id, service, situation, decision, submitted_at, due_on,
  catalogue_version, catalogue_sha256, form, licence_number)
SELECT case_id, service, situation, decision, submitted_at, due_on,
  catalogue_version, catalogue_sha256, form, licence_number FROM case_before;

DROP TABLE case_before;

-- A number of our series makes one licence.
CREATE UNIQUE INDEX one_case_per_new_number ON case_ (licence_number) WHERE keeps_number = 0;

CREATE TRIGGER case_stays BEFORE UPDATE ON case_
WHEN OLD.licence_number IS NOT NULL
  OR NEW.licence_number IS NULL
  OR (NEW.case_id, NEW.service, NEW.situation, NEW.decision, NEW.submitted_at,
      NEW.catalogue_version, NEW.catalogue_sha256, NEW.form, coalesce(NEW.due_on, ''),
      NEW.keeps_number)
  IS NOT (OLD.case_id, OLD.service, OLD.situation, OLD.decision, OLD.submitted_at,
      OLD.catalogue_version, OLD.catalogue_sha256, OLD.form, coalesce(OLD.due_on, ''),
      OLD.keeps_number)
BEGIN
  SELECT raise(ABORT, 'a submitted case only ever gains its number');
END;
