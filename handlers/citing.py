"""How is a result put into words: the fact first, then the sentence it stands in, then the source."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypedDict

from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button
from knowledge.dates import written_day
from knowledge.document import Comparator, Header, Milestone
from knowledge.numbers import written
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Citation,
    Courtesy,
    Found,
    Lacking,
    Meaning,
    Missing,
    NotFound,
    Result,
    SmallTalk,
    Standing,
    Value,
    citations_of,
    values_of,
)
from knowledge.text import fold

SHORT_MAX: Final = 600
"""What a chat shows at once; the rest waits for 'chi tiết'."""
WHOLE_MAX: Final = 4200
PASSAGES_MAX: Final = 1700
"""What a few sentences beside one fact may take together."""
SECTIONS_MIN: Final = 9
"""From so many sentences under several headings on, a list shows the headings only."""

TO_OFFICE: Final = "Nhắn “hỏi văn phòng” để chuyển câu hỏi."
MORE: Final = "Nhắn “chi tiết” để xem đủ."
ASK_OFFICE: Final = Button("Hỏi văn phòng", "hỏi văn phòng")
LIST_TARGETS: Final = Button("Các chỉ tiêu", "các chỉ tiêu")
LIST_TASKS: Final = Button("Các nhiệm vụ", "các nhiệm vụ")
DUTIES: Final = Button("Chế độ báo cáo", "báo cáo cho ai, khi nào")

COURTESIES: Final = {
    Courtesy.GREETING: "Chào đồng chí. Đồng chí cần hỏi chỉ tiêu, nhiệm vụ, thời hạn hay chế độ báo cáo nào?",
    Courtesy.THANKS: "Cảm ơn đồng chí. Cần thêm gì đồng chí cứ nhắn.",
    Courtesy.FAREWELL: "Chào đồng chí, hẹn gặp lại.",
    Courtesy.AGREEMENT: "Vâng. Cần thêm gì đồng chí cứ nhắn.",
    Courtesy.CHAT: "Trợ lý chỉ giúp việc công đoàn: chỉ tiêu, nhiệm vụ, thời hạn, báo cáo. Đồng chí cần hỏi gì?",
    Courtesy.WHO: "Đây là trợ lý tự động của văn phòng công đoàn, trả lời theo văn bản và nhắc việc báo cáo.",
    Courtesy.HELP: "Đồng chí hỏi được: chỉ tiêu (“chỉ tiêu kết nạp đoàn viên năm nay”), nhiệm vụ, kế hoạch,"
    " khâu đột phá, thời hạn, báo cáo cho ai, số và ngày văn bản, nghĩa chữ viết tắt."
    " Gõ không dấu hay viết tắt đều được.",
}
LISTED: Final = {
    Asked.TARGETS: "Các chỉ tiêu",
    Asked.PLANS: "Các kế hoạch",
    Asked.BREAKTHROUGHS: "Các khâu đột phá",
    Asked.TASKS: "Các nhiệm vụ",
    Asked.MILESTONE: "Các mốc thời gian",
    Asked.BASIS: "Căn cứ",
    Asked.PURPOSE: "Mục đích, yêu cầu",
    Asked.PLACE: "Nội dung",
}
COUNTED: Final = (Asked.PLANS, Asked.BREAKTHROUGHS)


def phrase(result: Result, today: date) -> str:  # noqa: ARG001 - today is part of the promise to callers
    """The whole answer in Vietnamese; every figure in it stands in its source."""
    match result:
        case Answer():
            return _answered(result)
        case Alternatives():
            return _alternatives(result)
        case NotFound():
            return _not_found(result)
        case AskBack():
            return _asked_back(result)
        case SmallTalk(courtesy=courtesy):
            return COURTESIES[courtesy]
        case Meaning():
            return _meaning(result)


def short(result: Result, today: date) -> str:
    """The first form for a chat, at most 600 characters; cut between lines and sentences, never inside a quotation."""
    whole = phrase(result, today)
    if len(whole) <= SHORT_MAX:
        return whole
    return _cut(whole, SHORT_MAX - len(MORE) - 1) + f"\n{MORE}"


def buttons(result: Result) -> tuple[Button, ...]:
    """What can be said next, beside the words."""
    match result:
        case NotFound() | AskBack(lacking=Lacking.SUBJECT):
            return (ASK_OFFICE, LIST_TARGETS)
        case AskBack(options=options):
            return tuple(_button(_owner(option)) for option in options)
        case Alternatives(options=options):
            return tuple(_button(_owner(option.found[0].citation.header)) for option in options)
        case SmallTalk(courtesy=Courtesy.GREETING | Courtesy.HELP | Courtesy.WHO):
            return (LIST_TARGETS, LIST_TASKS, DUTIES)
        case _:
            return ()


def _button(label: str) -> Button:
    """Says that the question just asked is meant for this union; shortened to what a button may say."""
    says = f"còn {label} thì sao"
    while len(says.encode()) > BUTTON_SAYS_MAX_BYTES:
        label = label.rpartition(" ")[0]
        says = f"còn {label} thì sao"
    return Button(label, says)


# Answers


def _answered(answer: Answer) -> str:
    match answer.asked:
        case Asked.FIGURE:
            return _figures(answer)
        case Asked.DUTY:
            return _duties(answer)
        case Asked.MILESTONE:
            return _milestones(answer)
        case (
            Asked.TARGETS | Asked.PLANS | Asked.BREAKTHROUGHS | Asked.TASKS | Asked.BASIS | Asked.PURPOSE | Asked.PLACE
        ):
            return _list(answer)
        case Asked.PASSAGE:
            return _passages(answer)
        case _:
            return _about(answer)


def _figures(answer: Answer) -> str:
    values = [value for found in answer.found for value in found.values]
    facts = [_claimed(answer, values), *(_fact(value) for value in values)]
    first = [" ".join(part for part in facts if part)] if len(values) == 1 else [part for part in facts if part]
    return _with_sources(first, answer.found)


def _claimed(answer: Answer, values: Sequence[Value]) -> str:
    """The yes or no comes first; a figure that does not hold is named as the question's own."""
    if answer.claim is None:
        return ""
    asked = f"{written(answer.claim.value)}{'%' if answer.claim.is_percent else ''}"
    if answer.claim.holds:
        return "Đúng." if len(values) == 1 else f"Đúng, có mức {asked}."
    return f"Không phải {asked}."


