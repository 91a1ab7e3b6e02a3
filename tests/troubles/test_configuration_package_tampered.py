# SPDX-License-Identifier: Apache-2.0
"""Trouble: a package on USB is damaged, changed, of another machine, or older than the last."""

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from kiosk.configuration.package import PackageRefusedError, opened, read_keys
from tests.support.configurations import (
    KEY,
    OTHER_KEY,
    package_of,
    site_in,
    text_with,
    write_key_list,
)
from tests.support.console_in_process import run_main
from tests.support.proof import announce, proof_count, proof_seed

KEYS = {KEY.public_key().public_bytes_raw().hex(): "province"}
FLIPS = proof_count(200)
YEAR = (
    Path(__file__).parents[2] / "config" / "catalogue" / "_calendar" / "2026.yaml"
).read_text("utf-8")


GOOD = package_of(text_with(33))


def rewritten(content: bytes, name: str, text: bytes) -> bytes:
    """The package with another content of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, text)
    return out.getvalue()


def applied(folder: Path, content: bytes, *words: str) -> tuple[int, str]:
    """Put a package on the stick and apply it; status and what was said."""
    stick = folder / "stick.package"
    stick.write_bytes(content)
    site = ("--config", str(folder / "kiosk.toml"))
    told = run_main("config", "apply", str(stick), *site, *words)
    return told.returncode, told.stdout + told.stderr


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A kiosk that takes packages of one key."""
    site_in(tmp_path, text_with(10))
    write_key_list(tmp_path)
    return tmp_path


def test_a_package_is_applied_with_its_calendar_and_known_by_its_number(hall: Path) -> None:
    machines = ("K-0001", "K-0007")
    site = '[configuration]\npackage_keys_file = "packages.json"\n[timing]\nidle_s = 33\n'
    content = package_of(site, number=4, machines=machines, files={"calendar/2026.yaml": YEAR})
    status, said = applied(hall, content, "--by", "1024")
    assert status == 0
    assert "~ timing.idle_s = 33    # was 10" in said
    assert "kiosk.id" not in said
    newest = site_in(hall).versions.read().newest
    assert newest is not None
    assert (newest.draft.package, newest.draft.who) == (4, "1024")
    assert "signed by province" in newest.draft.why
    assert (hall / "data" / "calendar" / "2026.yaml").read_text("utf-8") == YEAR
    assert site_in(hall).settings().settings.kiosk.id == "K-0007"


def test_a_changed_bit_anywhere_is_never_applied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seed = proof_seed()
    announce(capsys, f"{FLIPS} changed bits", seed)
    chance = random.Random(seed)
    content = package_of(text_with(33))
    whole = opened(content, KEYS)
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        changed = bytearray(content)
        changed[place] ^= bit
        try:
            is_whole = opened(bytes(changed), KEYS) == whole  # a time stamp of the archive
        except PackageRefusedError:
            continue
        assert is_whole
    for end in range(0, len(content), 37):
        with pytest.raises(PackageRefusedError):
            opened(content[:end], KEYS)


def signed_as(manifest: dict[str, object]) -> bytes:
    """A package whose signature holds and whose manifest says something else."""
    said = json.dumps(manifest).encode()
    signature = {
        "public_key": KEY.public_key().public_bytes_raw().hex(),
        "signature": KEY.sign(b"jiban-config-package-1\n" + said).hex(),
    }
    content = rewritten(GOOD, "manifest.json", said)
    return rewritten(content, "signature.json", json.dumps(signature).encode())


def manifest_with(**changes: object) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(package_of(text_with(33)))) as archive:
        manifest: dict[str, object] = json.loads(archive.read("manifest.json"))
    return {**manifest, **changes}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            rewritten(GOOD, "kiosk.toml", b""),
            "not the file that was signed",
        ),
        (rewritten(GOOD, "more.toml", b""), "manifest names"),
        (rewritten(GOOD, "kiosk.toml", b"#" * 1_100_000), "too large"),
        (package_of(text_with(33), key=OTHER_KEY), "not listed"),
        (package_of(text_with(33), files={"../keys/store.key": "x"}), "cannot come by package"),
        (package_of(text_with(33), files={"catalogue/a.yaml": "x"}), "cannot come by package"),
        (package_of(text_with(33), number=0), "its number is none"),
        (signed_as(manifest_with(format="jiban-config-package-2")), "its format"),
        (signed_as(manifest_with(number=True)), "its number is none"),
        (signed_as({}), "damaged or no package"),
        (
            rewritten(GOOD, "manifest.json", json.dumps(manifest_with(number=99)).encode()),
            "signature does not hold",
        ),
        (b"PK\x03\x04" + bytes(9_000_000), "too large"),
        (b"PK\x03\x04", "damaged or no package"),
    ],
)
def test_what_was_not_signed_so_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(PackageRefusedError, match=why):
        opened(content, KEYS)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (package_of(text_with(33), machines=("K-0001",)), "it is for K-0001"),
        (package_of(text_with(33).replace("K-0007", "K-0009")), "that of machine K-0009"),
        (package_of(text_with(33), files={"calendar/2026.yaml": "year: 2031"}), "2026.yaml"),
        (package_of(text_with(1)), "CONFIG-0701"),
        (package_of("[kiosk\n"), "is not TOML"),
        (package_of("kiosk = 3\n"), "CONFIG-0701"),
    ],
)
def test_a_package_that_is_not_for_here_changes_nothing(
    hall: Path, content: bytes, why: str
) -> None:
    status, said = applied(hall, content)
    assert status == 1
    assert why in said
    assert site_in(hall).versions.read().versions == ()
    assert not (hall / "data" / "calendar").exists()


def test_an_older_package_is_taken_with_consent_alone(hall: Path) -> None:
    assert applied(hall, package_of(text_with(20), number=5))[0] == 0
    for number in (4, 5):
        status, said = applied(hall, package_of(text_with(30), number=number))
        assert status == 1
        assert f"package {number}, and package 5 was taken already" in said
        assert "CONFIG-0702" in said
    assert applied(hall, package_of(text_with(30), number=4), "--older")[0] == 0
    assert applied(hall, package_of(text_with(40), number=5))[0] == 1
    assert applied(hall, package_of(text_with(40), number=6))[0] == 0


def test_without_a_key_list_no_package_is_taken(tmp_path: Path) -> None:
    site_in(tmp_path, '[kiosk]\nid = "K-0007"\ndata_dir = "data"\n')
    status, said = applied(tmp_path, package_of(text_with(20)))
    assert (status, "names no key list" in said) == (1, True)
    site_in(tmp_path, text_with(10))
    assert "packages.json" in applied(tmp_path, package_of(text_with(20)))[1]
    (tmp_path / "packages.json").write_text('{"keys": [{"name": "x"}]}', "utf-8")
    with pytest.raises(PackageRefusedError, match="no list of package keys"):
        read_keys(tmp_path / "packages.json")


def test_a_package_is_made_and_signed_at_the_command_line(hall: Path) -> None:
    key, out, new = hall / "key.pem", hall / "out.package", hall / "new.toml"
    pem = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key.write_bytes(pem)
    new.write_text(text_with(44), "utf-8")
    words = ("--number", "7", "--machine", "K-0007", "--key", str(key), "--out", str(out))
    told = run_main("config", "pack", str(new), *words)
    assert told.returncode == 0
    assert next(iter(KEYS)) in told.stdout
    assert applied(hall, out.read_bytes())[0] == 0
    key.write_text("no key", "utf-8")
    assert run_main("config", "pack", str(new), *words).returncode == 2
    key.unlink()
    assert run_main("config", "pack", str(new), *words).returncode == 1
