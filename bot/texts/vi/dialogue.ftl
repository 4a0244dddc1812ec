# The conversation engine's own sentences: used by every form.
# Placeholders everywhere: { $you } { $me } (bác, cháu), { $You } { $Me } with a capital, { $commune } and { $Commune },
# { $contact } (a person's name at the commune), { $phone }, { $hours }.

pronoun-you = bác
pronoun-me = cháu
# At the desk people are colleagues, and the machine is no youngster.
pronoun-desk-you = đồng chí
pronoun-desk-me = máy

## Days, lengths, counts

weekday-1 = thứ Hai
weekday-2 = thứ Ba
weekday-3 = thứ Tư
weekday-4 = thứ Năm
weekday-5 = thứ Sáu
weekday-6 = thứ Bảy
weekday-7 = Chủ nhật
day-full = { $weekday }, { $date }
day-about = khoảng từ { $first } đến { $last }
day-ongoing = { $text }
day-unknown = chưa rõ ngày nào
voice-length = { $minutes ->
    [0] tin thoại { $seconds } giây
   *[other] { $seconds ->
        [0] tin thoại { $minutes } phút
       *[other] tin thoại { $minutes } phút { $seconds } giây
    }
}
voice-length-unknown = một tin thoại
photo-count = { $count } ảnh
place-on-map = chỗ đã ghim trên bản đồ
unknown-hamlet = chưa rõ thôn

## The summary

engine-line = – { $text }
engine-review =
    { $Me } đọc lại { $you } nghe:
    { $lines }
    Gửi đi được chưa ạ?
engine-review-again =
    { $Me } đọc lại { $you } nghe:
    { $lines }
    Ghi lại như thế được chưa ạ?
engine-review-send = Gửi
engine-review-edit = Sửa
engine-review-more = Kể thêm
engine-fix = { $You } muốn sửa phần nào ạ?
engine-more = { $You } kể thêm cho { $me } nghe ạ.
engine-more-or-choose = { $You } kể thêm cho { $me } nghe, hoặc chọn một ý dưới đây ạ.
engine-answer-yes = Có
engine-answer-no = Không

## Read back

engine-heard = { $Me } ghi: { $heard }.
engine-voice-kept = { $minutes ->
    [0] { $seconds ->
        [0] { $Me } nhận được tin thoại rồi. Cán bộ xã sẽ nghe, { $you } không phải gõ lại.
       *[other] { $Me } nhận được tin thoại { $seconds } giây rồi. Cán bộ xã sẽ nghe, { $you } không phải gõ lại.
    }
   *[other] { $seconds ->
        [0] { $Me } nhận được tin thoại { $minutes } phút rồi. Cán bộ xã sẽ nghe, { $you } không phải gõ lại.
       *[other] { $Me } nhận được tin thoại { $minutes } phút { $seconds } giây rồi. Cán bộ xã sẽ nghe, { $you } không phải gõ lại.
    }
}
engine-photo-kept = { $Me } giữ ảnh của { $you } rồi.
engine-photos-full = { $Me } chỉ giữ được chừng ấy ảnh thôi.
engine-continued = { $Me } ghi thêm rồi.
engine-corrected = { $Me } sửa lại rồi.

## Not clear

engine-which = { $Me } chưa rõ ý { $you }. Có phải một trong những ý này không ạ?
engine-which-name = { $Me } chưa rõ. Có phải chỗ này không ạ? Không phải thì { $you } nhắn: không.
engine-choose = { $Me } chưa rõ ý { $you }. { $question }
engine-choose-several = { $Me } chưa rõ ý { $you }. { $You } nhắn các số, ví dụ: 1 3. { $question }
engine-not-found = { $Me } chưa tìm ra "{ $typed }". { $question }
engine-too-short = { $You } kể rõ hơn một chút giúp { $me }. { $question }
engine-too-long = Tin này dài quá { $most } chữ cái, { $me } chưa ghi được. { $You } nói ngắn lại giúp { $me }.
engine-number = { $Me } chưa rõ là bao nhiêu. { $You } nhắn một số, ví dụ: 3. { $question }
engine-number-range = { $Me } ghi được từ { $least } đến { $most } thôi. { $question }
engine-yes-no = { $You } nhắn có hoặc không giúp { $me }. { $question }
engine-photos-or-none = { $Me } chưa thấy ảnh. { $question }
engine-unclear = { $Me } chưa hiểu ý { $you }.
engine-day-not-a-day = { $Me } chưa rõ là hôm nào. { $question }
engine-day-future = Ngày ấy chưa đến. { $question }
engine-day-no-such-day = Trên lịch không có ngày ấy. { $question }
engine-day-which-year = { $Me } chưa rõ là năm nào. { $question }
engine-day-lunar-or-solar = Ngày ấy là dương hay âm lịch ạ?

## Cannot be read

