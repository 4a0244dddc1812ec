# Telling of a good deed. A question with its hint has at most 30 syllables.

deed-who =
    Ai làm việc tốt ấy ạ?
    { $You } nhắn tên, hoặc tả cho dễ tìm. Ví dụ: bà Mận bán xôi đầu làng.
deed-hamlet =
    Người ấy ở thôn nào ạ?
    { $You } nhắn tên thôn, ví dụ: Đoài. Không biết thì nhắn: không rõ.
deed-story =
    Người ấy đã làm gì ạ?
    { $You } kể một hai câu, hoặc gửi tin thoại, nói bao lâu cũng được.
deed-happened =
    Việc ấy hôm nào ạ?
    Ví dụ: hôm qua, rằm vừa rồi, 10/11, làm mấy năm nay. Không nhớ cũng được.
deed-evidence =
    { $You } có ảnh thì gửi cho { $me }, mấy ảnh cũng được.
    Không có thì nhắn: không.

# How the parts are called when one is to be changed, and other words for them.
deed-who-name = Người làm việc tốt
deed-who-words = tên, ai, người, tên người, người ấy
deed-hamlet-name = Thôn
deed-hamlet-words = thôn, làng, xóm, ở đâu, chỗ ở
deed-story-name = Việc đã làm
deed-story-words = việc, chuyện, lời kể, làm gì, nội dung
deed-happened-name = Ngày
deed-happened-words = ngày, hôm nào, bao giờ, lúc nào, thời gian
deed-evidence-name = Ảnh
deed-evidence-words = ảnh, hình, giấy tờ
deed-who-spoken = người trong tin thoại

deed-receipt =
    { $Me } nhận đủ rồi, cảm ơn { $you }. Mã của { $you }:
    { $code }
    { $You } giữ lại nhé. Dùng máy khác, hay gọi điện đến xã, cứ đọc mã này là hỏi được.
    Thôn xem trước, rồi đến xã. Chậm nhất { $day }, { $me } nhắn lại { $you }.
deed-amended =
    { $Me } ghi lại rồi, mã vẫn là:
    { $code }

deed-report-words = kể, kể việc tốt, kể chuyện, kể việc, báo việc tốt
deed-mine-words = của tôi, việc tôi đã kể, việc của tôi
deed-mine =
    { $You } đã kể:
    { $lines }
deed-mine-line = { $code }: { $who }, { $state }
deed-mine-none = { $You } chưa kể việc nào ạ. Muốn kể thì { $you } nhắn: kể.
deed-state-sent = thôn đang xem
deed-state-confirmed = xã đang xem
deed-state-doubted = xã đang xem
deed-state-accepted = xã đã nhận
deed-state-declined = xã chưa nêu gương được

# To those who look at a deed: what there is to hear, and the story where nothing of it was typed.
deed-voice = có tin thoại
deed-story-spoken = kể bằng tin thoại

deed-news-accepted = Chào { $you }. Việc của { $who } { $you } kể, xã đã nhận làm gương. Người trong cuộc đồng ý thì xã mới nêu tên. Cảm ơn { $you } đã kể.
deed-news-declined =
    Chào { $you }. Việc của { $who } { $you } kể, xã đã xem. Lần này xã chưa nêu gương được, vì { $reason }.
    Cảm ơn { $you } đã để ý việc tốt trong làng. { $You } muốn hỏi rõ thì gọi { $contact }, { $hours }:
    { $phone }
deed-reason-no-witness = xã đã hỏi mà chưa tìm được ai cùng thấy
deed-reason-praised-before = việc ấy đã được khen rồi
deed-reason-not-to-be-named = người trong cuộc xin không nêu tên
deed-reason-other-commune = việc ấy ở xã khác
