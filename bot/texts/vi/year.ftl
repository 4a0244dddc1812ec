# The year's calendar: ticking the usual year, what comes next, changing it, days that are swapped. The desk's, no pronouns.

year-begin-words = lịch năm, lịch cả năm, lịch của năm, lập lịch năm
year-which = Lập lịch được cho năm { $first } và { $last }. Ví dụ: lịch năm { $last }.
year-nothing = Lịch năm { $year } đã đủ, không còn mốc gợi ý nào. Xem lịch: lịch.
year-head = Lịch năm { $year }, { $count } mốc gợi ý. Chưa mốc nào được ghi.
year-line = { $number }. { $name }: { $days }{ $hour }. { $who }, { $reminders }{ $unverified ->
    [yes] {" "}(cần đối chiếu)
   *[no] {""}
    }{ $state ->
    [dropped] {" "}– bỏ
    [planned] {" "}– bỏ, kế hoạch đã có
   *[taken] {""}
    }
year-group = { $count } ngày
year-group-days = Các ngày: { $days }.
year-days-more = { $days } và { $more } ngày nữa
year-hour = , { $hour } giờ{ $has ->
    [yes] {" "}{ $minute }
   *[no] {""}
    }
year-before = nhắc trước { $days } ngày{ $working ->
    [yes] {" "}làm việc
   *[no] {""}
    }
year-on-day = nhắc đúng ngày
year-after = quá hạn nhắc sau { $days } ngày{ $working ->
    [yes] {" "}làm việc
   *[no] {""}
    }
year-reminded = { $who }: { $days }
year-window = Thường làm từ { $first } đến { $last }.
year-paper = Giấy: { $paper }.
year-how =
    Bớt: bỏ 3 5. Đổi ngày: đổi 4 sang 20/6. Sửa: sửa 4.
    Được rồi thì nhắn: lấy hết.
year-how-short = Sửa tiếp, hoặc nhắn: lấy hết.
year-unclear = Chưa rõ.
year-no-number = Danh sách có số 1 đến { $most }.
year-dropped = Đã bỏ: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } mốc nữa
    }. Còn { $count } mốc. Được rồi thì nhắn: lấy hết.
year-taken = Đã lấy lại: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } mốc nữa
    }. Có { $count } mốc. Được rồi thì nhắn: lấy hết.
year-edit =
    Sửa gì? Nhắn một hay nhiều thứ, ví dụ: 20/6, 8 giờ, các thôn, nhắc trước 7, 3, 1 ngày.
    Bỏ mốc này: bỏ.
year-edit-unclear = Chưa rõ sửa gì, hoặc ngày không thuộc năm này.
year-later = Lịch năm { $year } vẫn giữ, chưa ghi. Làm tiếp thì nhắn: lịch năm { $year }.
year-none-taken = Chưa lấy mốc nào.
year-make = Ghi { $count } mốc cho năm { $year }? Sớm nhất: { $name }, { $day }.{ $unverified ->
    [0] {""}
   *[other] {" "}{ $unverified } mốc cần đối chiếu văn bản gốc.
    }
year-make-yes = Ghi lịch
year-make-yes-others = ghi, có, đồng ý, được
year-make-back = Sửa tiếp
year-make-back-others = sửa, xem lại, khoan, khoan đã, đợi đã, chưa, chưa đâu, không
year-made = Đã ghi { $count } mốc năm { $year }. Đến ngày máy tự nhắc. Xem việc sắp tới: lịch.
year-made-before = Lịch năm { $year } đã ghi rồi. Xem: lịch.

list-drop-words = bỏ, xóa, bớt, gạch, không lấy, bỏ số
list-back-words = lấy lại, thêm lại, giữ, giữ lại
list-only-words = lấy, chỉ lấy, chọn, lấy số, chỉ chọn
list-edit-words = sửa, chữa, đổi, dời, chuyển, sửa số, đổi số
list-look-words = xem, xem số
list-all-words = lấy hết, lấy cả, ghi đi, đúng cả, tất cả đều đúng, đúng rồi, đúng hết rồi, lấy hết đi, lấy tất cả, lấy tất, đúng hết, đồng ý, đồng ý hết, ghi, ghi hết, xong, được, được rồi, ok
list-show-words = xem lại, xem danh sách, danh sách, xem hết
list-stop-words = để sau, thôi, dừng, hủy, lúc khác
list-undo-words = hoàn tác, hoàn lại
list-undone = Danh sách đã về như trước lần sửa cuối. Có { $count } mục được lấy. Được rồi thì nhắn: lấy hết.

