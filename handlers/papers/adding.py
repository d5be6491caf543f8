"""A target that was not found, from its sentence and its place in the document; pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.papers.change import Change, Fault, Unclear
from handlers.papers.figure import targets_in, unheld_in
from knowledge.document import (
    Passage,
    Target,
)
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Add,
    Proposal,
)
from knowledge.text import clean, fold

AT_PLACE = re.compile(
    r"[\s,;(]*\b(?:o|tai|thuoc|trong|theo)\s+"
    r"(?P<place>(?:muc|dieu|khoan|phan|bang|phu luc|diem|gach dau dong|trang|doan)\b.+?)\)?$"
)


def added(said: str, proposal: Proposal) -> Change | Unclear:
    """'40 đoàn viên kết nạp mới ở mục II': a target that was not found, at its place in the document."""
    text = clean(said).strip(' .,;:“”"')
    document = current(proposal)
    at = AT_PLACE.search(fold(text))
    sentence = text[: at.start()].strip(" ,;(") if at else text
    found = targets_in(sentence, document)
    if len(found) != 1:
        return Unclear(Fault.NO_TARGET)
    [target] = found
    target = replace(target, clause=target.clause or sentence)
    places = places_meant(document.passages, text[at.start("place") :] if at else "", target)
    if len(places) != 1:
        return Unclear(Fault.NO_PLACE, "; ".join(each.place for each in places[:4]))
    [passage] = places
    return Change((Add(passage.place, target),), unheld_in(target, passage.text))


def places_meant(passages: Sequence[Passage], place: str, target: Target) -> list[Passage]:
    """The passage of that place; of several below it, or where none was said, the one that holds the figure."""
    wanted = tightened(place)
    exact = [each for each in passages if wanted and tightened(each.place) == wanted]
    if exact:
        return exact[:1]
    below = [each for each in passages if not wanted or is_below(tightened(each.place), wanted)]
    holding = [each for each in below if unheld_in(target, each.text) is None]
    if holding or not wanted:
        return holding
    return below[:1] if len({each.place for each in below}) == 1 else below


def is_below(place: str, wanted: str) -> bool:
    """'muc ii, gach dau dong 2' lies below 'muc ii', 'muc iii' does not."""
    return place == wanted or (place.startswith(wanted) and not place[len(wanted)].isalnum())


def tightened(place: str) -> str:
    return " ".join(fold(place).replace(",", " ").split())
