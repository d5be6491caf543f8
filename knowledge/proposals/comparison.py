"""What is new, what has changed and what is gone against the version before, thing by thing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from rapidfuzz import fuzz

from knowledge.document import Document, DutyClause, Header, Milestone, Passage, Target
from knowledge.succession import succession_of
from knowledge.text import fold, words


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing in both, with a difference; `place` is that of the new one."""

    place: str
    before: Target | DutyClause | Milestone
    now: Target | DutyClause | Milestone


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing with its place."""

    place: str
    what: Target | DutyClause | Milestone


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; `header` names the fields with the value before and now, as text."""

    header: tuple[tuple[str, str, str], ...] = ()
    added: tuple[Placed, ...] = ()
    changed: tuple[Pair, ...] = ()
    gone: tuple[Placed, ...] = ()
    passages_added: int = 0
    passages_changed: int = 0
    passages_gone: int = 0

    @property
    def is_none(self) -> bool:
        """Whether both say the same."""
        return self == Difference()


def compare(before: Document, now: Document) -> Difference:
    """What `now` changes against `before`; what only moved to another place is no difference."""
    earlier, later = list(_things(before)), list(_things(now))
    pairs, gone, added = _matched(earlier, later)
    changed = tuple(Pair(new.place, old.what, new.what) for old, new in pairs if _says(old.what) != _says(new.what))
    counts = _passages(before.passages, now.passages)
    return Difference(
        tuple(_header(before.header, now.header)), tuple(added), changed, tuple(gone),
        passages_added=counts["added"], passages_changed=counts["changed"], passages_gone=counts["gone"],
    )  # fmt: skip


def same_things(before: Sequence[tuple[str, Target]], now: Sequence[tuple[str, Target]]) -> tuple[tuple[int, int], ...]:
    """Which target of `now` is which of `before`, each given with its place: pairs of their numbers from 0."""
    earlier, later = ([Placed(place, what) for place, what in side] for side in (before, now))
    old_at = {id(one): at for at, one in enumerate(earlier)}
    new_at = {id(one): at for at, one in enumerate(later)}
    pairs, _, _ = _matched(earlier, later)
    return tuple((old_at[id(old)], new_at[id(new)]) for old, new in pairs)


def earlier_of(document: Document, published: Sequence[Document]) -> Document | None:
    """What a person compares it with: the version that answers now, else the one paper that it replaces whole."""
    same = next((other for other in published if other.key == document.key), None)
    if same is not None:
        return same
    by_key = {other.key: other for other in published}
    replaced = [
        by_key[key]
        for key, later in succession_of((*published, document)).whole.items()
        if any(each.document == document.key for each in later)
    ]
    return replaced[0] if len(replaced) == 1 else None


# The head

NOTES = frozenset(("issuer_code", "number_note", "issued_note"))
"""Words of care about a field; what they are about is compared itself."""


def _header(before: Header, now: Header) -> Iterator[tuple[str, str, str]]:
    for item in fields(Header):
        old, new = _as_text(getattr(before, item.name)), _as_text(getattr(now, item.name))
        if item.name not in NOTES and old != new:
            yield (item.name, old, new)


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(getattr(one, "words", one)) for one in value)
    return "" if value is None else str(value)


# Targets, duties and milestones

Match = tuple[Placed, Placed]
LIKE, LIKE_IN_PLACE = 82, 60
"""From how alike two wordings are the same thing: anywhere, and at the same place, where little else can be meant."""
LOOKED_AROUND = 400
"""Among more things of one group than this only those at the same place are compared: a table is not read crosswise."""
TURNING = frozenset(("ngoai", "khong", "chua", "nu", "truoc", "sau", "tren", "duoi"))
"""Small words that make another thing of the same words: 'nhà nước' and 'ngoài nhà nước' are two sectors."""


def _things(document: Document) -> Iterator[Placed]:
    for passage in document.passages:
        held: tuple[Target | DutyClause | Milestone, ...] = (*passage.targets, *passage.duties, *passage.milestones)
        yield from (Placed(passage.place, what) for what in held)


def _matched(earlier: Sequence[Placed], later: Sequence[Placed]) -> tuple[list[Match], list[Placed], list[Placed]]:
    """Pairs of one and the same thing, never two to one, and what is left on either side in its order."""
    pairs: list[Match] = []
    for same in (_same_in_place, _same):
        found, earlier, later = _taken(earlier, later, same)
        pairs += found
    likely, gone, added = _likely(earlier, later)
    return [*pairs, *likely], gone, added


def _same_in_place(one: Placed) -> object:
    return (one.place, _says(one.what))