## Audiences

year-who-chair = Chủ tịch
year-who-chair-others = chủ tịch xã, chủ tịch ubnd
year-who-vice = Phó Chủ tịch
year-who-vice-others = phó chủ tịch xã
year-who-officer = cán bộ thi đua
year-who-officer-others = công chức phụ trách, cán bộ phụ trách, cán bộ xã, cán bộ thi đua khen thưởng, công chức thi đua
year-who-council = thành viên hội đồng
year-who-council-others = hội đồng, hội đồng thi đua
year-who-secretary = thư ký hội đồng
year-who-secretary-others = thư ký
year-who-hamlets = các thôn
year-who-hamlets-others = thôn, trưởng thôn, các trưởng thôn, mọi thôn, tổ dân phố
year-who-organisations = cơ quan, đoàn thể
year-who-organisations-others = các ngành, đoàn thể, các đoàn thể, cơ quan, ban ngành, các ban ngành
year-who-front = Mặt trận
year-who-front-others = mttq, mặt trận tổ quốc
year-who-units = mọi đơn vị
year-who-units-others = các đơn vị, đơn vị, tất cả đơn vị, các thôn và đơn vị, mọi nơi
year-who-registered = nơi đã đăng ký
year-who-registered-for = nơi đã đăng ký { $name }
year-who-registered-others = nơi đã đăng ký, các nơi đã đăng ký, nơi đăng ký, người đã đăng ký, người đăng ký, ai đã đăng ký, ai đăng ký

## The workbook

year-workbook-begun = Đang làm bảng Excel lịch năm { $year }. Xong sẽ gửi ở đây.
year-workbook-failed = Chưa làm được bảng. Lát nữa nhắn lại: lịch năm excel.
year-workbook-ready = Bảng lịch năm { $year }. Sửa trong bảng, lưu lại, rồi gửi tệp vào đây.{ $has ->
    [yes] {" "}Gửi ở trang này: { $url }
   *[no] {""}
    }
year-workbook-reading = Đang đọc bảng. Xong sẽ báo ở đây.
year-read = { $count ->
    [0] Bảng không đổi gì.
   *[other] Bảng đổi { $count } chỗ:
    }
year-row-taken = – Lấy: { $name }
year-row-dropped = – Bỏ: { $name }
year-row-new = – Thêm: { $name }
year-row-changed = – { $name }: { $value }
year-more = và { $more } chỗ nữa
year-cells-unclear = Chưa đọc được, giữ như cũ: { $names }.
year-refused-lost = Chưa nhận được tệp ấy. Gửi lại giúp.
year-refused-broken = Tệp ấy bị hỏng, mở không được. Lưu lại dạng .xlsx rồi gửi.
year-refused-huge = Tệp ấy lớn quá, không phải bảng lịch năm.
year-refused-other = Tệp ấy không phải bảng lịch năm của máy. Lấy bảng: lịch năm excel.
year-refused-over = Năm { $year } đã qua.
year-file = Lịch thi đua năm { $year }
year-sheet = Lịch { $year }
year-sheet-title = Lịch thi đua, khen thưởng năm { $year }
year-sheet-how = Đánh x vào cột Lấy; sửa thẳng vào ô; thêm mốc ở dòng trống. Lưu lại, gửi tệp cho máy.
year-col-key = Khóa
year-col-take = Lấy
year-col-name = Việc
year-col-days = Hạn
year-col-hour = Giờ
year-col-who = Ai làm
year-col-paper = Giấy
year-col-reminders = Nhắc trước (ngày)
year-col-note = Ghi chú
year-col-working = { $days } ngày làm việc
year-col-unverified = cần đối chiếu

## What comes next

calendar-words = lịch, lịch sắp tới, việc sắp tới, lịch tháng, lịch tuần, xem lịch
calendar-head = Sắp tới:
calendar-line = { $number }. { $day }{ $hour }: { $name }{ $has ->
    [yes] {" "}({ $who })
   *[no] {""}
    }
