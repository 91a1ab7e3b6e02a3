# SPDX-License-Identifier: Apache-2.0
"""Encrypted payloads of both dialects (``[platform] payload = "sm2"``), an extra.

Known of one province: ``certData`` comes as hexadecimal text under SM2 and is JSON inside.
Assumed, for nothing of it is public: the rest of this module, which the OpenAPI files of both
dialects describe. A refusal and a file (PDF, OFD, picture) come in the clear. Every call to the
platform's address is meant, those for materials and identity codes included.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from certificates.errors import PlatformRefusedError, PlatformRubbishError
from certificates.library.certshare_wire import decode_answer, rubbish
from certificates.library.platform_line import HttpAnswer
from certificates.library.regional_wire import decode_data
from certificates.national.keys import KeyFileError
from certificates.national.library import Sm2MissingError
from certificates.national.payload import PayloadError, PayloadKeys, read_keys
from certificates.settings import PlatformSettings

ALGORITHM: Final = "SM2"
_FILES: Final = frozenset(
    {"downloadFile", "getThumbnail", "getCertFile", "downloadMaterial", "downloadIssued"}
)
"""Operations that answer a file, in which the platform's seal is what counts."""


class Ciphers:
    """Encrypts what is asked and opens what is answered.

    Keys are read from their files for every call and kept nowhere else, as the token is. Every
    method raises ``PlatformRefusedError`` where a key or the extra is missing, with what mends
    it, and ``PlatformRubbishError`` with its own reason for an answer in the clear, for another
    key, or changed on its way: nothing of such an answer is used.
    """

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings

    def certshare_request(
        self, head: Mapping[str, str], parameters: Mapping[str, object]
    ) -> tuple[Mapping[str, str], str]:
        """Give head and data as they go over the wire."""
        keys = self._keys()
        said = {"encrypt": ALGORITHM, "keyId": keys.other_id}
        return {**head, **said}, _sealed(keys, parameters)

    def certshare_answer(self, operation: str, answer: HttpAnswer) -> HttpAnswer:
        """Give the answer as it would have come in the clear."""
        if _is_file(operation, answer):
            return answer
        said = decode_answer(answer.body)
        data, key_id = said.get("data"), said["head"].get("keyId")
        if isinstance(data, dict) and "certData" in data:
            opened: object = {**data, "certData": self._opened(data["certData"], key_id)}
        else:
            opened = self._opened(data, key_id)
        return _with_body(answer, {"head": said["head"], "data": opened})

    def regional_request(self, said: Mapping[str, str]) -> dict[str, str]:
        """Give the request as it goes over the wire; the session stays readable."""
        keys = self._keys()
        rest = {name: value for name, value in said.items() if name != "SessionID"}
        return {
            "SessionID": said["SessionID"],
            "Encrypt": ALGORITHM,
            "KeyID": keys.other_id,
            "EncryptedData": _sealed(keys, rest),
        }

    def regional_answer(self, operation: str, answer: HttpAnswer) -> HttpAnswer:
        """Give the answer as it would have come in the clear."""
        if _is_file(operation, answer):
            return answer
        data = decode_data(answer.body)
        key_id = json.loads(answer.body).get("keyId")
        return _with_body(answer, {"code": 0, "msg": "", "data": self._opened(data, key_id)})

    def _keys(self) -> PayloadKeys:
        settings = self._settings
        try:
            return read_keys(
                Path(settings.payload_platform_key_file),
                Path(settings.payload_own_key_file),
                settings.payload_form,
            )
        except (KeyFileError, Sm2MissingError) as error:
            raise PlatformRefusedError("PLATFORM-0303", str(error)) from error

    def _opened(self, sealed: object, key_id: object) -> object:
        try:
            return json.loads(self._keys().open(sealed, key_id))
        except PayloadError as error:
            raise PlatformRubbishError("PLATFORM-0304", str(error)) from error
        except (ValueError, RecursionError):
            # The cause holds the whole payload, and with it the citizen's data.
            raise rubbish("what was encrypted is not JSON") from None


def _sealed(keys: PayloadKeys, plain: Mapping[str, object]) -> str:
    return keys.seal(json.dumps(plain).encode())


def _is_file(operation: str, answer: HttpAnswer) -> bool:
    return operation in _FILES and answer.media_type != "application/json"


def _with_body(answer: HttpAnswer, content: dict[str, Any]) -> HttpAnswer:
    try:
        body = json.dumps(content).encode()
    except RecursionError:  # read at the last depth that can be, and one deeper now
        raise rubbish("it is nested beyond all reason") from None
    return HttpAnswer(answer.status, answer.media_type, body)
