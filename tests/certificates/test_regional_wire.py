# SPDX-License-Identifier: Apache-2.0
"""Answers of the regional dialect that are not as described."""

import json

import pytest

from certificates.errors import PlatformRefusedError, PlatformRubbishError
from certificates.library.regional_wire import (
    SessionOverError,
    certificates_in,
    decode_data,
    word_of,
)

ENTRY = {
    "CertificateType": "A",
    "CertificateName": "证",
    "CertificateID": "X",
    "CertificateHolder": "人",
    "CertificateHolderCode": "1",
}


@pytest.mark.parametrize("answer", [[], {}, {"code": "0"}, {"code": True}, {"code": None}])
def test_envelope_without_a_code_is_rubbish(answer: object) -> None:
    with pytest.raises(PlatformRubbishError, match="no code"):
        decode_data(json.dumps(answer).encode())


def test_code_says_whether_the_call_was_taken() -> None:
    assert decode_data(b'{"code": 0, "data": [1]}') == [1]
    assert decode_data(b'{"code": 0}') is None
    with pytest.raises(SessionOverError):
        decode_data(b'{"code": 401}')
    with pytest.raises(PlatformRefusedError, match="code 99") as caught:
        decode_data('{"code": 99, "msg": "陈秋美"}'.encode())
    assert "陈秋美" not in str(caught.value)


@pytest.mark.parametrize("word", [None, 7, "", "  ", "会话", "a\r\nb", "x" * 801])
def test_word_that_is_none_is_rubbish(word: object) -> None:
    with pytest.raises(PlatformRubbishError):
        word_of({"sessionId": word}, "sessionId")
    with pytest.raises(PlatformRubbishError):
        word_of([], "sessionId")


@pytest.mark.parametrize(
    "data",
    [
        {},
        "x",
        [7],
        [ENTRY] * 201,
        [ENTRY | {"SurfaceData": {}}],
        [ENTRY | {"SurfaceData": [7]}],
        [ENTRY | {"SurfaceData": [{}] * 201}],
        [ENTRY | {"SurfaceData": [{"名称": 7}]}],
        [ENTRY | {"IssueDate": "20240230"}],
        [{**ENTRY, "CertificateID": ""}],
    ],
)
def test_entries_that_are_none_are_rubbish(data: object) -> None:
    with pytest.raises(PlatformRubbishError):
        certificates_in(data)


def test_whole_entry_and_its_digest() -> None:
    entry = ENTRY | {"IssueDate": "20240520", "SurfaceData": [{"名称": "店", "类型": "个体"}]}
    (one,) = certificates_in([entry])
    assert one.surface == (("名称", "店"), ("类型", "个体"))
    assert one.digest_holds
    (other,) = certificates_in([entry | {"CertificateDigest": "0" * 64}])
    assert not other.digest_holds
    assert certificates_in(None) == certificates_in([]) == ()
    assert len(certificates_in([ENTRY])) == 1
