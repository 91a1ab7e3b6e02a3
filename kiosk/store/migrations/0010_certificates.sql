-- SPDX-License-Identifier: Apache-2.0
-- Life of each certificate (电子证照) that was issued here: its identifier of GB/T 36904, and how it
-- ended. A change keeps the number and raises the version. Expiry is counted from expires_on.

CREATE TABLE certificate (
  number     TEXT NOT NULL CHECK (number <> ''),
  version    INTEGER NOT NULL CHECK (version BETWEEN 1 AND 999),
  identifier TEXT NOT NULL UNIQUE,
  case_id    TEXT NOT NULL UNIQUE REFERENCES case_ (case_id),
  issued_on  TEXT NOT NULL,
  -- Empty where it runs for good.
  expires_on TEXT NOT NULL,
  PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;

-- Version 0 stands for a certificate that was issued elsewhere. One that has ended may still be
-- revoked; nothing else follows an end.
CREATE TABLE certificate_end (
  number  TEXT NOT NULL CHECK (number <> ''),
  version INTEGER NOT NULL CHECK (version BETWEEN 0 AND 999),
  state   TEXT NOT NULL CHECK (state IN ('replaced', 'cancelled', 'withdrawn', 'revoked')),
  since   TEXT NOT NULL,
  -- The case by which it ended; empty where staff has said so.
  case_id TEXT NOT NULL,
  PRIMARY KEY (number, version, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER certificate_stays BEFORE UPDATE ON certificate
BEGIN
  SELECT raise(ABORT, 'a certificate that was issued is never changed');
END;

CREATE TRIGGER certificate_is_kept BEFORE DELETE ON certificate
BEGIN
  SELECT raise(ABORT, 'a certificate that was issued is never deleted');
END;

CREATE TRIGGER certificate_end_stays BEFORE UPDATE ON certificate_end
BEGIN
  SELECT raise(ABORT, 'how a certificate ended is never changed');
END;

CREATE TRIGGER certificate_end_is_kept BEFORE DELETE ON certificate_end
BEGIN
  SELECT raise(ABORT, 'how a certificate ended is never deleted');
END;

-- How each ended; what was revoked or withdrawn stays so, whatever else became of it.
CREATE VIEW certificate_fate AS
SELECT number, version, state, since, case_id FROM (SELECT *, row_number() OVER
  (PARTITION BY number, version ORDER BY state IN ('revoked', 'withdrawn') DESC, since, state)
  AS place FROM certificate_end) WHERE place = 1;
