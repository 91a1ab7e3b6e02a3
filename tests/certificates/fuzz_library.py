# SPDX-License-Identifier: Apache-2.0
"""Coverage-guided fuzzing of what a certificate library answers, in both dialects.

    python tests/certificates/fuzz_library.py [libFuzzer's options] [folder of a corpus]

The first byte chooses the reader, the rest is the body of the answer. Whatever is accepted is
looked at once more with code that shares nothing with the decoder. ``test_library_fuzz.py``
runs this for a while; a crash is written as a file that, named on the command line, repeats it.
"""

import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["certificates.library", "certificates.identifier"]):
    from certificates.earlier_material import IssueState
    from certificates.electronic_certificate import ElectronicCertificate, Holder, Usable
    from certificates.errors import PlatformRefusedError, PlatformRubbishError
    from certificates.library import certshare_wire, materials_wire, regional_wire
    from certificates.library.interface import Verification

HOLDER = Holder("陈秋美", "439900199203170068")
TODAY = date(2026, 11, 20)
EXPECTED = (PlatformRefusedError, PlatformRubbishError)


def one_input(octets: bytes) -> None:
    """Take ``octets`` for one answer; anything but a value or an expected error is a crash."""
    kind, body = octets[:1] or b"\0", octets[1:]
    with suppress(*EXPECTED):
        match kind[0] % 6:
            case 0:
                judge(certshare_wire.decode_certificates(body), body)
            case 1:
                data = regional_wire.decode_data(body)
                judge(regional_wire.certificates_in(data), body)
            case 2:
                verify(certshare_wire.decode_verification(body))
            case 3:
                word = regional_wire.word_of(regional_wire.decode_data(body), "sessionId")
                assert word.isascii(), "a session that no header could hold"
                assert word.isprintable(), "a session that no header could hold"
            case 4:
                for paper in materials_wire.decode_materials(body):
                    said = everything_said(json.loads(body))
                    assert paper.digest.value in said, "a digest that was never sent"
                    assert paper.holder_code in said, "a holder who was never sent"
            case _:
                report = materials_wire.decode_report(body, "T")
                is_issued = report.state is IssueState.ISSUED
                assert is_issued is (report.digest is not None), "issued without a digest"


def judge(found: tuple[ElectronicCertificate, ...], body: bytes) -> None:
    """Every value of a certificate stands in the answer; only a sound one counts."""
    said = everything_said(json.loads(body))
    for one in found:
        assert one.type_code, "a certificate without a kind"
        for text in (one.type_code, one.number, one.identifier, one.holder_code, one.name):
            assert not text or text in said, "a value that was never sent"
        for label, value in one.surface:
            assert label in said, "a label that was never sent"
            assert not value or value in said, "a value that was never sent"
        for day in (one.issued_on, one.effective_on, one.expires_on):
            written = (day.isoformat(), day.strftime("%Y%m%d").zfill(8)) if day else ()
            assert not written or any(form in said for form in written), "a date never sent"
        verdict = one.usable_for(HOLDER, today=TODAY)
        if isinstance(verdict, Usable):
            assert one.status.value == "10", "a status that is not valid counts"
            assert one.expires_on is None or one.expires_on >= TODAY, "an expired one counts"
            assert one.identifier.count(".") == 9, "an identifier of another form counts"


def verify(verification: Verification) -> None:
    """What does not exist matches nothing."""
    assert verification.exists or not verification.matches
    assert verification.status.value == "10" or not verification.counts


def everything_said(value: object) -> set[str]:
    """Every text of an answer and every name, stripped; JSON inside JSON is opened."""
    if isinstance(value, str):
        inner = set[str]()
        with suppress(ValueError, RecursionError):
            opened: object = json.loads(value)
            inner = everything_said(opened) if isinstance(opened, dict | list) else inner
        return {value.strip()} | inner
    if isinstance(value, dict):
        return {name.strip() for name in value}.union(*map(everything_said, value.values()))
    if isinstance(value, list):
        return set[str]().union(*map(everything_said, value))
    return set()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
