-- SPDX-License-Identifier: Apache-2.0
-- Whose case it is, as a keyed hash of the number of whoever handed it in (kiosk/case_finder.py).
-- Worked out from the form, so that cases of before this table are found, too; a case whose form
-- names nobody has an empty one and is nobody's.

CREATE TABLE case_holder (
  case_id TEXT PRIMARY KEY REFERENCES case_ (case_id),
  token   TEXT NOT NULL CHECK (token = '' OR length(token) = 64)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_holder_by_token ON case_holder (token);

CREATE TRIGGER case_holder_stays BEFORE UPDATE ON case_holder
BEGIN
  SELECT raise(ABORT, 'whose case it is never changes');
END;
