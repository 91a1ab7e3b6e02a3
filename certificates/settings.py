# SPDX-License-Identifier: Apache-2.0
"""Settings of certificates and of the seal, as values; ``config`` reads ``kiosk.toml``."""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class PlatformSettings:
    """The platform that certificates are called from (``[platform]``).

    Attributes:
        dialect: wire of the library, ``certshare`` or ``regional``.
        base_url: address without a trailing operation, ``http://…`` or ``https://…``.
        access_id: name of this kiosk's account there.
        access_token_file: path of a file whose only line is the account's secret, a token or a
            password; may be empty.
        org_name: organisation that asks, the first audit element of GB/T 36906.
        connect_s: longest wait for a connection.
        read_s: longest wait for a whole answer once connected (files: the deadline alone).
        ca_file: PEM file of the only authorities that are believed; empty: the public ones.
        client_certificate_file: PEM file of this kiosk's own certificate; may be empty.
        client_key_file: PEM file of its key; empty: the key is in the same file.
        payload: ``plain``, or ``sm2``: nothing is asked or answered that is not encrypted.
        payload_platform_key_file: PEM file of the platform's SM2 key or certificate.
        payload_own_key_file: PEM file of this kiosk's SM2 key, mode 0600.
        payload_form: how a ciphertext is written, ``c1c3c2``, ``c1c2c3`` or ``asn1``.

    """

    dialect: str = "certshare"
    base_url: str = ""
    access_id: str = ""
    access_token_file: str = ""
    org_name: str = ""
    connect_s: float = 3.0
    read_s: float = 5.0
    ca_file: str = ""
    client_certificate_file: str = ""
    client_key_file: str = ""
    payload: str = "plain"
    payload_platform_key_file: str = ""
    payload_own_key_file: str = ""
    payload_form: str = "c1c3c2"


@dataclass(frozen=True)
class SigningSettings:
    """What seals and signs the documents (``[signing]``).

    Attributes:
        backend: ``file`` makes a demo key at first use and marks every document 样本;
            ``pkcs11`` names a production token and refuses a demo key.
        key_folder: folder of the demo key and of ``keys.json``, the list of keys that
            verification trusts.
        verify_url: address printed in the QR code, without a fragment; empty prints the
            signed text alone.
        pkcs11_module: path of the token's PKCS#11 library (``pkcs11``).
        token_label: which token of that library (``pkcs11``).
        service_url: base address of the signing service, by the API of the Cloud Signature
            Consortium, version 1 (``remote``).
        seal_key: label in the token, or credential at the service, of the seal's key.
        qr_key: the same of the key that signs QR texts.
        pin_file: path of a file whose only line is the token's or the credentials' PIN.
        service_token_file: path of a file whose only line is the service's access token.
        level: PAdES baseline ``B-B``, ``B-T`` (time stamp) or ``B-LTA`` (for decades).
        timestamp_url: address of the time stamp authority (RFC 3161) for the last two.
        timeout_s: longest wait for one answer of service or authority.
        national: ``sm2`` adds a signature by SM2 with SM3 to every seal; ``none`` does not.

    """

    backend: str = "file"
    key_folder: str = ""
    verify_url: str = ""
    pkcs11_module: str = ""
    token_label: str = ""
    service_url: str = ""
    seal_key: str = ""
    qr_key: str = ""
    pin_file: str = ""
    service_token_file: str = ""
    level: str = "B-B"
    timestamp_url: str = ""
    timeout_s: float = 5.0
    national: str = "none"

    def at_level(self, level: str, timestamp_url: str) -> "SigningSettings":
        """The same keys at another level."""
        return replace(self, level=level, timestamp_url=timestamp_url)


@dataclass(frozen=True)
class DocumentSettings:
    """What is kept of a licence (``[documents]``).

    Attributes:
        formats: ``pdf``; with ``pdf+ofd`` an OFD file (GB/T 33190), unsealed, stands beside it.

    """

    formats: str = "pdf"

    @property
    def has_ofd(self) -> bool:
        """Whether an OFD file is kept, too."""
        return self.formats == "pdf+ofd"


@dataclass(frozen=True)
class FontSettings:
    """Where the fonts of documents lie; every path is a file, none is searched for.

    Attributes:
        built: folder that ``python -m certificates.rendering.font_build`` filled.
        wenkai: LXGW WenKai Regular (Debian ``fonts-lxgw-wenkai``), for rare Kai characters.
        babelstone: BabelStone Han (``fonts-babelstone-han``), rare characters, mainland forms.
        hanazono_a: HanaMinA (``fonts-hanazono``), rare characters.
        hanazono_b: HanaMinB (same), extensions B to F.

    """

    built: Path = Path("build/fonts")
    wenkai: Path = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
    babelstone: Path = Path("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf")
    hanazono_a: Path = Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf")
    hanazono_b: Path = Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")
