# SPDX-License-Identifier: Apache-2.0
"""An authority that issues seals: root, revocation lists, time stamps, signing service.

All of it is certomancer, the test authority of pyHanko's author, in processes of their own; the
token is SoftHSM2. The keys are made here and are worth nothing.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from time import monotonic

import pkcs11
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11.util.x509 import decode_x509_certificate

from certificates.settings import SigningSettings
from certificates.trust import (
    KEY_LIST_NAME,
    PdfRoot,
    QrKey,
    TrustList,
    encode_trust_list,
    kid_of,
)

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "4711"
FROM = datetime(2026, 1, 1, tzinfo=UTC)
SEAL_UNTIL = datetime(2029, 1, 1, tzinfo=UTC)
ROOT_UNTIL = datetime(2046, 1, 1, tzinfo=UTC)
_NAMES = ("root", "seal", "qr", "tsa", "demo", "revoked")


@dataclass(frozen=True)
class SealAuthority:
    """Where the authority answers, and what it has issued.

    Attributes:
        url: of time stamps and lists of revoked certificates.
        service_url: of the signing service.
        folder: keys and certificates as PEM, ``<name>.key.pem`` and ``<name>.pem``.

    """

    url: str
    service_url: str
    folder: Path

    @property
    def timestamp_url(self) -> str:
        """Address of the time stamp authority."""
        return f"{self.url}/hall/tsa/tsa"

    def certificate(self, name: str) -> bytes:
        """One certificate, DER."""
        read = x509.load_pem_x509_certificate((self.folder / f"{name}.pem").read_bytes())
        return read.public_bytes(serialization.Encoding.DER)

    def trust(self, *, until: date = date(2045, 12, 31)) -> TrustList:
        """The key list of this authority's kiosks; nothing in it is a demo."""
        qr = x509.load_der_x509_certificate(self.certificate("qr")).public_key()
        assert isinstance(qr, ec.EllipticCurvePublicKey)
        root = PdfRoot(self.certificate("root"), is_demo=False)
        key = QrKey(kid_of(qr), qr, FROM.date(), until, is_demo=False)
        return TrustList((key,), (root,), (root,))

    def key_folder(self, place: Path, trust: TrustList | None = None) -> Path:
        """A folder with the key list alone, as a hall gets it."""
        place.mkdir(parents=True, exist_ok=True)
        (place / KEY_LIST_NAME).write_bytes(encode_trust_list(trust or self.trust()))
        return place


@contextmanager
def running_authority() -> Iterator[SealAuthority]:
    """Issue everything and serve it until the block ends."""
    folder = Path(mkdtemp(prefix="jiban-authority-"))
    web, service = _free_port(), _free_port()
    _write_keys(folder)
    config = folder / "authority.yml"
    url = f"http://127.0.0.1:{web}"
    config.write_text(yaml.safe_dump(_config(url)), "utf-8")
    certomancer = [sys.executable, "-m", "certomancer", "--config", str(config)]
    certomancer += ["--key-root", str(folder)]
    subprocess.run(
        [*certomancer, "mass-summon", "hall", str(folder / "certs"), "--no-pfx", "--flat"],
        check=True,
        capture_output=True,
    )
    for made in (folder / "certs").glob("*.cert.pem"):
        shutil.copy(made, folder / made.name.replace(".cert", ""))
    animator = _started([*certomancer, "animate", "--port", str(web), "--no-web-ui"], folder)
    signing = [sys.executable, "-m", "csc_dummy", str(config), str(service), "2"]
    csc = _started(signing, folder)
    try:
        _wait_for(web)
        _wait_for(service)
        yield SealAuthority(url, f"http://localhost:{service}", folder)
    finally:
        for process in (animator, csc):
            process.terminate()
            process.wait(10)
        shutil.rmtree(folder)


