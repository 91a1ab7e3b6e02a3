# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with the store, one class per thing a person can do about it.

StoreError
├── StoreNotWritableError  STORE-0501  disk full, read-only or gone   -> staff: free space, call
├── StoreDamagedError      STORE-0502  damaged file, or another key   -> technician: put back
├── StoreHeldError         STORE-0503  another kiosk program holds it -> end the other one
├── StoreTooNewError       STORE-0504  written by a newer program     -> install that program
└── ClockBehindError       CLOCK-0801  now lies before the last record -> set the clock
"""

from dataclasses import dataclass


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class StoreError(Exception):
    """A failure of the store, named by its fault code; whatever was begun is rolled back.

    Attributes:
        code: fault code of ``config/faults.yaml``.
        detail: for the technician, in English; never personal data.

    """

    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class StoreNotWritableError(StoreError):
    """Nothing can be written: disk full, folder read-only, medium gone (STORE-0501)."""


class StoreDamagedError(StoreError):
    """The file is no database under this key, or its content does not hold (STORE-0502)."""


class StoreHeldError(StoreError):
    """Another instance of the kiosk program holds the folder (STORE-0503)."""


class StoreTooNewError(StoreError):
    """A newer program has written this store, or its migrations differ (STORE-0504)."""


class ClockBehindError(StoreError):
    """The clock lies before the last record: nothing dated may be made (CLOCK-0801)."""