def _same(one: Placed) -> object:
    return _says(one.what)


def _taken(
    earlier: Sequence[Placed], later: Sequence[Placed], same: Any
) -> tuple[list[Match], list[Placed], list[Placed]]:
    waiting: dict[object, list[Placed]] = {}
    for one in earlier:
        waiting.setdefault(same(one), []).append(one)
    pairs: list[Match] = []
    left: list[Placed] = []
    for two in later:
        known = waiting.get(same(two))
        if known:
            pairs.append((known.pop(0), two))
        else:
            left.append(two)
    used = {id(one) for one, _ in pairs}
    return pairs, [one for one in earlier if id(one) not in used], left


def _likely(earlier: Sequence[Placed], later: Sequence[Placed]) -> tuple[list[Match], list[Placed], list[Placed]]:
    """The most alike first; a thing of another kind, measure or assigned unit is another thing."""
    scored = sorted(_scored(earlier, later), key=lambda found: (-found[0], found[1], found[2]))
    new_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, new in scored:
        if old not in new_of and new not in taken:
            new_of[old] = new
            taken.add(new)
    pairs = [(earlier[old], later[new]) for old, new in sorted(new_of.items(), key=lambda pair: pair[1])]
    gone = [one for at, one in enumerate(earlier) if at not in new_of]
    return pairs, gone, [two for at, two in enumerate(later) if at not in taken]


def _scored(earlier: Sequence[Placed], later: Sequence[Placed]) -> Iterator[tuple[float, int, int]]:
    """Each likely pair by its places in the two rows, with how alike it is."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(earlier):
        groups.setdefault(_group(one.what), []).append(at)
    said = [_words(one.what) for one in earlier]
    for new, two in enumerate(later):
        mine = _words(two.what)
        olds = groups.get(_group(two.what), [])
        for old in olds:
            in_place = earlier[old].place == two.place
            if in_place or len(olds) <= LOOKED_AROUND:
                score = _likeness(said[old], mine, LIKE_IN_PLACE if in_place else LIKE)
                if score:
                    yield score + 100 * in_place, old, new


def _likeness(mine: Sequence[str], theirs: Sequence[str], least: float) -> float:
    """How surely both are one thing, up to 100; 0 where they are not."""
    if _turned(mine) != _turned(theirs):
        return 0
    return fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs), score_cutoff=least)


def _turned(said: Sequence[str]) -> Counter[str]:
    """What tells apart wordings that are alike otherwise: turning words, and figures ('từ 25 lao động')."""
    return Counter(word for word in said if word in TURNING or word[0].isdigit())


def _group(what: Target | DutyClause | Milestone) -> tuple[str, ...]:
    match what:
        case Target():
            return ("target", what.measure, fold(what.assignee))
        case DutyClause():
            return ("duty",)
        case Milestone():
            return ("milestone",)


def _words(what: Target | DutyClause | Milestone) -> tuple[str, ...]:
    match what:
        case Target():
            return words(f"{what.subject} {what.scope} {what.sector}")
        case DutyClause():
            return words(f"{' '.join(what.cadence)} {what.reporter} {what.recipient}")
        case Milestone():
            return words(what.text)


def _says(what: Target | DutyClause | Milestone) -> tuple[object, ...]:
    """What is meant, whatever marks and spaces it was written with."""
    match what:
        case Target():
            figure = (what.value, what.value_max, what.comparator, fold(what.measure))
            texts = (what.subject, what.scope, what.sector, what.due, what.assignee)
            return ("target", *figure, *(_tight(text) for text in texts))
        case DutyClause():
            duty = (*what.cadence, "|", what.reporter, what.recipient, what.through, what.due)
            return ("duty", *(_tight(text) for text in duty))
        case Milestone():
            return ("milestone", _tight(what.text), _tight(what.due))


def _tight(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


# Passages


def _passages(before: Sequence[Passage], now: Sequence[Passage]) -> Counter[str]:
    """How many passages are new, reworded at their place, and gone; one that only moved is none of these."""
    old = Counter(_tight(passage.text) for passage in before)
    new = Counter(_tight(passage.text) for passage in now)
    lost, come = old - new, new - old
    gone = [passage for passage in before if _one_of(lost, passage)]
    added = [passage for passage in now if _one_of(come, passage)]
    at = Counter(passage.place for passage in gone)
    changed = sum((at & Counter(passage.place for passage in added)).values())
    return Counter(added=len(added) - changed, changed=changed, gone=len(gone) - changed)


def _one_of(counts: Counter[str], passage: Passage) -> bool:
    text = _tight(passage.text)
    if not counts[text]:
        return False
    counts[text] -= 1
    return True
