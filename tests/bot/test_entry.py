"""`entry` shows how a message is understood, one object per line, and touches no database when it has files."""

import io
import json
from pathlib import Path

import pytest

from bot.commands.entry import EntryOptions, entry
from bot.mistake import Mistake
from bot.settings import read_settings

PROGRAMME = Path(__file__).parents[1] / "corpus" / "programmes" / "son-ha-2026.txt"
KEYS = {"indicator", "subject", "value", "unit", "numerator", "denominator", "period"}


def said(lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, as_json: bool = True) -> None:
    """Pipes the lines through the command, on one programme."""
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    settings = read_settings({"DATA_DIR": str(tmp_path / "data")}, None)
    options = EntryOptions("", "son-ha", "2026-11-21", as_json=as_json, library=(str(PROGRAMME),))
    assert entry(settings, options) == 0
    assert not (tmp_path / "data").exists()


def test_each_line_gives_one_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"text": "sửa lại là 6", "union": "son-ha", "previous": ["tháng này kết nạp 5 đv"]}
    said(f"đối thoại 412/420 doanh nghiệp\n\n{json.dumps(asked)}\n{{không phải json\n", tmp_path, monkeypatch)
    ratio, corrected, odd = map(json.loads, capsys.readouterr().out.splitlines())
    [record] = ratio["parsed"]
    assert set(record) == KEYS
    assert (record["value"], record["unit"], record["numerator"], record["denominator"]) == (98.1, "%", 412, 420)
    [record] = corrected["parsed"]
    assert (corrected["intent"], record["value"], record["period"]) == ("correction", 6, "2026-11")
    assert set(odd) == {"intent", "parsed", "problem", "text"}


def test_money_is_in_dong_and_a_doubt_has_a_code_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said("quỹ mái ấm 12tr5\nkết nạp -3 đv\n", tmp_path, monkeypatch)
    money, doubtful = map(json.loads, capsys.readouterr().out.splitlines())
    assert (money["parsed"][0]["value"], money["parsed"][0]["unit"], money["problem"]) == (12_500_000, "đồng", None)
    assert doubtful["problem"]["code"] == "negative_value"
    assert doubtful["problem"]["text"].endswith(".")


def test_a_stock_says_that_it_is_no_growth_and_a_deletion_records_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said("tổng số đoàn viên 2.300\nxóa số vừa rồi\n", tmp_path, monkeypatch)
    stock, deleted = map(json.loads, capsys.readouterr().out.splitlines())
    assert "không phải số tăng thêm" in stock["parsed"][0]["subject"]
    assert (deleted["intent"], deleted["parsed"], deleted["problem"]["code"]) == ("delete", [], "confirm_delete")


def test_without_json_the_message_is_repeated_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said("tháng này kết nạp 5 đv\n", tmp_path, monkeypatch, as_json=False)
    assert capsys.readouterr().out.startswith("Đồng chí báo: tháng 11/2026: kết nạp đoàn viên mới: 5 đoàn viên.")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    options = EntryOptions("kết nạp 5 đv", "", "", as_json=True, library=(str(tmp_path / "khong-co.txt"),))
    with pytest.raises(Mistake, match="Không đọc được tệp"):
        entry(read_settings({"DATA_DIR": str(tmp_path)}, None), options)
