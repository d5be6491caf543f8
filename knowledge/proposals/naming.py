"""Which target of a document is which of an earlier one: its lasting name goes with it, and what was counted for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.document import Document, DocumentKey, Passage, Target
from knowledge.proposals.comparison import same_things


@dataclass(frozen=True, slots=True)
class _Stands:
    """Where a target stands: its passage, and its place among the targets there."""

    passage: int
    position: int


def named(document: Document, before: Sequence[Document]) -> Document:
    """The document with a lasting name on every target: that of the same thing in an earlier one, else a new one.

    `before` are the version that answers now and the digests that it takes the place of, the nearest first.
    """
    names: dict[_Stands, str] = {}
    given: set[str] = set()
    for earlier in before:
        for stands, name in _handed_on(earlier, document):
            if stands not in names and name not in given:
                names[stands] = name
                given.add(name)
    passages = tuple(_named(passage, number, document, names) for number, passage in enumerate(document.passages))
    return replace(document, passages=passages)


def name_of(key: DocumentKey, place: str, position: int, target: Target) -> str:
    """The lasting name of a target of a published document; by where it stands if it was never given one."""
    return target.ref or f"{key} § {place} § {position}"


def _handed_on(earlier: Document, document: Document) -> Iterator[tuple[_Stands, str]]:
    """Each target of `document` that `earlier` has too, with the name it had there."""
    had = [
        name_of(earlier.key, passage.place, position, target)
        for passage in earlier.passages
        for position, target in enumerate(passage.targets)
    ]
    has = [
        _Stands(number, position)
        for number, passage in enumerate(document.passages)
        for position in range(len(passage.targets))
    ]
    yield from ((has[new], had[old]) for old, new in same_things(_targets(earlier), _targets(document)))


def _targets(document: Document) -> list[tuple[str, Target]]:
    return [(passage.place, target) for passage in document.passages for target in passage.targets]


def _named(passage: Passage, number: int, document: Document, names: dict[_Stands, str]) -> Passage:
    targets = []
    for position, target in enumerate(passage.targets):
        own = f"{document.key} § {passage.place} § {position}"
        # Another target may have stood here in an earlier version, and its figures are still in the ledger.
        fresh = own if document.version == 1 else f"{own}.{document.version}"
        targets.append(replace(target, ref=names.get(_Stands(number, position), fresh)))
    return replace(passage, targets=tuple(targets))
