"""What is said of a document that was dropped in: taken, not taken and why, read, not read and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Button, FilesIn, Reply
from knowledge.readers.reading import Why

MEGABYTE = 1024 * 1024
SLOW_FROM = 3 * MEGABYTE
"""A file of so much is many pages or pictures of pages: reading it takes minutes."""
KINDS = ".docx, .pdf, .xlsx, .html, .txt, .md"
LINK_HOURS = 1
# Whoever is told to open and save it again would start it.
PROGRAM = "đây là chương trình máy tính, không phải văn bản, có thể gây hại. Đồng chí không mở, hỏi lại người gửi tệp."


class Lost:
    """Why a document did not even come as far as being looked at."""

    GONE = "gone"
    NOT_FETCHED = "not_fetched"
    PLATFORM_MAX = "platform_max"
    STOPPED = "stopped"
    """Whoever read it did not live to say so, again and again."""


def _plain(words: str) -> Callable[[str], str]:
    return lambda _detail: words


REASONS: Mapping[str, Callable[[str], str]] = {
    Why.EMPTY: _plain("tệp trống, chưa có nội dung. Đồng chí xem lại tệp trên máy rồi gửi lại."),
    Why.NO_TEXT: _plain("không thấy chữ nào trong tệp. Nếu là bản chụp, đồng chí chụp rõ hơn hoặc gửi bản Word."),
    Why.ENCRYPTED: _plain(
        "tệp có mật khẩu. Đồng chí mở tệp trên máy, bỏ mật khẩu (trong Word: Tệp, Thông tin, Bảo vệ tài liệu), "
        "lưu lại rồi gửi. Đồng chí không gửi mật khẩu vào đây."
    ),
    Why.BROKEN: _plain(
        "tệp hỏng hoặc chưa gửi trọn. Đồng chí mở thử trên máy, lưu lại thành .docx hoặc .pdf rồi gửi lại."
    ),
    Why.DISGUISED: lambda found: (
        f"nội dung không đúng với tên tệp{_in_brackets(found)}. "
        "Đồng chí mở tệp trên máy, lưu lại thành .docx hoặc .pdf rồi gửi."
        if found != "exe"
        else PROGRAM
    ),
    Why.UNKNOWN_KIND: lambda found: (
        f"trợ lý chưa đọc được loại tệp này{_in_brackets(found)}. Đọc được: {KINDS}. Đồng chí lưu thành một trong các "
        "loại đó rồi gửi lại."
        if found != "exe"
        else PROGRAM
    ),
    Why.TOO_BIG: lambda most: (
        f"tệp lớn hoặc dài quá mức nhận{_in_brackets(most)}. Đồng chí chia nhỏ, hoặc gửi bản Word nhẹ hơn."
    ),
    Why.SECRET: lambda stamp: (
        f"trên văn bản có dấu “{stamp or 'mật'}”. Văn bản có dấu độ mật không được đưa vào đây theo Luật Bảo vệ bí mật "
        "nhà nước; đồng chí chỉ dùng trên máy được phép."
    ),
    Why.TOO_SLOW: _plain("đọc quá lâu nên đã dừng. Đồng chí chia nhỏ tệp, hoặc gửi bản Word thay bản chụp."),
    Why.NEEDS_OFFICE: _plain(
        "máy chủ chưa cài LibreOffice nên chưa đọc được loại tệp này. Đồng chí mở bằng Word, lưu thành .docx rồi gửi "
        "lại; hoặc nhờ người quản trị cài gói libreoffice-writer."
    ),
    Why.NEEDS_OCR: _plain(
        "tệp là bản chụp, máy chủ chưa cài bộ nhận chữ. Đồng chí gửi bản Word hoặc PDF có chữ; hoặc nhờ người quản trị "
        "cài gói tesseract-ocr và tesseract-ocr-vie."
    ),
    Lost.GONE: _plain("tệp không còn ở nơi đã gửi. Đồng chí gửi lại tệp."),
    Lost.NOT_FETCHED: _plain("mạng trục trặc nên chưa tải được tệp về. Đồng chí gửi lại sau ít phút."),
    Lost.PLATFORM_MAX: lambda most: (
        f"ứng dụng này chỉ cho trợ lý tải tệp tới {most} MB. Đồng chí gửi ở trang trò chuyện, hoặc gửi bản nhẹ hơn."
    ),
    Lost.STOPPED: _plain("đọc tệp này làm trình đọc dừng nhiều lần. Đồng chí lưu lại thành .docx rồi gửi lại."),
}  # fmt: skip


def reason(trouble: str) -> str:
    """Why a file is not read and what to do about it, as the second half of a sentence; 'too_big: 20' is a trouble."""
    why, _, detail = trouble.partition(": ")
    return REASONS.get(why, REASONS[Why.BROKEN])(detail.strip())


def _in_brackets(detail: str) -> str:
    return f" ({detail})" if detail else ""


def size_words(size: int) -> str:
    """'1,2 MB', '340 KB'."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def refused(name: str, trouble: str) -> Reply:
    """The document was not taken, and what to do."""
    return Reply(f"Chưa nhận “{name}”: {reason(trouble)} Trợ lý không lưu tệp này.")


