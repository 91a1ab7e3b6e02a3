# SPDX-License-Identifier: Apache-2.0
"""Terms on which an earlier paper is used again, and on which another office issues one."""

from dataclasses import dataclass

from forms.terms import Provenance
from forms.text import Text


@dataclass(frozen=True)
class ReuseTerm:
    """What was handed in before may be used again (材料复用), with the citizen's consent.

    ``type_code`` and ``version`` are those of the materials library: a paper by another version
    of the form does not do. ``max_age_days`` counts from the day on which it was handed in; a
    paper whose own validity is over does not count in any case.
    """

    type_code: str
    version: str
    max_age_days: int
    provenance: Provenance


@dataclass(frozen=True)
class OnlineTerm:
    """Another office issues it online (在线开具) when this kiosk asks.

    ``office_code`` is the office's credit code, ``request_type`` which proof; ``wait_s`` is how
    long this visit asks for the answer, in seconds. Meanwhile the material counts as not there.
    """

    office: Text
    office_code: str
    request_type: str
    wait_s: int
    provenance: Provenance