def _fact(value: Value) -> str:
    """'Phát triển tăng thêm đoàn viên: 10 đoàn viên (toàn huyện).'"""
    about = [part for part in (value.scope, _due(value)) if part and fold(part) not in fold(value.subject)]
    beside = f" ({'; '.join(about)})" if about else ""
    return f"{_capital(value.subject)}: {figure(value)}{beside}."


def _due(value: Value) -> str:
    """A due that is more than the document's own year."""
    return value.due if value.due and not fold(value.due).startswith("nam ") else ""


def figure(value: Value) -> str:
    """The figure with its comparator: '96% trở lên', 'ít nhất 1 đoàn viên', 'khoảng 18.000', '13 đến 15 CĐCS'."""
    amount = _measured(value.value, value.unit)
    match value.comparator:
        case Comparator.AT_LEAST:
            return f"{amount} trở lên" if value.unit == "%" else f"ít nhất {amount}"
        case Comparator.MORE:
            return f"trên {amount}"
        case Comparator.ABOUT:
            return f"khoảng {amount}"
        case Comparator.AT_MOST:
            return f"không quá {amount}"
        case Comparator.LESS:
            return f"dưới {amount}"
        case Comparator.RANGE if value.value_max is not None:
            return f"{written(value.value)} đến {_measured(value.value_max, value.unit)}"
        case _:
            return amount


def _measured(amount: Decimal, unit: str) -> str:
    return f"{written(amount)}%" if unit == "%" else f"{written(amount)} {unit}".strip()


