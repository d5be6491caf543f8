"""What gives a question away: the bare words by which officers ask for each kind of thing.

All patterns are matched on bare words between single spaces, abbreviations written out, typing mistakes mended.
"""

import re
from collections.abc import Mapping
from typing import Final

from knowledge.result import Asked
from knowledge.text import fold


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


WHICH_DAY: Final = "ngay (?:nao|may|bao nhieu|thang nam nao)|khi nao|bao gio|hom nao|luc nao|nam nao|thang nao"
WHICH_TIME: Final = re.compile(r"\b(?:ngay|hom|mung|thang|quy|tuan) (?:may|bao nhieu)\b")
WHO: Final = "ai|nguoi nao|dong chi nao|chuc vu nao|chuc danh nao|vi nao"
WHICH_UNIT: Final = "ai|co quan nao|don vi nao|cap nao|to chuc nao|noi nao"
SIGN: Final = (
    "(?<!nhiem )(?<!dinh )(?<!thoi )(?<!cuoi )(?<!dang )(?<!hoc )(?<!cao )k[yi](?! (?:nay|truoc|sau|toi|tiep|vua)\\b)"
)
"""'Ký' alone; without marks 'nhiệm kỳ' and 'định kỳ' look the same, and 'đăng ký' is no signing."""
PAPER: Final = "van ban|chuong trinh|ke hoach|nghi quyet|quyet dinh|ket luan|chi thi"

