# SPDX-License-Identifier: Apache-2.0
"""The operations of the simulated printer: one decoded request in, one response out.

Source: RFC 8011, 4.2 and 4.3; status codes appendix B.
"""

from collections.abc import Callable
from typing import Final

from devices.simulation.ipp_printer_attributes import (
    FORMATS,
    SIDES,
    SIZES,
    job_attributes,
    media_col_database,
    printer_attributes,
)
from devices.simulation.ipp_printer_engine import Job, PrintEngine
from devices.simulation.ipp_wire import (
    CHARSET,
    JOB_GROUP,
    LANGUAGE,
    OPERATION_GROUP,
    PRINTER_GROUP,
    TEXT,
    UNSUPPORTED_GROUP,
    Attributes,
    Groups,
    Tagged,
    decode,
    encode,
    first,
    one,
)

OK: Final = 0x0000
BAD_REQUEST: Final = 0x0400
NOT_POSSIBLE: Final = 0x0404
NOT_FOUND: Final = 0x0406
FORMAT_NOT_SUPPORTED: Final = 0x040A
VALUES_NOT_SUPPORTED: Final = 0x040B
OPERATION_NOT_SUPPORTED: Final = 0x0501
VERSION_NOT_SUPPORTED: Final = 0x0503

PRINT_JOB: Final = 0x02
VALIDATE_JOB: Final = 0x04

Answer = tuple[int, Groups]


