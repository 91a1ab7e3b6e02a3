# SPDX-License-Identifier: Apache-2.0
"""The code on a licence is read from a bad copy: noise, blur, turned, in perspective, pale.

Fifteen conditions at the usual resolution of a scan, with the reader that was found most
robust; the text that comes out is checked as ``kiosk verify --qr`` checks it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from certificates.qr import LicenceClaims, qr_text
from certificates.signing.key_folder import SealKeys
from certificates.verification import Verdict, verify_qr
from tests.support.documents import LICENCE, LICENCE_VALUES, pictures, rendered

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DOTS_PER_INCH = 200
CLAIMS = LicenceClaims(
    str(LICENCE_VALUES["number"]),
    str(LICENCE_VALUES["unit_name"]),
    str(LICENCE_VALUES["holder_name"]),
    ("0103",),
    date(2026, 11, 22),
    date(2030, 11, 21),
)
Change = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module")
def page(keys: SealKeys) -> Image.Image:
    """The licence as a scanner sees it."""
    text = qr_text(CLAIMS, signer=keys.qr_signer, verify_url="https://permit.example/v")
    pdf = rendered(LICENCE, LICENCE_VALUES, qr_text=text)
    [picture] = pictures(pdf, dots_per_inch=DOTS_PER_INCH)
    return picture.convert("L")


def same(picture: Image.Image) -> Image.Image:
    return picture


def crop(picture: Image.Image) -> Image.Image:
    """The lower left quarter, where the code is."""
    return picture.crop((0, picture.height // 2, picture.width // 2, picture.height))


def noise(sigma: float) -> Change:
    def change(picture: Image.Image) -> Image.Image:
        random = np.random.default_rng(439900)
        grey = np.asarray(picture, dtype=np.float64)
        noisy = grey + random.normal(0.0, sigma, grey.shape)
        return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))

    return change


def blur(sigma: float) -> Change:
    return lambda picture: picture.filter(ImageFilter.GaussianBlur(sigma))


def turned(degrees: float) -> Change:
    return lambda picture: picture.rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )


def perspective(share: float) -> Change:
    """Seen at a slant: the upper edge is shorter by twice this share."""

    def change(picture: Image.Image) -> Image.Image:
        width, height = picture.size
        inset = share * width
        seen = [(inset, 0.0), (width - inset, share * height), (width, height), (0.0, height)]
        corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
        rows, right = [], []
        for (x, y), (u, v) in zip(seen, corners, strict=True):
            rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
            right += [u, v]
        found = np.linalg.solve(np.array(rows), np.array(right))
        return picture.transform(
            picture.size,
            Image.Transform.PERSPECTIVE,
            [float(each) for each in found],
            Image.Resampling.BICUBIC,
            fillcolor=255,
        )

    return change


def jpeg(picture: Image.Image) -> Image.Image:
    out = BytesIO()
    picture.save(out, "JPEG", quality=25)
    return Image.open(BytesIO(out.getvalue())).convert("L")


def pale(picture: Image.Image) -> Image.Image:
    """35 % of the contrast."""
    return picture.point(lambda grey: int(255 - 0.35 * (255 - grey)))


CONDITIONS: dict[str, tuple[Change, ...]] = {
    "page": (same,),
    "crop": (crop,),
    "page, noise 15": (noise(15),),
    "page, noise 40": (noise(40),),
    "crop, noise 40": (crop, noise(40)),
    "page, blur 1": (blur(1.0),),
    "crop, blur 1.6": (crop, blur(1.6)),
    "page, turned 7°": (turned(7),),
    "page, turned 33°": (turned(33),),
    "crop, turned 33°": (crop, turned(33)),
    "crop, blurred, turned, noisy": (crop, blur(1.0), turned(7), noise(15)),
    "page, perspective 4 %": (perspective(0.04),),
    "crop, perspective 5 %": (crop, perspective(0.05)),
    "page, JPEG 25": (jpeg,),
    "page, 35 % contrast": (pale,),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_code_is_read_from_a_bad_copy(name: str, page: Image.Image, keys: SealKeys) -> None:
    picture = page
    for change in CONDITIONS[name]:
        picture = change(picture)
    [found] = zxingcpp.read_barcodes(picture)
    verified = verify_qr(found.text, keys.trust, at=NOW)
    assert verified.verdict is Verdict.SAMPLE
    assert verified.claims == CLAIMS


def test_there_are_fifteen_conditions() -> None:
    assert len(CONDITIONS) == 15


def test_a_copy_that_nobody_could_read_is_not_read(page: Image.Image) -> None:
    """The conditions can fail: three times the blur is too much."""
    spoilt = blur(6.0)(crop(page))
    assert not zxingcpp.read_barcodes(spoilt)
