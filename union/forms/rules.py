"""Do the figures of a report agree with one another? Rules are sentences a clerk can write; a breach is asked about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.numbers import parse_number, written
from knowledge.text import clean, fold
from union.draft import Answer
from union.forms.form import Field, FieldKind, Form, FormError
from union.ledger import Amount, Standing

HOW = (
    "Quy tắc viết như: “A” không lớn hơn “B”; “A” không nhỏ hơn “B”; “A” bằng “B” cộng “C”; “A” từ 0 đến 100; "
    "“A” là số nguyên; nếu “A” lớn hơn 0 thì “B” phải có."
)
NOTHING = frozenset({"", "khong", "khong co", "khong co gi", "chua co", "-"})
"""What a passage says that was answered and holds nothing."""


class Relation(StrEnum):
    """How two figures should stand to each other."""

    AT_MOST = "không lớn hơn"
    AT_LEAST = "không nhỏ hơn"
    EQUAL = "bằng"
    MORE = "lớn hơn"
    LESS = "nhỏ hơn"


@dataclass(frozen=True, slots=True)
class Term:
    """A field or a number within a sum; `sign` is -1 after 'trừ'."""

    sign: int
    field: Field | None
    number: Decimal = Decimal(0)


Sum = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """'“A” bằng “B” cộng “C”'."""

    left: Sum
    relation: Relation
    right: Sum


@dataclass(frozen=True, slots=True)
class Between:
    """'“A” từ 0 đến 100'."""

    field: Field
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Whole:
    """'“A” là số nguyên'."""

    field: Field


@dataclass(frozen=True, slots=True)
class Needs:
    """'nếu “A” lớn hơn 0 thì “B” phải có'."""

    condition: Compare
    needed: Field


Rule = Compare | Between | Whole | Needs


@dataclass(frozen=True, slots=True)
class Complaint:
    """What does not agree, said with its figures; the fields it speaks of, by key."""

    fields: tuple[str, ...]
    sentence: str


def complaints(form: Form, answers: Mapping[str, Answer]) -> tuple[Complaint, ...]:
    """What to ask about before the report is handed in. A rule is silent while one of its figures is not known."""
    found: dict[tuple[str, ...], Complaint] = {}
    for complaint in (*_impossible(form, answers), *_broken(form, answers)):
        found.setdefault(complaint.fields, complaint)
    return tuple(found.values())


def _impossible(form: Form, answers: Mapping[str, Answer]) -> Iterable[Complaint]:
    """What no form allows: below zero, and more than there are."""
    for item in form.fields:
        amount = _amount(item, answers)
        if amount is None or amount.value is None:
            continue
        if amount.value < 0:
            yield Complaint((item.key,), f"“{item.label}” là {written(amount.value)}, nhỏ hơn 0.")
        elif amount.numerator is not None and amount.denominator is not None and amount.numerator > amount.denominator:
            part, all_of = written(amount.numerator), written(amount.denominator)
            yield Complaint((item.key,), f"“{item.label}” là {part} trên tổng số {all_of}: phần lớn hơn tổng số.")


def _broken(form: Form, answers: Mapping[str, Answer]) -> Iterable[Complaint]:
    for sentence in form.rules:
        complaint = breach(read_rule(sentence, form.fields), answers)
        if complaint is not None:
            yield complaint


# Reading

QUOTED = re.compile(r"[“\"„]([^“”\"„]+)[”\"“]")
LABEL = r"\{\d+\}"
NUMBER = r"\d(?:[\d.,]*\d)?"
TERM = rf"(?:{LABEL}|{NUMBER})"
SUM = rf"{TERM}(?: (?:cong|tru) {TERM})*"
RELATIONS: tuple[tuple[str, Relation], ...] = (
    (r"khong (?:lon|nhieu) hon|khong vuot(?: qua)?|khong qua|(?:nho|it) hon hoac bang", Relation.AT_MOST),
    (r"khong (?:nho|it) hon|(?:lon|nhieu) hon hoac bang", Relation.AT_LEAST),
    (r"bang", Relation.EQUAL),
    (r"(?:lon|nhieu) hon", Relation.MORE),
    (r"(?:nho|it) hon", Relation.LESS),
)
"""Longer words first: 'lớn hơn hoặc bằng' is no 'lớn hơn'."""
RELATION = "|".join(words for words, _ in RELATIONS)
COMPARE = re.compile(rf"({SUM})(?: phai)? ({RELATION}) ({SUM})")
BETWEEN = re.compile(rf"({LABEL})(?: phai)?(?: nam)?(?: trong khoang)? tu ({NUMBER}) den ({NUMBER})")
WHOLE = re.compile(rf"({LABEL}) (?:phai )?la so nguyen")
NEEDS = re.compile(rf"(?:neu|khi) ({SUM} (?:{RELATION}) {SUM}),? (?:thi )?(?:phai co ({LABEL})|({LABEL}) phai co)")


def read_rule(sentence: str, fields: Sequence[Field]) -> Rule:
    """The rule that a sentence states. Raises `FormError` with what can be written."""
    named: list[Field] = []

    def marked(match: re.Match[str]) -> str:
        named.append(_field(match[1], fields, sentence))
        return f"{{{len(named) - 1}}}"

    said = fold(QUOTED.sub(marked, clean(sentence))).replace("%", "").strip(" .;")
    said = re.sub(r"\s+", " ", said)
    if found := NEEDS.fullmatch(said):
        return Needs(_compare(found[1], named, sentence), named[_place(found[2] or found[3])])
    if found := COMPARE.fullmatch(said):
        return _compare(said, named, sentence)
    if found := BETWEEN.fullmatch(said):
        return Between(_figure(found[1], named, sentence), _number(found[2], sentence), _number(found[3], sentence))
    if found := WHOLE.fullmatch(said):
        return Whole(_figure(found[1], named, sentence))
    raise FormError(f"Chưa hiểu quy tắc: {clean(sentence)}. {HOW}")


def _field(label: str, fields: Sequence[Field], sentence: str) -> Field:
    wanted = fold(label).strip()
    for item in fields:
        if fold(item.label).strip() == wanted:
            return item
    known = "; ".join(item.label for item in fields)
    raise FormError(f"Quy tắc “{clean(sentence)}” nhắc đến “{label}”, biểu mẫu không có mục này. Các mục: {known}.")


def _compare(said: str, named: Sequence[Field], sentence: str) -> Compare:
    found = COMPARE.fullmatch(said)
    assert found, "a condition is a comparison"
    relation = next(relation for words, relation in RELATIONS if re.fullmatch(words, found[2]))
    return Compare(_sum(found[1], named, sentence), relation, _sum(found[3], named, sentence))


def _sum(said: str, named: Sequence[Field], sentence: str) -> Sum:
    terms: list[Term] = []
    sign = 1
    for word in said.split(" "):
        if word in {"cong", "tru"}:
            sign = 1 if word == "cong" else -1
        elif word.startswith("{"):
            terms.append(Term(sign, _figure(word, named, sentence)))
        else:
            terms.append(Term(sign, None, _number(word, sentence)))
    return tuple(terms)


def _figure(word: str, named: Sequence[Field], sentence: str) -> Field:
    item = named[_place(word)]
    if item.kind is not FieldKind.FIGURE:
        raise FormError(f"Quy tắc “{clean(sentence)}”: “{item.label}” là phần viết, không có số để so sánh.")
    return item


def _place(word: str) -> int:
    return int(word.strip("{}"))


def _number(word: str, sentence: str) -> Decimal:
    value = parse_number(word)
    if value is None:
        raise FormError(f"Quy tắc “{clean(sentence)}”: không đọc được số “{word}”.")
    return value


# Judging


def breach(rule: Rule, answers: Mapping[str, Answer]) -> Complaint | None:
    """What is wrong by this rule; None when it holds or cannot be told yet."""
    match rule:
        case Compare():
            return _compared(rule, answers)
        case Between(item, least, most):
            value = _value(item, answers)
            if value is None or least <= value <= most:
                return None
            range_of = f"từ {written(least)} đến {written(most)}"
            return Complaint((item.key,), f"“{item.label}” là {written(value)}, ngoài khoảng {range_of}.")
        case Whole(item):
            value = _value(item, answers)
            if value is None or value == value.to_integral_value():
                return None
            return Complaint((item.key,), f"“{item.label}” là {written(value)}, không phải số nguyên.")
        case Needs(condition, needed):
            if not _holds(condition, answers) or _is_there(needed, answers):
                return None
            keys = (*_keys(condition.left), *_keys(condition.right), needed.key)
            return Complaint(keys, f"{_said(condition.left, answers)}, mà “{needed.label}” chưa có.")


def _compared(rule: Compare, answers: Mapping[str, Answer]) -> Complaint | None:
    left, right = _total(rule.left, answers), _total(rule.right, answers)
    if left is None or right is None or _agrees(left, rule.relation, right):
        return None
    wrong = "khác" if rule.relation is Relation.EQUAL else "lớn hơn" if left > right else "nhỏ hơn"
    if left == right:
        wrong = "bằng"
    keys = (*_keys(rule.left), *_keys(rule.right))
    return Complaint(keys, f"{_said(rule.left, answers)}, {wrong} {_said(rule.right, answers)}.")


def _holds(rule: Compare, answers: Mapping[str, Answer]) -> bool:
    left, right = _total(rule.left, answers), _total(rule.right, answers)
    return left is not None and right is not None and _agrees(left, rule.relation, right)


def _agrees(left: Decimal, relation: Relation, right: Decimal) -> bool:
    match relation:
        case Relation.AT_MOST:
            return left <= right
        case Relation.AT_LEAST:
            return left >= right
        case Relation.EQUAL:
            return left == right
        case Relation.MORE:
            return left > right
        case Relation.LESS:
            return left < right


def _keys(terms: Sum) -> tuple[str, ...]:
    return tuple(term.field.key for term in terms if term.field)


def _said(terms: Sum, answers: Mapping[str, Answer]) -> str:
    """'“đoàn viên nam” (20) cộng “đoàn viên nữ” (19) là 39'; a single figure without the brackets."""
    total = _total(terms, answers)
    assert total is not None, "only what is known is spoken of"
    if len(terms) == 1:
        [term] = terms
        return f"“{term.field.label}” là {written(total)}" if term.field else written(total)
    words = ""
    for term in terms:
        joint = "" if not words else " cộng " if term.sign > 0 else " trừ "
        value = _total((Term(1, term.field, term.number),), answers)
        assert value is not None
        words += joint + (f"“{term.field.label}” ({written(value)})" if term.field else written(value))
    return f"{words} là {written(total)}"


def _total(terms: Sum, answers: Mapping[str, Answer]) -> Decimal | None:
    total = Decimal(0)
    for term in terms:
        value = _value(term.field, answers) if term.field else term.number
        if value is None:
            return None
        total += term.sign * value
    return total


def _amount(item: Field, answers: Mapping[str, Answer]) -> Amount | None:
    answer = answers.get(item.key)
    return answer.amount if answer else None


def _value(item: Field, answers: Mapping[str, Answer]) -> Decimal | None:
    amount = _amount(item, answers)
    return amount.value if amount else None


def _is_there(item: Field, answers: Mapping[str, Answer]) -> bool:
    """Whether something is said of it: words that are more than 'không có', or a figure that is known and not zero."""
    answer = answers.get(item.key)
    if answer is None:
        return False
    if item.kind is FieldKind.PASSAGE:
        return not says_nothing(answer.text)
    return bool(answer.amount and (answer.amount.value or answer.amount.standing is Standing.NOT_APPLICABLE))


def says_nothing(text: str) -> bool:
    """'không có' answers a passage and holds nothing."""
    return fold(clean(text)).strip(" .\n") in NOTHING
