# SPDX-License-Identifier: Apache-2.0
"""Lists beside the services (清单): guide-only matters, views, cancelled proofs, places to go.

Read from ``config/catalogue/_lists/*.yaml``. All files are one value, split as their author
likes: the same list may be continued in another file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Final, Protocol, TypeVar

from forms.bundle_parts import Audience
from forms.handling import CrossRegion, Delivery, KioskLevel
from forms.material_rules import Supply
from forms.structure import value_from
from forms.terms import Limit, Provenance
from forms.text import Text
from forms.yaml_file import check_schema, read_yaml

LISTS_FOLDER: Final = "_lists"


class ServiceWay(Enum):
    """The four lists of Yongzhou (四个清单): 就近办, 主动办, 掌上办, 帮代办."""

    NEARBY = "nearby"
    PROACTIVE = "proactive"
    PHONE = "phone"
    ASSISTED = "assisted"


@dataclass(frozen=True)
class ServiceView:
    """One of the four lists: what it is called and what it means for the citizen."""

    way: ServiceWay
    title: Text
    explanation: Text
    provenance: Provenance


@dataclass(frozen=True)
class Offer:
    """In which lists a service or bundle of the catalogue stands.

    Attributes:
        service: id of the service or bundle.
        audience: whose matter it is.
        ways: the lists; NEARBY wherever a kiosk of its level stands.
        phone_url: where it goes on on the citizen's own phone (掌上办), shown as a QR code.
        words: other words people use for it, for the search.
        fee: what it costs, where the service's own file does not say.
        provenance: why.

    """

    service: str
    audience: Audience
    ways: tuple[ServiceWay, ...]
    provenance: Provenance
    phone_url: str = ""
    words: tuple[str, ...] = ()
    fee: Text | None = None


@dataclass(frozen=True)
class Window:
    """A window in the hall (窗口) that guide-only matters send people to."""

    id: str
    title: Text


@dataclass(frozen=True)
class GuidePaper:
    """A paper that guide-only matters ask for, and how it is supplied.

    ``is_proof``: somebody must certify it first (证明); only such as are on this list may be
    asked for at all (清单外无证明).
    """

    id: str
    title: Text
    supply: Supply
    is_proof: bool = False


@dataclass(frozen=True)
class GuideEntry:
    """One guide-only matter (导办清单): told and printed, filed at its window or on the phone.

    ``steps`` are the matters that a bundle of this kind joins; empty for a single one.
    """

    id: str
    title: Text
    audience: Audience
    window: str
    bring: tuple[str, ...]
    is_online: bool
    levels: tuple[KioskLevel, ...]
    ways: tuple[ServiceWay, ...]
    provenance: Provenance
    steps: tuple[Text, ...] = ()
    promised_limit: Limit | None = None
    fee: Text | None = None
    phone_url: str = ""
    words: tuple[str, ...] = ()
    cross_region: CrossRegion | None = None


@dataclass(frozen=True)
class CancelledProof:
    """A proof that nobody may ask for any more (取消的证明), and what stands in its place."""

    id: str
    title: Text
    substitute: Text
    supply: Supply
    provenance: Provenance


@dataclass(frozen=True)
class Region:
    """A partner region (通办地区) by its division of six digits."""

    division: str
    title: Text
    provenance: Provenance


@dataclass(frozen=True)
class DeliveryWay:
    """A way to get the result (领取方式); ``slip`` are the lines of the address slip."""

    delivery: Delivery
    title: Text
    explanation: Text
    provenance: Provenance
    slip: tuple[Text, ...] = ()


@dataclass(frozen=True)
class CommunitySeal:
    """The community's one seal (一枚印章): which papers it replaces, and where to get it."""

    id: str
    title: Text
    where: Text
    replaces: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True)
class ServicePoint:
    """A place where people are served (便民服务点), as its card shows it."""

    id: str
    title: Text
    level: KioskLevel
    division: str
    address: Text
    hours: Text
    phone: str
    url: str
    provenance: Provenance


@dataclass(frozen=True)
class ServiceLists:
    """All lists of a catalogue; any file may hold any of them."""

    views: tuple[ServiceView, ...] = ()
    offers: tuple[Offer, ...] = ()
    windows: tuple[Window, ...] = ()
    papers: tuple[GuidePaper, ...] = ()
    guides: tuple[GuideEntry, ...] = ()
    cancelled_proofs: tuple[CancelledProof, ...] = ()
    regions: tuple[Region, ...] = ()
    deliveries: tuple[DeliveryWay, ...] = ()
    seals: tuple[CommunitySeal, ...] = ()
    points: tuple[ServicePoint, ...] = ()

    @property
    def phone_urls(self) -> dict[str, str]:
        """Where services and bundles go on on the phone (掌上办), by their id."""
        return {one.service: one.phone_url for one in self.offers if one.phone_url}

    def guide(self, id_: str) -> GuideEntry:
        """Return the guide-only matter of that id; KeyError when there is none."""
        return row_of(self.guides, id_)

    def window(self, id_: str) -> Window:
        """Return the window of that id; KeyError when there is none."""
        return row_of(self.windows, id_)

    def paper(self, id_: str) -> GuidePaper:
        """Return the paper of that id; KeyError when there is none."""
        return row_of(self.papers, id_)

    def point(self, id_: str) -> ServicePoint:
        """Return the service point of that id; KeyError when there is none."""
        return row_of(self.points, id_)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...  # pragma: no cover  # a shape, never run


_Row = TypeVar("_Row", bound=_Identified)


def row_of(rows: Iterable[_Row], id_: str) -> _Row:
    """Return the row of that id; KeyError when there is none."""
    for row in rows:
        if row.id == id_:
            return row
    raise KeyError(id_)


def list_files(catalogue: Path) -> tuple[Path, ...]:
    """The files of the catalogue's lists, by name; none when it has no such folder."""
    return tuple(sorted((catalogue / LISTS_FOLDER).glob("*.yaml")))


def load_lists(catalogue: Path) -> ServiceLists:
    """Read all lists of a catalogue folder; lists of one name are joined in order of files.

    Raises:
        CatalogueError: as ``load_list_file``.

    """
    parts = [load_list_file(file) for file in list_files(catalogue)]
    names = [one.name for one in fields(ServiceLists)]
    return ServiceLists(
        **{name: tuple(row for part in parts for row in getattr(part, name)) for name in names}
    )


def load_list_file(file: Path) -> ServiceLists:
    """Read one file; ``schema.json`` lies in the folder above its own.

    Raises:
        CatalogueError: not YAML or breaks the schema; the text names file and key.

    """
    content = read_yaml(file)
    check_schema(content, file.parents[1], kind="ServiceLists", name=file.name)
    return value_from(ServiceLists, content, where=file.stem)
