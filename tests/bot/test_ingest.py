"""`ingest`: a paper is read, looked at, put right, published and taken back; what is refused leaves nothing behind."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot import cli
from bot.commands import paper_files
from bot.db import Database
from bot.mistake import Mistake
from bot.opening import address_of
from bot.settings import Settings
from knowledge import store as library
from knowledge.document import Document, Target
from knowledge.proposals import store
from knowledge.proposals.editing import items
from knowledge.proposals.values import Basis, Count, Counting, Mark, Proposal, ProposalId, State, Way
from knowledge.readers.reading import Advice, Remark
from tests.knowledge.proposals.papers import paper
from union.records.store import methods

SUOI_MAY = "Công đoàn xã Suối Mây"
KEY = "vb/suoi-may/7-ctr-cdxds-2026"
TABLES = ("proposal", "document", "document_version", "passage", "target", "file", "audit", "library_version")
BULLET = "mục I, gạch đầu dòng 2"


def ours(share: int = 90, **changes: str) -> str:
    """The programme as the demo's own union issued it."""
    return paper(share, **changes).replace("XÃ ĐỒI SIM", "XÃ SUỐI MÂY").replace("xã Đồi Sim", "xã Suối Mây")


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator at the demo's database."""

    settings: Settings
    db: Database
    folder: Path

    def run(self, *arguments: str) -> int:
        """One command."""
        return cli.ingest(self.settings, cli.parser().parse_args(["ingest", *arguments]))

    def file(self, content: str | bytes, name: str = "chuong-trinh.txt") -> str:
        """A file of the office's."""
        path = self.folder / "van-ban" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def proposal(self, number: int = 1) -> Proposal:
        """A proposal as it stands."""
        return self.db.read_now(lambda db: store.proposal_of(db, ProposalId(number)))

    def target(self, number: int) -> Target:
        """One target of the first proposal as it stands."""
        [item] = [item for item in items(self.proposal()) if item.number == number]
        assert isinstance(item.what, Target)
        return item.what

    def answering(self) -> Document | None:
        """What answers under the programme's key."""
        found = [item for item in self.db.read_now(library.published) if item.key == KEY]
        return found[0] if found else None

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that a command of this test may write."""

        def read(db: Session) -> dict[str, list[tuple[object, ...]]]:
            return {name: [tuple(row) for row in db.execute(text(f"SELECT * FROM {name}"))] for name in TABLES}  # noqa: S608 - our own names

        return self.db.read_now(read)


@pytest.fixture
def desk(demo_settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    db = Database(address_of(demo_settings))
    yield Desk(demo_settings, db, tmp_path)
    db.close()


Capture = pytest.CaptureFixture[str]


# Printing only


def test_json_is_one_object_per_file_as_promised_and_opens_no_database(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "ct.txt"
    file.write_text(ours(), "utf-8")
    settings = Settings(data_dir=tmp_path / "khong-co")
    assert cli.ingest(settings, cli.parser().parse_args(["ingest", "--json", str(file), "khong-co.txt"])) == 1
    assert not settings.data_dir.exists()
    found, refused = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert found["file"] == str(file)
    assert found["document"]["number"] == "07/CTr-CĐXĐS"
    assert (found["document"]["issuer"], found["document"]["issued_on"]) == (SUOI_MAY, "2026-02-05")
    assert (found["document"]["valid_from"], found["document"]["valid_to"]) == ("2026-01-01", "2026-12-31")
    first = found["targets"][0]
    assert (first["value"], first["value_max"], first["comparator"], first["unit"]) == (90, None, ">=", "%")
    assert (first["place"], first["text"] in ours()) == ("mục I, gạch đầu dòng 1", True)
    [duty] = found["duties"]
    assert (duty["cadence"], duty["to"], duty["due"]) == ("tháng", SUOI_MAY, "trước ngày 20 hằng tháng")
    assert set(found) == {
        "file", "document", "targets", "duties", "milestones", "plans", "breakthroughs", "tasks", "passages",
        "warnings",
    }  # fmt: skip
    assert found["warnings"] == []
    assert refused == {
        "file": "khong-co.txt",
        "error": {"code": "not_found", "text": "Không đọc được tệp khong-co.txt: không có tệp này."},
    }


def test_json_words_what_is_doubtful_and_what_to_know_of_the_reading(desk: Desk, capsys: Capture) -> None:
    desk.run("--json", desk.file(ours(number="   /CTr-CĐXĐS").replace("từ 90%", "từ 190%")))
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert any(warning.startswith("Số hiệu: ") for warning in warnings)
    assert any("lớn hơn 100%" in warning and "mục I, gạch đầu dòng 1" in warning for warning in warnings)


def test_every_advice_has_its_sentence() -> None:
    from bot.commands.paper_words import remark_words

    said = {remark_words(Remark(advice, "trang 2")) for advice in Advice}
    assert len(said) == len(Advice)


def test_the_issuer_that_is_said_goes_before_the_one_that_is_read(desk: Desk, capsys: Capture) -> None:
    desk.run("--json", "--issuer", "lai-chau", desk.file(ours()))
    assert json.loads(capsys.readouterr().out)["document"]["issuer_code"] == "lai-chau"
    with pytest.raises(Mistake, match="chữ thường không dấu"):
        desk.run("--json", "--issuer", "Lai Châu", desk.file(ours()))


# Keeping


def test_a_file_becomes_one_proposal_with_its_original_and_a_line_of_the_trail(desk: Desk, capsys: Capture) -> None:
    file = desk.file(ours())
    assert desk.run(file) == 0
    assert "3 chỉ tiêu, 1 chế độ báo cáo" in capsys.readouterr().out
    proposal = desk.proposal()
    assert (proposal.state, proposal.office, proposal.key) == (State.OPEN, "suoi-may", KEY)
    before = desk.rows()
    assert [row for row in before["audit"] if "document-in" in row]
    assert len(before["file"]) == 1
    assert desk.run(file) == 0
    assert "đã có từ trước" in capsys.readouterr().out
    assert desk.rows() == before
    assert desk.answering() is None


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        pytest.param(b"", "trong.txt", "empty", id="empty"),
        pytest.param(b"MZ\x90\x00" + b"\x00" * 200, "ct.docx", "disguised", id="a program called a document"),
        pytest.param(b"PK\x03\x04" + b"x" * 50, "ct.docx", "broken", id="half a file"),
        pytest.param(("ĐỘ MẬT: TỐI MẬT\n" + ours()).encode(), "mat.txt", "secret", id="stamped secret"),
        pytest.param(b"x" * (1024 * 1024 + 1), "to.txt", "too_big", id="over the cap"),
    ],
)
def test_a_refused_file_gets_one_sentence_with_its_name_and_leaves_nothing(
    content: bytes, name: str, code: str, desk: Desk, capsys: Capture
) -> None:
    small = replace(desk, settings=replace(desk.settings, document_max_mb=1))
    file = desk.file(content, name)
    before = desk.rows()
    assert small.run(file) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{file}: ")
    assert desk.rows() == before
    assert small.run("--json", file) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_of_several_files_the_sound_ones_are_kept_and_the_status_tells_of_the_others(
    desk: Desk, capsys: Capture
) -> None:
    desk.file(ours(), "a.txt")
    desk.file(b"", "b.txt")
    desk.file(ours(number="08/CTr-CĐXĐS"), "c.txt")
    desk.file(b"rac", ".an.txt")
    desk.file(b"rac", "~$a.docx")
    assert desk.run(str(desk.folder / "van-ban")) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [desk.proposal(number).source.name for number in (1, 2)] == ["a.txt", "c.txt"]


def test_a_pattern_is_taken_where_the_shell_left_it_and_one_that_fits_nothing_is_told(desk: Desk) -> None:
    desk.file(ours(), "a.txt")
    pattern = str(desk.folder / "van-ban" / "*.txt")
    assert desk.run(pattern) == 0
    assert paper_files.files_of([pattern, pattern])[0].name == "a.txt"
    with pytest.raises(Mistake, match="Không có tệp nào khớp"):
        desk.run(str(desk.folder / "van-ban" / "*.docx"))
    (desk.folder / "trong").mkdir()
    with pytest.raises(Mistake, match="không có tệp nào đọc được"):
        desk.run(str(desk.folder / "trong"))


def test_an_office_that_is_not_there_is_told_before_anything_is_read(desk: Desk) -> None:
    with pytest.raises(Mistake, match="Không có đơn vị “xa-la”"):
        desk.run("--office", "xa-la", desk.file(ours()))


# Publishing


def test_publish_at_once_where_nothing_is_doubtful_and_say_why_where_something_is(desk: Desk, capsys: Capture) -> None:
    assert desk.run("--publish", desk.file(ours())) == 0
    assert "Đã công bố văn bản 1" in capsys.readouterr().out
    answering = desk.answering()
    assert answering is not None
    assert (answering.version, answering.file) == (1, desk.proposal().source.sha256)
    assert desk.run("--publish", desk.file(ours(number="    /CTr-CĐXĐS"), "b.txt")) == 1
    told = capsys.readouterr().err
    assert "chưa thấy số, ký hiệu" in told
    assert "ingest accept 2 --anyway" in told
    assert desk.proposal(2).state is State.OPEN
    assert 'ingest keep 2 "số hiệu"' in told
    assert desk.run("accept", "2") == 1
    assert desk.run("accept", "2", "--anyway", "--by", "Tuấn") == 0
    assert desk.proposal(2).decided_by == "Tuấn"


def test_a_later_reading_is_the_next_version_and_undo_gives_the_one_before_back(desk: Desk, capsys: Capture) -> None:
    desk.run("--publish", desk.file(ours(90)))
    desk.run(desk.file(ours(95)))
    capsys.readouterr()
    desk.run("show", "2")
    shown = capsys.readouterr().out
    assert "So với bản 1 đang dùng:" in shown
    assert "90% trở lên" in shown.split("So với")[1]
    desk.run("accept", "2")
    answering = desk.answering()
    assert answering is not None
    assert answering.version == 2
    with pytest.raises(Mistake, match="bản mới hơn"):
        desk.run("undo", "1")
    desk.run("undo", "2")
    answering = desk.answering()
    assert answering is not None
    assert answering.version == 1
    desk.run("undo", "1")
    assert desk.answering() is None


def test_the_same_file_once_published_is_read_anew_only_where_that_is_said(desk: Desk, capsys: Capture) -> None:
    file = desk.file(ours())
    desk.run("--publish", file)
    capsys.readouterr()
    assert desk.run("--publish", file) == 0
    assert "đã công bố, là văn bản 1" in capsys.readouterr().out
    desk.run("--again", file)
    assert desk.proposal(2).state is State.OPEN


def test_what_was_taken_back_or_dropped_is_reviewed_again_with_its_edits(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    desk.run("set", "1", "2", "--value", "45")
    desk.run("drop", "1")
    assert desk.proposal().state is State.DROPPED
    with pytest.raises(Mistake, match="đã bỏ"):
        desk.run("accept", "1")
    desk.run("reopen", "1")
    assert desk.target(2).value == 45
    desk.run("accept", "1")
    desk.run("undo", "1")
    desk.run("reopen", "1")
    desk.run("accept", "1")
    answering = desk.answering()
    assert answering is not None
    assert answering.version == 2


def test_a_confirmed_way_to_count_is_kept_with_the_target(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    desk.run("count", "1", "all")
    desk.run("count", "1", "2", "--basis", "thực tăng")
    desk.run("accept", "1")
    ways = desk.db.read_now(methods)
    assert len(ways) == 3
    assert [way.basis.value for way in ways.values()].count("net") == 1


# Putting right


def test_fields_of_the_head_are_set_by_their_words_or_names(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    desk.run("set", "1", "ngày ban hành", "06/02/2026")
    desk.run("set", "1", "valid_to", "2026-11-30")
    desk.run("set", "1", "số hiệu", "")
    document = desk.proposal().document
    assert document is not None
    edits = [made.edit for made in desk.proposal().edits]
    assert [(edit.name, edit.value) for edit in edits if hasattr(edit, "name")] == [
        ("issued_on", "2026-02-06"), ("valid_to", "2026-11-30"), ("number", ""),
    ]  # fmt: skip


def test_a_number_that_is_put_right_makes_it_the_next_version_of_that_paper(desk: Desk) -> None:
    desk.run("--publish", desk.file(ours(90)))
    desk.run(desk.file(ours(95, number="01/CTr-CĐXĐS")))
    desk.run("set", "2", "số hiệu", "07/CTr-CĐXĐS")
    assert desk.proposal(2).key == KEY
    desk.run("accept", "2")
    answering = desk.answering()
    assert answering is not None
    assert answering.version == 2


def test_every_part_of_a_target_is_set_and_undone_one_by_one(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    before = desk.target(2)
    desk.run("set", "1", "2", "--value", "6,4", "--comparator", ">=", "--unit", "tỷ đồng", "--due", "quý IV/2026")
    changed = desk.target(2)
    assert (changed.value, changed.comparator, changed.measure, changed.due) == (
        Decimal("6.4"), ">=", "tỷ đồng", "quý IV/2026",
    )  # fmt: skip
    desk.run("set", "1", "2", "--value", "13", "--value-max", "15", "--scope", "ngoài nhà nước")
    assert (desk.target(2).comparator, desk.target(2).value_max) == ("range", 15)
    desk.run("set", "1", "2", "--value", "14")
    assert (desk.target(2).comparator, desk.target(2).value_max) == ("=", None)
    for _ in range(3):
        desk.run("undo", "1")
    assert desk.target(2) == before
    with pytest.raises(Mistake, match="chưa có chỗ sửa"):
        desk.run("undo", "1")


def test_items_are_added_left_out_and_taken_back(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    desk.run("add", "1", BULLET, "--value", "3", "--unit", "CĐCS", "--subject", "thành lập mới công đoàn cơ sở")
    desk.run("add", "1", "mục II", "--cadence", "6 tháng, năm", "--from", "CĐCS", "--to", SUOI_MAY)
    desk.run("add", "1", BULLET, "--text", "rà soát đoàn viên", "--due", "31/3/2026")
    desk.run("skip", "1", "1", "3")
    desk.run("keep", "1", "3")
    desk.run("set", "1", "6", "--due", "trước ngày 10/6 và 10/12")
    marks = {item.number: item.mark for item in items(desk.proposal())}
    assert marks == {
        1: Mark.DROPPED, 2: Mark.READ, 3: Mark.READ, 4: Mark.READ, 5: Mark.ADDED, 6: Mark.ADDED, 7: Mark.ADDED,
    }  # fmt: skip
    desk.run("accept", "1")
    answering = desk.answering()
    assert answering is not None
    [passage] = [item for item in answering.passages if item.place == BULLET]
    assert [target.value for target in passage.targets] == [40, 3]
    assert [stone.due for stone in passage.milestones] == ["31/3/2026"]
    [duties] = [item.duties for item in answering.passages if item.duties]
    assert duties[-1].cadence == ("6 tháng", "năm")
    assert duties[-1].due == "trước ngày 10/6 và 10/12"


def test_the_way_to_count_is_confirmed_as_proposed_or_as_said(desk: Desk) -> None:
    desk.run(desk.file(ours()))
    desk.run("count", "1", "2", "--over", "bình quân", "--basis", "hiện có")
    assert desk.proposal().edits[-1].edit == Count(2, Way(Counting.AVERAGE, Basis.STOCK))
    desk.run("count", "1", "1", "--denominator", "tổng số đoàn viên đang hoạt động")
    [first] = [item for item in items(desk.proposal()) if item.number == 1]
    assert first.way == Way(Counting.AREA, Basis.STOCK, "tổng số đoàn viên đang hoạt động")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["show", "9"], "Không có văn bản 9", id="no such paper"),
        pytest.param(["set", "1", "màu", "xanh"], "Không có mục “màu”", id="no such field"),
        pytest.param(["set", "1", "số hiệu"], "nội dung mới", id="nothing to set"),
        pytest.param(["set", "1", "tên văn bản", ""], "không nhận", id="a paper without a title"),
        pytest.param(["set", "1", "ngày ban hành", "hôm qua"], "chưa rõ là ngày nào", id="no written day"),
        pytest.param(["set", "1", "ngày ban hành", "05/02"], "chưa rõ là ngày nào", id="a day without its year"),
        pytest.param(["set", "1", "9", "--value", "5"], "không có số 9", id="no such item"),
        pytest.param(["set", "1", "2"], "ít nhất một điều", id="an item and nothing to set"),
        pytest.param(["set", "1", "2", "--value", "nhiều"], "chưa rõ là số nào", id="no figure"),
        pytest.param(["set", "1", "2", "--comparator", "≥"], "Không có cách so sánh", id="no such sign"),
        pytest.param(["set", "1", "2", "--comparator", "range"], "cần cả --value", id="half a range"),
        pytest.param(["set", "1", "2", "--value", "9", "--value-max", "5"], "phải lớn hơn", id="a range backwards"),
        pytest.param(["set", "1", "2", "--cadence", "năm"], "không có --cadence", id="a target is no duty"),
        pytest.param(["set", "1", "4", "--value", "5"], "không có --value", id="a duty is no target"),
        pytest.param(["add", "1", "mục IX", "--value", "5"], "không có chỗ “mục IX”", id="no such place"),
        pytest.param(["add", "1", BULLET, "--value", "5"], "cần có --value, --unit và --subject", id="half a target"),
        pytest.param(["add", "1", BULLET, "--text", "rà soát"], "cần có --text và --due", id="half a milestone"),
        pytest.param(["skip", "1", "2", "9"], "không nhận “9”", id="one of two items is not there"),
        pytest.param(["keep", "1", "9"], "không có số 9", id="keeping what is not there"),
        pytest.param(["keep", "1", "màu"], "Không có mục “màu”", id="keeping no field"),
        pytest.param(["count", "1", "4"], "không phải chỉ tiêu", id="a duty is not counted"),
        pytest.param(["count", "1", "hai"], "không phải một số", id="no number to count"),
        pytest.param(["count", "1", "2", "--over", "chia ba"], "Không có “chia ba”", id="no such way"),
        pytest.param(["reopen", "1"], "không phải văn bản đã bỏ", id="reopening what is open"),
    ],
)
def test_what_cannot_be_done_is_told_and_writes_nothing(arguments: list[str], says: str, desk: Desk) -> None:
    desk.run(desk.file(ours()))
    before = desk.rows()
    with pytest.raises(Mistake, match=says):
        desk.run(*arguments)
    assert desk.rows() == before


def test_what_is_doubtful_is_kept_as_it_was_read_by_its_number_or_its_words(desk: Desk) -> None:
    desk.run(desk.file(ours(number="    /CTr-CĐXĐS").replace("từ 90%", "từ 190%")))
    assert desk.run("accept", "1") == 1
    desk.run("keep", "1", "số hiệu", "1")
    assert desk.run("accept", "1") == 0


# Looking


def test_the_list_tells_what_waits_and_all_tells_everything(desk: Desk, capsys: Capture) -> None:
    assert desk.run() == 0
    assert "Không có văn bản nào chờ duyệt" in capsys.readouterr().out
    desk.run("--publish", desk.file(ours()))
    desk.run(desk.file(ours(number="   /CTr-CĐXĐS"), "b.txt"))
    capsys.readouterr()
    desk.run("list")
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("2\tchờ duyệt, 1 chỗ chưa chắc\t")
    desk.run("list", "--all")
    assert "1\tđã công bố, bản 1\t" in capsys.readouterr().out


def test_show_tells_the_head_each_item_with_its_words_and_place_and_what_is_doubtful(
    desk: Desk, capsys: Capture
) -> None:
    desk.run(desk.file(ours().replace("từ 90%", "từ 190%")))
    capsys.readouterr()
    desk.run("show", "1")
    shown = capsys.readouterr().out
    for words in (
        "số hiệu: 07/CTr-CĐXĐS", "ngày ban hành: 05/02/2026", "hiệu lực đến: 31/12/2026", f"({BULLET})",
        "“Kết nạp mới 40 đoàn viên.”", "cách tính (đề nghị)", "Chưa chắc 1 chỗ", "tỷ lệ lớn hơn 100%",
    ):  # fmt: skip
        assert words in shown


def test_the_original_is_written_out_and_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    desk.run(desk.file(ours()))
    desk.run("save", "1", str(tmp_path))
    assert (tmp_path / "chuong-trinh.txt").read_text("utf-8") == ours()
    with pytest.raises(Mistake, match="đã có"):
        desk.run("save", "1", str(tmp_path))


def test_a_published_paper_answers_where_the_library_is_read_anew(desk: Desk) -> None:
    before = desk.db.read_now(library.version)
    desk.run("--publish", desk.file(ours()))
    assert desk.db.read_now(library.version) > before
