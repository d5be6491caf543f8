"""Where does it stand, and does it still bind: sentences, sources and the standing of a document."""

from collections.abc import Iterable, Sequence

from knowledge.dates import written_day
from knowledge.document import Header
from knowledge.notes.entry import TYPE as NOTE
from knowledge.result import (
    Citation,
    Found,
    Standing,
)
from knowledge.text import fold


def with_sources(facts: Sequence[str], found: Sequence[Found]) -> str:
    """Facts, then each sentence with its source."""
    lines = list(said_first(facts, found))
    for each in found:
        lines += [sentence(each.citation), source_line(each.citation)]
    return "\n".join((*lines, *closing(found)))


def said_first(lines: Sequence[str], found: Sequence[Found]) -> list[str]:
    """The lines with the standing said at the end of the first, so that nobody reads a figure without it."""
    stands = " ".join(dict.fromkeys(said for each in found if (said := standing(each.citation))))
    if not lines or not stands:
        return list(lines)
    if lines[0].endswith(":"):
        return [f"{lines[0][:-1]}. {stands}", *lines[1:]]
    return [f"{lines[0]} {stands}", *lines[1:]]


def standing(citation: Citation) -> str:
    """That it binds no more, not yet, or in other words; '' where it binds."""
    day = written_day(citation.since) if citation.since else ""
    match citation.standing:
        case Standing.EXPIRED:
            return f"Văn bản này đã hết hiệu lực từ {day}."
        case Standing.NOT_YET:
            return f"Văn bản này chưa có hiệu lực, áp dụng từ {day}."
        case Standing.REPLACED if citation.later is not None:
            return _replaced(citation, citation.later, day)
        case _:
            return ""


def _replaced(citation: Citation, later: Header, day: str) -> str:
    """By what and since when; a clause with new words stands beside them, so it is only named."""
    by = f"{source(later)}{f', {citation.later_place}' if citation.later_place else ''}"
    since = f" từ {day}" if day else ""
    if not citation.is_clause:
        return f"Văn bản này đã được thay bằng {by}{since}."
    clause = f"{citation.place} của {citation.header.number or citation.header.title}"
    if citation.later_place:
        return f"Mức này thay cho {clause}{since}."
    return f"Điều này tại {clause} đã sửa theo {by}{since}."


def closing(found: Iterable[Found]) -> list[str]:
    """One line where a dissolved issuer leaves a programme in doubt; one where it is only an example."""
    citations = [each.citation for each in found]
    lines = [
        f"{citation.header.issuer} giải thể từ {written_day(citation.since)};"
        " đề nghị Văn phòng công đoàn cấp trên xác nhận văn bản này còn áp dụng."
        for citation in citations
        if citation.standing is Standing.UNCONFIRMED and citation.since
    ]
    if any(citation.is_example for citation in citations):
        lines.append("VÍ DỤ: văn bản bịa để dùng thử, không có thật.")
    return list(dict.fromkeys(lines))


def sentence(citation: Citation, *, labelled: bool = True) -> str:
    """A quotation from an original, a labelled summary from a digest."""
    before = "Trước đây: " if citation.is_clause and citation.later_place else ""
    if citation.quote:
        return f"{before}“{citation.quote}”"
    return f"{before}Tóm lược: {citation.summary}" if labelled else citation.summary or ""


def source_line(citation: Citation) -> str:
    """'02/CTr-LĐLĐ ngày 19/01/2024 của LĐLĐ huyện Vĩnh Thuận, mục II, gạch đầu dòng 5.'"""
    place = f", {citation.place}" if citation.place else ""
    page = f", trang {citation.page}" if citation.page is not None and citation.place else ""
    again = f" (bản công bố lần {citation.version})" if citation.version > 1 else ""
    return f"{source(citation.header)}{again}{place}{page}."


def source(header: Header) -> str:
    """A document as people name it: by number and day, else by title, issuer and period."""
    if header.type == NOTE:
        day = f" ngày {written_day(header.issued_on)}" if header.issued_on else ""
        return f"{NOTE} {header.issuer}{day}, câu “{header.title}”"
    if header.number:
        day = f" ngày {written_day(header.issued_on)}" if header.issued_on else ""
        note = f" ({header.number_note})" if header.number_note else ""
        return f"{header.number}{day} của {header.issuer}{note}"
    title = _tight(header.title)
    issuer = "" if _tight(header.issuer) in title else f" của {header.issuer}"
    period = f", {header.period}" if header.period and _tight(header.period) not in title else ""
    day = f", ngày {written_day(header.issued_on)}" if header.issued_on else ""
    return f"{header.title}{issuer}{period}{day}"


def _tight(words: str) -> str:
    """Folded, with '2023 - 2028' and '2023-2028' alike."""
    return fold(words).replace(" - ", "-")


def sources(found: Sequence[Found]) -> str:
    """One line for several sentences of one document: its name, and the places."""
    by_document: dict[str, list[str]] = {}
    for each in found:
        by_document.setdefault(source(each.citation.header), []).append(each.citation.place)
    return "\n".join(f"{name}{_places(places)}." for name, places in by_document.items())


def _places(places: Sequence[str]) -> str:
    named = [place for place in dict.fromkeys(places) if place]
    if not named:
        return ""
    if len(named) <= 3:
        return f", {'; '.join(named)}"
    return f", {named[0]} đến {named[-1]}"


def owner(header: Header) -> str:
    return f"{header.issuer} {header.period}".strip()


def capital(words: str | None) -> str:
    return words[:1].upper() + words[1:] if words else ""
