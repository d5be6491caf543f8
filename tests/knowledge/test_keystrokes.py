"""Questions typed while the Vietnamese keyboard was off are read as they were meant, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.keystrokes import as_meant, telex, vni
from knowledge.text import fold, words

KNOWN = frozenset(words("cong doan co so ket nap vien nam quy dong bao cao thu chi tieu bn lop thang"))


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        pytest.param("ddoanf", "đoàn", id="a bar and a tone"),
        pytest.param("nghieepj", "nghiệp", id="a hat inside"),
        pytest.param("dduwowcj", "được", id="a horn on both, struck twice"),
        pytest.param("dduowcj", "được", id="a horn on both, struck once"),
        pytest.param("chuaw", "chưa", id="a horn struck after the second vowel"),
        pytest.param("quawng", "quăng", id="the u of qu has no horn"),
        pytest.param("nhw", "như", id="a w alone"),
        pytest.param("tienes", "tiến", id="a hat struck late"),
        pytest.param("doongf", "dồng", id="no bar where none was struck"),
        pytest.param("quys", "quý", id="the tone after qu"),
        pytest.param("gias", "giá", id="the tone after gi"),
        pytest.param("gif", "gì", id="gi alone"),
        pytest.param("Coong", "Công", id="a capital stays"),
        pytest.param("CDDCS", "CĐCS", id="an abbreviation"),
        pytest.param("hoongsj", "", id="two tones are none"),
        pytest.param("nam", "", id="nothing was struck"),
    ],
)
def test_telex_is_read(keys: str, syllable: str) -> None:
    assert telex(keys) == syllable


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        pytest.param("d9oa2n", "đoàn", id="keys where they belong"),
        pytest.param("nghie6p5", "nghiệp", id="the tone last"),
        pytest.param("d9uo75c", "được", id="a horn on both"),
        pytest.param("LD9LD9", "LĐLĐ", id="an abbreviation"),
        pytest.param("H1N1", "", id="no vowel"),
        pytest.param("thang12", "", id="two tones are none"),
    ],
)
def test_vni_is_read(keys: str, syllable: str) -> None:
    assert vni(keys) == syllable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("Coong ddoanf cow sowr", "Công đoàn cơ sở", id="telex"),
        pytest.param("keets nap bn ddoanf vieen", "kết nap bn đoàn viên", id="telex among bare words"),
        pytest.param("co6ng d9oa2n co7 so73 quy1 4", "công đoàn cơ sở quý 4", id="vni"),
        pytest.param("bao cao quy1 va quy2", "bao cao quy1 va quy2", id="numbers of quarters"),
        pytest.param("lop6 nam2025 K3", "lop6 nam2025 K3", id="spaces forgotten before numbers"),
        pytest.param("docs excel forms", "docs excel forms", id="foreign words"),
        pytest.param("công đoàn kết nạp", "công đoàn kết nạp", id="what has its marks"),
    ],
)
def test_a_line_is_read_as_meant(typed: str, meant: str) -> None:
    assert as_meant(typed, KNOWN.__contains__) == meant


@given(st.text(alphabet="aăâđeêghikmnoôơpqstuưy6789012345wfrxjzd .,-", max_size=200))
def test_any_line_is_read(text: str) -> None:
    assert isinstance(as_meant(text, KNOWN.__contains__), str)


@given(st.lists(st.sampled_from(("công", "đoàn", "cơ", "sở", "kết", "nạp", "viên", "năm", "quý", "2026", "95%"))))
def test_what_was_typed_well_stays(typed: list[str]) -> None:
    line = " ".join(typed)
    assert as_meant(line, KNOWN.__contains__) == line
    assert as_meant(fold(line), KNOWN.__contains__) == fold(line)
