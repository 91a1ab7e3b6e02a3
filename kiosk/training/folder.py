# SPDX-License-Identifier: Apache-2.0
"""The folder of a training: marked as one, locked, and emptied before and after.

Only what a training makes in it is ever deleted, by name, and only where the mark lies; a
folder that holds anything else is left alone.
"""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from certificates.errors import KeyRefusedError
from certificates.settings import SigningSettings
from certificates.signing.mixing import check_key_folder
from certificates.trust import KEY_LIST_NAME
from config.settings import KioskSettings
from kiosk.store.errors import StoreError
from kiosk.store.instance_lock import LOCK_FILE, InstanceLock
from kiosk.training.errors import FOLDER_UNFIT, PRODUCTION_KEY, TrainingRefusedError

MARK: Final = "TRAINING"
_WORDS: Final = "Nothing in this folder is real. It is emptied at each training.\n"
_MADE: Final = ("data", "world")
"""What a training makes."""


def training_folder_of(real: KioskSettings) -> Path:
    """Where trainings of this kiosk lie."""
    said, data_dir = real.training.data_dir, real.kiosk.data_dir
    return Path(said) if said else data_dir.with_name(f"{data_dir.name}-training")


class TrainingFolder:
    """A context in which the folder is this process's, and empty.

    Raises:
        TrainingRefusedError: it cannot be made, is somebody else's, in use, or shared with the
            real kiosk (TRAINING-1802); production keys lie in it (TRAINING-1801).

    """

    def __init__(self, real: KioskSettings) -> None:
        self.path = training_folder_of(real)
        check_apart(self.path, real.kiosk.data_dir)

    @property
    def data_dir(self) -> Path:
        """The training's own store, keys and journal."""
        return self.path / "data"

    @property
    def world(self) -> Path:
        """What the simulated world keeps, such as printed sheets."""
        return self.path / "world"

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_is_ours()
            self._lock = InstanceLock(self.path)
            try:
                self._empty()
                (self.path / MARK).write_text(_WORDS, "utf-8")
                self.world.mkdir(mode=0o700)
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise _unfit(f"{self.path}: {error.strerror}") from error
        except StoreError as error:
            raise _unfit(f"{self.path}: {error.detail}") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in _MADE:  # what cannot go now goes before the next training
            shutil.rmtree(self.path / name, ignore_errors=True)
        self._lock.release()

    def _check_is_ours(self) -> None:
        there = {path.name for path in self.path.iterdir()} - {LOCK_FILE}
        if there and MARK not in there:
            raise _unfit(f"{self.path} holds something that is no training")
        keys = self.data_dir / "signing"
        if (keys / KEY_LIST_NAME).exists():
            _check_demo(keys)

    def _empty(self) -> None:
        for name in _MADE:
            if (self.path / name).exists():
                shutil.rmtree(self.path / name)


def check_apart(folder: Path, data_dir: Path) -> None:
    """Refuse a folder that is the real kiosk's, lies in it, or holds it.

    Raises:
        TrainingRefusedError: TRAINING-1802.

    """
    ours, real = folder.resolve(), data_dir.resolve()
    if ours == real or ours.is_relative_to(real) or real.is_relative_to(ours):
        raise _unfit(f"{folder} is not apart from the kiosk's own {data_dir}")


def _check_demo(keys: Path) -> None:
    """Refuse a key folder that is not a demo key's; it is not ours to delete."""
    try:
        check_key_folder(SigningSettings(key_folder=str(keys)))
    except KeyRefusedError as error:
        raise TrainingRefusedError(PRODUCTION_KEY, error.detail) from error


def _unfit(detail: str) -> TrainingRefusedError:
    return TrainingRefusedError(FOLDER_UNFIT, detail)