class Refusal(Exception):  # noqa: N818 - an IPP status, not a failure of the simulator
    """A request that is answered with an IPP error status."""

    def __init__(
        self, status: int, message: str, unsupported: Attributes | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.unsupported = unsupported


class Operations:
    """Answers IPP requests from the engine's state."""

    def __init__(self, engine: PrintEngine, address: str) -> None:
        self._engine = engine
        self._address = address
        self._table: dict[int, Callable[[Groups, bytes], Answer]] = {
            PRINT_JOB: self._print_job,
            VALIDATE_JOB: self._validate_job,
            0x05: self._create_job,
            0x06: self._send_document,
            0x08: self._cancel_job,
            0x09: self._get_job_attributes,
            0x0A: self._get_jobs,
            0x0B: self._get_printer_attributes,
        }

    def answer(self, body: bytes) -> bytes:
        """Answer one request, good or bad."""
        try:
            version, operation, request_id, groups, document = decode(body)
        except ValueError:
            return encode(BAD_REQUEST, 0, [_head("garbled request")])
        try:
            status, answer = self._dispatch(version, operation, (groups, document))
        except Refusal as refusal:
            status, answer = refusal.status, [_head(str(refusal))]
            if refusal.unsupported:
                answer.append((UNSUPPORTED_GROUP, refusal.unsupported))
        return encode(status, request_id, answer, version=(min(version[0], 2), version[1]))

    def _dispatch(
        self, version: tuple[int, int], operation: int, parts: tuple[Groups, bytes]
    ) -> Answer:
        if version[0] not in {1, 2}:
            raise Refusal(VERSION_NOT_SUPPORTED, "version")
        perform = self._table.get(operation)
        if perform is None:
            raise Refusal(OPERATION_NOT_SUPPORTED, f"operation 0x{operation:04x}")
        groups, _ = parts
        if not groups or list(groups[0][1])[:2] != [
            "attributes-charset",
            "attributes-natural-language",
        ]:
            raise Refusal(BAD_REQUEST, "charset and natural language must come first")
        with self._engine.changed:
            return perform(*parts)

    # -- jobs --------------------------------------------------------------------------------

    def _print_job(self, groups: Groups, document: bytes) -> Answer:
        _check_job(groups)
        if not document:
            raise Refusal(BAD_REQUEST, "no document")
        job = self._engine.new_job(_job_name(groups), _asked(groups))
        self._engine.give_document(job, document)
        return OK, [_head(), (JOB_GROUP, self._brief(job))]

    def _validate_job(self, groups: Groups, _document: bytes) -> Answer:
        _check_job(groups)
        if "refuse_validate" in self._engine.faults:
            wanted = next((a for tag, a in groups if tag == JOB_GROUP), {})
            unsupported = {name: wanted[name] for name in wanted if name == "media-col"}
            raise Refusal(VALUES_NOT_SUPPORTED, "will not print this", unsupported)
        return OK, [_head()]

    def _create_job(self, groups: Groups, _document: bytes) -> Answer:
        _check_job(groups)
        job = self._engine.new_job(_job_name(groups), _asked(groups))
        return OK, [_head(), (JOB_GROUP, self._brief(job))]

    def _send_document(self, groups: Groups, document: bytes) -> Answer:
        job = self._job(groups)
        if job.is_over or job.document is not None:
            raise Refusal(NOT_POSSIBLE, "takes no further document")
        if document:
            self._engine.give_document(job, document)
        return OK, [_head(), (JOB_GROUP, self._brief(job))]

    def _cancel_job(self, groups: Groups, _document: bytes) -> Answer:
        job = self._job(groups)
        if "slow_cancel" in self._engine.faults:
            job.reasons = ("processing-to-stop-point",)
        elif not self._engine.cancel(job):
            raise Refusal(NOT_POSSIBLE, "the job is over")
        return OK, [_head()]

    def _get_job_attributes(self, groups: Groups, _document: bytes) -> Answer:
        attributes = job_attributes(self._engine, self._job(groups), self._address)
        return OK, [_head(), (JOB_GROUP, _only_wanted(attributes, groups))]

    def _get_jobs(self, groups: Groups, _document: bytes) -> Answer:
        which = first(groups, OPERATION_GROUP, "which-jobs") or "not-completed"
        limit = first(groups, OPERATION_GROUP, "limit")
        jobs = [
            job
            for job in self._engine.jobs
            if which == "all" or job.is_over == (which == "completed")
        ]
        default = {"job-id", "job-uri"}
        listed = [
            (
                JOB_GROUP,
                _only_wanted(job_attributes(self._engine, job, self._address), groups, default),
            )
            for job in jobs[: limit if isinstance(limit, int) else None]
        ]
        return OK, [_head(), *listed]

    # -- the printer -------------------------------------------------------------------------

    def _get_printer_attributes(self, groups: Groups, _document: bytes) -> Answer:
        attributes = printer_attributes(self._engine, self._address)
        if "media-col-database" in _wanted(groups):
            attributes |= media_col_database()
        return OK, [_head(), (PRINTER_GROUP, _only_wanted(attributes, groups))]

    def _job(self, groups: Groups) -> Job:
        number = first(groups, OPERATION_GROUP, "job-id")
        if number is None:
            uri = str(first(groups, OPERATION_GROUP, "job-uri") or "")
            last = uri.rpartition("/")[2]
            number = int(last) if last.isdigit() else 0
        job = self._engine.find(number) if isinstance(number, int) else None
        if job is None:
            raise Refusal(NOT_FOUND, "no such job")
        return job

    def _brief(self, job: Job) -> Attributes:
        attributes = job_attributes(self._engine, job, self._address)
        names = ("job-id", "job-uri", "job-uuid", "job-state", "job-state-reasons")
        return {name: attributes[name] for name in names}


def _head(message: str = "") -> tuple[int, Attributes]:
    attributes: Attributes = {
        "attributes-charset": one(CHARSET, "utf-8"),
        "attributes-natural-language": one(LANGUAGE, "en"),
    }
    if message:
        attributes["status-message"] = one(TEXT, message)
    return OPERATION_GROUP, attributes


def _job_name(groups: Groups) -> str:
    return str(first(groups, OPERATION_GROUP, "job-name") or "untitled")


def _asked(groups: Groups) -> dict[str, str]:
    """Keep what the client asked for, as text, for whoever inspects the printer."""
    return {
        name: ", ".join(_as_text(content) for _tag, content in values)
        for _group, attributes in groups
        for name, values in attributes.items()
    }


def _as_text(content: object) -> str:
    if isinstance(content, dict):
        members = (f"{k}={_as_text(v[0][1])}" for k, v in content.items())
        return "{" + " ".join(members) + "}"
    return str(content)


def _check_job(groups: Groups) -> None:
    """Refuse what this printer cannot do; without fidelity it would be ignored instead."""
    if (first(groups, OPERATION_GROUP, "document-format") or FORMATS[0]) not in FORMATS:
        raise Refusal(FORMAT_NOT_SUPPORTED, "document format")
    if first(groups, OPERATION_GROUP, "ipp-attribute-fidelity") is not True:
        return
    wanted = next((attributes for tag, attributes in groups if tag == JOB_GROUP), {})
    bad = {name: values for name, values in wanted.items() if not _is_supported(name, values)}
    if bad:
        raise Refusal(VALUES_NOT_SUPPORTED, "not supported", bad)


def _is_supported(name: str, values: list[Tagged]) -> bool:
    content = values[0][1]
    match name:
        case "copies":
            return isinstance(content, int) and content in range(1, 100)
        case "sides":
            return content in SIDES
        case "print-quality":
            return content in {3, 4, 5}
        case "media":
            return content in SIZES
        case "media-col":
            return isinstance(content, dict) and _size_of(content) in SIZES.values()
        case _:
            return False


def _size_of(media_col: Attributes) -> tuple[object, object]:
    size = media_col.get("media-size", [(0, None)])[0][1]
    if not isinstance(size, dict):
        return None, None
    edges = [size.get(name, [(0, None)])[0][1] for name in ("x-dimension", "y-dimension")]
    return edges[0], edges[1]


def _wanted(groups: Groups) -> set[object]:
    values = groups[0][1].get("requested-attributes", [])
    return {content for _tag, content in values}


def _only_wanted(
    attributes: Attributes, groups: Groups, default: set[str] | None = None
) -> Attributes:
    wanted = _wanted(groups) or (default or {"all"})
    everything = {"all", "printer-description", "job-template", "job-description"}
    if wanted & everything:
        return attributes
    return {name: values for name, values in attributes.items() if name in wanted}
