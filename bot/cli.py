"""The command line: which commands there are, their help, and how a user's mistake is answered with one clear line."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from bot.mistake import Mistake
from bot.settings import SettingError, Settings, read_settings

ENV_FILE = Path(".env")


AUDIT_MOST = 100_000
SAID_BY_ARGPARSE = (
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không có \1"),
    (r"argument (.*): invalid choice: '(.*?)' \(choose from (.*)\)", r"\1 không có “\2”, chọn trong: \3"),
    (r"argument (.*): expected (?:one|at least one) argument", r"sau \1 còn thiếu giá trị"),
    (r"argument (.*): ignored explicit argument '(.*)'", r"\1 không nhận giá trị “\2”"),
    (r"argument (.*): invalid \w+ value: '(.*)'", r"\1 không nhận “\2”"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 chưa rõ, có thể là: \2"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)
"""What argparse says in English, and the same for an operator."""


class Help(argparse.HelpFormatter):
    """The help with a Vietnamese heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line of the usage; argparse gives an empty prefix where it wants none."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse in Vietnamese: one line and what to do next."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, help: str = "") -> None:  # noqa: A002 - as argparse calls it
        super().__init__(prog=prog, description=description or help, formatter_class=Help, add_help=False)
        self._positionals.title, self._optionals.title = "Cần nêu", "Tuỳ chọn"
        self.add_argument("-h", "--help", action="help", help="hiện trang này rồi kết thúc")
        self.otherwise, self.actions = "", frozenset[str]()
        """The action that is meant where the first word is none of the actions."""

    def parse_known_args(  # type: ignore[override] # argparse's two overloads, as one
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, with the action in its place."""
        said = list(sys.argv[1:] if args is None else args)
        if self.otherwise and said and said[0] not in (*self.actions, "-h", "--help"):
            said.insert(0, self.otherwise)
        return super().parse_known_args(said, namespace)

    def error(self, message: str) -> NoReturn:
        """Ends with status 2."""
        self.exit(2, f"Không hiểu lệnh: {in_vietnamese(message)}\nXem: {self.prog} --help\n")


def in_vietnamese(message: str) -> str:
    """One of argparse's sentences for an operator."""
    for said, ours in SAID_BY_ARGPARSE:
        if re.fullmatch(said, message):
            return re.sub(said, ours, message)
    return message


def line_count(text: str) -> int:
    """How many lines are wanted. Raises what argparse shows."""
    if not text.isdecimal() or not 1 <= int(text) <= AUDIT_MOST:
        raise argparse.ArgumentTypeError(f"cần một số từ 1 đến {AUDIT_MOST}, không phải “{text}”")
    return int(text)


def add_copies(commands: "argparse._SubParsersAction[Parser]") -> None:
    """What carries the data elsewhere and back."""
    backup = commands.add_parser("backup", help="chép toàn bộ dữ liệu (SQLite) vào một tệp, khi đang chạy cũng được")
    backup.add_argument("file", metavar="TỆP", type=Path)
    restore = commands.add_parser("restore", help="đặt lại dữ liệu từ tệp sao lưu")
    restore.add_argument("file", metavar="TỆP", type=Path)
    words = "chuyển mọi dữ liệu từ SQLite sang PostgreSQL trống, so lại từng bảng; tệp cũ được giữ"
    move = commands.add_parser("move", help=words)
    move.add_argument(
        "target", nargs="?", default="", metavar="ĐỊA_CHỈ", help="postgresql://…; bỏ trống: lấy DATABASE_URL"
    )


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    top = Parser(prog="python -m bot", description="Trợ lý công đoàn: hỏi chỉ tiêu, thời hạn; nhận việc; báo cáo.")
    commands = top.add_subparsers(dest="command", metavar="LỆNH", title="Các lệnh", parser_class=Parser)

    words = "từ dùng thử sang thật: văn phòng, quản trị, mã bot được thử ngay, cơ sở dữ liệu mới"
    add_setup_options(commands.add_parser("setup", help=words))

    run = commands.add_parser("run", help="chạy trợ lý: trang trò chuyện và các kênh đã khai báo")
    run.add_argument("--roles", default="", help="web, worker, sender, clock; cách nhau dấu phẩy. Mặc định: tất cả.")

    chat = commands.add_parser("chat", help="trò chuyện với trợ lý ngay trong cửa sổ lệnh")
    chat.add_argument(
        "--as", dest="who", default="", metavar="ĐỊA_CHỈ", help="nói với tư cách tài khoản này, ví dụ web:lan"
    )
    chat.add_argument(
        "--by", default="", metavar="ĐỊA_CHỈ", help="ngoài bản dùng thử: tài khoản của người quản trị đang dùng lệnh"
    )
    chat.add_argument(
        "--at", default="", metavar="LÚC", help="giờ văn phòng của cuộc trò chuyện, ví dụ 2026-11-25T08:00"
    )
    chat.epilog = "Cán bộ văn phòng gõ /tep và đường dẫn để đưa một văn bản của máy này vào, ví dụ: /tep ke-hoach.docx"
    chat.add_argument("--json", action="store_true", help="mỗi câu trả lời in một đối tượng JSON")
    chat.add_argument("--files", default="", metavar="THƯ_MỤC", help="lưu các tệp trợ lý gửi vào thư mục này")
    chat.add_argument("--who", action="store_true", dest="list_people", help="liệt kê các tài khoản dùng thử")

    ask = commands.add_parser("ask", help="hỏi văn bản một câu, hoặc mỗi dòng của đầu vào một câu")
    ask.add_argument("question", nargs="*", metavar="CÂU_HỎI", help="bỏ trống: đọc từng dòng từ đầu vào")
    ask.add_argument("--union", default="", metavar="MÃ", help="mã công đoàn của người hỏi, ví dụ vinh-thuan")
    ask.add_argument("--today", default="", metavar="NGÀY", help="coi hôm nay là ngày này (2026-11-21)")
    ask.add_argument("--json", action="store_true", help="in JSON")
    ask.add_argument(
        "--library", nargs="+", default=[], metavar="TỆP", help="hỏi trên các tệp này, không mở cơ sở dữ liệu"
    )

    entry = commands.add_parser(
        "entry", help="xem một tin báo số liệu được hiểu thế nào, hoặc mỗi dòng của đầu vào một tin"
    )
    entry.add_argument("message", nargs="*", metavar="TIN", help="bỏ trống: đọc từng dòng từ đầu vào")
    entry.add_argument("--union", default="", metavar="MÃ", help="mã công đoàn của người nhắn, ví dụ vinh-thuan")
    entry.add_argument("--today", default="", metavar="NGÀY", help="coi hôm nay là ngày này (2026-11-21)")
    entry.add_argument("--json", action="store_true", help="in JSON")
    entry.add_argument(
        "--library", nargs="+", default=[], metavar="TỆP", help="theo các tệp này, không mở cơ sở dữ liệu"
    )

    words = "đọc văn bản, duyệt rồi công bố: ingest TỆP…; list, show, set, accept, undo, …"
    add_ingest_commands(commands.add_parser("ingest", help=words))

    invite = commands.add_parser("invite", help="cấp mã tham gia cho một chức vụ của một đơn vị")
    invite.add_argument("unit", metavar="MÃ_ĐƠN_VỊ", help="mã đơn vị, xem bằng: python -m bot units")
    invite.add_argument("role", metavar="VAI_TRÒ", help="chủ tịch, phó chủ tịch, văn phòng, người xem, quản trị")
    invite.add_argument("--name", default="", metavar="TÊN", help="tên người được mời, ghi vào chức vụ khi dùng mã")
    invite.add_argument("--by", default="Văn phòng", metavar="NGƯỜI_MỜI", help="ai mời, hiện cho người nhận")

    words = "liệt kê đơn vị; nhập từ tệp, thêm, chuyển, kết thúc, cấp mã, đổi người giữ chức vụ"
    add_units_commands(commands.add_parser("units", help=words))

    remind = commands.add_parser("remind", help="nhắc những báo cáo đến kỳ; xem trước ngày nào ai được nhắc gì")
    remind.add_argument("--on", default="", metavar="NGÀY", help="ngày muốn xem, ví dụ 2026-11-25; mặc định hôm nay")
    remind.add_argument("--dry-run", action="store_true", dest="dry", help="chỉ in ra, không ghi và không gửi gì")
    remind.add_argument("--json", action="store_true", help="mỗi lời nhắc in một đối tượng JSON")

    add_duties_commands(commands.add_parser("duties", help="liệt kê chế độ báo cáo; nhập từ tệp, đổi hạn, kết thúc"))

    add_terms_commands(commands.add_parser("terms", help="chữ viết tắt của văn phòng: liệt kê, thêm, bỏ, nhập từ tệp"))

    add_doctor_commands(commands.add_parser("doctor", help="tự kiểm tra: cơ sở dữ liệu, văn bản, kênh, hàng đợi"))

    words = "câu hỏi gửi tới Văn phòng và câu tra không thấy: liệt kê, trả lời, đính chính, đóng, ghi ra tệp"
    add_questions_commands(commands.add_parser("questions", help=words))

    words = "tin chưa rõ đã tới hay không gửi được; gửi lại, rút lại từng tin"
    add_outbox_commands(commands.add_parser("outbox", help=words))

    audit = commands.add_parser("audit", help="ai đã làm gì, mới nhất trước")
    audit.add_argument("--limit", type=line_count, default=50, metavar="SỐ_DÒNG", help="mặc định 50")

    add_copies(commands)
    return top


def add_setup_options(setup: argparse.ArgumentParser) -> None:
    """The answers that can be given beforehand. Tokens come from the environment: a command line is kept in history."""
    setup.add_argument("--yes", action="store_true", help="không hỏi: lấy các mục nêu ở đây và thiết lập đang có")
    setup.add_argument("--place", default="", metavar="NƠI", help="thư mục dữ liệu mới, hoặc postgresql://…")
    setup.add_argument("--name", default="", metavar="TÊN", help="tên công đoàn, ví dụ “Công đoàn xã Suối Mây”")
    setup.add_argument("--kind", default="", metavar="LOẠI", help="xã, tỉnh, ngành, khu công nghiệp, cấp trên cơ sở, …")
    setup.add_argument("--code", default="", metavar="MÃ", help="mã đơn vị; mặc định lấy từ tên")
    setup.add_argument("--phone", default="", metavar="SỐ", help="điện thoại văn phòng")
    setup.add_argument("--office-name", default="", metavar="TÊN", help="tên văn phòng hiện trong tin nhắn")
    setup.add_argument("--admin", default="", metavar="HỌ_TÊN", help="người quản trị đầu tiên")
    setup.add_argument("--admin-phone", default="", metavar="SỐ", help="điện thoại của người quản trị")
    words = "cấp mã tham gia mới cho người quản trị đã có"
    setup.add_argument("--new-code", action="store_true", dest="new_code_wanted", help=words)
    setup.add_argument("--public-url", default="", metavar="ĐỊA_CHỈ", help="địa chỉ https công khai của máy này")


def add_doctor_commands(doctor: argparse.ArgumentParser) -> None:
    """What can be looked into more closely."""
    parts = doctor.add_subparsers(dest="part", metavar="PHẦN", parser_class=Parser)
    zalo = parts.add_parser("zalo", help="tự thử từng bước, với điện thoại, những điều Zalo không nói rõ; ghi lại")
    zalo.add_argument("--list", action="store_true", help="chỉ in những gì đã biết, chưa biết, và nên làm gì")
    zalo.add_argument("--only", nargs="+", default=[], metavar="SỐ", help="chỉ các mục này, kể cả đã biết")
    zalo.add_argument("--thorough", action="store_true", help="thử cả nhịp gửi tới khi bị từ chối (tốn hạn mức)")
    zalo.add_argument("--bot", default="", metavar="SỐ", help="số trước dấu hai chấm của mã; mặc định bot đầu tiên")


def add_units_commands(units: argparse.ArgumentParser) -> None:
    """What can be done with units and seats."""
    actions = units.add_subparsers(dest="action", metavar="VIỆC", parser_class=Parser)
    add = actions.add_parser("add", help="thêm một đơn vị; với đơn vị đã có, chỉ đổi tên và những gì được nêu")
    add.add_argument("code", metavar="MÃ", help="chữ thường không dấu, nối bằng gạch: mam-non-hoa-sen")
    add.add_argument("name", metavar="TÊN", help="tên đầy đủ, ví dụ “CĐCS Mầm non Hoa Sen”")
    add.add_argument("--above", metavar="MÃ", help="mã đơn vị cấp trên; đổi cấp trên thì có hiệu lực từ hôm nay")
    add.add_argument("--kind", metavar="LOẠI", help="grassroots (đơn vị mới), commune, province, upper, …")
    add.add_argument("--phone", metavar="SỐ", help="điện thoại của văn phòng đơn vị")

    load = actions.add_parser("import", help="nhập danh sách đơn vị từ .xlsx hoặc .csv: ghi cả tệp hoặc không ghi gì")
    load.add_argument("file", metavar="TỆP", help="có dòng tiêu đề: tên đơn vị, cấp trên, số đoàn viên, chủ tịch, …")
    load.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ đổi gì và lỗi nào, không ghi")
    load.add_argument("--sheet", default="", metavar="TRANG", help="mặc định: trang đầu tiên có dòng tiêu đề")
    load.add_argument("--above", default="", metavar="MÃ", help="cấp trên của những dòng không ghi cấp trên")

    codes = actions.add_parser("codes", help="cấp mã tham gia cho các chức vụ chưa có ai tham gia, ghi vào một .xlsx")
    codes.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx mới; tệp đã có không bị ghi đè")
    codes.add_argument("--below", default="", metavar="MÃ", help="chỉ đơn vị này và các đơn vị bên dưới")
    codes.add_argument("--role", default="chủ tịch", metavar="VAI_TRÒ", help="mặc định: chủ tịch")
    codes.add_argument("--renew", action="store_true", help="cấp lại cả những mã chưa dùng, mã cũ hết hiệu lực")
    codes.add_argument("--by", default="Văn phòng", metavar="NGƯỜI_MỜI", help="ai mời, hiện cho người nhận")

    move = actions.add_parser("move", help="chuyển đơn vị về cấp trên khác từ một ngày")
    move.add_argument("code", metavar="MÃ")
    move.add_argument("above", metavar="MÃ_CẤP_TRÊN")
    close = actions.add_parser("close", help="đơn vị kết thúc hoạt động hoặc sáp nhập từ một ngày")
    close.add_argument("code", metavar="MÃ")
    close.add_argument("--into", default="", metavar="MÃ", help="đơn vị nhận bàn giao khi sáp nhập")
    seat = actions.add_parser("seat", help="ai giữ chức vụ nào của đơn vị, từ ngày nào")
    seat.add_argument("code", metavar="MÃ")
    seat.add_argument("role", metavar="VAI_TRÒ", help="chủ tịch, phó chủ tịch, văn phòng, người xem, quản trị")
    seat.add_argument("--name", default="", metavar="HỌ_TÊN", help="người nhận, hoặc với --end: người thôi giữ")
    seat.add_argument("--phone", default="", metavar="SỐ", help="điện thoại của người nhận")
    seat.add_argument("--end", action="store_true", help="kết thúc chức vụ")
    for dated in (move, close, seat):
        dated.add_argument("--on", default="", metavar="NGÀY", help="ví dụ 2026-07-01; mặc định hôm nay")


def add_ingest_commands(ingest: argparse.ArgumentParser) -> None:
    """Reading documents, and everything that is decided on them."""
    ingest.description = (
        "Đọc văn bản: python -m bot ingest [--issuer MÃ] [--json] [--publish] TỆP… "
        "(tuỳ chọn: ingest read --help). Không nêu gì: liệt kê văn bản chờ duyệt."
    )
    actions = ingest.add_subparsers(dest="action", metavar="VIỆC", parser_class=Parser)
    read = actions.add_parser("read", help="đọc tệp, thư mục hay mẫu tên; không cần gõ chữ read")
    read.add_argument("files", nargs="+", metavar="TỆP", help=".docx .pdf .xlsx .html .txt .md; .doc .odt .rtf, ảnh")
    read.add_argument("--issuer", default="", metavar="MÃ", help="mã đơn vị ban hành, khi biết rõ hơn văn bản ghi")
    read.add_argument("--office", default="", metavar="MÃ", help="văn phòng duyệt văn bản; mặc định văn phòng này")
    read.add_argument("--json", action="store_true", help="chỉ in điều đọc được, mỗi tệp một đối tượng; không lưu gì")
    read.add_argument("--publish", action="store_true", help="công bố luôn khi không có chỗ nào chưa chắc")
    read.add_argument("--anyway", action="store_true", help="với --publish: công bố cả khi còn chỗ chưa chắc")
    read.add_argument("--again", action="store_true", help="đọc lại tệp đã công bố thành bản mới để duyệt")
    listing = actions.add_parser("list", help="văn bản đang chờ duyệt")
    listing.add_argument("--all", action="store_true", help="cả văn bản đã công bố, đã bỏ")
    for name, words in (
        ("show", "xem một văn bản: phần đầu, từng chỉ tiêu với chỗ và nguyên văn, chỗ chưa chắc, khác bản trước"),
        ("set", "sửa một mục của phần đầu, hoặc một số: ingest set 7 “ngày ban hành” 05/02/2026; set 7 3 --value 95"),
        ("add", "thêm chỉ tiêu, chế độ báo cáo hay mốc ở một chỗ của văn bản"),
        ("skip", "bỏ các số không đúng là chỉ tiêu, chế độ báo cáo hay mốc"),
        ("keep", "giữ các số chưa chắc như đã đọc, hoặc lấy lại số đã bỏ"),
        ("count", "xác nhận cách tính của một chỉ tiêu, hoặc all: của mọi chỉ tiêu như đề nghị"),
        ("accept", "công bố: từ đó trợ lý trả lời theo văn bản"),
        ("drop", "không dùng văn bản"),
        ("reopen", "duyệt lại văn bản đã bỏ hoặc đã thu hồi, giữ những chỗ đã sửa"),
        ("undo", "hoàn tác chỗ sửa cuối; với văn bản đã công bố: thu hồi, bản trước trả lời trở lại"),
        ("save", "ghi tệp gốc ra"),
    ):
        actions.add_parser(name, help=words).add_argument("number", type=int, metavar="SỐ", help="số của văn bản")
    actions.choices["set"].add_argument("what", metavar="MỤC", help="mục của phần đầu, hoặc số của một chỉ tiêu")
    actions.choices["set"].add_argument("value_of_field", nargs="?", metavar="NỘI_DUNG", help="nội dung mới của mục")
    actions.choices["add"].add_argument("place", metavar="CHỖ", help="như lệnh show in ra: “mục II, gạch đầu dòng 2”")
    for name in ("set", "add"):
        add_item_options(actions.choices[name])
    actions.choices["skip"].add_argument("items", nargs="+", type=int, metavar="SỐ", help="số trong văn bản")
    actions.choices["keep"].add_argument(
        "items", nargs="+", metavar="SỐ", help="số trong văn bản, hoặc mục của phần đầu"
    )
    counting = actions.choices["count"]
    counting.add_argument("item", metavar="SỐ", help="số của chỉ tiêu, hoặc all")
    counting.add_argument("--over", metavar="CÁCH", help="cộng, từng đơn vị, bình quân, tỷ lệ")
    counting.add_argument("--basis", metavar="SỐ_NÀO", help="mới, thực tăng, hiện có")
    counting.add_argument("--denominator", metavar="TRÊN", help="phần trăm của tổng số nào")
    actions.choices["accept"].add_argument("--anyway", action="store_true", help="cả khi còn chỗ chưa chắc")
    actions.choices["save"].add_argument("file", metavar="TỆP", help="tệp mới hoặc thư mục; tệp đã có không bị ghi đè")
    for name in ("read", "set", "add", "skip", "keep", "count", "accept", "drop", "reopen", "undo"):
        actions.choices[name].add_argument("--by", default="máy chủ", metavar="TÊN", help="ai làm, ghi vào nhật ký")
    assert isinstance(ingest, Parser)
    ingest.otherwise, ingest.actions = "read", frozenset(actions.choices)


def add_item_options(action: argparse.ArgumentParser) -> None:
    """What a target, a duty or a milestone consists of."""
    for name, metavar, words in (
        ("--value", "SỐ", "con số, viết như 95, 6,4 hoặc 30.000"),
        ("--value-max", "SỐ", "số cuối của một khoảng"),
        ("--comparator", "DẤU", "một trong >= > = ~ <= < range"),
        ("--unit", "ĐƠN_VỊ", "%%, đoàn viên, CĐCS, tỷ đồng, …"),
        ("--subject", "VIỆC", "con số này nói về việc gì"),
        ("--scope", "PHẠM_VI", "của những ai"),
        ("--sector", "KHU_VỰC", "nhà nước, ngoài nhà nước, …"),
        ("--assignee", "ĐƠN_VỊ", "giao riêng cho đơn vị nào"),
        ("--due", "HẠN", "hạn của chỉ tiêu, báo cáo hay mốc"),
        ("--cadence", "KỲ", "chế độ báo cáo: tháng, 6 tháng, năm"),
        ("--to", "NƠI_NHẬN", "chế độ báo cáo: gửi cho ai"),
        ("--through", "QUA", "chế độ báo cáo: qua bộ phận nào"),
        ("--text", "VIỆC", "mốc: việc phải xong"),
    ):
        action.add_argument(name, metavar=metavar, help=words)
    action.add_argument("--from", dest="reporter", metavar="AI", help="chế độ báo cáo: ai báo cáo")


def add_duties_commands(duties: argparse.ArgumentParser) -> None:
    """What can be done with duties and with what they rest on: forms, holidays, figures set for units."""
    actions = duties.add_subparsers(dest="action", metavar="VIỆC", parser_class=Parser)
    load = actions.add_parser(
        "import", help="nhập chế độ báo cáo từ .toml, .csv hoặc .xlsx: ghi cả tệp hoặc không ghi gì"
    )
    load.add_argument("file", metavar="TỆP", help="các cột: mã, tên, biểu mẫu, kỳ, chốt số liệu, hạn nộp, …")
    load.add_argument("--to", default="", metavar="MÃ", help="nơi nhận của những dòng không ghi nơi nhận")
    change = actions.add_parser("set", help="đổi một chế độ; kỳ đang mở và còn trước hạn đổi theo")
    change.add_argument("id", metavar="MÃ", help="xem bằng: python -m bot duties")
    change.add_argument("--due", default="", metavar="HẠN", help="ví dụ “ngày 22”, “ngày 5 tháng sau”, “10/6”")
    change.add_argument("--cut-off", default="", metavar="NGÀY", help="ngày chốt số liệu, viết như hạn nộp")
    change.add_argument("--shift", default="", metavar="CÁCH", help="gặp ngày nghỉ: lùi, sớm, giữ nguyên")
    change.add_argument("--ladder", default="", metavar="NẤC", help="thang nhắc, ví dụ --ladder=-3,0,2")
    change.add_argument("--units", default="", metavar="AI", help="đơn vị nộp: tất cả, loại, lĩnh vực, mã; trừ …")
    change.add_argument("--form", default="", metavar="MẪU", help="mã biểu mẫu")
    change.add_argument("--source", default="", metavar="CĂN_CỨ", help="văn bản quy định")
    change.add_argument("--note", default="", metavar="GHI_CHÚ", help="ai định ngày, vì sao")
    end = actions.add_parser("end", help="kết thúc một chế độ từ một ngày")
    end.add_argument("id", metavar="MÃ")
    end.add_argument("--on", default="", metavar="NGÀY", help="ví dụ 2026-07-01; mặc định hôm nay")

    days = actions.add_parser("holidays", help="ngày nghỉ và ngày làm bù; nhập từ tệp")
    days.add_argument("--year", type=int, default=0, metavar="NĂM", help="mặc định năm nay")
    day_list = days.add_subparsers(dest="list", metavar="VIỆC", parser_class=Parser)
    load_days = day_list.add_parser("import", help="các cột: ngày, đến ngày, tên, nghỉ hay làm, căn cứ")
    load_days.add_argument("file", metavar="TỆP")
    forms = actions.add_parser("forms", help="các biểu mẫu; nhập một biểu mẫu .toml, lập từ chỉ tiêu của một văn bản")
    form_list = forms.add_subparsers(dest="list", metavar="VIỆC", parser_class=Parser)
    load_form = form_list.add_parser("import", help="một biểu mẫu; biểu mẫu đã có thành bản mới")
    load_form.add_argument("file", metavar="TỆP")
    make_form = form_list.add_parser("from", help="mỗi chỉ tiêu bằng số của văn bản thành một mục của biểu mẫu")
    make_form.add_argument("document", metavar="VĂN_BẢN", help="số hoặc khoá của văn bản, ví dụ 05/CTr-CĐXSM")
    assign = actions.add_parser("assign", help="giao chỉ tiêu riêng cho đơn vị, từ tệp: đơn vị, chỉ số, số giao, kỳ")
    assign.add_argument("file", metavar="TỆP")
    for trial in (load, load_days, load_form, make_form, assign):
        trial.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ đổi gì và lỗi nào, không ghi")


def add_terms_commands(command: argparse.ArgumentParser) -> None:
    """What can be done with an office's own abbreviations."""
    actions = command.add_subparsers(dest="action", metavar="VIỆC", parser_class=Parser)
    listed = actions.add_parser("list", help="các chữ viết tắt riêng, mỗi chữ một dòng")
    add = actions.add_parser("add", help="thêm một chữ, hoặc một nghĩa nữa của chữ đã có")
    add.add_argument("short", metavar="CHỮ", help="ví dụ CNC")
    add.add_argument("meaning", nargs="+", metavar="NGHĨA", help="viết đầy đủ, ví dụ công nghệ cao")
    remove = actions.add_parser("remove", help="bỏ một chữ, hoặc chỉ một nghĩa của nó")
    remove.add_argument("short", metavar="CHỮ")
    remove.add_argument("meaning", nargs="*", metavar="NGHĨA", help="bỏ trống là bỏ mọi nghĩa")
    load = actions.add_parser("import", help="các cột: viết tắt, nghĩa; nhiều nghĩa cách nhau bằng dấu chấm phẩy")
    load.add_argument("file", metavar="TỆP")
    load.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ đổi gì và lỗi nào, không ghi")
    for each in (listed, add, remove, load):
        each.add_argument("--office", default="", metavar="MÃ", help="của văn phòng nào; bỏ trống khi chỉ có một")


def add_outbox_commands(messages: argparse.ArgumentParser) -> None:
    """What can be done with messages that did not go as they should."""
    messages.add_argument("--waiting", action="store_true", help="liệt kê tin đang chờ gửi")
    wishes = messages.add_subparsers(dest="wish", metavar="VIỆC", parser_class=Parser)
    for wish, words in (("again", "gửi lại một tin"), ("cancel", "rút lại một tin chưa đi")):
        wishes.add_parser(wish, help=words).add_argument("key", metavar="KHOÁ", help="khoá của tin, như lệnh này in ra")


def add_questions_commands(command: argparse.ArgumentParser) -> None:
    """What can be done with questions that an office is asked."""
    actions = command.add_subparsers(dest="action", metavar="VIỆC", parser_class=Parser)
    listed = actions.add_parser("list", help="các câu đang chờ Văn phòng trả lời, mỗi câu một dòng")
    answer = actions.add_parser("answer", help="trả lời một câu, đứng tên Văn phòng")
    answer.add_argument("number", type=int, metavar="SỐ", help="số của câu, như list in ra")
    answer.add_argument("text", nargs="+", metavar="LỜI", help="câu trả lời")
    answer.add_argument("--keep", action="store_true", help="lưu vào kho để trả lời các đơn vị khác")
    correct = actions.add_parser("correct", help="sửa câu đã trả lời: người đã nhận được đính chính, kho được thay")
    correct.add_argument("number", type=int, metavar="SỐ", help="số của câu, như list --all in ra")
    correct.add_argument("text", nargs="+", metavar="LỜI", help="cả câu trả lời đúng")
    close = actions.add_parser("close", help="đóng một câu, người hỏi không nhận tin nào")
    close.add_argument("number", type=int, metavar="SỐ")
    export = actions.add_parser("export", help="ghi ra tệp .csv, kể cả câu đã trả lời khi có --all")
    export.add_argument("file", metavar="TỆP")
    for each in (listed, export):
        each.add_argument("--all", action="store_true", help="cả câu đã trả lời, đã đóng")
        each.add_argument("--topics", action="store_true", help="nội dung tra không thấy trong 30 ngày, không có tên")
        each.add_argument("--json", action="store_true", help="JSON")
        each.add_argument("--office", default="", metavar="MÃ", help="của văn phòng nào; bỏ trống là tất cả")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit status. Never a traceback for a user's mistake."""
    speak_unicode()
    top = parser()
    chosen = top.parse_args(arguments)
    if chosen.command is None:
        top.print_help()
        return 2
    from bot.db import DatabaseError

    try:
        return dispatch(chosen, read_settings(os.environ, ENV_FILE))
    except (SettingError, DatabaseError, Mistake) as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `python -m bot ask … | head`
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("Đã dừng.", file=sys.stderr)
        return 130


def speak_unicode() -> None:
    """Vietnamese on every console, also where Windows would choose another encoding."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def dispatch(chosen: argparse.Namespace, settings: Settings) -> int:
    """Each command is imported where it is needed: start-up counts."""
    match chosen.command:
        case "run":
            from bot.commands.run import run

            return run(settings, chosen.roles)
        case "chat":
            from bot.commands.chat import ChatOptions, chat, list_people

            if chosen.list_people:
                return list_people(settings)
            return chat(settings, ChatOptions(chosen.who, chosen.by, chosen.at, chosen.json, chosen.files))
        case "ask":
            from bot.commands.ask import AskOptions, ask

            options = AskOptions(
                " ".join(chosen.question), chosen.union, chosen.today, chosen.json, tuple(chosen.library)
            )
            return ask(settings, options)
        case "entry":
            from bot.commands.entry import EntryOptions, entry

            told = EntryOptions(
                " ".join(chosen.message), chosen.union, chosen.today, chosen.json, tuple(chosen.library)
            )
            return entry(settings, told)
        case "remind":
            from bot.commands.remind import remind

            return remind(settings, chosen.on, dry=chosen.dry, as_json=chosen.json)
        case "setup" | "doctor":
            return (setup if chosen.command == "setup" else doctor)(settings, chosen)
        case "backup" | "restore" | "move":
            return carry(settings, chosen)
        case "units" | "duties" | "terms" | "questions" | "outbox" | "ingest":
            every = {
                "units": units, "duties": duties, "terms": terms, "questions": questions, "outbox": outbox,
                "ingest": ingest,
            }  # fmt: skip
            return every[chosen.command](settings, chosen)
        case _:
            from bot.commands.office import audit, invite

            match chosen.command:
                case "invite":
                    return invite(settings, chosen)
                case _:
                    return audit(settings, chosen.limit)


def carry(settings: Settings, chosen: argparse.Namespace) -> int:
    """A copy, back from a copy, or over to PostgreSQL."""
    from bot.commands.copies import backup, restore
    from bot.commands.move import move

    match chosen.command:
        case "backup":
            return backup(settings, chosen.file)
        case "restore":
            return restore(settings, chosen.file)
        case _:
            return move(settings, chosen.target)


def setup(settings: Settings, chosen: argparse.Namespace) -> int:
    """From demo to real."""
    from bot.commands.setup import setup

    return setup(settings, chosen)


def doctor(settings: Settings, chosen: argparse.Namespace) -> int:
    """The self-check, of the whole or of what one platform leaves open."""
    if chosen.part == "zalo":
        from bot.commands.zalo_test import zalo_test

        return zalo_test(settings, chosen)
    from bot.commands.doctor import doctor

    return doctor(settings)


def outbox(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with single messages; without a word for it the doubtful ones are listed."""
    from bot.commands.outbox import list_messages, send_again, withdraw

    return {None: list_messages, "again": send_again, "cancel": withdraw}[chosen.wish](settings, chosen)


def ingest(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with documents; without a word for it what waits is listed."""
    if chosen.action == "read":
        from bot.commands.ingest import ingest

        return ingest(settings, chosen)
    from bot.commands import papers

    if chosen.action is None:
        return papers.list_papers(settings, argparse.Namespace(all=False))
    every = {
        "list": papers.list_papers, "show": papers.show, "set": papers.set_one, "add": papers.add, "skip": papers.skip,
        "keep": papers.keep, "count": papers.count, "accept": papers.accept, "drop": papers.drop,
        "reopen": papers.reopen, "undo": papers.undo, "save": papers.save,
    }  # fmt: skip
    return every[chosen.action](settings, chosen)


def units(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with units and seats; without a word for it they are listed."""
    match chosen.action:
        case "import":
            from bot.commands.unit_import import import_units

            return import_units(settings, chosen)
        case "codes":
            from bot.commands.codes import codes

            return codes(settings, chosen)
        case _:
            from bot.commands.units import add, close, list_units, move, seat

            if chosen.action is None:
                return list_units(settings)
            return {"add": add, "close": close, "move": move, "seat": seat}[chosen.action](settings, chosen)


def terms(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with abbreviations; without a word for it they are listed."""
    from bot.commands.terms import ACTIONS, list_terms

    if chosen.action is None:
        chosen.office = ""
        return list_terms(settings, chosen)
    return ACTIONS[chosen.action](settings, chosen)


def questions(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with questions; without a word for it those that wait are listed."""
    from bot.commands.questions import ACTIONS, list_questions

    if chosen.action is None:
        chosen.office, chosen.topics, chosen.all, chosen.json = "", False, False, False
        return list_questions(settings, chosen)
    return ACTIONS[chosen.action](settings, chosen)


def duties(settings: Settings, chosen: argparse.Namespace) -> int:
    """What is done with duties, holidays, forms and set figures; without a word for it they are listed."""
    match chosen.action, getattr(chosen, "list", None):
        case "holidays", wanted:
            from bot.commands.holidays import import_holidays, list_holidays

            return (import_holidays if wanted else list_holidays)(settings, chosen)
        case "forms", wanted:
            from bot.commands.forms import form_of_programme, import_form, list_forms

            if wanted is None:
                return list_forms(settings)
            return (import_form if wanted == "import" else form_of_programme)(settings, chosen)
        case "assign", _:
            from bot.commands.assignments import assign

            return assign(settings, chosen)
        case action, _:
            from bot.commands.duties import end_one, import_duties, list_duties, set_one

            if action is None:
                return list_duties(settings)
            return {"import": import_duties, "set": set_one, "end": end_one}[action](settings, chosen)
