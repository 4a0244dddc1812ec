"""An accusation told as a good deed, and good deeds that only speak of wrongs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import sounds_accusing
from bot.dialogue.understand.accusing import ABUSES, COMPLAINTS, HELPING, TURNING, WRONGS


def rows(table: str) -> list[str]:
    return [row.strip() for row in table.strip().splitlines()]


ACCUSING = """
Tôi muốn tố cáo ông Sấu trưởng thôn ăn chặn tiền hỗ trợ của dân
toi muon to cao ong Sau truong thon
Ông Sấu tham ô tiền quỹ thôn 20 triệu đồng
ong sau tham o tien quy thon may nam nay roi
Trưởng thôn nhận hối lộ để xét hộ nghèo cho người nhà
Cán bộ xã vòi tiền mới cho làm giấy tờ
can bo dia chinh nhan hoi lo
Ông Thóc lấn chiếm đất công làm nhà
nhà ông Thóc lấn sang đất nhà tôi hơn một mét
ong thoc lan chiem dat cua nha toi
Anh Cày đánh đập vợ con suốt ngày, cả xóm ai cũng biết
anh Cay danh dap vo con suot ngay
Ông Bờ bạo hành mẹ già, bỏ đói mấy hôm nay
Bà Mơ lừa đảo của tôi 50 triệu rồi trốn mất
ba mo lua dao cua toi 50 trieu
Thằng Tép trộm gà nhà tôi
ong truong thon lay tien quy tieu rieng
Thầy giáo đánh học sinh
tôi đề nghị xem xét lại việc xét gia đình văn hóa nhà ông Bờ
thang Tep trom ga nha toi hai lan roi
Tối nào nhà ông Bờ cũng tụ tập đánh bạc
nha ong Bo to chuc danh bac
con ông Sấu buôn ma túy mà công an không làm gì
con ong Bo hut ma tuy, ca xom so
Trưởng thôn bao che cho cháu họ
Tôi xin phản ánh việc làm đường kém chất lượng
toi xin phan anh viec lam duong khong dung
Tôi làm đơn khiếu nại về tiền đền bù mà chưa ai trả lời
gia dinh toi khieu nai ve dat dai
Tôi sẽ kiện ra tòa nếu xã không giải quyết
Ông Sấu khai khống danh sách hộ nghèo
Đề nghị xã xem lại, trưởng thôn ăn bớt xi măng làm đường
ong truong thon an bot tien lam duong
Trưởng thôn thu tiền sai quy định, không công khai cho dân
Hàng xóm xả rác ra mương hôi thối không chịu được
nha ba Mo xa rac ra muong hoi thoi
Ông Bờ say rượu quậy phá cả xóm
Bà Mận không xứng đáng được khen, bà ấy hay nói xấu hàng xóm
Ông Bờ vay tiền của tôi 3 năm rồi, nợ không trả
Chủ thầu quỵt tiền công của tôi
Đề nghị xử lý nghiêm ông Cày đánh vợ
Mong xã giúp, ông Bờ hay chửi bới đánh mẹ già
Nhờ công an vào cuộc, nhà bên cạnh sát phạt thâu đêm
xin xã cứu tôi với, chồng tôi bạo lực lắm
Ông Thóc trộm chó, không trả lại cho ai cả
kể giúp bà Hành: ông Bờ cướp đất của bà
Nó lừa tiền cả làng, chưa ai đòi lại được
Ông Bờ chặt phá rừng trái phép
TÔI TỐ CÁO ÔNG SẤU!!!
Cán bộ cậy quyền ức hiếp dân, bà con rất bức xúc
ông ấy nhận quà của dân rồi bỏ túi
Công an xã bao che cho bọn cờ bạc
bí thư chi bộ ngoại tình với vợ người khác
chong toi say ruou danh dap toi
can bo thon an chan tien cua nguoi gia
Sao xã không giải quyết khiếu nại của tôi
Đã nhắc nhở nhiều lần mà nhà ông Bờ vẫn xả rác
Ông Bờ đánh tôi, tôi đã báo công an
Anh Tép trộm gạo cứu trợ của thôn
Ông Cày bắt trộm chó của cả xóm
Ông Sấu lừa đảo lấy hết tiền hỗ trợ của bà con
Ông Sấu là đảng viên mà lại đánh bạc
Sao công an chưa bắt tên trộm xe nhà tôi
Tôi lắp camera thấy nhà bên đổ rác trộm
Bà Mơ cho vay nặng lãi, đến nhà đe dọa tôi
ong Bo danh vo, xa khong xu ly
Hàng xóm nhà tôi mở nhạc to cả đêm không ai ngủ được
ông trưởng thôn chia tiền không đều
truong thon bat dan nop tien lam duong ma khong co hoa don
Ông Sấu lấy tiền ủng hộ bão lụt về xây nhà
can bo xa hach sach dan
Chồng tôi đánh tôi gãy tay
thằng Tép nghiện hút trộm vặt cả xóm
con bà Mơ nghiện ma túy hay xin tiền
Ông Sấu nhận tiền của nhà bà Mơ để cho vào hộ nghèo
tôi bị ông Bờ lừa mất 30 triệu
ba Mo giat hui cua ca xom bo tron
Bà Mơ vỡ hụi ôm tiền bỏ trốn
Ông Bờ mượn tiền không trả
truong thon cho con chau vao ho ngheo
Trưởng thôn đưa người nhà vào danh sách hộ nghèo
Công an đánh dân
Tôi tố ông Sấu lấy đất của tôi
xin báo với xã ông Cày nấu rượu giả
Yêu cầu xã giải quyết vụ tranh chấp đất nhà tôi
ông Cày chặn đường không cho ai đi
Lãnh đạo thôn mất dân chủ, độc đoán
Ông Sấu dọa nạt người dân
Nhà ông Bờ nuôi lợn mùi thối cả xóm chịu không nổi
no trom xe cua toi ma khong ai bat
đề nghị công an bắt thằng Tép
Kẻ gian lấy mất con trâu nhà tôi
to cao can bo xa
"""

HARMLESS = """
Anh Thóc bắt được kẻ trộm xe máy giao cho công an
anh Thoc bat duoc ke trom xe may
Cô Lúa đuổi trộm giúp nhà bà Mận
Nghe tiếng kêu, anh Cày đuổi theo tên cướp, lấy lại túi cho bà cụ
Bà Mận giúp người bị lừa đảo lấy lại tiền
ba Man giup nguoi bi lua dao lay lai tien
Ông Thóc vận động bà con không đánh bạc ngày Tết
ong Thoc van dong ba con khong danh bac ngay tet
Ông Sấu can ngăn hai nhà đánh nhau
Chị Lúa can ngăn anh chồng say rượu đánh vợ
Tuyên truyền phòng chống ma túy cho thanh niên trong thôn
tuyen truyen phong chong ma tuy cho thanh nien
Cô Lúa nhặt được ví có 5 triệu trả lại cho người mất
co Lua nhat duoc vi tra lai nguoi mat
Anh Tép cai nghiện ma túy thành công, giờ giúp người khác cai
Ông Thóc hòa giải vụ kiện tụng đất đai giữa hai nhà
ong Thoc hoa giai vu kien cao dat dai
Bà Mơ nhà bị trộm lấy mất con bò, cả xóm góp tiền mua con khác cho bà
Hôm qua nhà bà Mơ bị trộm. Anh Thóc nghe thấy chạy sang bắt được. Xe trả lại cho bà.
Ông Bờ tự nguyện tháo dỡ phần lấn chiếm, hiến thêm đất làm đường
Ông Thóc hiến 200 mét đất làm đường
ong Thoc hien dat lam duong
Bà Mận nấu cháo cho người già mỗi tuần
Chị Lan dắt cụ già qua đường
chi Lan dat cu gia qua duong
chi Lan sang nha ba cu nau com
cô ấy nấu bột cho em bé ăn
co ay nau cho em be an bot moi ngay
Nhà khó khăn không có điều kiện mà vẫn cho người khác gạo
nha khong co dieu kien ma van giup nguoi khac
Anh Cày bê giúp mấy kiện hàng cho bà bán xôi
Sự kiện hiến máu có anh Thóc tham gia bảy lần
Bác Sấu sửa xe không lấy tiền của học sinh
Ông Thóc sửa điện cả xóm không đòi tiền công
ong Thoc sua dien khong doi tien cong
Bà ấy làm thủ quỹ hai mươi năm không tham ô một đồng nào
Ông Sấu dũng cảm tố cáo đường dây lừa đảo
Bà con tích cực tố giác tội phạm, giữ bình yên thôn xóm
Ông Thóc đấu tranh chống tham nhũng
Cụ Bờ bị con đánh đập, chị Lúa đón cụ về chăm sóc
Chị Lúa cưu mang hai cháu bị bạo hành
Cô giáo phát hiện kịp thời em bị xâm hại, báo công an
Anh Cày bỏ rượu, từ bỏ cờ bạc, làm ăn giỏi
Anh Cày trước hay say rượu, được bác Thóc khuyên bảo nay đã bỏ hẳn
Tổ tự quản đi tuần tra đêm nên thôn không còn trộm cắp
To tu quan tuan tra dem, khong con trom cap
Thanh niên dọn rác người ta xả rác bừa bãi ở bờ mương
Phụ nữ thôn Đoài thu gom rác ở chỗ ô nhiễm
Bà Mận ôm bà cụ bị tai nạn đi bệnh viện
Anh Thóc cứu người đuối nước
anh Thoc cuu nguoi duoi nuoc
Cháu Tí nhặt được điện thoại mang trả
Hội phụ nữ nói không với tín dụng đen, giúp nhau vay vốn
Chị Lúa cảnh báo bà con về trò lừa đảo qua điện thoại
Bà Mận khuyên nhủ con dâu con trai đừng đánh nhau nữa
Ông Thóc giải quyết khiếu nại của dân rất có lý có tình
Ông trưởng thôn lắng nghe, phản ánh kịp thời nguyện vọng của dân
Thím Mơ trộm vía khỏe lắm, còn đi cắt tóc cho người già
Bác Thóc nuôi con ngoan, gia đình gương mẫu
Cả thôn góp công làm đường bê tông 500 mét
ca thon gop cong lam duong be tong
Cô Lúa dạy chữ cho trẻ em nghèo buổi tối
Nhà cao to đẹp nhưng bác ấy vẫn đi quét đường cho cả xóm
phần anh Thóc thì anh nhường hết cho bà Mận
phan anh Thoc thi nhuong het cho ba Man
Anh Thóc đánh cá về chia cho cả xóm
Ông ấy đánh trống báo bão cho cả làng chạy
Anh Cày giữ xe, bảo vệ hoa màu khỏi trộm cho bà con
Ông Bờ mất bò, cả thôn đi tìm lại được, kẻ trộm đã ra đầu thú
Bà Mận cho mẹ con chị bị chồng đánh đập ở nhờ, chăm sóc cả tháng
Tôi bị móc túi, cô Lúa đuổi theo lấy lại ví cho tôi
Bác ấy chưa bao giờ nói xấu ai, sống chan hòa
Nhà bà cháy, cả xóm chạy sang cứu, không ai bảo ai
kể giúp bà Hành: cô Lúa cho bà gạo ăn cả năm
Xin đề nghị khen thưởng bà Mận nuôi trẻ mồ côi
Đề nghị xã khen ông Thóc
Mong xã khen anh Cày cứu người đuối nước
Bác Thóc nhắc nhở thanh niên không đánh bạc
Bà Mận dạy con cháu không rượu chè, không cờ bạc
Anh Tép bỏ rượu chè, chăm làm ăn
Nhận tiền cứu trợ xong bà Mận chia lại cho nhà nghèo hơn
Chị Lúa làm giúp việc mà nhặt được vàng vẫn trả lại chủ
Cả tổ thức đêm chống bão, gia cố đê
Bà Mận cho người lỡ đường ngủ nhờ
anh Cay bat duoc trom bo tra lai cho ba Mo
Chị Lúa phát hiện hai đứa trẻ định nhảy cầu liền can lại
Ông Thóc bỏ tiền túi mua đèn đường cho thôn
ong Thoc bo tien tui mua den duong
Chị Lúa đứng ra phân xử hai nhà tranh chấp bờ ruộng
anh Cày mất tiền mà không trách ai, còn cho họ gạo
Anh ấy nghiện rồi mà vẫn cai được nay làm ăn tốt
Bác Thóc đi tù về làm ăn lương thiện giúp nhiều người
Ông Sấu trưởng thôn công khai mọi khoản thu chi
Ong Sau chia tien ung ho rat cong bang
Bà Mận xử lý rác nhà mình thành phân bón
Chị Lúa đòi nợ không được mà vẫn cho người ta gạo
can bo xa giup dan lam giay to nhanh
bo doi giup dan gat lua
Chong chi Lua om, chi van nuoi hai chau mo coi
Bác Thóc cắt cỏ đường làng, sơn lại nhà văn hóa
bà Mận ăn chay nấu cơm từ thiện
cô giáo đánh vần cho các cụ
Công an viên Thóc thức đêm gác trộm cho bà con
Anh Thóc nhặt được túi tiền bị cướp đánh rơi giao nộp công an
Ông Cày kể chuyện phong trào kiến thiết
Bà Mơ vượt lên bạo bệnh vẫn dạy học
Chị Lúa hiến máu cứu người
chi Lua hien mau cuu nguoi
Anh Thóc tặng quà cho người nghèo, không khoe
Gia đình ông Thóc ba thế hệ sống hòa thuận, không cãi chửi nhau
ba Man khong noi xau ai
Ông Thóc dẹp đám đánh nhau
Ông Thóc trình báo việc nhặt được túi ma túy
Chị Mơ dắt trộm vào đồn
Cháu Tí báo người lớn có trộm
Hội phụ nữ trồng hoa ở bãi rác ô nhiễm
Anh Cày sửa chữa ống nước bị người ta đập phá
"""


@pytest.mark.parametrize("story", rows(ACCUSING))
def test_an_accusation_is_heard(story: str) -> None:
    assert sounds_accusing(story)


@pytest.mark.parametrize("story", rows(HARMLESS))
def test_a_good_deed_is_not_taken_for_an_accusation(story: str) -> None:
    assert not sounds_accusing(story)


@pytest.mark.parametrize(
    ("told", "accuses"),
    [
        pytest.param("Ông Sấu tham ô", True, id="marks"),
        pytest.param("ong Sau tham o", True, id="no marks"),
        pytest.param("bà ấy thăm ổ gà con", False, id="the marks say another word"),
        pytest.param("nhà tô cao lên đẹp", False, id="no shape, no accusation"),
        pytest.param("Tôi to cao nhưng vẫn giúp", False, id="in a marked text marks count"),
        pytest.param("", False, id="nothing"),
        pytest.param("…", False, id="no word"),
    ],
)
def test_marks_count_where_the_text_has_any(told: str, accuses: bool) -> None:
    assert sounds_accusing(told) is accuses


def test_the_way_a_text_is_encoded_makes_no_difference() -> None:
    for story in rows(ACCUSING) + rows(HARMLESS):
        decomposed = unicodedata.normalize("NFD", story)
        assert sounds_accusing(decomposed) is sounds_accusing(story)
        assert sounds_accusing(story.upper()) is sounds_accusing(story)


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    assert sounds_accusing(text) in (True, False)


@given(
    st.lists(
        st.sampled_from([*COMPLAINTS, *ABUSES, *WRONGS, *HELPING, *TURNING, ",", "ông Sấu", "."])
    )
)
def test_any_mixture_is_taken(said: list[str]) -> None:
    assert sounds_accusing(" ".join(said)) in (True, False)
    if not set(said) & {*COMPLAINTS, *ABUSES, *WRONGS}:
        assert not sounds_accusing(". ".join(said))


def test_a_very_long_story_is_taken() -> None:
    assert not sounds_accusing("bà Mận nấu cháo cho người già " * 3000)
