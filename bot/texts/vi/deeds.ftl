# Telling of a good deed. A question with its hint has at most 30 syllables.

deed-who =
    Ai làm việc tốt ấy ạ?
    { $You } nhắn tên, hoặc tả cho dễ tìm. Ví dụ: bà Mận bán xôi đầu làng.
deed-who-self =
    Cho { $me } xin tên của { $you }, để xã biết là ai ạ?
    Ví dụ: bà Mận bán xôi đầu làng.
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

# What may be added from the summary.
deed-seen =
    Có ai cùng thấy việc ấy không ạ?
    { $You } nhắn tên người ấy. Không có thì nhắn: không.
deed-place = Việc ấy ở chỗ nào ạ?
deed-teller =
    { $You } kể giúp ai ạ?
    { $You } nhắn tên người ấy, ví dụ: bà Hành.
deed-kind = Việc ấy là của ai ạ?
deed-kind-person = Một người
deed-kind-household = Một nhà
deed-kind-collective = Một nhóm, một tập thể
deed-kind-model = Một cách làm hay
deed-field = Việc ấy thuộc loại nào ạ?
deed-field-economy = Làm kinh tế, xây dựng nông thôn mới
deed-field-education = Học hành, khuyến học
deed-field-health = Chăm sóc sức khỏe
deed-field-welfare = Giúp người khó khăn
deed-field-environment = Giữ sạch làng xóm
deed-field-security = An ninh trật tự
deed-field-reform = Giấy tờ, việc làm trên mạng
deed-field-culture = Văn hóa, nếp sống
deed-field-rescue = Dũng cảm cứu người

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
deed-seen-name = Ai cùng thấy
deed-seen-words = người thấy, cùng thấy, nhân chứng, người biết
deed-seen-told = cùng thấy: { $text }
deed-place-name = Chỗ xảy ra việc
deed-place-words = chỗ, nơi, địa điểm
deed-teller-name = Kể giúp người khác
deed-teller-words = kể giúp, kể hộ, người kể
deed-teller-told = kể giúp { $text }
deed-kind-name = Của một người hay một nhóm
deed-kind-words = loại, của ai
deed-field-name = Loại việc
deed-field-words = lĩnh vực, loại việc
deed-brief = Tháng này máy sắp hết lượt tin. { $You } kể cả việc trong một tin nhé: ai, thôn nào, làm gì, hôm nào. { $Me } gửi mã ngay.
deed-who-spoken = người trong tin thoại
deed-who-on-paper = người ghi trong ảnh
told-on-paper = ghi trong ảnh

deed-another = Vâng, { $me } nghe việc tiếp theo. Có ảnh thì { $you } gửi lúc nào cũng được.
deed-for-kept = { $Me } ghi là { $you } kể giúp rồi.
deed-for-noted = { $Me } ghi việc của { $who } là { $you } kể giúp { $teller }.

deed-receipt =
    { $Me } nhận đủ rồi, cảm ơn { $you }. Mã của { $you }:
    { $code }
    { $You } giữ lại nhé. Dùng máy khác, hay gọi điện đến xã, cứ đọc mã này là hỏi được.
    Thôn xem trước, rồi đến xã. Chậm nhất { $day }, { $me } nhắn lại { $you }.
    Còn việc khác, { $you } nhắn: nữa. Kể thay ai thì nhắn: kể giúp, và tên người ấy.
deed-receipt-desk =
    { $Me } nhận đủ rồi, cảm ơn { $you }. Mã của { $you }:
    { $code }
    { $You } giữ lại nhé. Dùng máy khác, hay gọi điện đến xã, cứ đọc mã này là hỏi được.
    Cán bộ xã xem ngay. Chậm nhất { $day }, { $me } nhắn lại { $you }.
    Còn việc khác, { $you } nhắn: nữa. Kể thay ai thì nhắn: kể giúp, và tên người ấy.
deed-amended =
    { $Me } ghi lại rồi, mã vẫn là:
    { $code }

## Told before, in this person's own words only

