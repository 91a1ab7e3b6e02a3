# SPDX-License-Identifier: Apache-2.0
"""A look-up tells the library what kind of number it asks for."""

from typing import cast

import pytest

from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from devices.identity.numbers import identity_number_from
from kiosk.lookups import Asking, ask
from kiosk.workers import Pool

AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")


class EmptyLibrary:
    """Has no certificate and remembers what it was asked; nothing else is called here."""

    def __init__(self) -> None:
        self.queries: list[HolderQuery] = []

    def find_by_holder(self, query: HolderQuery, *_: object, **__: object) -> tuple[()]:
        self.queries.append(query)
        return ()


@pytest.mark.parametrize(
    ("text", "type_code"),
    [
        ("439900199203170068", "111"),
        ("810000198506129985", "111"),
        ("943999198809140033", "553"),
        ("UTO439976030527", "553"),
    ],
)
def test_the_library_is_told_what_kind_of_number_it_is(text: str, type_code: str) -> None:
    empty = EmptyLibrary()
    library = cast("CertificateLibrary", empty)
    number = identity_number_from(text)
    ((_, answer),) = ask(library, AUDIT, Asking(("BL",), number, 1.0), Pool("library").do)
    assert answer.outcome == "not_found"
    (query,) = empty.queries
    assert (query.holder_code, query.holder_type_code) == (text, type_code)


@pytest.mark.parametrize(("library", "role"), [(None, "BL"), (EmptyLibrary(), "NOTHING")])
def test_without_a_library_or_for_an_unknown_role_nobody_is_reached(
    library: EmptyLibrary | None, role: str
) -> None:
    number = identity_number_from("439900199203170068")
    asked = cast("CertificateLibrary | None", library)
    ((_, answer),) = ask(asked, AUDIT, Asking((role,), number, 1.0), Pool("library").do)
    assert (answer.outcome, answer.code) == ("unreachable", "PLATFORM-0301")