CUES: Final[Mapping[Asked, re.Pattern[str]]] = {
    Asked.SIGNER: _any(
        rf"(?:{WHO})(?: \w+){{0,3}} {SIGN}",
        rf"nguoi {SIGN}",
        f"{SIGN} ten",
        rf"chuc (?:vu|danh)\b.*\b{SIGN}",
        f"{SIGN} (?:ban hanh )?la ai",
    ),
    Asked.ISSUER: _any(
        rf"(?:{WHICH_UNIT})(?: da| la| dung ra){{0,2}} (?:ban hanh|phat hanh|soan|ra van ban|lap ra)",
        rf"do (?:{WHICH_UNIT}) (?:ban hanh|ra|lap|xay dung|soan)",
        "(?:noi|co quan|don vi) ban hanh",
        "cua (?:don vi|co quan|cap) nao",
    ),
    Asked.DATE: _any(
        rf"(?:ban hanh|phat hanh|{SIGN}|dang(?! ky)|cong bo)(?: \w+){{0,6}} (?:{WHICH_DAY})",
        "ngay (?:thang )?(?:nam )?(?:ban hanh|ky|phat hanh|ra doi|dang|cong bo)",
        "(?:de|ghi) ngay",
        rf"(?:{WHICH_DAY}) (?:thi )?(?:duoc )?(?:ban hanh|ky|phat hanh)",
        rf"ra (?:doi )?(?:{WHICH_DAY})",
    ),
    Asked.NUMBER: _any(
        "so (?:hieu|van ban|ky hieu|cong van)",
        rf"(?:{PAPER})(?: \w+){{0,12}} so (?:nao|may|bao nhieu|gi|hieu)",
        "(?:mang|(?<!doan )co|ghi|danh) so (?:nao|may|bao nhieu|gi)",  # 'công đoàn cơ sở bao nhiêu' asks for no number
        "(?<!co )so (?:may|bao nhieu)",
    ),
    Asked.THEME: _any("chu de", "khau hieu", "slogan"),
    Asked.MOTTO: _any("phuong cham(?! nhat)"),
    Asked.VALIDITY: _any(
        "hieu luc",
        "het (?:han|hieu luc|thoi han|gia tri)",
        r"con (?:\w+ )?(?:ap dung|gia tri|dung|han|thoi han|hieu luc|xai|thuc hien)(?: \w+)? (?:khong|chua|nua)",
        "(?:ap dung|thuc hien|co gia tri|keo dai|dung) (?:cho |trong |tu |den |toi )*"
        "(?:khi nao|bao gio|nam nao|bao lau|thoi gian nao|giai doan nao|nhiem ky nao|may nam|luc nao|het nam nao)",
        "(?:cho|cua|trong|thuoc) (?:giai doan|nhiem ky|thoi ky|nam) nao",
        "tu nam nao",
        "tu (?:ngay|thang|khi) nao (?:den|toi)(?: het)? (?:ngay|thang|khi)? ?nao",
        "den (?:het )?nam nao",
        "(?:het|ket thuc|man) (?:nhiem ky|giai doan|khoa)(?: nay)? (?:la )?(?:vao )?"
        "(?:khi nao|bao gio|nam nao|luc nao|ngay nao|nam may)",
        "(?:nhiem ky|giai doan)(?: nay)? (?:het|ket thuc|den|keo dai den) (?:khi nao|bao gio|nam nao|luc nao|nam may)",
        "thoi han (?:cua )?(?:van ban|chuong trinh|ke hoach)",
        "con (?:gia tri|hieu luc|ap dung|han)",
    ),
    Asked.TITLE: _any(
        r"(?<=^ )(?:chuong trinh|van ban)(?: cong tac| hanh dong)? (?:la gi|la nhung gi|ten (?:la )?gi)"
        r"(?: vay| the| a| nhi| em)*(?= $)",
        "ten (?:day du |goi |cua )?(?:van ban|chuong trinh|ke hoach)",
        "trich yeu",
        "ve viec gi",
    ),
    Asked.RECIPIENTS: re.compile(
        r"\bnoi nhan\b|\bkinh gui (?:ai|nhung ai|cho ai)\b"
        rf"|\b(?:bao cao|so [\d/]+|giay|to nay) (?:nay|do|tren)(?: \w+){{0,2}} (?:gui|chuyen)(?: cho| den| toi| di)*"
        rf" (?:nhung |cac )?(?:{WHICH_UNIT}|dau)\b|^(?!.*\bbao cao\b).*"
        rf"\b(?:{PAPER}|cong van|huong dan)(?: \w+){{0,3}} (?:gui|chuyen)(?: cho| den| toi)* (?:nhung |cac )?"
        rf"(?:{WHICH_UNIT}|dau)\b"
    ),
    Asked.ISSUED_AT: _any("(?:ban hanh|ky|lap|phat hanh) (?:o|tai) (?:dau|noi nao)", "dia danh (?:nao|gi|ban hanh)"),
    Asked.BASIS: _any(
        "can cu",
        "dua (?:vao|tren) (?:van ban|nghi quyet|quyet dinh|dau|cai|gi)",
        "co so phap ly",
        rf"(?:thuc hien|theo|trien khai|cu the hoa) (?:\w+ )?(?:{PAPER})(?: \w+){{0,3}} (?:nao|gi)",
    ),
    Asked.PURPOSE: _any("muc dich", "yeu cau (?:cua|la|gi|dat|nao|chung)", "muc tieu"),
    Asked.DUTY: _any(
        "bao cao (?:may|bao lau|bao nhieu|mot|hai|1|2) lan",
        r"bao cao (?:ket qua )?(?:\w+ ){0,6}?(?:cho|ve|len|gui|nop|qua|thong qua|khi|bao|hang|dinh ky|thang|quy|nam"
        "|tuan|may|ai|o dau|the nao|ra sao|ngay|truoc|vao|cham|han|bao gio|chung nao|6)",
        r"(?:nop|gui|che do|han|thoi han|lich|trach nhiem) (?:\w+ ){0,2}bao cao",
        r"(?:ai|don vi nao|bo phan nao)(?: \w+){0,3} bao cao",
        "che do thong tin",
        "ky bao cao",
        "phai bao (?:len|ve|cho|ngay)",
        r"(?<=^ )(?:the |vay |ma )?(?:nop|gui) (?:cho|ve|len|toi|den)(?: nhung| cac)?"
        rf" (?:{WHICH_UNIT}|dau)(?: vay| the| a| nhi)*(?= $)",
        "bao (?:len|ve) (?:cap tren|tren|xa|tinh|phuong|cong doan|trong)",
    ),
    Asked.BREAKTHROUGHS: _any("dot pha"),
    Asked.PLANS: _any("ke hoach"),
    Asked.MILESTONE: _any(
        WHICH_DAY,
        "thoi han",
        "han",
        "han chot",
        "chung nao",
        "thang may",
        "thoi gian (?:hoan thanh|nao)",
        "moc(?: thoi gian)?",
        "deadline",
        "(?<!lap )(?<!gay )(?<!ung ho )(?<!xay dung )(?<!trich )quy nao",
        "muon nhat",
        "truoc ngay",
    ),
    Asked.TARGETS: _any("chi tieu", "(?:cac|nhung|toan bo) con so"),
    Asked.FIGURE: _any(
        "bao nhieu",
        "may",
        "ti le",
        "ty le",
        "phan tram",
        "con so",
        "so luong",
        "so (?:doan vien|cong doan|doanh nghiep|don vi|nguoi|can|cuoc|vu|sang kien|ban|lop|lao dong)",
        "so (?:suat|phan qua|nha|luot|phong)",
        "dat muc",
        "muc (?:dat|nao|gi)",
        "chi tieu",
        "toi thieu",
        "it nhat",
        "so tien",
        "nhieu it",
        "(?:nhieu|cao|it|thap|lon|nho) hon",
        "the nao",
    ),
    Asked.TASKS: _any(
        "nhiem vu",
        "giai phap",
        "lam (?:gi|nhung gi|viec gi|the nao|nhu the nao|ra sao)",
        "viec gi",
        "nhung viec",
        "noi dung",
        "cong tac",
        "hoat dong (?:gi|nao)",
        "phai lam",
        "can lam",
        "the nao",
        "ra sao",
        "nhung gi",
    ),
}

