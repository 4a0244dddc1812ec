# The hamlet head's and the officer's side. To the head: bác, cháu. On the desk: sentences of their own, no pronouns.

deed-confirm =
    Chào { $you } trưởng { $hamlet }. Có người kể một việc tốt trong thôn:
    { $who }: { $story }
    { $when }
    { $You } trả lời trước { $due } nhé.
    Việc ấy có đúng không ạ?
deed-confirm-true = Đúng
deed-confirm-true-others = đúng rồi, đúng đấy, đúng vậy, có
deed-confirm-false = Chưa đúng
deed-confirm-false-others = không đúng, sai, không, không phải, sai rồi
deed-confirm-worded =
    Chào { $you } trưởng { $hamlet }. Có người kể một việc tốt trong thôn:
    { $who }: { $story }
    { $when }
    Việc đúng thì { $you } nhắn: đúng { $number }. Chưa đúng thì nhắn: chưa đúng { $number }.
deed-confirmed = { $Me } ghi việc của { $who } là đúng. Nhầm thì { $you } nhắn: sửa.
deed-doubted = { $Me } ghi việc của { $who } là chưa đúng. Nhầm thì { $you } nhắn: sửa.
deed-confirm-late = Việc của { $who }, xã đã xem xong rồi ạ.
deed-confirm-none = Thôn chưa có việc nào chờ { $you } ạ.
deed-number-true-words = đúng, dung
deed-number-false-words = chưa đúng, không đúng, sai
head-queue-words = việc chờ, chờ, xem việc

deed-decide =
    Việc { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
    Xã nhận việc này không?
deed-decide-accept = Nhận
deed-decide-accept-others = đồng ý, duyệt
deed-decide-decline = Chưa nhận
deed-decide-decline-others = không nhận, không, không duyệt
deed-decide-later = Để sau
deed-decide-worded =
    Việc { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
    Nhận: nhận { $number }. Chưa nhận: chưa nhận { $number }.
deed-accepted = Đã nhận việc của { $who }. Người kể sẽ được tin.
deed-decline = Chưa nhận việc của { $who }, vì sao?
deed-decline-no-witness = Chưa tìm được ai cùng thấy
deed-decline-praised-before = Việc đã được khen
deed-decline-not-to-be-named = Người trong cuộc xin không nêu tên
deed-decline-other-commune = Việc ở xã khác
deed-decline-first-finish = Đang kể dở một việc. Kể xong rồi nhắn lại: chưa nhận { $number }.
deed-declined = Đã ghi chưa nhận việc của { $who }. Người kể sẽ được tin, kèm lý do.
deed-decide-late = Việc của { $who } đã có người quyết rồi.
deed-decide-kept = Việc { $number } của { $who } để đó. Xem lại: xem { $number }.
desk-not-yours = Số ấy chưa có việc nào đang chờ.
desk-queue =
    { $ready } việc chờ quyết, { $unseen } chờ thôn.
    { $lines }
    Nhận nhiều việc: nhận 1 3. Xem một việc: xem 1. Chưa nhận: chưa nhận 1.
desk-queue-line = { $number }. { $who }, { $hamlet }, { $verdict }
desk-queue-none = Chưa có việc nào chờ.
desk-queue-words = việc chờ, chờ, hàng chờ
desk-desk-queue = 1
desk-verdict-sent = chờ thôn
desk-verdict-confirmed = thôn nói đúng
desk-verdict-doubted = thôn nói chưa đúng
deed-number-accept-words = nhận, duyệt
deed-number-decline-words = chưa nhận, không nhận
deed-number-open-words = xem