deed-twin = Hình như đã có người kể việc của { $who } ở { $hamlet }. Có phải cùng một việc không ạ?
deed-twin-somewhere = Hình như đã có người kể việc của { $who }. Có phải cùng một việc không ạ?
deed-twin-same = Phải, tôi cũng biết
deed-twin-same-others = phải, đúng, cùng một việc, đúng rồi
deed-twin-other = Việc khác
deed-twin-other-others = không phải, khác, không
deed-twin-unsure = Không rõ
deed-twin-unsure-others = không biết, chưa rõ
deed-twin-apart = Vâng, { $me } để riêng lời của { $you }, xã xem cả hai.
deed-twin-joined =
    Vâng, xã ghi { $you } là người cùng kể. Mã của { $you } vẫn là:
    { $code }

deed-report-words = kể, kể việc tốt, kể chuyện, kể việc, báo việc tốt
deed-another-words = nữa, việc nữa, kể nữa, còn nữa, kể việc nữa, kể thêm việc nữa, thêm việc nữa
deed-for-words = kể giúp, kể hộ, kể thay, kể giúp người khác

## To those who look at a deed

deed-voice = có tin thoại
deed-story-spoken = kể bằng tin thoại

## News of it

deed-news-accepted = Chào { $you }. Việc của { $who } { $you } kể, xã đã nhận làm gương. Người trong cuộc đồng ý thì xã mới nêu tên. Cảm ơn { $you } đã kể.
deed-news-declined =
    Chào { $you }. Việc của { $who } { $you } kể, xã đã xem. Lần này xã chưa nêu gương được, vì { $reason }.
    Cảm ơn { $you } đã để ý việc tốt trong làng. { $You } muốn hỏi rõ thì gọi { $contact }, { $hours }:
    { $phone }
deed-news-waiting =
    Chào { $you }. { $Me } hẹn { $day } nhắn { $you } về việc của { $who }, mà xã chưa xem xong. { $Me } đã nhắc cán bộ xã, có tin là nhắn { $you } ngay.
    { $You } muốn hỏi thì gọi { $contact }, { $hours }:
    { $phone }
deed-news-waiting-asked = Chào { $you }. { $Me } hẹn { $day } nhắn { $you } về việc của { $who }. Xã còn chờ { $you } trả lời câu đã hỏi. Lúc nào tiện, { $you } nhắn: trả lời { $number } nhé.
deed-news-merged = Chào { $you }. Việc của { $who } { $you } kể, có người cũng kể, nên xã ghi chung một việc. Lời của { $you } xã vẫn giữ, có tin { $me } nhắn { $you }.
deed-news-published = { $You } ơi, việc của { $who } { $you } kể đã được xã nêu gương trên bảng vàng. Muốn xem, { $you } nhắn: bảng vàng. Cảm ơn { $you } đã kể.
deed-news-withdrawn = Chào { $you }. Việc của { $who }, xã thôi nêu trên bảng vàng rồi. Lời { $you } kể xã vẫn ghi nhận.
deed-news-hidden =
    Chào { $you }. Việc { $you } kể giống phản ánh hơn là khen, nên xã không xem ở đây nữa. { $You } viết đơn, hoặc đến trình bày ở xã: { $reception }. Muốn hỏi thì gọi { $contact }:
    { $phone }
deed-reason-no-witness = xã đã hỏi mà chưa tìm được ai cùng thấy
deed-reason-praised-before = việc ấy đã được khen rồi
deed-reason-not-to-be-named = người trong cuộc xin không nêu tên
deed-reason-other-commune = việc ấy ở xã khác

## The commune's one question

deed-asked =
    Chào { $you }. Việc của { $who } { $you } kể, cán bộ xã xin hỏi thêm một câu:
    { $question }
    { $You } nhắn chữ, nói hay gửi ảnh đều được. Không biết thì nhắn: không biết, xã vẫn xem tiếp.
deed-asked-worded =
    Việc của { $who } { $you } kể hôm trước, cán bộ xã xin hỏi thêm một câu:
    { $question }
    Kể xong việc này, { $you } nhắn: trả lời { $number }.
deed-asked-words = trả lời, tra loi
deed-asked-first-finish = { $You } kể xong việc này đã, rồi nhắn: trả lời { $number }.
deed-asked-none = Chưa có câu hỏi nào chờ { $you }.
deed-asked-thanks = { $Me } chuyển lời { $you } cho cán bộ xã rồi. Cảm ơn { $you }.
deed-asked-unknown = Không sao ạ, xã vẫn xem tiếp. Cảm ơn { $you }.
deed-asked-late = Việc của { $who }, xã đã xem xong rồi ạ.