WAYS_OF_ASKING: Final = (
    "bao nhieu la bao nhieu phan tram chi tieu la bao nhieu",
    "khi nao bao gio thi xong con hieu luc khong het han chua",
    "la gi la nhung gi gom nhung chi tieu nao nhu the nao ra sao thi sao the con",
    "liet ke cac chi tieu chu yeu toan bo chi tieu danh sach",
    "cho hoi cho minh hoi cho em hoi chao dong chi xin chao cam on",
    "don vi minh huyen minh tinh minh xa minh co quan minh",
    "nam nay nam ngoai thang nay quy nay nam truoc",
    "may nguoi may cuoc may doan vien may phan tram",
    "ti le ty le so may so hieu van ban ban hanh ngay nao ngay ban hanh",
    "ai ky nguoi ky chu de la gi phuong cham la gi",
    "ke hoach thu may khau dot pha thu nhat thu hai thu ba thu tu thu nam",
    "nhiem vu trong tam giai phap chu yeu",
    "bao cao cho ai ve dau qua dau gui ai bao lau mot lan",
    "can cu vao dau co phai khong dung khong phai khong",
    "toi thieu it nhat duoc giao phai dat can dat de ra",
    "viet tat cua tu gi nghia la gi",
    "han chot han cuoi den ngay nao het han",
)

_FILLER_PHRASES: Final = """
    cong doan, lien doan lao dong, ban chap hanh lien doan lao dong, chuong trinh hanh dong, chuong trinh cong tac,
    chuong trinh, ke hoach, van ban, chi tieu, con so, so lieu, so luong, ty le, ti le, phan tram, bao nhieu, phan
    dau, de ra, dat ra, duoc giao, giao cho, quy dinh, nhiem ky, giai doan, thanh pho, thi xa, dac khu, dong chi,
    nhu the nao, the nao, ra sao, thi sao, khi nao, bao gio, luc nao, toi thieu, it nhat, toi da, tro len, cho biet,
    dat moc, cot moc, moc bao nhieu,
    doc lai, doc cho, doc giup, ke lai, neu lai, ke ra, neu ra, noi lai, doc ra,
    cho hoi, xin hoi, lam on, tra loi, tro ly, cu the, chi tiet, tat ca, toan bo, day du, chu yeu, trong tam, bao
    gom, liet ke, danh sach, nhiem vu, giai phap, noi dung, don vi minh, don vi toi, chung toi, chung ta, chung
    minh, hien nay, hien tai, du kien, muc tieu, yeu cau, hoan thanh, thuc hien, trien khai, to chuc, bao cao, dinh
    ky, phai khong, dung khong, nghi quyet, muc dich, khau dot pha, dot pha, hieu luc, ban hanh, chu de,
    phuong cham, can cu, bao lau, trong nam, tren dia ban, dia ban, khong biet, binh quan, trung binh, theo nhu, vua
    qua, sap toi, nguoi ta, cong tac, hang nam, hoat dong, tong cong, tham muu, hanh dong, ap dung, de nghi, mot
    lan, vay a, can thiet, chuan bi, lien quan, noi ve, noi rang, xin chi tieu, tom tat, nhac lai, cho xem, can
    dich, tinh den, tinh bang, tinh theo, dua ra, thong tin, cau hoi, van de, moi nam, moi thang, moi quy, cuoi
    nhiem ky, het nhiem ky, dau nhiem ky, nhan manh, doi tuong, tap trung, huong toi, moi noi, moi ben, ben nao, cao
    hon, thap hon, nhieu hon, it hon, so voi, cuoi nam, dau nam, trong do, la nhung, hang thang, hang quy, hoi
    truoc, bay gio, noi gi, lam sao, duoc khong, khac nhau, toan tinh, toan huyen, toan thanh pho, toan xa, toan
    khu, cap minh, khoa nay, cam on, cam on nhieu, xin chao, chao ban, muon hoi, muon biet, can biet, lam on cho
    biet, vui long, giai dap, tra cuu, xem giup, noi cho, bao cho, nho ban, nho tro ly, mot chut, mot ti, cho xin,
    khong qua, ket qua, truoc ngay, cham nhat, muon nhat, bo phan nao, cap nao, quy mo, toan nganh, toan phuong,
    toan truong, ca nam, ca giai doan, ca nhiem ky, ca khoa, moi nguoi oi, qua dau, tinh hinh, nghia la, chuc vu gi,
    la nhung don vi nao, moi don vi, xin phep, lam phien, khong nho, chua nam ro, dang can, em dang lam,
    lam bao cao, dien ra,
    hinh nhu, nghe noi, nghe dau, hay sao, chu gi, tham khao, hau het, nho em, nho anh, nho chi, gui toi, gui em,
    quen mat, nho khong ro, co dung, chuan bi hop, ghi ro, noi ro
"""
STOP_PHRASES: Final = tuple(tuple(phrase.split()) for phrase in _FILLER_PHRASES.split(","))
"""Words that carry a question but are not what it is about."""

