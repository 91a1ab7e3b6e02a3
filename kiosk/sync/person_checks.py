# SPDX-License-Identifier: Apache-2.0
"""The way of checking a person that the settings name."""

from dataclasses import replace
from typing import assert_never

from certificates.settings import PlatformSettings
from config.settings import KioskSettings
from kiosk.person_check import PersonCheck, PersonCheckMethod
from kiosk.sync.face_service import FaceServiceCheck, FaceSettings
from kiosk.sync.identity_platform import IdentityPlatform
from kiosk.sync.phone_code import PhoneCodeCheck


def person_check_of(settings: KioskSettings) -> PersonCheck | None:
    """Build the check; nothing is opened yet. None where nobody is checked."""
    wanted = settings.person_check
    method = PersonCheckMethod(wanted.method)
    match method:
        case PersonCheckMethod.NONE:
            return None
        case PersonCheckMethod.PHONE_CODE:
            platform = settings.platform or PlatformSettings()
            if wanted.url:
                platform = replace(platform, base_url=wanted.url)
            return PhoneCodeCheck(IdentityPlatform(platform))
        case PersonCheckMethod.FACE_SERVICE:
            return FaceServiceCheck(
                FaceSettings(
                    wanted.url, secret_file=wanted.secret_file, timeout_s=wanted.timeout_s
                )
            )
        case _:
            assert_never(method)
