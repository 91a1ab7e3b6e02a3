-- SPDX-License-Identifier: Apache-2.0
-- What citizens say is wrong in called certificates (纠错), without content: that is in the form.

-- subject is a field of the form, or the role of the whole document.
CREATE TABLE correction (
  case_id TEXT NOT NULL REFERENCES case_ (case_id),
  place   INTEGER NOT NULL CHECK (place >= 0),
  subject TEXT NOT NULL CHECK (subject <> ''),
  role    TEXT NOT NULL CHECK (role <> ''),
  reason  TEXT NOT NULL CHECK (reason IN ('not_mine', 'outdated', 'misspelt', 'other')),
  PRIMARY KEY (case_id, place),
  UNIQUE (case_id, subject)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER correction_stays BEFORE UPDATE ON correction
BEGIN
  SELECT raise(ABORT, 'what a citizen said is never changed');
END;

CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction
BEGIN
  SELECT raise(ABORT, 'what a citizen said is never deleted');
END;
