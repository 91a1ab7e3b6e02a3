# SPDX-License-Identifier: Apache-2.0
"""What a robot cannot do through the glass: cards, telephone and paper are somebody's hand."""

from typing import Protocol


class CitizensHand(Protocol):
    """Whoever lays the card, holds the phone and takes the paper: the dock, or a person."""

    def lay_card(self) -> None:
        """Put the card on the reader."""
        ...

    def show_code(self) -> None:
        """Hold the telephone's identity code to the scanner."""
        ...

    def show_licence(self, code: str) -> None:
        """Hold a licence with this text in its code to the scanner."""
        ...

    def insert_social_card(self) -> None:
        """Put the social-security card into the slot."""
        ...

    def phone_code(self) -> str:
        """The code that the telephone got last; empty where a person types it."""
        ...

    def lift_card(self) -> None:
        """Take it back."""
        ...

    def take_paper(self) -> None:
        """Take the sheets out of the tray."""
        ...
