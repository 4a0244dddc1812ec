# The plan document: sent, read, shown with its sentences, confirmed. The desk's, no pronouns.

plan-words = kế hoạch, kế hoạch năm, gửi kế hoạch, đọc kế hoạch, xem kế hoạch
plan-how-sent = Gửi tệp kế hoạch vào đây (Word, PDF có chữ, ODT, văn bản){ $has ->
    [yes] , hoặc ở trang: { $url }
   *[no] {""}
    }. Không có tệp thì nhắn: dán kế hoạch. Không có kế hoạch thì nhắn: lịch năm.
plan-reading = Đang đọc kế hoạch. Xong sẽ báo ở đây.
plan-ready = Đã đọc xong kế hoạch. Lúc nào tiện thì nhắn: kế hoạch.
plan-paste-words = dán kế hoạch, dán văn bản, dán
plan-paste = Dán lời kế hoạch vào đây, mấy tin cũng được. Hết thì nhắn: hết.
plan-paste-end-words = hết, hết rồi, xong, xong rồi, đủ rồi
plan-paste-stop-words = thôi, hủy, dừng
plan-paste-stopped = Đã bỏ phần vừa dán.
plan-pasted = Đã giữ { $count } chữ. Còn thì dán tiếp, hết thì nhắn: hết.
plan-same = Bản này không khác bản đã ghi: { $title }.
plan-facts = { $same ->
    [yes] Bản mới của kế hoạch đã ghi
   *[no] Kế hoạch
    }: { $title }. { $has ->
    [yes] Số { $value }
   *[no] Chưa ghi số
    }{ $when ->
    [yes] , ngày { $day }
   *[no] , chưa ghi ngày
    }. Ký: { $by }. { $count } nơi nhận, { $directives } văn bản dẫn. Tìm thấy { $movements } phong trào, { $milestones } hạn, { $tasks } việc. Chưa gì được ghi.
plan-fact-title = – Tên: { $old } nay là { $value }
plan-fact-number = – Số: { $old } nay là { $value }
plan-fact-day = – Ngày: { $old } nay là { $value }
plan-fact-signer = – Ký: { $old } nay là { $value }
plan-directives = Văn bản dẫn: { $lines }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } văn bản nữa
    }.
plan-recipients = Nơi nhận: { $names }.
plan-nothing = Không có phong trào hay hạn nào để ghi.
plan-movement = { $number }. { $change ->
    [changed] Đổi phong trào
    [gone] Không còn phong trào
   *[new] Phong trào
    }: { $name } ({ $kind } { $years }){ $state ->
    [dropped] {" "}– bỏ
   *[taken] {""}
    }. “{ $text }”
plan-deadline = { $number }. { $change ->
    [changed] Đổi hạn
    [gone] Không còn hạn
   *[new] Hạn
    } { $days }{ $hour }{ $over ->
    [yes] {" "}(đã qua)
   *[no] {""}
    }: { $name }. { $who }, { $reminders }{ $state ->
    [dropped] {" "}– bỏ
   *[taken] {""}
    }. “{ $text }”
plan-kind-regular = thường xuyên
plan-kind-regular-words = thường xuyên
plan-kind-campaign = theo đợt
plan-kind-campaign-words = theo đợt, đợt
plan-kind-thematic = chuyên đề
plan-kind-thematic-words = chuyên đề
plan-pick =
    Bớt: bỏ 3 5. Sửa: sửa 2. Thêm: thêm: nộp ảnh, 30/6. Việc theo mục: xem việc.
    Được rồi thì nhắn: lấy hết.
plan-pick-short = Sửa tiếp, hoặc nhắn: lấy hết.
plan-tasks-words = xem việc, các việc, việc theo mục, danh sách việc, nhiệm vụ
plan-heading = { $text }:
plan-task = – { $text }
plan-no-tasks = Kế hoạch không có việc nào theo mục.
plan-no-number = Danh sách có số 1 đến { $most }.
plan-dropped = Đã bỏ: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } mục nữa
    }. Còn { $count } mục. Được rồi thì nhắn: lấy hết.
plan-taken = Đã lấy lại: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } mục nữa
    }. Có { $count } mục. Được rồi thì nhắn: lấy hết.
plan-said = Cả câu: “{ $text }”
plan-edit-movement = Sửa gì? Nhắn tên đúng, loại (thường xuyên, chuyên đề, theo đợt) hoặc năm. Bỏ mục này: bỏ.
plan-edit-deadline = Sửa gì? Ví dụ: 20/6, các thôn, nhắc trước 7, 3, 1 ngày, tên: Nộp danh sách. Bỏ mục này: bỏ.
plan-edit-unclear = Chưa rõ sửa gì.
plan-edit-drop-words = bỏ, xóa
plan-edit-keep-words = giữ, giữ nguyên, đúng, đúng rồi, thôi, không
plan-later = Kế hoạch vẫn giữ, chưa ghi gì. Làm tiếp thì nhắn: kế hoạch.
plan-none-taken = Chưa lấy mục nào.
plan-make = Ghi { $movements } phong trào, { $milestones } hạn{ $gone ->
    [0] {""}
   *[other] , thôi { $gone } mục
    }? Phong trào mới ghi ở dạng nháp, chưa báo ai.
plan-make-yes = Ghi
plan-make-yes-others = có, đồng ý, được
plan-make-back = Sửa tiếp
plan-make-back-others = sửa, xem lại, khoan, khoan đã, đợi đã, chưa, chưa đâu, không
plan-made = Đã ghi { $movements } phong trào (nháp), { $milestones } hạn{ $changed ->
    [0] {""}
   *[other] , đổi { $changed }
    }{ $ended ->
    [0] {""}
   *[other] , thôi { $ended }
    }. Xem hạn sắp tới: lịch. Các mốc thường có trong năm: lịch năm.
plan-made-before = Kế hoạch này ghi rồi.
plan-refused-lost = Chưa nhận được tệp ấy. Gửi lại giúp.
plan-refused-empty = Tệp ấy trống, không có chữ nào.
plan-refused-broken = Tệp ấy bị hỏng, mở không được. Lưu lại rồi gửi.
plan-refused-huge = Văn bản ấy dài quá. Chỉ gửi kế hoạch thi đua của xã.
plan-refused-password = Tệp ấy có mật khẩu. Bỏ mật khẩu rồi gửi lại.
plan-refused-scan = Tệp ấy là ảnh chụp, chưa đọc được chữ. Gửi bản Word, hoặc nhắn: dán kế hoạch.
plan-refused-old-word = Tệp ấy là Word đời cũ (.doc). Lưu lại dạng .docx rồi gửi.
plan-refused-kind = Loại tệp ấy chưa đọc được. Gửi bản Word hoặc PDF có chữ.
plan-refused-report = Văn bản ấy là bản tổng kết, không phải kế hoạch.
plan-refused-not-a-plan = Văn bản ấy không phải kế hoạch.
