# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with what is applied for.

FormsError
├── CatalogueError      the service catalogue is not what the schema or the types ask for
├── CalendarError       a working-day limit cannot be counted (impossible calendar data)
└── IncompleteApplicationError   a licence was asked for an application that lacks its facts

Outcomes of the business (a stop, a refusal, a bad value) are return values, not errors.
"""


class FormsError(Exception):
    """Base of the errors raised by ``forms``."""


class CatalogueError(FormsError):
    """The catalogue cannot be used; the text names the file and the key (CONFIG-0701).

    ``troubles`` are all places that break the schema, each with what to do; the text names the
    first. Empty where the file could not be read at all.
    """

    def __init__(self, text: str, troubles: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        self.troubles = troubles


class CalendarError(FormsError):
    """The working-day calendar cannot answer; the text names the year."""


class IncompleteApplicationError(FormsError):
    """A licence needs a field that the application does not have; the text names the field."""