def token_settings(key_folder: Path, pin_file: Path, label: str) -> SigningSettings:
    """Settings of a kiosk whose keys are in the token of this label."""
    pin_file.write_text(PIN, "utf-8")
    pin_file.chmod(0o600)
    return SigningSettings(
        backend="pkcs11",
        key_folder=str(key_folder),
        pkcs11_module=MODULE,
        token_label=label,
        seal_key="seal",
        qr_key="qr",
        pin_file=str(pin_file),
    )


@cache
def token_store() -> Path:
    """Where this process's tokens lie: the library reads its configuration once."""
    folder = Path(mkdtemp(prefix="jiban-tokens-"))
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", "utf-8")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    return folder


def fill_token(label: str, authority: SealAuthority, **certificates: str) -> None:
    """Make a token and put keys into it: label in the token → name at the authority."""
    token_store()
    _softhsm("--init-token", "--free", "--label", label, "--so-pin", PIN, "--pin", PIN)
    for number, (name, issued) in enumerate(certificates.items(), start=1):
        key = str(authority.folder / f"{issued}.key.pem")
        place = ("--token", label, "--label", name, "--id", f"{number:02d}", "--pin", PIN)
        _softhsm("--import", key, *place)
    # softhsm2-util imports no certificates; the library is loaded once in a process.
    library = pkcs11.lib(MODULE)
    library.reinitialize()
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        for name, issued in certificates.items():
            entry = decode_x509_certificate(authority.certificate(issued))
            entry |= {pkcs11.Attribute.LABEL: name, pkcs11.Attribute.TOKEN: True}
            session.create_object(entry)


def _started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, stdout=nothing, stderr=nothing)


def _softhsm(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _write_keys(folder: Path) -> None:
    for name in _NAMES:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / f"{name}.key.pem").write_bytes(pem)


def _config(url: str) -> dict[str, object]:
    """The authority in certomancer's words."""
    revocation = {"revoked-since": "2026-06-01T00:00:00+0000", "reason": "key_compromise"}
    ca = {"id": "basic_constraints", "critical": True, "value": {"ca": True}}
    stamps = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
    certificates = {
        "root": _issued(ROOT_UNTIL, ["key_cert_sign", "crl_sign"], ca),
        "tsa": _issued(ROOT_UNTIL, ["digital_signature"], _CRL, stamps),
        "seal": _issued(SEAL_UNTIL, ["non_repudiation"], _CRL),
        "qr": _issued(SEAL_UNTIL, ["digital_signature"], _CRL),
        "demo": _issued(SEAL_UNTIL, ["non_repudiation"], _CRL),
        "revoked": _issued(SEAL_UNTIL, ["non_repudiation"], _CRL) | {"revocation": revocation},
    }
    lists = {"for-issuer": "root", "signing-key": "root", "simulated-update-schedule": "P30D"}
    entities = {name: {"common-name": f"测试{name}"} for name in _NAMES}
    entities["demo"] = {"common-name": "样本 DEMO 无法律效力"}
    hall = {
        "keyset": "hall",
        "entity-defaults": {"country-name": "CN", "organization-name": "测试签章机构"},
        "entities": entities,
        "certs": certificates,
        "services": {
            "crl-repo": {"root": lists},
            "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
        },
    }
    keys = {name: {"path": f"{name}.key.pem"} for name in _NAMES}
    return {
        "external-url-prefix": url,
        "keysets": {"hall": {"keys": keys}},
        "pki-architectures": {"hall": hall},
    }


_CRL = {
    "id": "crl_distribution_points",
    "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}},
}


def _issued(until: datetime, rights: list[str], *more: object) -> dict[str, object]:
    usage = {"schema": "key-usage", "params": rights}
    return {
        "issuer": "root",
        "authority-key": "root",
        "validity": {"valid-from": FROM.isoformat(), "valid-to": until.isoformat()},
        "extensions": [{"id": "key_usage", "critical": True, "smart-value": usage}, *more],
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    until = monotonic() + 20
    while monotonic() < until:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.05)
    message = f"nobody listens on {port}"
    raise TimeoutError(message)
