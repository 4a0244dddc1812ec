# What a person has told: the list, adding, taking back, asking by a code.

deed-mine-words = việc tôi đã kể, việc của tôi, việc đã kể
deed-mine = { $You } đã kể các việc này. { $You } muốn xem việc nào ạ?
deed-mine-line = { $who }: { $state }
deed-mine-none = { $You } chưa kể việc nào ạ. Muốn kể thì { $you } nhắn: kể.
deed-state-sent = thôn đang xem
deed-state-confirmed = xã đang xem
deed-state-corrected = xã đang xem
deed-state-doubted = xã đang xem
deed-state-asked = xã hỏi thêm
deed-state-accepted = xã đã nhận
deed-state-consent = xã đã nhận
deed-state-published = xã đã nêu gương
deed-state-merged = xã ghi chung một việc
deed-state-declined = xã chưa nêu gương được
deed-state-withdrawn = đã rút lại
deed-state-hidden = xã không xem ở đây

deed-own =
    Việc của { $who }: { $state }. Chậm nhất { $day } có tin. Mã:
    { $code }
    { $You } muốn làm gì ạ?
deed-own-add = Kể thêm, gửi thêm ảnh
deed-own-edit = Sửa lời kể
deed-own-withdraw = Rút lại
deed-own-withdraw-others = rút, thôi không kể nữa
deed-own-leave = Để thế
deed-own-leave-others = thôi, để vậy
deed-own-left = Vâng, { $me } để nguyên.
deed-own-settled =
    Việc của { $who }: { $state }. Mã:
    { $code }

deed-withdraw = { $You } rút lại việc của { $who } thật không ạ? Xã sẽ thôi xem việc ấy.
deed-withdraw-yes = Rút lại
deed-withdraw-yes-others = rút, có, vâng, đúng
deed-withdraw-no = Không rút
deed-withdraw-no-others = không, thôi, để vậy
deed-withdraw-words = rút, rút lại
deed-withdrawn = { $Me } rút lại việc của { $who } rồi. Xã thôi xem việc ấy.

deed-add-words = thêm, thêm ảnh, kể thêm, gửi thêm, gửi thêm ảnh
deed-add-which = { $You } thêm cho việc nào ạ?
deed-add-none = { $Me } chưa thấy việc nào còn thêm được. Muốn kể việc mới thì { $you } nhắn: kể.
deed-add = { $You } thêm gì cho việc của { $who } ạ? Nhắn chữ, nói hay gửi ảnh đều được.
deed-added =
    { $Me } thêm vào việc của { $who } rồi, mã vẫn là:
    { $code }
deed-offer = { $Me } nhận được: { $text } Lời này là của việc nào ạ?
deed-offer-voice = { $Me } nhận được tin thoại của { $you }. Lời này là của việc nào ạ?
deed-offer-photo = { $Me } nhận được ảnh của { $you }. Ảnh này là của việc nào ạ?
deed-offer-add = Thêm cho việc của { $who }
deed-offer-new = Kể việc mới
deed-offer-new-others = việc mới, việc khác, kể
deed-offer-none = Không phải việc nào
deed-offer-none-others = không, thôi
deed-offer-dropped = Vâng, { $me } không ghi gì.

deed-look-up-words = tra cứu, tra, mã, hỏi mã, xem mã
deed-look-up-ask = { $You } nhắn mã tám chữ số cho { $me } ạ.
deed-look-up = Việc có mã ấy: { $state }. Chậm nhất { $day } có tin cho người kể.
deed-look-up-settled = Việc có mã ấy: { $state }.
deed-look-up-unknown = { $Me } chưa tìm ra mã ấy. { $You } xem lại tám chữ số rồi nhắn lại giúp { $me }.
deed-look-up-paused =
    Mã chưa đúng nhiều lần rồi, { $you } chờ { $minutes } phút hãy tra tiếp. Cần ngay thì { $you } gọi { $contact }, { $hours }:
    { $phone }
