# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what a service asks of a person's identity."""

from collections.abc import Iterator

from forms.identity_need import CHIP_DOCUMENTS, Assurance, DocumentKind
from forms.lint_finding import Trouble
from forms.service_item import ServiceItem

_WHERE = "identity"


def identity(item: ServiceItem) -> Iterator[Trouble]:
    """Somebody can give what is asked, each word stands once, and no word asks in vain."""
    need = item.identity
    assurance, documents = set(need.assurance), set(need.documents)
    if not assurance:
        yield f"{_WHERE}.assurance", "no level would do, so nobody could apply; name one"
    if not documents:
        yield f"{_WHERE}.documents", "no document would do, so nobody could apply; name one"
    for name, words in (("assurance", need.assurance), ("documents", need.documents)):
        twice = [word.value for word in words if words.count(word) > 1]
        if twice:
            yield f"{_WHERE}.{name}", f"{twice[0]} is there twice; remove one"
    is_stored = Assurance.STORED_DATA in assurance
    if is_stored != (DocumentKind.SOCIAL_SECURITY in documents):
        yield _WHERE, "stored_data comes from social_security cards: both or neither"
    if Assurance.CHIP_VERIFIED in assurance and not documents & CHIP_DOCUMENTS:
        yield (
            _WHERE,
            "chip_verified, but no document with such a chip; add resident",
        )