engine-cannot-picture = { $Me } chưa xem được hình này. { $You } trả lời giúp { $me }:
engine-cannot-film = { $Me } chưa xem được phim này. { $You } trả lời giúp { $me }:
engine-cannot-file = { $Me } chưa đọc được tệp này. { $You } trả lời giúp { $me }:
engine-cannot-voice = Câu này { $you } nhắn chữ hoặc số giúp { $me }.
engine-cannot-place = { $Me } chưa xem được chỗ trên bản đồ. { $You } trả lời giúp { $me }:
engine-cannot-contact = { $Me } chưa đọc được danh thiếp này. { $You } trả lời giúp { $me }:
engine-cannot-poll = { $Me } chưa đọc được bình chọn này. { $You } trả lời giúp { $me }:
engine-cannot-link = { $Me } chưa mở được trang này. { $You } trả lời giúp { $me }:
engine-cannot-forwarded = Tin chuyển tiếp { $me } chưa đọc được. { $You } kể bằng lời của { $you } giúp { $me }:
engine-cannot-empty = Tin này trống, { $me } chưa đọc được. { $You } trả lời giúp { $me }:
engine-cannot-unknown = { $Me } chưa đọc được tin này. { $You } trả lời giúp { $me }:
engine-file-lost = Ảnh hay tin thoại { $you } gửi lúc trước bị lỡ, { $me } chưa giữ được. { $You } gửi lại giúp { $me } nhé.
engine-file-refused = Tệp { $you } gửi lúc trước { $me } chưa mở được, hoặc nặng quá. { $You } gửi ảnh khác giúp { $me } nhé.
engine-file-too-large = Tệp { $you } gửi lúc trước nặng quá, { $me } chưa giữ được. { $You } gửi bản nhẹ hơn giúp { $me } nhé.
engine-file-too-large-here = Tệp { $you } gửi lúc trước nặng quá, { $me } chưa giữ được. { $You } gửi bản nhẹ hơn, hoặc nhắn: gửi tệp.
engine-call-us =
    { $Me } vẫn chưa đọc được tin của { $you }. { $You } gọi { $contact } giúp { $me }, { $hours }:
    { $phone }

## Words that work anywhere

engine-help =
    { $You } nhắn: tiếp, quay lại, sửa, hủy, hay menu, lúc nào cũng được. Muốn nói với người thì { $you } gọi { $contact }, { $hours }:
    { $phone }
engine-on = { $Me } vẫn giữ lời { $you } kể.
engine-first-question = Đây là câu đầu rồi.
engine-cannot-skip = Câu này { $you } trả lời giúp { $me } nhé.
engine-restarted = Vâng, { $you } kể lại từ đầu nhé.
engine-nothing-to-fix = Chưa có gì để sửa.
question-leave-words = thôi, thôi khỏi, thôi không, thôi không làm nữa, không làm nữa, thôi bỏ đi, bỏ đi, khoan, khoan đã, để sau, thôi để sau, lúc khác, để lúc khác, bỏ qua, không cần nữa, dừng, dừng đi, thoát
question-left = Vâng, { $me } dừng ở đây. Câu vừa hỏi { $me } không ghi gì.
engine-cancelled = { $Me } bỏ việc đang kể rồi, chưa chuyển cho ai. Đổi ý thì trong hôm nay { $you } nhắn: tiếp.
engine-dropped = { $Me } bỏ việc kể dở rồi. Đổi ý thì trong hôm nay { $you } nhắn: tiếp.
engine-greeting = { $Me } chào { $you }.
engine-thanks = Vâng.
engine-goodbye = Vâng ạ, { $me } chào { $you }.
engine-leaving = Vâng ạ, { $me } giữ lại. Lúc nào tiện, { $you } nhắn: tiếp.
engine-already = { $Me } ghi rồi.
engine-old-button = Câu ấy qua rồi.
engine-edit-unknown = { $Me } thấy { $you } vừa sửa một tin cũ, nhưng chưa rõ sửa phần nào. { $You } nhắn: sửa, { $me } hỏi lại.
engine-edit-unclear = { $Me } chưa rõ { $you } sửa thành gì. { $You } nhắn: sửa, { $me } hỏi lại.
engine-too-late =
    Việc ấy xã đã xem xong, { $me } chưa sửa được. { $You } gọi { $contact } giúp { $me }, { $hours }:
    { $phone }
engine-form-changed = Câu hỏi của { $me } có đổi một chút, lời { $you } kể { $me } vẫn giữ.
engine-broken =
    Máy bị trục trặc, lời { $you } { $me } vẫn giữ. Lát nữa { $you } nhắn lại giúp { $me }. Nếu gọi xã, { $you } đọc số:
    { $reference }

## After a long silence

engine-recap = Chào { $you }. Hôm { $day }, { $you } kể dở việc của { $subject }, { $me } vẫn giữ. Tin vừa rồi là việc nào ạ?
engine-recap-unnamed = Chào { $you }. Hôm { $day }, { $you } kể dở một việc, { $me } vẫn giữ. Tin vừa rồi là việc nào ạ?
recap-go = Kể tiếp việc ấy
recap-other = Việc khác
recap-drop = Bỏ việc ấy