_FILLERS: Final = """
    a à ạ ah ak alo ad admin ai anh ấy bao bằng bạn bên bị biết bot bởi buộc các cái càng chắc chẳng chị chỉ chính
    cho chưa chung có còn cô cũ của cùng cũng cứ dạ đã đang đạt đâu đây để đến đều đi đó đối dùm được đúng e em gì
    giao giờ giùm giúp gồm gửi hả hai hạn hàng hãy hay hết hiện hoặc hỏi hộ hôm huyện ít kể khác khi không kì kia kỳ
    là lại làm lên loại lúc luôn mà mấy mình mỗi mọi mới một mức muốn nào năm nay này nè nên nếu nộp ngày nghe nghĩa
    nhắc nhất nhé nhỉ nhiều như nhưng những nó nói nữa ở ơi ờ ok phải phía phường qua quý ra rằng rất rõ rồi sao sắp
    sau sẽ số ta tại tao tất tên thế thì theo thấy thôi thứ thuộc tìm tỉnh tới tôi trong trước trên từ tui tụi từng
    tuần tháng ừ và vào vậy vẫn về vì việc với vừa xã xem xin xíu xong ý giữ cả cần ba bốn bảy dưới đặt định ngoài hằng
    ghi họ nằm cuối tóm tắt đưa lấy nhiêu tầm trọn riêng đấy nhá nhờ thưa kính cháu cậu kiểu ấn chốt lắm tròn nguyên dù
    tuy do liệu coi thử đủ nhen hén hông hỏng hổng chớ chứ mắc sẵn tiện thiệt thật khoảng chút tí tẹo ơn vui lòng giải
    đáp trả lời cám phiền ngay sớm gấp hử hở đặng mục nêu
"""
STOP_MARKED: Final = frozenset(_FILLERS.split())
"""Small words as they are written with marks: 'đang' is one, 'Đảng' is not."""
STOP_WORDS: Final = frozenset(fold(word) for word in STOP_MARKED)
STOP_AT_END: Final = frozenset(("ad", "nha", "ha", "hen", "nghen", "nhe", "ne", "v", "vs", "b"))
"""Without marks these may be a thing; at the end of a question they are only polite."""

