# SPDX-License-Identifier: Apache-2.0
"""Settings of the certificate library, as values; ``config`` reads them from ``kiosk.toml``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlatformSettings:
    """The platform that certificates are called from (``[platform]``).

    Attributes:
        dialect: wire of the library; ``certshare`` is the only one so far.
        base_url: address without a trailing operation, ``http://…`` or ``https://…``.
        access_id: name of this kiosk's account there.
        access_token_file: path of a file whose only line is the account's secret; may be empty.
        org_name: organisation that asks, the first audit element of GB/T 36906.
        connect_s: longest wait for a connection.
        read_s: longest silence in the middle of an answer.

    """

    dialect: str = "certshare"
    base_url: str = ""
    access_id: str = ""
    access_token_file: str = ""
    org_name: str = ""
    connect_s: float = 3.0
    read_s: float = 5.0
