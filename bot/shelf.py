"""The library in force in this process: an immutable value, swapped whole when what is published has changed."""

import gc
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlmodel import Session

from knowledge import store
from knowledge.answer import Library, build_library
from knowledge.document import Document
from knowledge.library import renewed
from knowledge.terms import store as terms

YOUNG: Final = 1
"""The generations that what was just built is still in."""


class Shelf:
    """Holds one library; whoever asks compares its version with the database's first, so no process lags behind."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._changing = threading.Lock()
        self._rebuilding: threading.Thread | None = None

    def library(self, db: Session) -> Library:
        """The library of the state that is published now. Made in the caller's thread, never in the loop.

        The first is built from all documents; from then on only what has changed is read and added.
        """
        published = store.version(db)
        held = self._library
        if held is not None and published == held.version:
            return held
        with self._changing:
            held = self._library
            if held is None or published != held.version:
                held = self._library = _newer(db, held, published)
                self._rebuild_aside(held)
            return held

    def _rebuild_aside(self, worn: Library) -> None:
        """Builds the library anew where much of it was withdrawn, while it goes on answering."""
        if worn.is_worn and (self._rebuilding is None or not self._rebuilding.is_alive()):
            self._rebuilding = threading.Thread(target=self._rebuild, args=(worn,), name="library", daemon=True)
            self._rebuilding.start()

    def _rebuild(self, worn: Library) -> None:
        fresh = replace(_built(worn.all_documents, worn.version), terms=worn.terms)
        with self._changing:
            if self._library is not None:
                self._library = _brought_to(fresh, self._library)

    def settled(self) -> None:
        """Waits until nothing is being built aside."""
        if self._rebuilding is not None:
            self._rebuilding.join()


def _newer(db: Session, held: Library | None, published: int) -> Library:
    """The library as it is published now."""
    if held is None or published < held.version:  # another database lies behind the address: a backup was restored
        made = _built(store.published(db), published)
    else:
        difference = store.changed_since(db, held.version)
        made = renewed(held, difference.changed, difference.gone, published)
    return replace(made, terms=terms.in_use(db))


def _built(documents: Sequence[Document], version: int) -> Library:
    """The library, which the collector of cyclic rubbish will not look through while people wait: it stays anyway."""
    made = build_library(documents, version)
    gc.collect(YOUNG)
    gc.freeze()
    return made


def _brought_to(fresh: Library, newest: Library) -> Library:
    """The fresh library with what has changed while it was built."""
    if fresh.version == newest.version:
        return fresh
    before, after = ({each.key: each for each in library.all_documents} for library in (fresh, newest))
    changed = [document for key, document in after.items() if before.get(key) is not document]
    gone = [key for key in before if key not in after]
    return replace(renewed(fresh, changed, gone, newest.version), terms=newest.terms)
