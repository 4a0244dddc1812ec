# The desk: the officer's queue, a case, and what is done with it. No pronouns; what a teller reads of it (inquiry-…) has them.

desk-desk-queue = 1
desk-queue-words = việc chờ, chờ, hàng chờ
desk-queue =
    { $counts }.
    { $lines }
    Nhận nhiều việc: nhận 1 3 4. Hỏi thêm: hỏi 2. Xem: xem 2. Người kể được tin sau { $minutes } phút; đổi ý: hoàn tác.
desk-queue-left = Còn { $left } việc nữa: việc chờ { $page }.
desk-queue-line = { $late ->
    [late] { $number }. { $who }, { $hamlet }, { $verdict }, quá hạn
   *[no] { $number }. { $who }, { $hamlet }, { $verdict }
}
desk-queue-none = Chưa có việc nào chờ.
desk-count-new = { $count } mới
desk-count-write = { $count } chờ viết câu
desk-count-release = { $count } chờ duyệt
desk-count-hamlet = { $count } chờ thôn
desk-count-asked = { $count } chờ người kể
desk-count-consent = { $count } chờ ý người được khen
desk-count-late = { $count } quá hạn
desk-waits-write = chờ viết câu
desk-waits-release = chờ duyệt
desk-waits-hamlet = chờ thôn
desk-waits-asked = chờ người kể
desk-waits-consent = chờ ý người được khen
desk-verdict-sent = chưa ai xác nhận
desk-verdict-confirmed = thôn nói đúng
desk-verdict-corrected = đúng, cần sửa
desk-verdict-doubted = thôn nói chưa đúng
desk-verdict-asked = đã hỏi người kể
desk-verdict-accepted = đã nhận
desk-verdict-consent = chờ ý người được khen
desk-verdict-published = đã nêu gương
desk-verdict-merged = đã gộp
desk-verdict-declined = chưa nhận
desk-verdict-withdrawn = đã rút
desk-verdict-hidden = đã cất

## One case