def _duties(answer: Answer) -> str:
    return _with_sources([_duty_line(found) for found in answer.found], answer.found)


def _duty_line(found: Found) -> str:
    """'Các CĐCS trực thuộc báo cáo tháng, 6 tháng, năm; gửi về …, qua ….'"""
    lines = []
    for duty in found.duties:
        through = f", qua {duty.through}" if duty.through else ""
        due = f"; hạn: {duty.due}" if duty.due else ""
        cadence = ", ".join(duty.cadence)
        lines.append(
            f"{_capital(duty.reporter)} báo cáo định kỳ {cadence}; gửi về {duty.recipient}{through}{due}.".replace(
                "định kỳ ;", "định kỳ;"
            )
        )
    return " ".join(lines)


def _milestones(answer: Answer) -> str:
    facts = [_milestone(each) for found in answer.found for each in found.milestones]
    if answer.is_whole and len(facts) > 1:
        facts = [f"{LISTED[Asked.MILESTONE]}:", *(f"{number}. {fact}" for number, fact in enumerate(facts, start=1))]
        return "\n".join([*_said_first(facts, answer.found), _sources(answer.found), *_closing(answer.found)])
    return _with_sources(facts, answer.found)


def _milestone(milestone: Milestone) -> str:
    month_only = milestone.due.count("/") == 1
    return f"{_capital(milestone.text)}: {'tháng ' if month_only else ''}{milestone.due}."


def _passages(answer: Answer) -> str:
    """The sentences themselves; the first says the fact."""
    lines: list[str] = []
    kept: list[Found] = []
    for found in answer.found:
        if kept and sum(map(len, lines)) + len(found.citation.text) > PASSAGES_MAX:
            break
        lines.append(_sentence(found.citation))
        kept.append(found)
    if len(kept) == 1:
        return "\n".join([*_said_first(lines, kept), _source_line(kept[0].citation), *_closing(kept)])
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    return "\n".join([*_said_first(numbered, kept), _sources(kept), *_closing(kept)])


def _list(answer: Answer) -> str:
    if len(answer.found) == 1:
        return _one_of_list(answer.found[0])
    headings = list(dict.fromkeys(_last_heading(found) for found in answer.found))
    if len(answer.found) >= SECTIONS_MIN and len(headings) > 1 and answer.asked is Asked.TASKS:
        items = [heading.rstrip(".") for heading in headings]
    else:
        items = _items(answer)
    label = " (tóm lược)" if answer.found[0].citation.summary else ""
    lines = [
        f"{_list_name(answer)}{_of_document(answer)}{label}:",
        *(item if item[0].isdigit() else f"{number}. {item}" for number, item in enumerate(items, start=1)),
    ]
    return "\n".join([*_said_first(lines, answer.found), _sources(answer.found), *_closing(answer.found)])


def _one_of_list(found: Found) -> str:
    facts = [_fact(value) for value in found.values] or [_sentence(found.citation)]
    if found.values:
        return _with_sources(facts, (found,))
    return "\n".join([*_said_first(facts, (found,)), _source_line(found.citation), *_closing((found,))])


def _items(answer: Answer) -> list[str]:
    """Each sentence of the list; the figures alone where sentences are too long or hold more than was asked."""
    sentences = [_sentence(found.citation, labelled=False) for found in answer.found]
    too_long = sum(map(len, sentences)) > WHOLE_MAX - 600
    if answer.asked is not Asked.TARGETS:
        return _shortened(sentences) if too_long else sentences
    if too_long or answer.topic:
        return [
            "; ".join(_fact(value).rstrip(".") for value in found.values) or sentence
            for found, sentence in zip(answer.found, sentences, strict=True)
        ]
    return sentences


