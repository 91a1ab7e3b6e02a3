# SPDX-License-Identifier: Apache-2.0
"""A sentence that citizens read, in every language the kiosk speaks."""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("zh_CN", "en")


@dataclass(frozen=True)
class Text:
    """One text of the catalogue (文案) in Simplified Chinese and English; both required."""

    zh_CN: str  # noqa: N815  # the name of the locale
    en: str

    def in_(self, language: str) -> str:
        """Return the text for a locale name; everything but English reads Chinese.

        >>> Text("许可证", "permit").in_("en")
        'permit'
        """
        return self.en if language.split("_", maxsplit=1)[0] == "en" else self.zh_CN
