# From consent to the honour board: the public sentence, its release, the board in chat. To the desk without pronouns.

menu-board = Bảng vàng của xã
board-words = bảng vàng, bang vang, gương tốt, xem bảng vàng
board-none = Bảng vàng chưa có tên ai. { $You } thấy ai làm việc tốt thì nhắn: kể.
board-list =
    Bảng vàng của { $commune }:
    { $lines }
    Thấy sai, { $you } nhắn: sửa, và mã.
board-line =
    { $name }, { $hamlet }: { $sentence }
    { $code }
board-where =
    Xem đủ ở đây:
    { $url }
board-edit-words = sửa, chữa
board-wrong-ask = Chỗ của { $name } trên bảng vàng, chưa đúng ở đâu ạ?
board-wrong-thanks = { $Me } chuyển cho cán bộ xã rồi, cảm ơn { $you }.
board-published-hamlet = Việc của { $who } đã lên bảng vàng của xã. Người ấy đổi ý thì { $you } báo { $me } nhé.
board-down = Việc của { $who } đã gỡ khỏi bảng vàng.
board-taken-down = { $Me } gỡ việc của { $who } khỏi bảng vàng rồi, cả ảnh.
board-down-unknown = { $Me } chưa thấy mã ấy trên bảng vàng.
board-down-words = gỡ, gỡ xuống, gỡ bỏ

## Texts to pass on

board-published =
    Việc của { $who } đã lên bảng vàng. Viết lại câu: viết, và mã. Gỡ xuống: gỡ, và mã:
    { $code }
    Dưới đây là tin gửi nhóm thôn và bài đọc loa.
board-forward =
    Bảng vàng { $commune }
    { $name }, { $hamlet }
    { $sentence }
    Mọi người thấy ai làm việc tốt thì kể cho xã nhé.
board-loudspeaker =
    Mời mọi người nghe gương người tốt, việc tốt của { $commune }.
    { $sentence }
    Người làm việc ấy là { $name }, { $hamlet }. Xin cảm ơn và biểu dương { $name }.
    Mọi người thấy ai làm việc tốt thì kể cho xã. Xin cảm ơn mọi người đã nghe.

## The sentence

deed-write = Viết một câu nêu gương, người ngoài sẽ đọc. Viết câu mới, không chép lời kể.
deed-write-name-photo = Việc của { $who }: cho nêu tên và ảnh.
deed-write-only-name = Việc của { $who }: chỉ nêu tên.
deed-write-initials = Việc của { $who }: là trẻ em, chỉ ghi chữ cái đầu, không ảnh, không tên lớp.
deed-write-worded = Việc { $number } của { $who } đã có ý của người trong cuộc. Viết câu nêu gương: viết { $number }.
deed-write-sent-back = Cần sửa câu nêu gương: { $why }.
deed-write-words = viết, viết câu
deed-write-words-only = Câu nêu gương viết bằng chữ, không quá 220 chữ cái.
deed-write-no-consent = Việc của { $who } chưa có ý của người trong cuộc. Hỏi được rồi nhắn: xin phép { $number }.
deed-write-no-word = Việc của { $who } cần { $needed } người xác nhận, mới có { $found }. Hỏi qua điện thoại rồi nhắn: xác nhận { $number }.
deed-write-unfit-story = Câu này giống hệt lời kể. Lời kể không đưa ra ngoài, viết câu khác.
deed-write-unfit-name = Câu này có tên trẻ em. Chỉ ghi chữ cái đầu, hoặc viết: một em nhỏ.
deed-write-unfit-class = Câu này có tên lớp, tên trường của trẻ em. Bỏ chỗ ấy đi.
deed-write-check = { $has ->
    [yes] { $name }, { $hamlet }, kèm { $photos }: { $sentence } Đúng chưa?
   *[no] { $name }, { $hamlet }, không ảnh: { $sentence } Đúng chưa?
}
deed-write-check-keep = Đúng, gửi duyệt
deed-write-check-keep-others = đúng, được, gửi
deed-write-check-keep-alone = Đúng, đưa lên bảng vàng
deed-write-check-keep-alone-others = đúng, được
deed-write-check-sentence = Viết lại câu
deed-write-check-name = Sửa tên
deed-write-check-photos = Kèm ảnh
deed-write-check-no-photos = Không kèm ảnh
deed-write-naming = Tên ghi trên bảng vàng là gì?
deed-write-kept = Đã gửi duyệt câu nêu gương việc của { $who }.
deed-write-nobody = Đã ghi câu nêu gương việc của { $who }, nhưng chưa có ai duyệt được. Mời Chủ tịch hoặc công chức thứ hai: mời người.
deed-write-out = Việc của { $who } đã lên bảng vàng.
deed-release =
    Duyệt lên bảng vàng, việc { $number }:
    { $name }, { $hamlet }: { $sentence }
    Duyệt không?
deed-release-yes = Duyệt
deed-release-yes-others = đồng ý, có, được
deed-release-back = Cần sửa
deed-release-back-others = sửa, không, chưa
deed-release-later = Để sau
deed-release-words = duyệt
deed-release-worded = Câu nêu gương việc { $number } của { $who } chờ duyệt. Xem và duyệt: duyệt { $number }.
deed-release-kept = Việc { $number } của { $who } để đó. Xem lại: duyệt { $number }.
deed-release-own = Câu này do chính đồng chí viết, người khác duyệt.
deed-release-own-praise = Câu này nói về chính đồng chí, người khác duyệt.
deed-release-why = Cần sửa chỗ nào?
deed-released = Đã duyệt, việc của { $who } lên bảng vàng rồi.
deed-sent-back = Đã chuyển lại câu nêu gương việc của { $who } cho người viết.
desk-wrong =
    Có người nói bảng vàng, việc của { $who }, chưa đúng: { $text }
    Cần gỡ thì nhắn: gỡ, và mã:
    { $code }
desk-down = Việc của { $who } đã gỡ khỏi bảng vàng.
desk-taken-down = Đã gỡ việc của { $who } khỏi bảng vàng, cả ảnh.
desk-down-unknown = Mã ấy không có trên bảng vàng.
