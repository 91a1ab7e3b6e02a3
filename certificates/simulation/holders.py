# SPDX-License-Identifier: Apache-2.0
"""Thousands of fictitious holders, made when they are asked for and always the same.

Holder ``n`` was born ``n // 10`` days after 1960-01-01 in division 439900, which is none, with
the sequence 900 + ``n % 10``; the number leads back to ``n``, so nothing is kept. Each has a
business licence and a health certificate; ``FLAWS`` says whose have something wrong. Check
characters and digests follow the standards, apart from the code of the client.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes

from certificates.simulation.records import Entry

FLAWS: Final = {
    10: "expired",
    20: "cancelled",
    30: "broken_check",
    40: "altered",
    50: "foreign",
}
"""What is wrong with the certificates of holder n, by n % 100."""

_FIRST_DAY: Final = date(1960, 1, 1)
_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN: Final = "安邦成德恩方光海和嘉景凯乐明宁平"
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LICENCE: Final = "11100000MB0143028R001"
_HEALTH: Final = "11439900MB0TEXTB8Y002"
_ISSUER: Final = "11439900MB0TEXT16E"
_KINDS: Final = {"0": _LICENCE, "1": _HEALTH}
_NUMBER_LENGTH: Final = 18


class GeneratedHolders:
    """``count`` holders, found by number or by the identifier of a certificate."""

    def __init__(self, count: int) -> None:
        self._count = count

    def by_holder(self, number: str) -> list[Entry]:
        """All certificates of the person with this number; none for anybody else."""
        index = index_of(number)
        if index is None or index >= self._count or number_of(index) != number:
            return []
        return [_entry(index, kind) for kind in _KINDS]

    def by_identifier(self, identifier: str) -> Entry | None:
        """The certificate of this identifier, or None."""
        parts = identifier.split(".")
        serial = parts[7] if len(parts) == 10 else ""  # noqa: PLR2004  root 5, then five parts
        if not (serial.startswith("GEN") and serial[3:].isascii() and serial[3:].isdigit()):
            return None
        index, kind = int(serial[3:12] or "0"), serial[12:]
        if kind not in _KINDS or index >= self._count:
            return None
        entry = _entry(index, kind)
        return entry if entry["certificateIdentifier"] == identifier else None


def number_of(index: int) -> str:
    """Citizen number of holder ``index``, with its check character (GB 11643)."""
    birth = _FIRST_DAY + timedelta(days=index // 10)
    body = f"439900{birth:%Y%m%d}{900 + index % 10}"
    total = sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def name_of(index: int) -> str:
    """Name of holder ``index``."""
    given = _GIVEN[index // 16 % 16] + _GIVEN[index // 256 % 16]
    return _SURNAMES[index % 16] + given


def index_of(number: str) -> int | None:
    """Index that a citizen number leads back to, whether or not its check character holds."""
    if len(number) != _NUMBER_LENGTH or not (number[:17].isascii() and number[:17].isdigit()):
        return None
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    index = (birth - _FIRST_DAY).days * 10 + int(number[14:17]) - 900
    return index if index >= 0 else None


def _entry(index: int, kind: str) -> Entry:
    flaw = FLAWS.get(index % 100, "")
    holder = number_of(index + 1 if flaw == "foreign" else index)
    name = name_of(index + 1 if flaw == "foreign" else index)
    credit = credit_code_of(index)
    is_licence = kind == "0"
    entry: dict[str, object] = {
        "certificateTypeCode": _KINDS[kind],
        "certificateName": "营业执照" if is_licence else "健康证明",
        "certificateNumber": credit if is_licence else f"健第{index:08d}号",
        "certificateIdentifier": _identifier(index, kind, is_broken=flaw == "broken_check"),
        "certificateIssuingAuthorityName": "虚构市示例区市场监督管理局",
        "certificateIssuingAuthorityCode": _ISSUER,
        "certificateIssuedDate": "2024-03-01",
        "certificateEffectiveDate": "2024-03-01",
        "certificateExpiringDate": "2025-02-28" if flaw == "expired" else "2099-12-31",
        "certificateHolderName": f"虚构市{name}商店" if is_licence else name,
        "certificateHolderCode": credit if is_licence else holder,
        "certificateHolderTypeCode": "001" if is_licence else "111",
        "certificateAreaCode": "439900",
        "certificateStatus": {"cancelled": "03"}.get(flaw, "10"),
        "surfaceData": _face(name, credit) if is_licence else [{"name": "姓名", "value": name}],
    }
    entry["certificateDigest"] = digest_of(entry)
    if flaw == "altered":
        entry["certificateNumber"] = "439900改"
    return entry


def _face(name: str, credit: str) -> list[Mapping[str, str]]:
    lines = {
        "统一社会信用代码": credit,
        "名称": f"虚构市{name}商店",
        "类型": "个体工商户",
        "经营者": name,
        "经营场所": "湖南省虚构市示例区生成路1号",
    }
    return [{"name": label, "value": value} for label, value in lines.items()]


def digest_of(entry: Mapping[str, object]) -> str:
    """SM3 over an entry as JSON with sorted names and no blanks."""
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashes.Hash(hashes.SM3())
    digest.update(text.encode())
    return digest.finalize().hex()


def _identifier(index: int, kind: str, *, is_broken: bool) -> str:
    parts = (_KINDS[kind], _ISSUER, f"GEN{index:09d}{kind}", "001")
    product = 36
    for character in "".join(parts):
        product = ((product + _ALPHABET.index(character)) % 36 or 36) * 2 % 37
    check = (37 - product + (1 if is_broken else 0)) % 36
    return ".".join(("1.2.156.3005.2", *parts, _ALPHABET[check]))


def credit_code_of(index: int) -> str:
    """A credit code of the division that does not exist (check by GB 32100, MOD 31)."""
    body = f"92439900MA{index:07d}"
    total = sum(
        _CREDIT_ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(body)
    )
    return body + _CREDIT_ALPHABET[-total % 31]