def _shortened(sentences: Sequence[str]) -> list[str]:
    """The first sentence of each, so that a long list still shows all its entries."""
    room = max((WHOLE_MAX - 600) // max(len(sentences), 1), 60)
    return [sentence if len(sentence) <= room else _cut(sentence, room) + " …" for sentence in sentences]


def _list_name(answer: Answer) -> str:
    """A whole list says how many entries it has: '3 khâu đột phá'."""
    name = LISTED[answer.asked]
    counts = answer.is_whole and not answer.topic and answer.asked in COUNTED
    return f"{len(answer.found)} {name.removeprefix('Các ')}" if counts else name


def _of_document(answer: Answer) -> str:
    header = answer.found[0].citation.header
    return f" của {header.issuer}, {header.period}" if header.period else f" của {header.issuer}"


def _about(answer: Answer) -> str:
    found = answer.found[0]
    header = found.citation.header
    lines = [_about_fact(answer.asked, header, found.citation)]
    if found.citation.text and answer.asked in (Asked.THEME, Asked.MOTTO):
        lines.append(_sentence(found.citation))
    return "\n".join([*_said_first(lines, answer.found), _source_line(found.citation), *_closing(answer.found)])


def _about_fact(asked: Asked, header: Header, citation: Citation) -> str:
    match asked:
        case Asked.NUMBER:
            said = f"Số {header.number}." if header.number else "Văn bản này không ghi số."
            return _noted(said, header.number_note)
        case Asked.DATE:
            day = written_day(header.issued_on) if header.issued_on else ""
            return _noted(f"Ban hành ngày {day}." if day else "Văn bản không ghi ngày ban hành.", header.issued_note)
        case Asked.SIGNER:
            return f"Người ký: {', '.join(part for part in (header.signer, header.signer_role) if part)}."
        case Asked.ISSUER:
            return f"Nơi ban hành: {header.issuer}."
        case Asked.THEME:
            return f"Chủ đề: {_quoted(header.theme or '', citation)}."
        case Asked.MOTTO:
            return f"Phương châm: {_quoted(header.motto or '', citation)}."
        case Asked.VALIDITY:
            return _validity(header, citation)
        case _:
            return f"{header.title}."


def _noted(said: str, note: str | None) -> str:
    return f"{said} {_capital(note)}." if note else said


def _quoted(words: str, citation: Citation) -> str:
    return f"“{words}”" if citation.quote else words


def _validity(header: Header, citation: Citation) -> str:
    days = ""
    if header.valid_from and header.valid_to:
        days = f" (từ {written_day(header.valid_from)} đến {written_day(header.valid_to)})"
    said = f"Áp dụng cho {header.period or 'thời gian ghi trong văn bản'}{days}."
    return f"Đang có hiệu lực. {said}" if citation.standing is Standing.IN_FORCE else said


# Standing and source


def _with_sources(facts: Sequence[str], found: Sequence[Found]) -> str:
    """Facts, then each sentence with its source."""
    lines = list(_said_first(facts, found))
    for each in found:
        lines += [_sentence(each.citation), _source_line(each.citation)]
    return "\n".join((*lines, *_closing(found)))


def _said_first(lines: Sequence[str], found: Sequence[Found]) -> list[str]:
    """The lines with the standing said at the end of the first, so that nobody reads a figure without it."""
    standing = " ".join(dict.fromkeys(said for each in found if (said := _standing(each.citation))))
    if not lines or not standing:
        return list(lines)
    if lines[0].endswith(":"):
        return [standing, *lines]
    return [f"{lines[0]} {standing}", *lines[1:]]


def _standing(citation: Citation) -> str:
    day = written_day(citation.since) if citation.since else ""
    match citation.standing:
        case Standing.EXPIRED:
            return f"Văn bản này đã hết hiệu lực từ {day}."
        case Standing.NOT_YET:
            return f"Văn bản này chưa có hiệu lực, áp dụng từ {day}."
        case _:
            return ""


def _closing(found: Iterable[Found]) -> list[str]:
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


def _sentence(citation: Citation, *, labelled: bool = True) -> str:
    """A quotation from an original, a labelled summary from a digest."""
    if citation.quote:
        return f"“{citation.quote}”"
    return f"Tóm lược: {citation.summary}" if labelled else citation.summary or ""


def _source_line(citation: Citation) -> str:
    """'02/CTr-LĐLĐ ngày 19/01/2024 của LĐLĐ huyện Vĩnh Thuận, mục II, gạch đầu dòng 5.'"""
    place = f", {citation.place}" if citation.place else ""
    return f"{source(citation.header)}{place}."


def source(header: Header) -> str:
    """A document as people name it: by number and day, else by title, issuer and period."""
    if header.number:
        day = f" ngày {written_day(header.issued_on)}" if header.issued_on else ""
        note = f" ({header.number_note})" if header.number_note else ""
        return f"{header.number}{day} của {header.issuer}{note}"
    title = fold(header.title)
    issuer = "" if fold(header.issuer) in title else f" của {header.issuer}"
    period = f", {header.period}" if header.period and fold(header.period) not in title else ""
    day = f", ngày {written_day(header.issued_on)}" if header.issued_on else ""
    return f"{header.title}{issuer}{period}{day}"


def _sources(found: Sequence[Found]) -> str:
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


def _last_heading(found: Found) -> str:
    return found.heading.rpartition(" › ")[2]


def _owner(header: Header) -> str:
    return f"{header.issuer} {header.period}".strip()


def _capital(words: str | None) -> str:
    return words[:1].upper() + words[1:] if words else ""


# Everything else


def _alternatives(alternatives: Alternatives) -> str:
    if alternatives.are_wanted:
        return "\n\n".join("\n".join(_option(option)) for option in alternatives.options)
    lines = ["Có nhiều văn bản nói về việc này; đồng chí cần của đơn vị nào, năm nào?"]
    for option in alternatives.options:
        lines += ["", *_option(option)]
    return "\n".join(lines)


def _option(option: Answer) -> list[str]:
    citation = option.found[0].citation
    facts = _option_facts(option)
    named = [f"{_owner(citation.header)}: {facts[0]}", *facts[1:]]
    return [*_said_first(named, option.found[:1]), _source_line(citation), *_closing(option.found[:1])]


def _option_facts(option: Answer) -> list[str]:
    values = [value for found in option.found for value in found.values]
    if values:
        return [_fact(value) for value in values]
    if option.asked is Asked.DUTY:
        return [_duty_line(found) for found in option.found]
    if option.asked is Asked.MILESTONE:
        return [_milestone(each) for found in option.found for each in found.milestones]
    if option.asked in LISTED or option.asked is Asked.PASSAGE:
        return [_sentence(found.citation) for found in option.found[:2]]
    return [_about_fact(option.asked, option.found[0].citation.header, option.found[0].citation)]


def _not_found(result: NotFound) -> str:
    lines = [f"{_missing(result)} {TO_OFFICE}"]
    if result.nearest:
        lines.append("Văn bản chỉ ghi:" if result.asked is Asked.DUTY else "Gần nhất trong văn bản hiện có:")
        for found in result.nearest:
            said = _duty_line(found) or _sentence(found.citation)
            lines += [*_said_first([said], (found,)), _source_line(found.citation)]
        lines += _closing(result.nearest)
    return "\n".join(lines)


def _missing(result: NotFound) -> str:
    where = f"văn bản của {', '.join(result.issuers)}" if 0 < len(result.issuers) <= 3 else "các văn bản hiện có"
    match result.missing:
        case Missing.PERIOD if result.period:
            return f"Chưa tìm thấy nội dung này cho {_period(result)} trong {where}."
        case Missing.UNION:
            return "Chưa có văn bản của đơn vị được hỏi trong thư viện."
        case Missing.DOCUMENT:
            return f"Chưa có văn bản {result.wanted} trong thư viện.".replace("  ", " ")
        case Missing.RESULT:
            return f"Chưa có số liệu kết quả: {where} chỉ nêu chỉ tiêu phải đạt."
        case Missing.MEASURE if result.asked is Asked.DUTY:
            return "Văn bản không nêu ngày nộp báo cáo cụ thể."
        case Missing.MEASURE:
            return f"Chưa tìm thấy điều đồng chí hỏi: {where} không nêu."
        case Missing.ENTRY:
            return f"Không có mục số này trong {where}."
        case _:
            return f"Chưa tìm thấy nội dung này trong {where}."


def _period(result: NotFound) -> str:
    assert result.period is not None
    name = result.period.name
    return name if not name[0].isdigit() else f"giai đoạn {name}"


def _asked_back(result: AskBack) -> str:
    if result.lacking is Lacking.SUBJECT:
        return "Đồng chí cần hỏi chỉ tiêu, nhiệm vụ hay văn bản nào? Ví dụ: “chỉ tiêu kết nạp đoàn viên năm nay”."
    return "\n".join(["Đồng chí hỏi văn bản của đơn vị nào?", *(f"• {_owner(option)}" for option in result.options)])


def _meaning(meaning: Meaning) -> str:
    if len(meaning.meanings) == 1:
        return f"{meaning.short} là viết tắt của “{meaning.meanings[0]}”."
    return f"{meaning.short} có thể là: {'; '.join(meaning.meanings)}. Cần xem câu đứng cạnh để biết là nghĩa nào."


# The short form


def _cut(text: str, room: int) -> str:
    """As many whole lines and sentences as fit; a quotation goes whole or not at all."""
    kept = ""
    for piece in _pieces(text):
        if len(kept) + len(piece) > room:
            break
        kept += piece
    return kept.rstrip() or text[:room].rpartition(" ")[0]


def _pieces(text: str) -> Iterable[str]:
    """Lines, cut after their sentences where no quotation is open."""
    start = depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "“") - (letter == "”")
        ends = letter == "\n" or (letter in ".;" and text[place + 1 : place + 2] in (" ", "\n"))
        if ends and depth <= 0:
            yield text[start : place + 1]
            start = place + 1
    yield text[start:]


