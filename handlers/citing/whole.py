"""How is a result put into words: the fact first, then the sentence it stands in, then the source."""

from datetime import date
from typing import Final

from handlers.citing.facts import about_fact, duty_line, fact, flag, higher, lacking, milestone, period, told
from handlers.citing.lists import LISTED, listing
from handlers.citing.source import closing, owner, said_first, sentence, source_line, sources, with_sources
from handlers.citing.verbatim import ASK, verbatim
from knowledge.numbers import written
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Asked,
    Courtesy,
    Found,
    Lacking,
    Meaning,
    Missing,
    NotFound,
    Result,
    SmallTalk,
)

PASSAGES_MAX: Final = 1700
"""What a few sentences beside one fact may take together."""
TO_OFFICE: Final = "Nhắn “hỏi văn phòng” để chuyển câu hỏi."
OR_OFFICE: Final = ", hoặc “hỏi văn phòng” để người trả lời"
PRIVATELY: Final = "Muốn hỏi Văn phòng, xin nhắn riêng cho trợ lý."
COURTESIES: Final = {
    Courtesy.GREETING: "Chào đồng chí. Đồng chí cần hỏi chỉ tiêu, nhiệm vụ, thời hạn hay chế độ báo cáo nào?",
    Courtesy.THANKS: "Cảm ơn đồng chí. Cần thêm gì đồng chí cứ nhắn.",
    Courtesy.FAREWELL: "Chào đồng chí, hẹn gặp lại.",
    Courtesy.AGREEMENT: "Vâng. Cần thêm gì đồng chí cứ nhắn.",
    Courtesy.CHAT: "Trợ lý chỉ giúp việc công đoàn: chỉ tiêu, nhiệm vụ, thời hạn, báo cáo. Đồng chí cần hỏi gì?",
    Courtesy.COMPLAINT: (f"Xin lỗi đồng chí. Nhắn “không đúng ý tôi” để xem cách hiểu khác{OR_OFFICE}."),
    Courtesy.WHO: "Đây là trợ lý tự động của văn phòng công đoàn, trả lời theo văn bản và nhắc việc báo cáo.",
    Courtesy.HELP: "Đồng chí hỏi được: chỉ tiêu (“chỉ tiêu kết nạp đoàn viên năm nay”), nhiệm vụ, kế hoạch,"
    " khâu đột phá, thời hạn, báo cáo cho ai, số và ngày văn bản, nghĩa chữ viết tắt."
    " Gõ không dấu hay viết tắt đều được.",
}


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


def _answered(answer: Answer) -> str:
    if answer.is_verbatim:
        return verbatim(answer)
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
            return listing(answer)
        case Asked.PASSAGE:
            return _passages(answer)
        case _:
            return _about(answer)


def _figures(answer: Answer) -> str:
    values = [value for found in answer.found for value in found.values]
    facts = [claimed(answer), *(fact(value) for value in values)]
    first = [" ".join(part for part in facts if part)] if len(values) == 1 else [part for part in facts if part]
    flags = dict.fromkeys(flag(conflict) for conflict in answer.conflicts)
    against = [conflict.against for conflict in answer.conflicts if conflict.against is not None]
    beside = [found for found in against if found.citation not in {each.citation for each in answer.found}]
    return with_sources([*first, *lacking(answer.lacks), *flags], [*answer.found, *beside])


def claimed(answer: Answer) -> str:
    """The yes or no comes first; a figure that does not hold is named as the question's own.

    A figure that stands there, with another bound or time than was said, is not denied itself.
    """
    if answer.claim is None:
        return ""
    values = [value for found in answer.found for value in found.values]
    asked = f"{written(answer.claim.value)}{'%' if answer.claim.is_percent else ''}"
    if answer.claim.holds:
        return "Đúng." if len(values) < 2 else f"Đúng, có mức {asked}."
    if any(answer.claim.value in (value.value, value.value_max) for value in values):
        return "Không đúng như vậy."
    return f"Không phải {asked}."


def _duties(answer: Answer) -> str:
    return with_sources([duty_line(found) for found in answer.found], answer.found)


def _milestones(answer: Answer) -> str:
    facts = [milestone(each, found.citation.text) for found in answer.found for each in found.milestones]
    if answer.is_whole and len(facts) > 1:
        facts = [f"{LISTED[Asked.MILESTONE]}:", *(f"{number}. {fact}" for number, fact in enumerate(facts, start=1))]
        return "\n".join([*said_first(facts, answer.found), sources(answer.found), *closing(answer.found)])
    return with_sources(facts, answer.found)


def _passages(answer: Answer) -> str:
    """The sentences themselves; the first says the fact."""
    if any(found.told for found in answer.found):
        return with_sources([told(found.told) for found in answer.found if found.told], answer.found)
    lines: list[str] = []
    kept: list[Found] = []
    for found in answer.found:
        if kept and sum(map(len, lines)) + len(found.citation.text) > PASSAGES_MAX:
            break
        lines.append(sentence(found.citation))
        kept.append(found)
    if answer.claim is not None:
        lines[0] = f"{claimed(answer)} {lines[0]}"
    if len(kept) == 1:
        return "\n".join([*said_first(lines, kept), source_line(kept[0].citation), *closing(kept)])
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    return "\n".join([*said_first(numbered, kept), sources(kept), *closing(kept)])


