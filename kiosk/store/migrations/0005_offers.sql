-- SPDX-License-Identifier: Apache-2.0
-- Offers that were answered (免申即享, 主动推送), so that they are not made again for a time. The
-- token is a keyed hash of the person's number and the offer: no number, and not which answer.

CREATE TABLE offer_answered (
  token TEXT PRIMARY KEY CHECK (length(token) = 64),
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
