"""The library in force in this process: an immutable value, swapped whole when what is published has changed."""

import threading
from dataclasses import replace

from sqlmodel import Session

from knowledge import store
from knowledge.answer import Library, build_library
from knowledge.terms import store as terms


class Shelf:
    """Holds one library; whoever asks compares its version with the database's first, so no process lags behind."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._version = -1
        self._building = threading.Lock()

    def library(self, db: Session) -> Library:
        """The library of the version that is published now. Built in the caller's thread, never in the loop."""
        published = store.version(db)
        held = self._library
        if held is not None and published == self._version:
            return held
        with self._building:
            if self._library is None or published != self._version:
                self._library = replace(build_library(store.published(db), published), terms=terms.in_use(db))
                self._version = published
            return self._library
