# SPDX-License-Identifier: Apache-2.0
"""Identity codes and codes by telephone of the simulated platform, without HTTP.

Written from ``kiosk/sync/identity_platform.openapi.yaml``, not from the client. Its persons are
fictitious; their telephones begin with 100, which no mobile number does, and nothing is sent:
what a telephone would show stands in the simulator's state.
"""

import hashlib
import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

import yaml

from certificates.simulation.operations import (
    Envelope,
    Parameters,
    RefusedCallError,
    Reply,
    demanded,
)

IDENTITY_OPERATIONS: Final = ("redeemIdentityToken", "sendPhoneCode", "checkPhoneCode")
TOKEN_PREFIX: Final = "JBT1."  # noqa: S105  # how tokens begin, no secret
_TOKEN_LENGTH: Final = 512
_ALPHABET: Final = string.ascii_letters + string.digits
_MESSAGES_KEPT: Final = 20

Person = Mapping[str, str]


@dataclass
class _Token:
    person: Person
    made_at: float
    is_used: bool = False


@dataclass
class _Check:
    """A code that was sent; over once it was right, tried too often, or too old."""

    person: Person
    nonce: str
    code: str
    sent_at: float
    tries_left: int


@dataclass(frozen=True)
class DeskKnobs:
    """What ``set`` turns.

    Attributes:
        token_s: how long a token lives, in seconds.
        code_s: how long a code is good for.
        tries: how often a code may be tried.
        phone: ``known``, or ``unknown`` for everybody.

    """

    token_s: int = 60
    code_s: int = 300
    tries: int = 3
    phone: str = "known"


class IdentityDesk:
    """Tokens and codes of the fictitious persons; safe to use from several threads.

    Args:
        data_folder: folder with ``persons.yaml``.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not of its form.

    """

    knobs = frozenset({"token_s", "code_s", "tries", "phone"})

    def __init__(self, data_folder: Path) -> None:
        self._persons = _load_persons(data_folder / "persons.yaml")
        self._initial = DeskKnobs()
        self._knobs = self._initial
        self._tokens: dict[str, _Token] = {}
        self._checks: dict[str, _Check] = {}
        self._messages: list[dict[str, str]] = []
        self._lock = Lock()

    def new_token(self, slug: str) -> str:
        """Give the text that this person's telephone shows now; a new one each time."""
        if slug not in self._persons:
            message = f"no person is called {slug!r}; there are: {', '.join(self._persons)}"
            raise ValueError(message)
        if self._persons[slug].get("kind", "resident") != "resident":
            message = f"{slug} has no identity code: those are for residents"
            raise ValueError(message)
        text = TOKEN_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(40))
        with self._lock:
            self._tokens[text] = _Token(self._persons[slug], monotonic())
        return text

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Turn knobs; see ``DeskKnobs``."""
        values: dict[str, object] = {}
        for name, value in arguments.items():
            if name == "phone":
                values[name] = _word(str(value), ("known", "unknown"))
            elif str(value).isascii() and str(value).isdigit():
                values[name] = int(str(value))
            else:
                message = f"{name} must be a whole number"
                raise ValueError(message)
        with self._lock:
            self._knobs = replace(self._knobs, **values)  # type: ignore[arg-type]  # by name

    def clear(self) -> None:
        """Forget tokens, codes and knobs."""
        with self._lock:
            self._knobs = self._initial
            self._tokens.clear()
            self._checks.clear()
            self._messages.clear()

    def state(self) -> dict[str, object]:
        """Say how it stands, with the messages that telephones would show."""
        with self._lock:
            return {
                "identity": dict(vars(self._knobs)),
                "messages": list(self._messages),
                "open_tokens": sum(not token.is_used for token in self._tokens.values()),
            }

    def reply(self, operation: str, parameters: Parameters) -> Reply:
        """Answer one call whose account and audit elements were checked."""
        if demanded(parameters, "terminal") != parameters["username"]:
            raise RefusedCallError("terminal与username不一致")
        answers: dict[str, Callable[[Parameters], dict[str, object]]] = {
            "redeemIdentityToken": self._redeem,
            "sendPhoneCode": self._send,
            "checkPhoneCode": self._check,
        }
        with self._lock:
            return Envelope(data=answers[operation](parameters))

    def _redeem(self, parameters: Parameters) -> dict[str, object]:
        text = demanded(parameters, "token")
        if len(text) > _TOKEN_LENGTH:
            return {"outcome": "refused"}
        token = self._tokens.get(text)
        if token is None:
            return {"outcome": "unknown"}
        if token.is_used:
            return {"outcome": "used"}
        if monotonic() - token.made_at >= self._knobs.token_s:
            return {"outcome": "expired"}
        token.is_used = True
        wire = {"name": "name", "number": "number", "sex": "sexCode", "nation": "nationCode"}
        person = {name: token.person[key] for key, name in wire.items() if key in token.person}
        return {
            "outcome": "redeemed",
            "person": {**person, "address": token.person.get("address", "")},
        }

    def _send(self, parameters: Parameters) -> dict[str, object]:
        number, nonce = demanded(parameters, "holderCode"), demanded(parameters, "nonce")
        found = [
            (index, person)
            for index, person in enumerate(self._persons.values())
            if person["number"] == number
        ]
        if not found or self._knobs.phone == "unknown":
            return {"outcome": "no_phone"}
        index, person = found[0]
        check_id = f"P-{secrets.token_hex(8)}"
        code = f"{secrets.randbelow(1_000_000):06d}"
        self._checks[check_id] = _Check(person, nonce, code, monotonic(), self._knobs.tries)
        phone = f"100{index:08d}"
        self._messages = [
            *self._messages[-_MESSAGES_KEPT + 1 :],
            {"person": person["id"], "phone": phone, "code": code},
        ]
        return {
            "outcome": "sent",
            "checkId": check_id,
            "maskedPhone": f"{phone[:3]}****{phone[-4:]}",
            "validSeconds": max(1, self._knobs.code_s),
        }

    def _check(self, parameters: Parameters) -> dict[str, object]:
        check_id, code = demanded(parameters, "checkId"), demanded(parameters, "code")
        check = self._checks.get(check_id)
        if check is None or monotonic() - check.sent_at >= self._knobs.code_s:
            return {"outcome": "expired"}
        if code != check.code:
            check.tries_left -= 1
            if check.tries_left <= 0:
                del self._checks[check_id]
            return {"outcome": "wrong", "triesLeft": max(0, check.tries_left)}
        del self._checks[check_id]
        lines = f"{check_id}\n{check.nonce}\n{check.person['number']}"
        binding = hashlib.sha256(lines.encode("utf-8")).hexdigest()
        return {"outcome": "right", "checkId": check_id, "binding": binding}


def _word(text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        message = f"{text!r} is none of {', '.join(words)}"
        raise ValueError(message)
    return text


def _load_persons(file: Path) -> dict[str, Person]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return {
            str(person["id"]): {str(key): str(value) for key, value in person.items()}
            for person in content["persons"]
        }
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        message = f"{file} is no list of persons"
        raise ValueError(message) from error