# For programs


class CitationJson(TypedDict):
    """One source, as `ask --json` prints it."""

    number: str | None
    title: str
    issuer: str
    issued_on: str | None
    place: str
    quote: str | None
    summary: str | None
    in_force: bool | str


class ValueJson(TypedDict):
    """One figure, as `ask --json` prints it."""

    value: int | float
    value_max: int | float | None
    comparator: str
    unit: str
    subject: str


class AnswerJson(TypedDict):
    """One answer, as `ask --json` prints it."""

    kind: str
    text: str
    citations: list[CitationJson]
    values: list[ValueJson]


def ask_json(result: Result, today: date) -> AnswerJson:
    """The result as one JSON object, with the words a person would read."""
    return {
        "kind": _kind(result),
        "text": phrase(result, today),
        "citations": [_citation_json(citation) for citation in citations_of(result)],
        "values": [_value_json(value) for value in values_of(result)],
    }


def _kind(result: Result) -> str:
    match result:
        case Answer():
            return "answer"
        case Alternatives():
            return "alternatives"
        case NotFound():
            return "not_found"
        case AskBack():
            return "ask_back"
        case SmallTalk():
            return "smalltalk"
        case Meaning():
            return "meaning"


def _citation_json(citation: Citation) -> CitationJson:
    header = citation.header
    return {
        "number": header.number,
        "title": header.title,
        "issuer": header.issuer,
        "issued_on": header.issued_on.isoformat() if header.issued_on else None,
        "place": citation.place,
        "quote": citation.quote,
        "summary": citation.summary,
        "in_force": _in_force(citation.standing),
    }


def _in_force(standing: Standing) -> bool | str:
    return "unconfirmed" if standing is Standing.UNCONFIRMED else standing is Standing.IN_FORCE


def _value_json(value: Value) -> ValueJson:
    return {
        "value": _number(value.value),
        "value_max": None if value.value_max is None else _number(value.value_max),
        "comparator": value.comparator.value,
        "unit": value.unit,
        "subject": value.subject,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
