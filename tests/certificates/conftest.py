# SPDX-License-Identifier: Apache-2.0
"""One pair of keys for all tests of seals; making them costs more than most of the tests."""

import pytest

from certificates.signing.key_folder import SealKeys, open_keys
from certificates.trust import TrustList
from tests.support.seal_keys import NOW, as_production


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> SealKeys:
    """Keys in a folder, as a kiosk makes them for a demonstration."""
    return open_keys(tmp_path_factory.mktemp("keys") / "signing", now=NOW)


@pytest.fixture(scope="session")
def trust(keys: SealKeys) -> TrustList:
    """The same keys, listed as if they were no demo keys."""
    return as_production(keys)
