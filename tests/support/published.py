# SPDX-License-Identifier: Apache-2.0
"""A made-up table of holidays for 2027: nobody has published it."""

from pathlib import Path
from typing import Final

from forms.working_days import YearTable, load_year
from tests.support.applying import CATALOGUE_FOLDER

TABLE_2027: Final = """# SPDX-License-Identifier: Apache-2.0
year: 2027
source: made up for tests
holidays:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03}
  - {name: 春节, first: 2027-02-05, last: 2027-02-12}
  - {name: 清明节, first: 2027-04-03, last: 2027-04-05}
  - {name: 劳动节, first: 2027-05-01, last: 2027-05-05}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09}
  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}
  - {name: 国庆节, first: 2027-10-01, last: 2027-10-07}
make_up_days: [2027-01-30, 2027-02-14, 2027-04-25, 2027-10-09, 2027-10-10]
"""


def year_2027(folder: Path, *, changed: tuple[str, str] = ("", "")) -> YearTable:
    """Write the table, one text in the place of another, and read it as the kiosk does."""
    text = TABLE_2027.replace(*changed) if changed[0] else TABLE_2027
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "2027.yaml"
    file.write_text(text, "utf-8")
    return load_year(file, schema_in=CATALOGUE_FOLDER)