def _about(answer: Answer) -> str:
    found = answer.found[0]
    header = found.citation.header
    lines = [about_fact(answer.asked, header, found.citation)]
    if found.citation.text and answer.asked in (Asked.THEME, Asked.MOTTO):
        lines.append(sentence(found.citation))
    return "\n".join([*said_first(lines, answer.found), source_line(found.citation), *closing(answer.found)])


def _alternatives(alternatives: Alternatives) -> str:
    if alternatives.are_wanted:
        first = [higher(alternatives.comparison, alternatives.options)] if alternatives.comparison else []
        return "\n\n".join((*first, *("\n".join(_option(option)) for option in alternatives.options)))
    lines = ["Có nhiều văn bản nói về việc này; đồng chí cần của đơn vị nào, năm nào?"]
    for option in alternatives.options:
        lines += ["", *_option(option)]
    return "\n".join(lines)


def _option(option: Answer) -> list[str]:
    citation = option.found[0].citation
    facts = _option_facts(option)
    named = [f"{owner(citation.header)}: {facts[0]}", *facts[1:]]
    # Two sentences side by side: each has its place named.
    said = option.found[:2] if option.asked is Asked.PASSAGE and len(facts) > 1 else option.found[:1]
    return [*said_first(named, option.found[:1]), sources(said), *closing(option.found[:1])]


def _option_facts(option: Answer) -> list[str]:
    values = [value for found in option.found for value in found.values]
    if values:
        return [fact(value) for value in values]
    if tellings := [told(found.told) for found in option.found if found.told]:
        return tellings
    if option.asked is Asked.DUTY:
        return [duty_line(found) for found in option.found]
    if option.asked is Asked.MILESTONE:
        return [milestone(each, found.citation.text) for found in option.found for each in found.milestones]
    if option.asked in LISTED or option.asked is Asked.PASSAGE:
        return [sentence(found.citation) for found in option.found[:2]]
    return [about_fact(option.asked, option.found[0].citation.header, option.found[0].citation)]


def without_office(text: str) -> str:
    """The words without the offer to pass the question on, for somebody to whom it would come."""
    return instead_of_offer(text, "")


def in_private(text: str) -> str:
    """The words with the offer made where it is no dead end: in a group nothing is passed on."""
    return instead_of_offer(text, f" {PRIVATELY}")


def instead_of_offer(text: str, said: str) -> str:
    """The words with something else where the offer stood."""
    return text.replace(f" {TO_OFFICE}", said).replace(f" {ASK}", said).replace(OR_OFFICE, "")


def _not_found(result: NotFound) -> str:
    lines = [f"{missing(result)} {TO_OFFICE}"]
    if result.nearest:
        lines.append("Văn bản chỉ ghi:" if result.asked is Asked.DUTY else "Gần nhất trong văn bản hiện có:")
        for found in result.nearest:
            said = duty_line(found) or sentence(found.citation)
            lines += [*said_first([said], (found,)), source_line(found.citation)]
        lines += closing(result.nearest)
    return "\n".join(lines)


def missing(result: NotFound) -> str:
    """What was not found, and where; a document or period that was asked for is named as asked for."""
    where = f"văn bản của {', '.join(result.issuers)}" if 0 < len(result.issuers) <= 3 else "các văn bản hiện có"
    match result.missing:
        case Missing.PERIOD if result.period:
            return f"Chưa tìm thấy nội dung này cho {period(result.period)} trong {where}."
        case Missing.YEAR if result.period:
            return f"Chưa tìm thấy mức riêng cho {period(result.period)}: {where} đặt cho cả giai đoạn."
        case Missing.OWN:
            return "Thư viện chưa có văn bản của đơn vị đồng chí và của công đoàn cấp trên."
        case Missing.SHORT:
            return f"Chưa rõ “{result.wanted}” viết tắt của chữ gì: danh sách chữ viết tắt và các văn bản không có."
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


def _asked_back(result: AskBack) -> str:
    if result.lacking is Lacking.SUBJECT:
        return "Đồng chí cần hỏi chỉ tiêu, nhiệm vụ hay văn bản nào? Ví dụ: “chỉ tiêu kết nạp đoàn viên năm nay”."
    if result.lacking is Lacking.MEANING:
        listed = (f"• {meant.meaning}: “{meant.question}”" for meant in result.readings)
        return "\n".join([f"“{result.readings[0].short}” ở đây là chữ nào?", *listed])
    if len(result.options) == 1:
        return f"Đồng chí hỏi {owner(result.options[0])} phải không?"
    return "\n".join(["Đồng chí hỏi văn bản của đơn vị nào?", *(f"• {owner(option)}" for option in result.options)])


def _meaning(meaning: Meaning) -> str:
    if len(meaning.meanings) == 1:
        return f"{meaning.short} là viết tắt của “{meaning.meanings[0]}”."
    return f"{meaning.short} có thể là: {'; '.join(meaning.meanings)}. Cần xem câu đứng cạnh để biết là nghĩa nào."
