# Setting the commune up: the administrator's desk, no pronouns.

menu-setup = Thiết lập
setup-words = thiết lập, cài đặt, thiet lap, cai dat
setup-what = Đổi phần nào?
setup-line = { $label }: { $value }
setup-count = { $count }
setup-unclear = Chưa rõ.
setup-no-phone = Số ấy chưa gọi được, xem lại giúp. Số di động có 10 chữ số.
setup-saved =
    Đã ghi { $label }:
    { $value }
    Trước là:
    { $old }
setup-saved-first =
    Đã ghi { $label }:
    { $value }

setup-commune-label = Tên xã
setup-commune-value = { $commune }
setup-commune-ask =
    Tên xã viết thế nào?
    Ví dụ: xã Đồng Mây.
setup-contact-name-label = Người nghe máy
setup-contact-name-value = { $contact }
setup-contact-name-ask =
    Người dân gọi đến xã thì gặp ai?
    Ví dụ: cô Lúa.
setup-contact-phone-label = Số điện thoại
setup-contact-phone-value = { $phone }
setup-contact-phone-ask =
    Số điện thoại nào? Ví dụ:
    0900 000 000
setup-contact-hours-label = Giờ nghe máy
setup-contact-hours-value = { $hours }
setup-contact-hours-ask =
    Lúc nào có người nghe máy?
    Ví dụ: giờ làm việc, thứ Hai đến thứ Sáu.
setup-reception-label = Lịch tiếp dân
setup-reception-value = { $reception }
setup-reception-ask =
    Xã tiếp dân ngày nào, giờ nào, ở đâu?
    Ví dụ: thứ Năm hằng tuần, 8 giờ, phòng tiếp dân.
reception-unset = hỏi ngày giờ tiếp dân qua điện thoại của xã

setup-hamlets-label = Các thôn
setup-hamlets-ask =
    Nhắn tên các thôn, mỗi thôn một dòng; tên gọi khác đặt sau dấu phẩy. Danh sách này thay cho danh sách cũ. Ví dụ:
    thôn Đoài, Đoài Thượng
    thôn Đông
setup-units-label = Cơ quan, đoàn thể
setup-units-ask =
    Nhắn tên các cơ quan, đoàn thể, mỗi nơi một dòng. Danh sách này thay cho danh sách cũ. Ví dụ:
    Hội Nông dân
    Trường Tiểu học Đồng Mây
setup-added = Thêm: { $lines }
setup-kept = Giữ: { $lines }
setup-ended = Thôi: { $lines }
setup-check = Ghi như thế chứ?
setup-check-yes = Ghi
setup-check-yes-others = đồng ý, được, phải, có
setup-check-no = Để như cũ
setup-check-no-others = không, thôi, chưa
setup-also = { $text } (còn gọi: { $value })
setup-renamed = { $text } (trước là { $old })
setup-organisation = { $text } ({ $value })
setup-same = Danh sách vẫn như cũ.
setup-left = Đã để như cũ.
setup-units-saved = Đã ghi { $label }: { $count }.
setup-kind-front = Mặt trận
setup-kind-mass-org = đoàn thể
setup-kind-sector = cơ quan
setup-kind-school = trường học
setup-kind-health = y tế
setup-kind-coop = hợp tác xã

setup-release-label = Duyệt nêu gương
setup-rules-label = Thời hạn, mức
setup-which-rule = Đổi mức nào?
setup-unverified = { $text }, chưa đối chiếu
setup-rule-ask =
    { $label }: hiện là { $value }. Đổi thành bao nhiêu?
    Nhắn một số, từ 1 đến { $most }.
setup-choice-ask = { $label }: hiện là { $value }. Đổi thế nào?
setup-unit-working-day = { $count } ngày làm việc
setup-unit-calendar-day = { $count } ngày
setup-unit-minute = { $count } phút
setup-unit-time = { $count } lần
setup-unit-year = { $count } tuổi

rule-deed-news-days = Hạn nhắn tin cho người kể
rule-deed-head-days = Hạn thôn xem
rule-deed-second-days = Thôn chưa trả lời thì hỏi thêm Mặt trận sau
rule-deed-call-days = Thôn chưa trả lời thì cán bộ gọi sau
rule-deed-decide-days = Nhắc cán bộ trước hạn của người kể
rule-draft-again-days = Hỏi lại lời kể chưa gửi sau
rule-deed-undo-minutes = Chờ trước khi người kể được tin
rule-deed-similar-days = Tìm việc giống trong khoảng
rule-consent-again-days = Hỏi lại ý người được khen sau
rule-look-up-tries = Đọc sai mã thì tạm dừng sau
rule-look-up-pause-minutes = Tạm dừng tra mã trong
rule-child-under-age = Trẻ em là người dưới
rule-child-own-consent-age = Hỏi cả ý trẻ em từ
rule-confirmations = Xác nhận
rule-confirmations-1 = một người xác nhận
rule-confirmations-2 = hai người xác nhận
rule-second-release = Duyệt câu nêu gương
rule-second-release-1 = người khác duyệt câu nêu gương
rule-second-release-0 = người viết tự duyệt câu nêu gương
