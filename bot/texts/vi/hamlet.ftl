# The hamlet's side: the head, or the head of its Front committee. To both: bác, cháu.

deed-confirm =
    Chào { $you } { $role }. Có người kể một việc tốt:
    { $who }: { $story }
    { $when }
    { $You } trả lời trước { $due } nhé. Còn { $left } việc nữa.
    Việc ấy có đúng không ạ?
deed-confirm-last =
    Chào { $you } { $role }. Có người kể một việc tốt trong thôn:
    { $who }: { $story }
    { $when }
    { $You } trả lời trước { $due } nhé.
    Việc ấy có đúng không ạ?
deed-confirm-to-head = trưởng { $hamlet }
deed-confirm-to-front = Trưởng ban Mặt trận { $hamlet }
deed-confirm-true = Đúng
deed-confirm-true-others = đúng rồi, đúng đấy, đúng vậy, có
deed-confirm-corrected = Đúng, nhưng cần sửa
deed-confirm-corrected-others = cần sửa, đúng nhưng sửa, sửa một chút
deed-confirm-doubted = Chưa đúng
deed-confirm-doubted-others = không đúng, sai, không, không phải, sai rồi
deed-confirm-wonders = Cần hỏi thêm
deed-confirm-wonders-others = hỏi thêm, chưa rõ, không rõ
deed-confirm-worded =
    Chào { $you } { $role }. Có người kể một việc tốt trong thôn:
    { $who }: { $story }
    { $when }
    Việc đúng thì { $you } nhắn: đúng { $number }. Chưa đúng thì nhắn: chưa đúng { $number }.
deed-whole =
    Việc { $number }, { $hamlet }:
    { $who }: { $story }
    { $when }
deed-corrected = { $Me } ghi việc của { $who } là đúng. Cần sửa chỗ nào ạ?
deed-wonders = { $You } muốn hỏi thêm gì về việc của { $who } ạ?
deed-judged-true = { $Me } ghi việc của { $who } là đúng. Nhầm thì { $you } nhắn: sửa.
deed-judged-corrected = { $Me } ghi việc của { $who } là đúng, nhưng cần sửa. Nhầm thì { $you } nhắn: sửa.
deed-judged-doubted = { $Me } ghi việc của { $who } là chưa đúng. Nhầm thì { $you } nhắn: sửa. Nếu ấy là lời tố ai thì nhắn: không phải gương { $number }.
deed-judged-wonders = { $Me } chuyển câu hỏi về việc của { $who } cho cán bộ xã rồi.
deed-confirm-late = Việc của { $who }, xã đã xem xong rồi ạ.
deed-confirm-not-yours = Số ấy chưa có việc nào chờ { $you } ạ.
deed-confirm-none = Thôn chưa có việc nào chờ { $you } ạ.
deed-hidden = { $Me } cất việc của { $who } đi rồi, không ai xem nữa. Nhầm thì trong { $minutes } phút { $you } nhắn: hoàn tác.
deed-number-true-words = đúng, dung
deed-number-false-words = chưa đúng, không đúng, sai
deed-number-hide-words = không phải gương, không phải việc tốt, đây là tố cáo
deed-number-look-words = xem
head-queue-words = việc chờ, chờ, xem việc

## Asking whoever is praised

deed-consent =
    Việc của { $who }, xã đã nhận. Gặp { $doer }, { $you } hỏi giúp: { $doer } có cho xã nêu tên không ạ?
    Người ấy là trẻ em thì { $you } nhắn: trẻ em.
deed-consent-name-photo = Cho nêu tên và ảnh
deed-consent-name-photo-others = cho cả ảnh, nêu tên và ảnh, đồng ý cả, có
deed-consent-name = Chỉ nêu tên
deed-consent-name-others = nêu tên thôi, không nêu ảnh
deed-consent-none = Không muốn
deed-consent-none-others = không, không cho, không đồng ý
deed-consent-later = Chưa gặp
deed-consent-later-others = chưa hỏi, chưa gặp được
deed-consent-initials = Cho nêu, chỉ ghi chữ cái đầu
deed-consent-initials-others = cho, đồng ý, có
deed-consent-child = Việc của { $who }, xã đã nhận. Gặp bố mẹ, { $you } hỏi giúp: nhà có cho xã nêu không ạ? Xã chỉ ghi chữ cái đầu, không đưa ảnh.
deed-consent-child-too = Việc của { $who }, xã đã nhận. Gặp bố mẹ và { $doer }, { $you } hỏi giúp: cả nhà có cho xã nêu không ạ? Xã chỉ ghi chữ cái đầu, không đưa ảnh.
deed-consent-worded = Việc của { $who }, xã đã nhận. Kể xong, { $you } hỏi giúp người ấy có cho nêu tên không, rồi nhắn: xin phép { $number }.
deed-consent-words = xin phép, hỏi ý
deed-consent-child-words = trẻ em, trẻ con, cháu nhỏ, là trẻ em
deed-consent-somebody = người ấy
deed-age = Người ấy mấy tuổi ạ?
deed-consent-said-given = { $Me } ghi rồi, cảm ơn { $you } đã hỏi giúp việc của { $who }. Nhầm thì { $you } nhắn: sửa.
deed-consent-said-none = { $Me } ghi rồi, xã không nêu tên trong việc của { $who }. Nhầm thì { $you } nhắn: sửa.
deed-consent-said-later = Vâng, mấy hôm nữa { $me } hỏi lại việc của { $who }. Gặp rồi thì { $you } nhắn: xin phép { $number }.
deed-consent-late = Việc của { $who } đã có người ghi rồi ạ.

## The same at the desk, by telephone

desk-consent = Việc { $number } của { $who } đã nhận, thôn chưa có ai hỏi được. Gọi hỏi người trong cuộc: có cho nêu tên không? Là trẻ em thì nhắn: trẻ em.
desk-consent-child = Việc { $number } của { $who } đã nhận. Gọi hỏi bố mẹ: có cho nêu không? Chỉ ghi chữ cái đầu, không đưa ảnh.
desk-consent-child-too = Việc { $number } của { $who } đã nhận. Gọi hỏi bố mẹ và { $doer }: có cho nêu không? Chỉ ghi chữ cái đầu, không đưa ảnh.
desk-consent-worded = Việc { $number } của { $who } đã nhận, cần hỏi người trong cuộc. Hỏi xong nhắn: xin phép { $number }.
desk-consent-said-given = Đã ghi: người trong việc của { $who } đồng ý. Nhầm thì nhắn: sửa.
desk-consent-said-none = Đã ghi: không nêu tên trong việc của { $who }. Nhầm thì nhắn: sửa.
desk-consent-said-later = Mấy hôm nữa máy nhắc lại việc của { $who }. Hỏi được rồi nhắn: xin phép { $number }.
desk-consent-late = Việc của { $who } đã có người ghi rồi.
