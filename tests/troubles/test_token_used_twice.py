# SPDX-License-Identifier: Apache-2.0
"""A picture of somebody's identity code: it worked once, and never again, here or elsewhere."""

from tests.support.identity_codes import CodeStand, kiosk_between


def redeemed_at(stand: CodeStand) -> int:
    calls = stand.platform.send("state")["calls"]
    assert isinstance(calls, list)
    return sum(call["operation"] == "redeemIdentityToken" for call in calls)


def test_a_code_works_once_and_the_second_time_nobody_is_even_asked(stand: CodeStand) -> None:
    text = stand.token()
    assert stand.read(text) is not None
    asked = redeemed_at(stand)
    assert stand.read(stand.token("liu-guizhen")) is not None  # another scan between the two
    assert stand.refusal(text) == "TOKEN-1202"
    assert redeemed_at(stand) == asked + 1


def test_another_kiosk_hears_from_the_platform_that_it_was_used(stand: CodeStand) -> None:
    text = stand.token()
    assert stand.read(text) is not None
    stand.source.close()
    with kiosk_between(stand.scanner, stand.platform) as other:
        assert other.refusal(text) == "TOKEN-1202"


def test_a_code_whose_answer_was_lost_is_not_tried_again(stand: CodeStand) -> None:
    text = stand.token()
    stand.platform.send("fault", kind="cut_short", count=1)
    assert stand.refusal(text) == "TOKEN-1204"
    assert stand.read(stand.token("liu-guizhen")) is not None
    assert stand.refusal(text) == "TOKEN-1202"
