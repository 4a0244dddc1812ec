# First contact, the menu, the names of roles.

start-first-contact =
    Chào { $you }. { $Me } là máy trả lời của { $commune }, không phải người.
    { $You } thấy ai làm việc tốt thì kể cho { $me }. { $Me } giữ lời kể, ảnh và tên của { $you }, để trưởng thôn và cán bộ xã xem. Người được khen chưa đồng ý thì xã chưa nêu tên.
    Muốn xem lại hay xóa, { $you } nhắn: của tôi.
    { $You } có đồng ý không ạ?
start-consent-agree = Đồng ý
start-consent-agree-others = có, vâng, được, ok, ừ, đồng ý ạ, có đồng ý, tôi đồng ý, yes
start-consent-refuse = Không
start-consent-refuse-others = không đồng ý, chưa đồng ý, không ạ, thôi, thôi không, chưa
start-consent-more = Xem kỹ hơn
start-consent-more-others = xem, xem thêm, xem kỹ
start-consent-again = Lời { $you } vừa nhắn { $me } vẫn giữ, chưa chuyển cho ai. { $You } có đồng ý cho xã xem không ạ?
start-more =
    { $Me } giữ lời kể, ảnh, tiếng nói của { $you } trong máy của xã. Chỉ trưởng thôn và cán bộ lo việc thi đua được xem. Người khác không biết ai kể. Đồng ý rồi { $you } vẫn thôi được, cứ nhắn: của tôi. Cần hỏi thì gọi { $contact }, { $hours }:
    { $phone }
    { $You } có đồng ý không ạ?
start-refused =
    Vâng ạ, { $me } không chuyển gì cho ai. { $You } muốn kể trực tiếp thì gọi { $contact } ở xã, { $hours }:
    { $phone }
start-thanks = { $Me } cảm ơn { $you }.
start-kept = Lời { $you } vừa kể { $me } vẫn giữ.
start-kept-voice = Tin thoại của { $you } { $me } vẫn giữ, cán bộ xã sẽ nghe.
start-kept-photo = Ảnh của { $you } { $me } vẫn giữ. Là giấy viết tay thì { $you } nhắn: trong ảnh.
start-opening =
    { $Me } nghe { $you } nhắn: { $text }
    { $You } kể một việc tốt phải không ạ?
start-opening-yes = Phải, tôi kể việc ấy
start-opening-yes-others = phải, có, vâng, đúng, ừ, đúng rồi
start-opening-no = Không phải
start-opening-no-others = không, chưa phải, thôi

group-in-private = Trong nhóm { $me } không nói chuyện riêng. { $Me } nhắn riêng { $you } rồi.
group-first-alone = Trong nhóm { $me } không nói chuyện riêng. { $You } nhắn riêng cho { $me } một tiếng chào nhé.

push-backlog = Có { $count } tin đợi { $you }:

menu-what = { $You } cần việc nào ạ?
menu-desk = Đồng chí chọn việc:
menu-greeting = { $Me } chào { $you }. { $You } muốn kể việc tốt thì nhắn số 1 nhé.
menu-unclear = { $Me } chưa hiểu ý { $you }.
menu-not-yours = Việc ấy { $me } chưa giúp { $you } được.
menu-nothing-open = Chưa có việc nào đang dở.
menu-draft-kept = Việc kể dở { $me } vẫn giữ, lúc nào tiện { $you } nhắn: tiếp.
menu-form-gone = Việc kể dở { $me } vẫn giữ, cán bộ xã sẽ hỏi lại.
menu-deed-report = Kể việc tốt
menu-deed-mine = Việc tôi đã kể
menu-desk-queue = Việc chờ xã xem
menu-head-queue = Việc chờ thôn xem

role-citizen = người dân
role-commune-chair = Chủ tịch xã
role-vice-chair = Phó Chủ tịch xã
role-tdkt-officer = công chức thi đua, khen thưởng
role-council-member = thành viên hội đồng
role-council-secretary = thư ký hội đồng
role-hamlet-head = trưởng thôn
role-hamlet-front-head = Trưởng ban công tác Mặt trận
role-mass-org-head = người đứng đầu đoàn thể
role-unit-head = thủ trưởng đơn vị
role-petition-officer = cán bộ tiếp công dân
role-archivist = văn thư, lưu trữ
role-admin = quản trị