LEVELS: Final = frozenset(("huyen", "tinh", "quan", "xa", "phuong", "tp", "pho", "nganh"))
SELF: Final = _any(
    "(?:huyen|tinh|xa|phuong|quan|don vi|co quan|cong doan|cong doan co so|nganh|thanh pho|tp|co so|truong|cong ty|ben)"
    " (?:minh|ta|toi|em|chung toi|chung ta|chung minh|tui|nha)"
)
_COUNTS: Final = r"\b(?:bao nhieu|(?<!nha )(?<!nganh )(?<!xe )(?<!cong ty )may(?! moc| tinh))\b"
YES_NO: Final = re.compile(
    r"\b(?:co )?(?:dung|phai)(?: la| vay| the)? (?:khong|chua|hong|hok|hem|hen|ha|he|a|vay|nhi)\b"
    r"|\bco (?:dung|phai)\b|\b(?:dung|phai) la\b(?!.*\bbao nhieu\b)"
    r"|\b(?:chu gi|hay sao|hinh nhu|nghe (?:noi|dau)|(?:that|thiet) (?:khong|ha|a))\b"
    # After 'bao nhiêu' a last 'ạ', 'hả' or 'nhỉ' is only polite.
    rf"|^(?!.*{_COUNTS})(?:.*\b(?:a|ha|phai|nhi|khong|chua|hong|hem|hen|he)\s*$"
    r"|\s*(?:co|dung|phai) )"
)
AT_MOST: Final = re.compile(r"\b(?:khong (?:qua|vuot|vuot qua)|toi da|nhieu nhat|chua (?:toi|den)|(?<!khong )duoi) \d")
AT_LEAST: Final = re.compile(r"\b(?:khong (?:duoi|it hon|thap hon)|it nhat|toi thieu|hon|tren) \d")
OF_ONE_YEAR: Final = _any("(?:mot|1|moi|hang|tung|rieng) nam")
OF_WHOLE_TERM: Final = _any("ca (?:nhiem ky|khoa|giai doan|ky)", "toan khoa", "(?:ca|trong|suot) 5 nam")
"""What else a doubted figure says of itself: its bound, and the time it is for."""
RESULTS: Final = _any(
    r"(?<!toi )da (?!duoc giao|giao|de ra|dat ra|het)(?:\w+ ){0,4}?(?:duoc )?(?:bao nhieu|may|chua|toi dau|den dau)",
    r"duoc (?:bao nhieu|may)(?: \w+){0,4} roi",
    r"(?:bao nhieu|may)\b(?: \w+){0,5} roi",
    "den (?:nay|gio(?! lam| hoc| nghi)|hien tai|bay gio)",
    "ket qua",
    "(?<!dung )(?<!kip )(?<!theo )tien do",
    "thuc te",
    "(?:dat|xong|hoan thanh|du) chua",
)
MAYBE_RESULTS: Final = _any(
    "hien (?:nay |tai |dang )?(?:co|dat|dang co)",
    "dang co (?:bao nhieu|may)",
)
"""Results, unless the sentence also speaks of what must be reached."""
OBLIGED: Final = _any("phai", "can", "giao", "chi tieu", "se", "du kien", "phan dau", "de ra", "dat ra", "ke hoach")
FILED: Final = _any(r"da (?:nop|gui|bao cao)\b.*\b(?:chua|roi)", r"(?:nop|gui) (?:\w+ ){0,3}chua")
CADENCE: Final = re.compile(
    r"\bbao cao (?:dinh ky )?(?:hang |theo )?(6 thang|sau thang|thang|quy|nam|tuan)\b(?! nao| may)"
)
_NAMES: Final = "ai|don vi nao|co so nao|doanh nghiep nao|cong ty nao|noi nao"
WHICH_ONES: Final = _any(
    rf"(?:gom|la|cu the la)(?: \w+){{0,2}} (?:nhung |cac )?(?:{_NAMES})",
    r"danh sach(?: \w+){0,12} (?:ai|don vi|co so|doanh nghiep|cong ty|noi)(?: nao)?",
    r"(?:nhung|cac) (?:don vi|co so|doanh nghiep|cong ty|cong doan|cong doan co so|nguoi) nao (?:duoc|se|phai|trong)",
)
"""Names of those counted; the documents only count."""
FROM_PAPER: Final = _any(
    r"(?:nghi quyet|quyet dinh|ket luan|chi thi|cong van|luat|ke hoach|chuong trinh)(?: \w+){0,3}"
    r" so (?:may|nao|bao nhieu|gi)"
)
"""The number of a document that is mentioned, not of the document at hand."""
_PAPER_NAMED: Final = "(?:nghi quyet|quyet dinh|ket luan|chi thi|cong van|huong dan|ke hoach|chuong trinh)"
BASED_ON: Final = re.compile(
    rf"^\s*(?:(?:cai )?(?:van ban|{_PAPER_NAMED})(?: \w+){{0,6}}? )?"
    r"(?:dua (?:tren|vao|theo)|can cu(?: vao| theo)?|thuc hien(?: theo)?|trien khai|cu the hoa|theo"
    r"|(?P<replaces>thay(?: the)?(?: cho)?))(?: cai)?"
    rf" (?P<type>{_PAPER_NAMED[3:-1]})(?: \w+){{0,3}}? so (?:may|nao|bao nhieu|gi)\b"
)
"""'Kế hoạch này dựa trên kế hoạch số mấy của tỉnh' asks for the number of a paper that it names."""
DAY_OF_PAPER: Final = re.compile(
    rf"^\s*(?:cai )?{_PAPER_NAMED} (?:cua (?:\w+ ){{1,5}}?)?(?:(?:la|ra|co) )?(?:tu )?"
    r"(?:ngay|hom) (?:nao|may|bao nhieu)\b"
)
"""'Nghị quyết 21 của Tỉnh ủy ngày nào': its day, and not of what is done by it."""
LEFT_OUT: Final = _any(
    r"khong (?:duoc |phai |can )?(?:ap dung|thuc hien theo)(?: \w+){0,6} (?:nao|ai|dau|gi)",
    r"(?:ngoai tru|khong gom|khong bao gom|khong thuoc (?:doi tuong|pham vi))(?: \w+){0,4} (?:nao|ai|dau|gi)",
)
"""To whom, or to what, a paper does not apply."""
WHERE_WRITTEN: Final = _any(
    r"(?:o|tai|thuoc|trong) (?:muc|phan|dong|trang|cho|doan|van ban) (?:nao|may)",
    "muc (?:nao|may)",
    "(?:trich|ghi|lay|noi|viet|quy dinh) (?:o|tu|trong) (?:dau|van ban nao|muc nao)",
    "nguon (?:nao|o dau|dau)",
    "van ban nao (?:quy dinh|noi|ghi|neu)",
)
VERBATIM: Final = _any(
    r"(?:xem |trich |doc |ghi |gui |dan )?(?:y )?nguyen van(?: (?:dau|the nao|ra sao|xem|di|cau do|la gi|giup))?",
    "(?:cau|doan|ban|loi) (?:goc|nguyen goc|day du)",
    "(?:trich|dan) (?:dan|cau|doan|nguon)(?: dau)?",
    "(?:chi tiet )?nguon(?: dau| nao| o dau)?$",
    "chi tiet nguon",
    "van ban (?:ghi|viet) (?:the nao|sao|ra sao)",
)
"""The words themselves are wanted, not what they come to."""
CORRECTION: Final = re.compile(
    r"^\s*(?:(?:a|u|uh|ua|o|oi|da|the|nham|nham roi|sai|sai roi|khong|ko|k|hong|hok|khong phai|ko phai|k phai|kp"
    r"|khong dung)[\s,.!:;-]+)*?(?P<sign>khong phai|ko phai|k phai|kp|khong dung|nham|nham roi|sai roi|khong|ko|hong"
    r"|y (?:toi|minh|em|chi|anh|tui|tao|la)|(?:toi|minh|em|chi|anh|tui) (?:muon |dang )?(?:noi|hoi))\b[\s,.!:;-]*"
    r"(?:(?:y )?(?:toi |minh |em |chi |anh |tui )?(?:dang |muon )?(?:hoi|noi)?(?: ve| den| toi)?(?: la| cai)?\s+)?"
    r"(?:la\s+|muon hoi\s+)?(?P<rest>\S.*?)(?:\s+(?:co|co ma|ma|kia|chu|kia ma))?\s*[?.!]*\s*$"
)
"""'Ý tôi là khu vực tư nhân', 'không phải, hỏi đối thoại cơ': the question before, with this put right."""
THEN_NOW: Final = re.compile(
    r"^\W*(?:(?:the|con|vay|a|o|u|uh|ok|va|nhung|thi|de|den|cho|tinh den) )*"
    r"(?P<now>bay gio|bay h|bgio|bg|hien nay|hien gio|hien tai|luc nay|hien thoi|hom nay|gio)"
    r"(?:,? (?:la|thi|sao|ra sao|the nao|nhu the nao|bao nhieu|may"
    r"|duoc bao nhieu|can bao nhieu|phai bao nhieu|ntn|s|bn|roi|a|vay|the|nhi|ha|nha|z|do))*\W*$"
)
"""'Thế bây giờ thì sao': nothing but the time is another."""
ON_DAY: Final = _any("(?:ngay|hom) (?:nao|may|bao nhieu)", "mung may")
OF_SECTION: Final = _any(
    "(?:gom|co|lam|bao gom) (?:may|nhung|cac) (?:viec|noi dung|hoat dong|y|muc|phan|nhiem vu)",
    "ke (?:het|ra|ten)", "lam (?:gi|nhung gi|viec gi)", "co (?:gi|nhung gi)", "gom (?:gi|nhung gi)",
)  # fmt: skip
"""What stands under one heading is wanted, whole."""
WHICH_BODY: Final = "(?:don vi|bo phan|ban|to chuc|co quan|cap|doan the) nao"
WHO_DOES: Final = _any(
    r"ai (?!ky|ban hanh|da ky)(?:se |phai |duoc )?\w+",
    rf"{WHICH_BODY} (?:se |phai |duoc giao )?(?:lo|lam|phu trach|chu tri|theo doi|to chuc|thuc hien|tham dinh|dam nhan"
    "|dam trach|tham muu|quan ly|chiu trach nhiem|phan cong|cham|duyet|xet|kiem tra|giam sat|ho tro|giup)",
    f"do (?:{WHICH_BODY}|ai)",
)
"""Who is to do a thing; a sentence that names nobody does not say."""
WHERE: Final = _any("(?:o|tai|den) dau", "(?:o|tai) (?:cho|noi) nao", "dia diem(?: nao| o dau)?", "cho nao")
"""A place is wanted; a figure of what takes place there is no answer."""
WHO_GETS: Final = _any("ai (?:se |cung )?(?:duoc|nhan|huong|thuoc|bi|la|co)")
"""'Ai được tặng quà' asks for whom a thing is, and not who does it."""
WHY: Final = _any("vi sao", "tai sao", "sao lai", "ly do(?: gi| nao)?", "nguyen nhan(?: gi| nao)?", "de lam gi")
COMPARE: Final = _any(
    "so voi", "so sanh", "(?:cao|thap|nhieu|it|lon|nho) hon", "chenh(?: lech| nhau)?", "hon kem", "bang nhau",
    "khac (?:gi|nhau|bao nhieu)", "hon (?:nam|bao nhieu)",
    r"(?:tang|giam) (?:len |xuong |them |di )?(?:bao nhieu|may)(?! (?!phan tram|so voi|lan|diem|vay|a|nhi|the)\w)",
)  # fmt: skip
"""Two things beside each other; 'tặng mấy suất' and 'tăng mấy đoàn viên' set nothing beside anything."""
OURS: Final = _any("(?:cua|ben|cho) (?:minh|ta|toi|em|chung toi|chung ta|chung minh|tui)")
DIFFERENCE: Final = _any(
    "chenh(?: lech| nhau)?", "hon kem", "(?:tang|giam|hon|kem) (?:len |xuong |them |di |nhau )?(?:bao nhieu|may)",
    "khac bao nhieu", "bao nhieu lan",
)  # fmt: skip
REFERS_BACK: Final = _any("(?:chi tieu|con so|so|muc|cai|ke hoach|nhiem vu) (?:do|nay|ay|tren|vua roi|vua noi)")
THERE: Final = _any("(?:noi|cho|don vi|co so|doanh nghiep|nguoi|nhom|dot|lop|cuoc|nha) (?:do|ay|day|kia)")
"""'Nơi đó phải có mấy lao động' is of what the question before was about."""
UNTIL_WHEN: Final = _any("(?:den|toi|truoc|vao) (?:het |cuoi |dau )?(?:nam nao|khi nao|bao gio|thang nao|ngay nao)")
"""'Chỉ tiêu đó đến năm nào' asks by when the figure is due, not how long the paper holds."""
LAST_CLAUSE: Final = re.compile(r"[,;.?]\s*(?=(?:vậy|vay|còn|thế|the|con)\s)", re.IGNORECASE)
WHO_REPORTS: Final = _any(r"(?:ai|don vi nao|bo phan nao|ban nao|co quan nao)(?: \w+){0,4} bao cao")
"""May stand in a sentence on who does what, which imposes no reporting duty."""
WHICH: Final = _any("nao", "la gi", "nhung gi", "gom gi", "cu the")
TO_DO: Final = re.compile(
    r"^(?P<who>(?: \w+){1,9}?) (?:se |can |phai |co )*(?:lam|trach nhiem|nhiem vu|duoc giao|phu trach|lo|thuc hien)"
    r"(?: viec| nhiem vu| nhung)*(?: gi| viec gi| nhu the nao| the nao| may viec| may nhiem vu| nhung viec)"
)
"""'Các CĐCS phải làm gì': who is to do something."""
_TERM: Final = "(?:nhiem ky|khoa|giai doan)"
_KY: Final = "(?<!dinh )(?<!bao cao )(?<!nhiem )(?<!hoc )(?<!thoi )ky"
"""'Kỳ' alone; without marks 'ký trước' looks the same, so fewer words may follow it."""
TERM_STEPS: Final[Mapping[int, re.Pattern[str]]] = {
    0: _any(f"{_TERM} (?:nay|hien tai|hien nay|hien hanh|moi)", f"{_KY} (?:nay|hien tai)"),
    -1: _any(
        f"{_TERM} (?:truoc(?! ngay| khi)|vua roi|vua qua|lien truoc|cu(?! [0-9])|roi|da qua)",
        f"{_KY} (?:truoc(?! ngay| khi| thang| han| quy| nam)|vua roi|vua qua)",
    ),
    1: _any(f"{_TERM} (?:sau|toi|ke tiep|tiep theo)", f"{_KY} (?:sau|toi|tiep theo)(?! ngay| khi| thang)"),
}
"""Which term is meant, by steps from the one that runs."""
_LEVEL: Final = "(tinh|thanh pho|tp|huyen|quan|xa|phuong|dac khu|khu cong nghiep|khu|nganh|tong lien doan|tong cong ty)"
_SETS: Final = "(?:giao|de ra|dat ra|yeu cau|quy dinh|chi dao|phat dong|dua ra|an dinh)"
ABOVE: Final = _any(
    rf"cap tren(?! truc tiep co so| co so)(?: (?:minh|ta|toi|em|chung toi))?(?: da| se| co)?(?: \w+)? {_SETS}",
    "(?:cua|theo|ben) cap tren(?! truc tiep co so| co so)",
)
"""'Cấp trên giao': the papers of those above; a report that goes to them asks for none of theirs."""
LEVEL_SETS: Final = _any(
    rf"(?:tren|ben|cap|lien doan lao dong|cong doan) {_LEVEL}(?: (?:minh|ta|toi|em|nha))?(?: \w+){{0,3}}? {_SETS}",
    rf"(?<!toan ){_LEVEL}(?: (?:minh|ta|toi|em|nha))?(?: da| se| co)? {_SETS}",
    rf"tren {_LEVEL}",
    rf"(?:cua|theo) (?:lien doan lao dong|cong doan) {_LEVEL}",
)
AND_WHAT_OF: Final = re.compile(
    r"(?:the |vay |va |a |o |u |uh )*(?=con .* thi (?:\w+ ){0,3}(?:sao|may|bao nhieu|the nao)\b)"
)
LEVEL_OWN: Final = _any(rf"{_LEVEL} (?:minh|ta|nha|chung toi|chung ta|chung minh|toi|em)")
LIST_NOUNS: Final = ("chi tieu", "nhiem vu", "ke hoach", "khau", "giai phap", "dot pha", "moc", "muc")
SPANS: Final = (("hang nam", "hang nam"), ("moi nam", "hang nam"), ("nhiem ky", "nhiem ky"), ("hang quy", "quy"))
"""How a list of targets may be narrowed by time: 'chỉ tiêu hằng năm', 'chỉ tiêu nhiệm kỳ'."""
DUTY_LINE: Final = _any("bao cao", "hieu luc")
PERSON: Final = _any(
    "so dien thoai",
    "sdt",
    "dien thoai",
    "email",
    "dia chi",
    "ho ten",
    "ho va ten",
    "ten (?:gi|la gi|ai)",
    r"(?:chu tich|pho chu tich|truong ban|bi thu)(?: \w+){0,8} (?:la ai|ten gi|la nguoi nao)",
    "ai la (?:chu tich|pho chu tich|truong)",
    "ai (?:dang )?lam chu tich",
)
DAY_WANTED: Final = _any(
    "ngay (?:nao|may|bao nhieu)",
    "truoc ngay",
    "han (?:nop|chot|cuoi|gui|la|bao cao|den)",
    "muon nhat",
    "cham nhat",
    "deadline",
    "thoi han",
    "han",
    "mung may",
)
PERCENT_WANTED: Final = _any("phan tram", "ty le", "ti le")
MONEY_WANTED: Final = _any(
    "(?:bao nhieu|may) (?:tien|ty|ti|trieu|dong|nghin|kinh phi)",
    "so tien",
    r"bao nhieu (?:(?!cai\b|uu\b)\w+ )?tien\b(?! tien)",
    "(?:kinh phi|chi phi|tong chi|tri gia)(?: la| het| khoang| duoc| cho| tat ca)* (?:bao nhieu|may)",
    r"^\s*(?:kinh phi|chi phi|tong chi)(?! cong doan)\b.* (?:bao nhieu|may)",
    "muc (?:chi|thu|ho tro|dong|phu cap|luong|thuong|tham hoi|tro cap|qua|hoc bong|an ca|boi duong)",
    r"(?:duoc|phai|se|thi|cho phep) chi (?:bao nhieu|may)(?! (?:phan tram|chi tieu|nguoi|doan vien|lan)\b)",
)
SUM_DOUBTED: Final = re.compile(
    r"(?:\b|(?<=\d))(ty|ti|trieu|tr|nghin|ngan|(?<=\d)k|(?<=\d )(?<!19\d\d )(?<!20\d\d )k)"
    r"(?:\d{1,3}| ruoi| \d{1,3})?(?: dong)?"
    r"(?: (?:mot|moi) \w+| / ?\w+)?,? ?(?= (?:dung|phai|co dung|a|ha|hay|nhi|chu|khong|ko|hok)\b|\s*[?.!]|\s*$)"
)
"""A sum at the end of what is doubted, with nothing counted behind it; 'báo cáo hàng quý k' ends in 'không'."""
THOUSAND: Final = ("nghin", "ngan")
PRICED: Final = _any(
    "suat", "bua", "tien", "gia", "muc", "qua", "dong", "luong", "phu cap", "(?:moi|mot) (?:nguoi|ca|ngay|thang)"
)
NUMBER_OF: Final = re.compile(
    r"^\s*(?:(?:the|con|vay|va|cho|hoi|em|minh|toi|chi|anh|xin|biet) )*(?:tong )?so (?:luong )?(?P<counted>\S.*)"
)
"""'Số suất quà Tết' at the beginning asks for a count; further on it is what a share is taken of."""
MEASURED: Final = re.compile(r"\b(?<!ngay )(?<!mung )(?<!thu )(?:bao nhieu|may)((?: [a-z]+){1,5})")
LIST_OF_PLANS: Final = _any(
    r"(?:cac|nhung|toan bo|tat ca|liet ke|may|bao nhieu|danh sach|\d{1,2}) (?:\w+ )?ke hoach",
    r"ke hoach (?:\w+ ){0,8}?(?:(?<!luc )(?<!khi )(?<!hom )(?<!ngay )nao|gi|gom|bao gom|la nhung|thu may|so may)",
)
LIST_OF_TARGETS: Final = _any(
    r"(?:cac|nhung|toan bo|tat ca|liet ke|may|bao nhieu|danh sach) (?:\w+ )?(?:chi tieu|con so)",
    r"chi tieu (?:\w+ ){0,9}?(?:nao|gi|gom|bao gom)",
)