calendar-soon = Máy đang xếp lịch, một phút nữa nhắn lại: lịch.
calendar-none = Năm tuần tới không có mốc nào. Lập lịch: lịch năm. Thêm một mốc: thêm mốc.
calendar-how = { $more ->
    [0] {""}
   *[other] Và { $more } mốc nữa.{" "}
    }Dời: dời { $number } đến 25/6. Hủy: hủy { $number }. Nhắc khác: nhắc { $number } trước 10, 5 ngày. Người giúp: giao phó { $number }. Thêm: thêm mốc.
calendar-unknown = Số ấy không có mốc nào đang chờ. Xem lại: lịch.
calendar-move-words = dời, rời, chuyển ngày, đổi ngày, lùi, lùi ngày, dời ngày, đổi
calendar-move = { $name }: dời đến ngày nào?
calendar-day-unclear = Chưa rõ ngày nào. Ví dụ: 25/6.
calendar-moved = Đã dời { $name } từ { $old } sang { $day }.{ $off ->
    [yes] {" "}Hôm ấy là ngày nghỉ.
   *[no] {""}
    } Ai đã được nhắc ngày cũ thì máy báo lại.
calendar-cancel-words = hủy, hủy mốc, bỏ mốc, thôi mốc
calendar-cancel = Hủy { $name }, { $day }?
calendar-cancel-once = Hủy lần này
calendar-cancel-once-others = hủy, có, lần này
calendar-cancel-all = Hủy cả những lần sau
calendar-cancel-all-others = hủy hết, hủy luôn
calendar-cancel-no = Giữ lại
calendar-cancel-no-others = không, giữ
calendar-cancelled = Đã hủy { $name }. Ai đã được nhắc thì máy báo lại.
calendar-kept = Vẫn giữ { $name }.
calendar-remind-words = nhắc, nhắc mốc, nhắc việc, đổi nhắc
calendar-remind =
    { $name }. Đang nhắc:
    { $lines }
    Đổi thì nhắn, ví dụ: nhắc 3 trước 10, 5, 1 ngày.
calendar-reminded =
    { $name }. Từ nay:
    { $lines }
calendar-helper-words = giao phó, người giúp, cử phó, giao người giúp
calendar-helper = Quá hạn { $name } thì nhờ ai giúp trước? Nhắn tên.
calendar-helper-unclear = Chưa rõ là ai. Người ấy phải có vai trong xã hoặc thôn.
calendar-helps = { $name }: quá hạn thì { $person } được nhắc giúp trước.
calendar-add-words = thêm mốc, mốc mới, thêm việc, thêm hạn
calendar-add = Nhắn một câu: việc gì, hạn nào, ai làm. Ví dụ: Số liệu hộ nghèo, ngày 20 tháng cuối quý, các thôn.
calendar-add-day = { $name }: hạn ngày nào? Ví dụ: 25/6, hằng tháng ngày 5, ngày 20 tháng cuối quý.
calendar-new = { $name }: { $days }{ $hour }
calendar-nobody = { $who }: chưa có ai trong máy, cần mời trước.
calendar-add-check = Ghi như thế chứ?
calendar-add-check-yes = Ghi
calendar-add-check-yes-others = có, đúng, được
calendar-add-check-no = Nhắn lại
calendar-add-check-no-others = không, sửa, chưa, chưa đúng, khoan, khoan đã
calendar-added = Đã ghi { $name }. Đến ngày máy tự nhắc.

## Days that are swapped

holiday-list-words = ngày nghỉ, ngày nghỉ bù, ngày làm bù, lịch nghỉ
holiday-off-words = nghỉ bù, nghỉ hoán đổi
holiday-on-words = làm bù, đi làm bù
holiday-back-words = bỏ nghỉ bù, bỏ làm bù, hủy nghỉ bù, hủy làm bù, thôi nghỉ bù, thôi làm bù
holiday-set = { $state ->
    [off] Đã ghi nghỉ: { $days }. Nhầm thì nhắn: bỏ nghỉ bù { $date }.
    [on] Đã ghi đi làm: { $days }. Nhầm thì nhắn: bỏ làm bù { $date }.
   *[none] Đã bỏ: { $days }. Tính lại như lịch thường.
    }
holiday-not-set = { $day } không có trong danh sách nghỉ bù, làm bù.
holiday-line = – { $day }: { $state ->
    [off] nghỉ
   *[on] đi làm
    }
holiday-list =
    Ngày nghỉ bù, làm bù đã ghi:
    { $lines }
holiday-none = Chưa ghi ngày nghỉ bù, làm bù nào. Ví dụ: nghỉ bù 2/5; làm bù 9/5.
