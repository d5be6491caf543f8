"""Rules that hold for the repository as a whole, whoever adds to it."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from handlers import wording
from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, Reply
from handlers.router import ROUTES
from knowledge.text import words

ROOT = Path(__file__).parents[1]
ORIGINALS = ROOT.parent / "shared" / "seeds"
IN_A_ROW = 12
"""So many words shared with an original are no accident any more."""

FORBIDDEN = (
    ("a folder of one machine", re.compile(r"(?<![\w.])/(?:work|root)/|(?<![\w.])/(?:home|Users)/\w")),
    ("a bot's token", re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{35,}")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY")),
    ("a service's token", re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-|sk-|xox[abp]-|AKIA)[A-Za-z0-9_-]{16,}")),
    (
        "a package index",
        re.compile(r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|(?<!emit-)index[-]url|/simple/?[\s\"']"),
    ),
    ("a package index", re.compile(r"\"resolved\": \"http|^deb(?:-src)? .*http", re.MULTILINE)),
)

LONG_OFFICE = "Văn phòng Công đoàn các khu công nghiệp tỉnh Bên Sông"
PHONE = "0200 000 0168"


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    """Every text file of the repository, also those not added yet, by its name; pictures are none."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout: which files belong to the project is not known")
    found = list(read(sorted(set(filter(None, listed.split("\0"))))))
    assert len(found) > 50
    return found


def read(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files that are text, with their names."""
    for name in names:
        path = ROOT / name
        if path.is_file():
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def runs(text: str) -> dict[tuple[str, ...], None]:
    """Each run of so many words, marks and case apart, in the order of the text."""
    spoken = words(text)
    return dict.fromkeys(tuple(spoken[at : at + IN_A_ROW]) for at in range(len(spoken) - IN_A_ROW + 1))


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not part of the project")
def test_no_sentence_of_an_original_stands_in_the_repository(texts: list[tuple[str, str]]) -> None:
    originals = {run for path in sorted(ORIGINALS.glob("*.txt")) for run in runs(path.read_text("utf-8"))}
    assert len(originals) > 1000
    taken = {name: [" ".join(run) for run in runs(text) if run in originals][:2] for name, text in texts}
    assert {name: shared for name, shared in taken.items() if shared} == {}


@pytest.mark.parametrize(("what", "shape"), FORBIDDEN, ids=[what for what, _ in FORBIDDEN])
def test_repository_holds_nothing_of(what: str, shape: re.Pattern[str], texts: list[tuple[str, str]]) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit[0]}"
        for name, text in texts
        for hit in shape.finditer(text)
    ]
    assert found == [], what


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a folder of one machine", "see {}work/main/bot"),
        ("a folder of one machine", "cd {}home/mai"),
        ("a bot's token", "123456789{}" + "A" * 35),
        ("a package index", "pip install --index{} x"),
    ],
    ids=["a checkout's folder", "a person's folder", "a token as BotFather gives it", "an option naming an index"],
)
def test_what_is_forbidden_would_be_found(what: str, text: str) -> None:
    missing = {"a folder of one machine": "/", "a bot's token": ":", "a package index": "-url"}[what]
    assert any(shape.search(text.format(missing)) for name, shape in FORBIDDEN if name == what)


@pytest.mark.parametrize(
    ("mark", "reasoned"),
    [
        ("# noqa", re.compile(r"# noqa: [A-Z0-9, ]+ - \S")),
        ("# type: ignore", re.compile(r"# type: ignore\[[\w, -]+\] # \S")),
    ],
    ids=["a rule of the linter", "a rule of the type checker"],
)
def test_every_exception_says_why(mark: str, reasoned: re.Pattern[str], texts: list[tuple[str, str]]) -> None:
    # The type checker reads the product only, so its exceptions are counted there.
    bare = [
        f"{name}: {line.strip()}"
        for name, text in texts
        if name.endswith(".py")
        and (mark == "# noqa" or not name.startswith("tests/"))
        and name != "tests/test_rules.py"
        for line in text.splitlines()
        if mark in line and not reasoned.search(line)
    ]
    assert bare == []


def test_yes_no_and_stop_are_told_apart_without_marks() -> None:
    yes, no, stop = (
        {wording.plain(word) for word in said} for said in (wording.YES_WORDS, wording.NO_WORDS, wording.STOP_WORDS)
    )
    assert (yes & stop, yes & no, no & stop) == (set(), set(), set())
    assert "dung" in yes


@pytest.mark.parametrize(
    "reply",
    [
        wording.first_contact(LONG_OFFICE, PHONE),
        wording.confirm_seat(
            "Phó Chủ tịch CĐCS Trường Mầm non Bên Sông", LONG_OFFICE, PHONE, "đồng chí Bưởi, Văn phòng"
        ),
    ],
    ids=["whoever writes first", "whoever was invited"],
)
def test_first_contact_is_read_in_one_look(reply: Reply) -> None:
    assert len(reply.text) <= wording.FIRST_CONTACT_MAX
    assert LONG_OFFICE in reply.text
    assert PHONE in reply.text
    assert wording.NEVER_ASKS in reply.text


def test_a_button_that_says_too_much_cannot_be_made() -> None:
    Button("Vừa", "x" * BUTTON_SAYS_MAX_BYTES)
    with pytest.raises(AssertionError):
        Button("Dài", "đ" * (BUTTON_SAYS_MAX_BYTES // 2 + 1))


def test_no_two_routes_answer_to_the_same_words() -> None:
    said = [wording.plain(word) for route in ROUTES for word in (*route.words, route.command)]
    own = [wording.plain(route.command) for route in ROUTES]
    doubled = {word for word in said if said.count(word) > 1 and own.count(word) != 1}
    assert doubled == set()
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", route.command) and len(route.about) <= 256 for route in ROUTES)
