# SPDX-License-Identifier: Apache-2.0
"""All look-ups of a case side by side, under one deadline, each outcome told as it comes.

Threads are the caller's: an executor is handed in, and none is started here.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from time import monotonic

from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from certificates.library.lookup import LookupOutcome, TimedOut, look_up


def look_up_together(
    library: CertificateLibrary,
    queries: Sequence[HolderQuery],
    audit: AuditElements,
    *,
    deadline_s: float,
    threads: Executor,
) -> Iterator[tuple[HolderQuery, LookupOutcome]]:
    """Ask for everything at once; yields each query with its outcome, the quickest first.

    A query that has no outcome by the deadline, because it waited for a thread or for the
    system's resolver, is timed out; what it would still bring is dropped.

    Args:
        library: where to search.
        queries: the look-ups of one case.
        audit: what the library records of each of them.
        deadline_s: longest wait for all of them together, in seconds.
        threads: at least as many workers as queries, or the last ones wait.

    """
    ends_at = monotonic() + deadline_s

    def one(query: HolderQuery) -> LookupOutcome:
        return look_up(library, query, audit, deadline_s=ends_at - monotonic())

    asked: dict[Future[LookupOutcome], HolderQuery] = {
        threads.submit(one, query): query for query in queries
    }
    told = set[Future[LookupOutcome]]()
    try:
        for done in as_completed(asked, timeout=max(ends_at - monotonic(), 0)):
            told.add(done)
            yield asked[done], done.result()
    except TimeoutError:
        for late in asked.keys() - told:
            yield asked[late], TimedOut("PLATFORM-0302", "no outcome by the case's deadline")
    finally:
        for future in asked:
            future.cancel()
