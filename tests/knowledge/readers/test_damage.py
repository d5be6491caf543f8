"""Damaged files are read or refused: nothing else comes out, and no figure out of nothing."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.readers import Reading, Unreadable
from knowledge.readers.read import look, read_bytes
from tests.corpus.reading.grading import HERE, file_of

PAPERS = ("ke_hoach_xa_suoi_ngan", "giao_chi_tieu_dac_khu_hon_tre", "tin-cong-doan-xa-doi-che")


@cache
def paper(stem: str) -> tuple[str, bytes]:
    file = file_of(HERE / f"{stem}.toml")
    return file.name, file.content


def damaged(content: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """Some bytes left out and others put in their place."""
    for share, length, instead in cuts:
        at = int(share * len(content))
        content = content[:at] + instead + content[at + length :]
    return content


CUTS = some.lists(
    some.tuples(some.floats(0, 1), some.integers(0, 300), some.binary(max_size=8)), min_size=1, max_size=4
)


def outcome(name: str, content: bytes) -> Reading | Unreadable:
    try:
        look(name, content)
        return read_bytes(name, content)
    except Unreadable as refused:
        return refused


@settings(max_examples=60, deadline=None)
@given(stem=some.sampled_from(PAPERS), cuts=CUTS)
def test_a_damaged_file_is_read_or_refused(stem: str, cuts: list[tuple[float, int, bytes]]) -> None:
    name, content = paper(stem)
    assert isinstance(outcome(name, damaged(content, cuts)), Reading | Unreadable)


@settings(max_examples=60, deadline=None)
@given(stem=some.sampled_from(PAPERS[:2]), cuts=CUTS, part=some.integers(0, 30))
def test_a_damaged_part_in_a_sound_package_is_read_or_refused(
    stem: str, cuts: list[tuple[float, int, bytes]], part: int
) -> None:
    name, content = paper(stem)
    file = BytesIO()
    with ZipFile(BytesIO(content)) as sound, ZipFile(file, "w", ZIP_DEFLATED) as broken:
        names = sound.namelist()
        for entry in names:
            whole = sound.read(entry)
            broken.writestr(entry, damaged(whole, cuts) if entry == names[part % len(names)] else whole)
    assert isinstance(outcome(name, file.getvalue()), Reading | Unreadable)


@settings(max_examples=60, deadline=None)
@given(dropped=some.sets(some.integers(0, 200), max_size=60))
def test_a_page_with_tags_missing_gives_no_figure_that_it_does_not_hold(dropped: set[int]) -> None:
    name, content = paper(PAPERS[2])
    tags = iter(range(10_000))
    page = re.sub(r"<[^>]*>", lambda tag: "" if next(tags) in dropped else tag[0], content.decode())
    came = outcome(name, page.encode())
    text = came.text if isinstance(came, Reading) else ""
    # Numbers of lists that the page itself counts are the only figures that are not written in it.
    assert {figure for figure in re.findall(r"\d{2,}", text) if figure not in page} == set()


@pytest.mark.parametrize("stem", PAPERS)
def test_a_file_cut_short_anywhere_is_read_or_refused(stem: str) -> None:
    name, content = paper(stem)
    for share in range(1, 20):
        assert isinstance(outcome(name, content[: len(content) * share // 20]), Reading | Unreadable)