def taken(name: str, size: int, number: int, *, will_tell: bool) -> Reply:
    """The document is there and is being read."""
    how_long = "Tệp lớn, đọc có thể mất vài phút" if size >= SLOW_FROM else "Đang đọc"
    then = "xong sẽ báo ngay" if will_tell else "nhắn “văn bản” để xem đọc xong chưa"
    return Reply(f"Đã nhận “{name}” ({size_words(size)}), là văn bản {number}. {how_long}, {then}.")


def being_read(number: int, at: datetime) -> Reply:
    """The very same file came before and is not read yet."""
    return Reply(f"Tệp này đã nhận lúc {moment(at)}, là văn bản {number}, đang đọc. Không nhận thêm.")


def waiting(number: int, at: datetime) -> Reply:
    """The very same file came before and waits for a decision."""
    return Reply(f"Tệp này đang chờ duyệt từ {moment(at)}. Nhắn “xem văn bản {number}” để duyệt.")


def published(number: int, at: datetime) -> Reply:
    """The very same file is published already."""
    return Reply(f"Tệp này đã công bố lúc {moment(at)}, là văn bản {number}. Không nhận thêm.")


def named(name: str) -> str:
    """How the message is shown with which a document came."""
    return f"Tệp: {name}"


def moment(at: datetime) -> str:
    """'14 giờ 05 ngày 05/11/2026'."""
    return f"{at:%H} giờ {at:%M} ngày {at:%d/%m/%Y}"


def see(number: int) -> Button:
    """What opens the review of a document."""
    return Button(f"Xem văn bản {number}", says=f"xem văn bản {number}")


QUESTION_BESIDE = "Câu hỏi gửi kèm tệp chưa trả lời, đồng chí nhắn riêng câu đó."


def office_puts_in(office: str, phone: str) -> Reply:
    """Somebody without an office asks how a document is handed in."""
    call = f" ({phone})" if phone else ""
    return Reply(
        f"Văn bản do cán bộ văn phòng đưa vào; đồng chí gửi tệp cho {office}{call}. "
        "Cần lấy một văn bản thì nhắn “văn bản” để xem danh sách."
    )


def for_office(office: str, phone: str) -> Reply:
    """Somebody without an office sends a document: whom it goes to."""
    call = f" ({phone})" if phone else ""
    return Reply(
        f"Trợ lý chỉ nhận văn bản do cán bộ văn phòng đưa vào, nên chưa đọc tệp này. Đồng chí gửi tệp cho "
        f"{office}{call}; số liệu thì nhắn bằng chữ vào đây."
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a document gave: what it is in words, and how much of what."""

    number: int
    name: str
    about: str
    targets: int
    duties: int
    milestones: int
    doubtful: int


def read(found: Found) -> Reply:
    """The document is read and waits for a person's yes."""
    counted = (
        (found.targets, "chỉ tiêu"), (found.duties, "chế độ báo cáo"), (found.milestones, "mốc thời hạn"),
    )  # fmt: skip
    figures = ", ".join(f"{count} {what}" for count, what in counted if count)
    holds = f"Thấy {figures}" if figures else "Không thấy chỉ tiêu, chế độ báo cáo hay mốc nào"
    doubtful = f"; {found.doubtful} chỗ cần đồng chí xem" if found.doubtful else ""
    return Reply(
        f"Đã đọc xong “{found.name}”, văn bản {found.number}: {found.about}\n{holds}{doubtful}.\n"
        f"Chưa công bố nên trợ lý chưa trả lời theo văn bản này. Nhắn “xem văn bản {found.number}” để duyệt.",
        (see(found.number),),
    )


def not_read(name: str, number: int, trouble: str, *, is_kept: bool) -> Reply:
    """The document could not be read after all, and what to do."""
    kept = "" if is_kept else " Tệp đã xoá, không lưu."
    return Reply(f"Chưa đọc được “{name}”, văn bản {number}: {reason(trouble)}{kept}")


def how_to_drop(way: FilesIn, link: str) -> Reply:
    """How a document is dropped in over this channel."""
    match way:
        case FilesIn.HERE:
            return Reply(f"Đồng chí gửi tệp ngay vào cuộc trò chuyện này ({KINDS}; .doc nếu máy chủ có LibreOffice).")
        case FilesIn.BY_COMMAND:
            return Reply("Đồng chí gõ /tep và đường dẫn tệp trên máy này, ví dụ: /tep ke-hoach.docx")
        case FilesIn.BY_LINK if link:
            return Reply(
                f"Zalo chưa chuyển được tệp cho trợ lý. Đồng chí mở liên kết này để gửi tệp "
                f"(trong {LINK_HOURS} giờ, chỉ riêng đồng chí dùng):\n{link}"
            )
        case FilesIn.BY_LINK:
            return Reply(
                "Zalo chưa chuyển được tệp cho trợ lý. Đồng chí gửi tệp ở trang trò chuyện, hoặc nhờ người quản "
                "trị nạp bằng lệnh python -m bot ingest trên máy chủ."
            )
