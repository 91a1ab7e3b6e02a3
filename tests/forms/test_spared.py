# SPDX-License-Identifier: Apache-2.0
"""You did not have to bring n of m: counted by how each paper is supplied."""

from dataclasses import replace

from forms.bundle import Spared
from forms.spared import spared_of, spared_text
from tests.support.applying import business_licence, complete, deed, health_certificate, permit


def test_what_was_read_fetched_or_written_is_spared_and_a_promise_is_not() -> None:
    bare = complete(business_licence())
    full = complete(business_licence(), deed(), health_certificate(), staff=1)
    assert spared_of(permit(), bare).needed == spared_of(permit(), full).needed
    assert spared_of(permit(), full).spared == spared_of(permit(), bare).spared + 2


def test_the_sentence_says_both_numbers_in_both_languages() -> None:
    count = spared_of(permit(), complete())
    text = spared_text(permit(), complete())
    assert text is not None
    for part in (text.zh_CN, text.en):
        assert str(count.spared) in part
        assert str(count.needed) in part


def test_where_nothing_is_spared_nothing_is_said() -> None:
    by_hand = replace(permit(), materials=(permit().material("M10"),))
    assert spared_of(by_hand, complete()) == Spared(0, 1)
    assert spared_text(by_hand, complete()) is None
