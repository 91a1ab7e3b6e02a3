# SPDX-License-Identifier: Apache-2.0
"""The list of divisions: read strictly, walked from the province down, found in an address."""

from pathlib import Path

import pytest

from forms.divisions import DIVISIONS_FILE, Divisions, load_divisions, site_divisions
from forms.errors import CatalogueError
from tests.support.applying import CATALOGUE_FOLDER

HEAD = "code,name\n"


def shipped() -> Divisions:
    return load_divisions(CATALOGUE_FOLDER / "_divisions" / DIVISIONS_FILE)


def written(folder: Path, text: str) -> Path:
    file = folder / DIVISIONS_FILE
    file.write_text(text, "utf-8")
    return file


def test_an_address_is_walked_from_the_province_to_the_street() -> None:
    known = shipped()
    assert [one.name for one in known.below("")] == ["湖南省", "样例省"]
    assert [one.name for one in known.below("4399")] == ["示例区", "示例县"]
    assert known.below("439900001") == ()
    assert known.text("439900001") == "湖南省虚构市示例区青石街道"
    assert [one.code for one in known.path("439900001")] == [
        "43",
        "4399",
        "439900",
        "439900001",
    ]
    assert known.parent("439900001") == "439900"
    assert known.parent("43") == ""


def test_what_nobody_says_stands_in_no_address_and_on_no_page(tmp_path: Path) -> None:
    known = shipped()
    assert known.text("989001") == "样例省南浦市"
    assert known.parent("989001") == "98"
    lines = "11,甲市\n1101,市辖区\n110101,东区\n110102,西区\n"
    capital = load_divisions(written(tmp_path, HEAD + lines))
    assert [one.name for one in capital.below("11")] == ["东区", "西区"]
    assert capital.found("甲市西区一号") == "110102"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("湖南省虚构市示例区秋水路18号2栋301室", "439900"),
        ("湖南省虚构市示例区秋水街道18号", "439900002"),
        ("样例省样例市云溪区", "980101"),
        ("湖南省别的市", "43"),
        ("秋水路18号", ""),
        ("", ""),
    ],
)
def test_the_smallest_division_of_an_address_is_found(address: str, code: str) -> None:
    assert shipped().found(address) == code


def test_of_two_names_that_begin_alike_the_longer_one_is_meant(tmp_path: Path) -> None:
    both = written(tmp_path, HEAD + "11,山\n12,山东省\n")
    assert load_divisions(both).found("山东省") == "12"


def test_a_list_from_a_spreadsheet_is_taken(tmp_path: Path) -> None:
    file = tmp_path / DIVISIONS_FILE
    file.write_bytes("# comment\r\n\r\ncode,name\r\n43, 湖南省\r\n".encode("utf-8-sig"))
    assert [one.name for one in load_divisions(file).below("")] == ["湖南省"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the first line is not code,name"),
        ("id,name\n43,湖南省\n", "the first line is not code,name"),
        (HEAD + "43\n", "divisions.csv:2: 1 cells"),
        (HEAD + "433,湖南省\n", "divisions.csv:2: '433' has not 2, 4, 6 or 9 digits"),
        (HEAD + "4三,湖南省\n", "has not 2, 4, 6 or 9 digits"),
        (HEAD + "43,\n", "a name has 1 to 30 characters"),
        (HEAD + "43," + "长" * 31 + "\n", "a name has 1 to 30 characters"),
        (HEAD + "43,湖南省\n43,湖北省\n", "divisions.csv:3: 43 stands there twice"),
        (HEAD + "43,湖南省\n439900,示例区\n", "439900 lies in 4399, which is missing"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(CatalogueError, match=said.replace("(", r"\(")):
        load_divisions(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / DIVISIONS_FILE
    for content in (b"\xff\xfe\x00", None):
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(CatalogueError, match="cannot be read as UTF-8"):
            load_divisions(file)


def test_the_halls_own_list_goes_before_the_shipped_one(tmp_path: Path) -> None:
    assert site_divisions(CATALOGUE_FOLDER, tmp_path) == shipped()
    assert not site_divisions(tmp_path / "nowhere", tmp_path)
    written(tmp_path, HEAD + "11,甲市\n")
    assert [one.name for one in site_divisions(CATALOGUE_FOLDER, tmp_path).below("")] == [
        "甲市"
    ]


def test_the_shipped_list_is_fictitious() -> None:
    codes = set(shipped().by_code) - {"43"}
    assert all(code.startswith(("4399", "98")) for code in codes)
