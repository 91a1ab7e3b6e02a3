# SPDX-License-Identifier: Apache-2.0
"""SM2 by the program ``openssl``, which shares no code with the library that the kiosk uses.

Published examples: GB/T 32918.5-2017, annex A (the same as GM/T 0003.5-2012, annex), as many
public programs test themselves by; GB/T 32905-2016, annex A, for SM3.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PUBLISHED_SCALAR: Final = bytes.fromhex(
    "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
)
PUBLISHED_POINT: Final = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
PUBLISHED_SIGNED: Final = b"message digest"
PUBLISHED_SIGNATURE: Final = (
    0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
    0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
)
PUBLISHED_PLAIN: Final = b"encryption standard"
PUBLISHED_C1: Final = bytes.fromhex(
    "0404EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"
    "E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0"
)
PUBLISHED_C2: Final = bytes.fromhex("21886CA989CA9C7D58087307CA93092D651EFA")
PUBLISHED_C3: Final = bytes.fromhex(
    "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"
)
PUBLISHED_SM3: Final = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
"""Of ``abc``."""

_IDENTITY: Final = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")


def openssl(*words: str, content: bytes = b"") -> bytes:
    """Run the program; what it writes."""
    return subprocess.run(
        ["openssl", *words], input=content, capture_output=True, check=True, timeout=20
    ).stdout


@dataclass(frozen=True)
class OpensslPair:
    """A key pair that ``openssl`` made: a private file of mode 0600, and a public one."""

    private: Path
    public: Path

    def encrypted(self, plain: bytes) -> bytes:
        """For this pair's holder; DER."""
        return openssl(
            "pkeyutl", "-encrypt", "-pubin", "-inkey", str(self.public), content=plain
        )

    def decrypted(self, cipher: bytes) -> bytes:
        """What is for this pair's holder; DER."""
        return openssl("pkeyutl", "-decrypt", "-inkey", str(self.private), content=cipher)

    def signed(self, data: bytes) -> bytes:
        """A signature of this pair; DER."""
        words = ("pkeyutl", "-sign", "-inkey", str(self.private), *_IDENTITY)
        return openssl(*words, "-in", str(_written(self.private, "signed", data)))


def openssl_pair(folder: Path, name: str = "key") -> OpensslPair:
    """Make a pair."""
    private, public = folder / f"{name}-key.pem", folder / f"{name}.pem"
    private.touch(mode=0o600)
    made = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
    private.write_bytes(made)
    public.write_bytes(openssl("pkey", "-in", str(private), "-pubout"))
    return OpensslPair(private, public)


def openssl_agrees(public: Path, data: bytes, signature: bytes) -> bool:
    """Whether ``openssl`` takes the signature (DER) for that of the key, PEM, over the data."""
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public), *_IDENTITY]
    words += ["-in", str(_written(public, "data", data))]
    words += ["-sigfile", str(_written(public, "signature", signature))]
    done = subprocess.run(words, capture_output=True, check=False, timeout=20)
    return done.returncode == 0


def _written(beside: Path, name: str, content: bytes) -> Path:
    path = beside.with_name(f"{beside.stem}-{name}.bin")
    path.write_bytes(content)
    return path