ORDINAL: Final = "nhat|nhi|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi"
NTH: Final = re.compile(
    r"\b(chi tieu|ke hoach|khau dot pha|dot pha|khau|nhiem vu|giai phap|nhom giai phap)"
    r"(?: (?:chuyen de|trong tam|thuc hien|cua|la|nhanh)){0,2} (?:(?:so|thu|muc) )?"
    r"(\d{1,2}(?![\d.,/]|\s(?:phan tram|doan vien|cong doan|can|cuoc|nguoi|nam|thang|don vi|doanh nghiep))"
    rf"|(?<=thu )(?:{ORDINAL})|(?<=so )(?:mot|{ORDINAL})|dau tien|cuoi cung)\b"
)
NTH_ALONE: Final = re.compile(rf"\b((?:(?<=\bthu )|(?<=\bso ))(?:\d{{1,2}}|{ORDINAL})|dau tien|cuoi cung)\b")
NTH_COUNTS: Final[Mapping[str, int]] = {"nhat": 1, "nhi": 2, "muoi": 10, "dau tien": 1, "cuoi cung": -1}

DOCUMENT_TYPES: Final[Mapping[str, str]] = {
    "ctr": "chuong trinh",
    "ctrinh": "chuong trinh",
    "kh": "ke hoach",
    "nq": "nghi quyet",
    "kl": "ket luan",
    "qd": "quyet dinh",
    "ct": "chi thi",
    "hd": "huong dan",
    "tb": "thong bao",
    "bc": "bao cao",
    "cv": "cong van",
    "da": "de an",
    "ttr": "to trinh",
    "qc": "quy che",
    "vb": "",
    "van ban": "",
}
TYPE_SIGNS: Final = "|".join(sign for sign, long in DOCUMENT_TYPES.items() if long)
WRITTEN_NUMBER: Final = re.compile(rf"\b(\d{{1,5}}[a-z]?)\s*[-/]\s*({TYPE_SIGNS})\b(?:\s*[-/]\s*[a-z]+)*")
SPOKEN_NUMBER: Final = re.compile(
    rf"\b({'|'.join(DOCUMENT_TYPES)}|chuong trinh|ke hoach|nghi quyet|ket luan|quyet dinh|chi thi|huong dan|cong van"
    r"|de an)(?: hanh dong| cong tac)? (?:so )?(\d{2,5}[a-z]?)(?![\w.,]*\d)"
    r"(?!\s*(?:%|/|-|doan vien|nam|thang|cdcs|can|cuoc|chi tieu|ke hoach))\b"
)
PLACE: Final = re.compile(
    r"\bmuc ([ivx]{1,5})((?:\s*\.\s*\d{1,2})*)\b(?:[\s,]*(?:gach dau dong|y|gach) (?:thu )?(\d{1,2}))?"
)
ELLIPSIS: Final = re.compile(
    r"^\s*(?:the |vay |a |o |u |uh |ok |con |va |nhung |thi )*(?:con|the thi|thi sao|the|vay|nhu vay|rieng)\b"
    r"|\bthi (?:sao|the nao)\b|\b(?:do|nay|ay|kia|tren|vua roi|vua noi)\s*$|\b(?:no|cai do)\b"
    r"|\b(?:chuong trinh|ke hoach|van ban|chi tieu|muc|so|cai|khau|nhiem vu|dot pha) (?:do|nay|ay|tren|vua roi)\b"
)
