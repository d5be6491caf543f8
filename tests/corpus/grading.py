"""How the corpus is read and graded: invented programmes, the questions beside them, and what must come of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from handlers.citing import phrase
from knowledge.answer import (
    Alternatives,
    Answer,
    AskBack,
    Asker,
    Library,
    Meaning,
    NotFound,
    Question,
    Result,
    SmallTalk,
    answer,
    build_library,
    citations_of,
    values_of,
)
from knowledge.digest import parse_digest
from knowledge.document import DocumentKey, UnitCode
from knowledge.text import fold

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
CLAIMS = {"yes": True, "no": False, "neither": None}
VALUE = re.compile(r"(?P<sign>>=|<=|[=<>~])?\s*(?P<low>\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+))?(?P<percent>%)?")


def _asker(own: str, above: tuple[str, ...] = (), succeeded: tuple[str, ...] = ()) -> Asker:
    return Asker(tuple(map(UnitCode, own.split())), tuple(map(UnitCode, above)), tuple(map(UnitCode, succeeded)))


ASKERS = {
    "-": Asker(),
    "son-ha": _asker("son-ha"),
    "thach-lam": _asker("thach-lam"),
    "suoi-tre": _asker("suoi-tre", ("son-ha",), ("thach-lam",)),
    "hoa-sen": _asker("mam-non-hoa-sen", ("suoi-may",), ("vinh-thuan",)),
    "nam-tra": _asker("nam-tra", ("son-ha",)),
    "gio-moi": _asker("gio-moi", ("nam-tra", "son-ha")),
    "doi-man": _asker("doi-man", ("son-ha",)),
    "doi-mo": _asker("doi-mo", ("son-ha",)),
    "deo-gio": _asker("deo-gio"),
    **{code: _asker(code) for code in ("vinh-thuan", "lai-chau", "hai-phong", "gia-lam", "suoi-may")},
}


@dataclass(frozen=True, slots=True)
class Case:
    """One graded question; `is_held` ones are not read while rules are written."""

    line: int
    group: str
    asker: str
    question: Question
    expected: str
    is_held: bool


def library() -> Library:
    """The invented programmes."""
    files = sorted((HERE / "programmes").glob("*.txt"))
    return build_library([parse_digest(file.read_text("utf-8"), DocumentKey(file.stem)) for file in files])


def cases(name: str = "questions.txt") -> Iterator[Case]:
    """Every question of a file; each third one is held back."""
    group, count = "", 0
    for number, line in enumerate((HERE / name).read_text("utf-8").splitlines(), start=1):
        if line.startswith("## "):
            group = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            asker, asked, expected = (part.strip() for part in line.split(" ; "))
            *previous, text = (part.strip() for part in asked.split(">>"))
            yield Case(number, group, asker, Question(text, tuple(previous)), expected, count % 3 == 2)
            count += 1


def result_of(case: Case, held: Library) -> Result:
    """What the library says to this case."""
    return answer(case.question, held, ASKERS[case.asker], TODAY)


def faults(case: Case, result: Result) -> list[str]:
    """What is wrong with the result; nothing when it is as expected."""
    what, _, document = (part.strip() for part in case.expected.partition("@"))
    found = _faults(what, result)
    if document and document not in {citation.document for citation in citations_of(result)}:
        found.append(f"does not cite {document}")
    if document and len({citation.document for citation in citations_of(result)}) > 1:
        found.append("cites other documents too")
    return found


def _faults(what: str, result: Result) -> list[str]:
    word, _, rest = what.partition(" ")
    match word:
        case "none":
            return [] if isinstance(result, NotFound) else [f"{_kind(result)} instead of not found"]
        case "which":
            return [] if isinstance(result, Alternatives | AskBack) else [f"{_kind(result)} instead of alternatives"]
        case "talk":
            return [] if isinstance(result, SmallTalk) else [f"{_kind(result)} instead of small talk"]
        case "means":
            return (
                [] if isinstance(result, Meaning) and rest in result.meanings else [f"{_kind(result)}: no such meaning"]
            )
        case "higher" | "both":
            return _side_by_side_faults(word, rest, result)
        case _ if not isinstance(result, Answer):
            return [f"{_kind(result)} instead of an answer"]
        case "yes" | "no" | "neither":
            return [] if (result.claim and result.claim.holds) is CLAIMS[word] else ["wrong claim"]
        case "at":
            places = {place.strip() for place in rest.split("+")}
            cited = {citation.place for citation in citations_of(result)}
            return [] if places == cited else [f"places {sorted(cited)}"]
        case "lists":
            got = {value.value for value in values_of(result)}
            return [] if got == _figures(rest) else [f"figures {sorted(got)}"]
        case "list":
            return [] if result.is_whole and len(result.found) == int(rest) else [f"list of {len(result.found)}"]
        case "says" | "verbatim":
            text = fold(phrase(result, TODAY))
            is_said = any(fold(words.strip()) in text for words in rest.split("|"))
            return [] if is_said and (word == "says" or result.is_verbatim) else [f"does not say {rest}"]
        case _:
            return _value_faults(what, result)


def _side_by_side_faults(word: str, rest: str, result: Result) -> list[str]:
    if word == "higher":
        return [] if rest in _said_to_be_higher(result) else [f"{_kind(result)}: not said to be higher"]
    wanted, got = _figures(rest), {value.value for value in values_of(result)}
    return [] if isinstance(result, Alternatives) and wanted <= got else [f"{_kind(result)} with {sorted(got)}"]


def _said_to_be_higher(result: Result) -> set[str]:
    """The document of the option that is said to be higher."""
    if not isinstance(result, Alternatives) or result.comparison is None or result.comparison.higher is None:
        return set()
    return {each.document for each in citations_of(result.options[result.comparison.higher])}


def _figures(said: str) -> set[Decimal]:
    return {Decimal(part.strip()) for part in said.split(",")}


def _value_faults(what: str, result: Answer) -> list[str]:
    needed, _, beside = what.rstrip(")").partition("(")
    wanted, allowed = _wanted_all(needed), _wanted_all(beside)
    got = {
        (value.comparator.value, value.value, value.value_max, value.unit.startswith("%"))
        for value in values_of(result)
    }
    return (
        []
        if wanted <= got <= wanted | allowed
        else [f"figures {[(value.value, value.unit) for value in values_of(result)]}"]
    )


def _wanted_all(said: str) -> set[tuple[str, Decimal, Decimal | None, bool]]:
    return {_wanted(part.strip()) for part in said.split(",") if part.strip()}


def _wanted(said: str) -> tuple[str, Decimal, Decimal | None, bool]:
    match = VALUE.fullmatch(said)
    assert match, said
    sign = "range" if match["high"] else match["sign"] or "="
    return sign, Decimal(match["low"]), Decimal(match["high"]) if match["high"] else None, bool(match["percent"])


def _kind(result: Result) -> str:
    return type(result).__name__