desk-case =
    Việc { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
desk-case-place = Nơi: { $text }
desk-case-seen = Cùng thấy: { $text }
desk-case-kind = Loại: { $text }
desk-case-praise = Lời kể giống phản ánh; người kể nói vẫn là khen.
desk-case-teller =
    Người kể: { $teller }, mã:
    { $code }
desk-case-typist =
    Người kể: { $teller }, { $typist } kể giúp, mã:
    { $code }
desk-case-phone =
    Điện thoại người kể:
    { $phone }
desk-case-asked = Đã hỏi: { $text }
desk-case-answered = Hỏi: { $text } Trả lời: { $answer }
desk-case-answer-files = { $count } tệp đính kèm
desk-case-twins = Có thể trùng việc { $numbers }. Trùng thì gộp.
desk-case-movement = Phong trào: { $text }
desk-case-assigned = Giao: { $who }
desk-word-true = { $how ->
    [phone] { $by }, qua điện thoại: đúng{ $note }
   *[chat] { $by }: đúng{ $note }
}
desk-word-corrected = { $how ->
    [phone] { $by }, qua điện thoại: đúng, cần sửa{ $note }
   *[chat] { $by }: đúng, cần sửa{ $note }
}
desk-word-doubted = { $how ->
    [phone] { $by }, qua điện thoại: chưa đúng{ $note }
   *[chat] { $by }: chưa đúng{ $note }
}
desk-word-wonders = { $by } cần hỏi thêm{ $note }
desk-nameless = chưa rõ tên
desk-case-worded = Nhận: nhận { $number }. Chưa nhận: chưa nhận { $number }. Xem cả lời kể: xem { $number }.
deed-decide = Xã nhận việc này không?
deed-decide-accept = Nhận
deed-decide-accept-others = đồng ý, duyệt
deed-decide-ask = Hỏi thêm
deed-decide-ask-others = hỏi
deed-decide-decline = Chưa nhận
deed-decide-decline-others = không nhận, không, không duyệt
deed-decide-hide = Không phải gương
deed-decide-hide-others = không phải việc tốt
deed-decide-more = Việc khác
deed-decide-later = Để sau

## What is said of it

desk-accepted = Đã nhận việc của { $who }. Người kể được tin sau { $minutes } phút; đổi ý: hoàn tác.
desk-declined = Đã ghi chưa nhận việc của { $who }. Người kể được tin sau { $minutes } phút, kèm lý do; đổi ý: hoàn tác.
desk-kept = Việc { $number } của { $who } để đó. Xem lại: xem { $number }.
desk-late = Việc của { $who } đã có người quyết rồi.
desk-not-yours = Số ấy chưa có việc nào đang chờ.
desk-no-number = Số { $number }: chưa có việc nào đang chờ.
desk-first-finish = Đang kể dở một việc. Kể xong rồi nhắn lại.
desk-words-only = Câu này trả lời bằng chữ, không quá 300 chữ cái.
desk-hidden = Đã cất việc của { $who }, không ai xem nữa. Trong { $minutes } phút đổi ý được: hoàn tác.
desk-undone = Đã lấy lại việc của { $names }. Chưa ai được tin.
desk-undo-none = Chưa có gì để lấy lại, hoặc đã quá { $minutes } phút.
deed-undone = { $Me } lấy lại việc của { $names } rồi, chưa ai được tin.
deed-undo-none = Chưa có gì để lấy lại, hoặc đã quá { $minutes } phút ạ.
desk-undo-words = hoàn tác, lấy lại
desk-joined = Có thêm người kể việc của { $who }.
desk-consent-refused = Người trong việc của { $who } xin không nêu tên. Việc này không lên bảng vàng.
deed-number-accept-words = nhận, duyệt nhận
deed-number-decline-words = chưa nhận, không nhận
deed-number-open-words = xem
desk-number-hide-words = không phải gương, không phải việc tốt

## Why not

deed-decline = Chưa nhận việc của { $who }, vì sao?
deed-decline-no-witness = Chưa tìm được ai cùng thấy
deed-decline-praised-before = Việc đã được khen
deed-decline-not-to-be-named = Người trong cuộc xin không nêu tên
deed-decline-other-commune = Việc ở xã khác
deed-decline-other = Lý do khác
deed-decline-other-others = khác
desk-reason = Viết lý do, người kể sẽ đọc. Nói về việc, không nói về người. Lần này xã chưa nêu gương được, vì…
desk-reason-because = vì
desk-reason-check = Người kể sẽ đọc: lần này xã chưa nêu gương được, vì { $text }. Ghi thế chứ?
desk-reason-check-keep = Ghi
desk-reason-check-keep-others = đúng, có, được
desk-reason-check-anew = Viết lại
desk-reason-check-anew-others = không, sửa

## A child

desk-child = Người trong việc của { $who } có phải trẻ em không?
desk-child-no = Không
desk-child-young = Dưới { $own } tuổi
desk-child-asked = Từ { $own } đến dưới { $grown } tuổi
desk-child-words = trẻ em
desk-child-kept = Đã ghi cho việc của { $who }.
desk-child-first = Việc { $number } của { $who } có vẻ là của trẻ em: xem { $number } rồi nhận.

## A question to the teller: this is what the teller reads

inquiry-witness = Có ai cùng thấy việc ấy không ạ?
inquiry-day = Việc ấy vào khoảng ngày nào ạ?
inquiry-person = Người ấy tên gì, nhà ở đâu ạ?
inquiry-more = { $You } kể rõ hơn: người ấy đã làm những gì ạ?
inquiry-photo = { $You } có tấm ảnh nào không ạ?
desk-ask = Hỏi người kể việc của { $who } câu nào? Mỗi việc chỉ hỏi một lần.
desk-ask-other = Câu khác
desk-ask-other-others = khác
desk-ask-words = Viết câu hỏi, người kể sẽ đọc nguyên văn. Ví dụ: Bác có nhớ ví ấy màu gì không ạ?
desk-ask-check = Người kể sẽ đọc: { $text } Gửi chứ?
desk-ask-check-send = Gửi
desk-ask-check-send-others = đúng, có, được
desk-ask-check-anew = Viết lại
desk-ask-check-anew-others = không, sửa
desk-ask-sent = Đã ghi câu hỏi về việc của { $who }. Người kể được tin sau { $minutes } phút; đổi ý: hoàn tác.
desk-asked-before = Việc của { $who } đã hỏi một lần rồi. Xem lại: xem { $number }.

## What else

desk-more = Việc của { $who }, cần gì?
desk-more-merge = Gộp với việc khác
desk-more-merge-others = gộp
desk-more-assign = Giao cho người khác
desk-more-assign-others = giao
desk-more-phone = Ghi lời xác nhận qua điện thoại
desk-more-phone-others = xác nhận, điện thoại
desk-more-fill = Gõ lời tin thoại, giấy viết tay
desk-more-fill-others = gõ
desk-more-movement = Tính cho phong trào
desk-more-movement-others = phong trào
desk-more-child = Trẻ em
desk-merge = Gộp việc của { $who } vào việc nào?
desk-merge-none = Chưa có việc nào khác để gộp.
desk-merged = Đã gộp việc của { $who } vào việc của { $other }. Người kể được tin sau { $minutes } phút; đổi ý: hoàn tác.
desk-assign = Giao việc của { $who } cho ai?
desk-assigned = Đã giao việc của { $who } cho { $to }.
desk-phone = Ai xác nhận việc của { $who } qua điện thoại?
desk-phone-other = Người khác
desk-phone-other-others = khác
desk-phone-name = Người xác nhận tên gì, làm gì?
desk-phone-said = { $who } nói thế nào?
desk-phone-said-true = Đúng
desk-phone-said-corrected = Đúng, cần sửa
desk-phone-said-doubted = Chưa đúng
desk-phone-involved = Người ấy có tên trong việc của { $who }, nên không tự xác nhận được. Cần hỏi người khác.
desk-phone-kept = Đã ghi lời xác nhận việc của { $who }. Xem: xem { $number }.
desk-fill = Gõ lời cho việc của { $who }. Phần đã rõ giữ nguyên.
fill-who = Ai làm việc tốt ấy?
fill-hamlet = Ở thôn nào? Chưa rõ thì nhắn: không rõ.
fill-story = Người ấy đã làm gì? Gõ lời trong tin thoại hay trên giấy.
fill-happened = Hôm nào? Chưa rõ thì nhắn: không rõ.
fill-who-name = Người làm việc tốt
fill-who-words = tên, ai, người
fill-hamlet-name = Thôn
fill-hamlet-words = thôn
fill-story-name = Việc đã làm
fill-story-words = việc, lời kể
fill-happened-name = Ngày
fill-happened-words = ngày, hôm nào
desk-filled = Đã gõ lời cho việc của { $who }. Giấy còn người khác: gõ thêm { $number }.
desk-movement = Việc của { $who } tính cho phong trào nào? Chọn, hoặc viết tên. Bỏ thì nhắn: không.
desk-counted = Việc của { $who }, phong trào: { $text }.
desk-ask-number-words = hỏi, hỏi thêm
desk-merge-words = gộp
desk-fill-words = gõ, gõ lời
desk-fill-another-words = gõ thêm
desk-assign-words = giao
desk-phone-words = xác nhận, điện thoại
desk-movement-words = phong trào
