-- SPDX-License-Identifier: Apache-2.0
-- What self-tests found (自检记录) and what people confirmed beside them, so that a trend shows and
-- the readiness report has a history. No free text of a person; facts are the devices' own.

CREATE TABLE self_test (
  id       INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,
  occasion TEXT NOT NULL CHECK (occasion IN ('command', 'quiet_hour', 'soak', 'commission')),
  device   TEXT NOT NULL CHECK (device <> ''),
  state    TEXT NOT NULL CHECK (state <> ''),
  passed   INTEGER NOT NULL CHECK (passed IN (0, 1)),
  code     TEXT NOT NULL,
  -- From the question to the answer.
  seconds  REAL NOT NULL CHECK (seconds >= 0),
  -- Facts of the device as JSON, name to text.
  facts    TEXT NOT NULL,
  CHECK (passed = 0 OR state IN ('online', 'deviceBusy'))
) STRICT;

CREATE INDEX self_test_of_device ON self_test (device, id);

CREATE TRIGGER self_test_stays BEFORE UPDATE ON self_test
BEGIN
  SELECT raise(ABORT, 'what a self-test found is never changed');
END;

CREATE TRIGGER self_test_is_kept BEFORE DELETE ON self_test
BEGIN
  SELECT raise(ABORT, 'what a self-test found is kept');
END;

-- Steps that only a person can judge (test sheet, sound, touch, lights), or that the
-- commissioning guide has done and measured.
CREATE TABLE confirmed_step (
  id      INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  guide   TEXT NOT NULL CHECK (guide IN ('selftest', 'commission')),
  step    TEXT NOT NULL CHECK (step <> ''),
  result  TEXT NOT NULL CHECK (result IN ('confirmed', 'denied', 'skipped', 'passed', 'failed')),
  -- Staff number of whoever looked; empty where the program itself measured.
  who     TEXT NOT NULL CHECK (length(who) <= 8 AND who NOT GLOB '*[^0-9]*'),
  code    TEXT NOT NULL,
  CHECK (result IN ('passed', 'failed') OR who <> '')
) STRICT;

CREATE TRIGGER confirmed_step_stays BEFORE UPDATE ON confirmed_step
BEGIN
  SELECT raise(ABORT, 'what was confirmed is never changed');
END;

CREATE TRIGGER confirmed_step_is_kept BEFORE DELETE ON confirmed_step
BEGIN
  SELECT raise(ABORT, 'what was confirmed is kept');
END;
