# Announcements: what the officer writes and sees, and how people hear it.

announce-words = thông báo, gửi thông báo, viết thông báo, gửi tin
announce-list-words = các thông báo, xem thông báo, danh sách thông báo
announce-text = Viết nội dung thông báo, dài thì viết nhiều tin. Máy tự thêm lời chào.
announce-text-again = Viết lại cả nội dung. Còn nữa thì sau đó chọn viết thêm.
announce-more = Viết phần thêm vào cuối.
announce-part = Đã thêm, { $count } trong { $most } chữ cái. Viết xong thì nhắn: xong. Nhầm thì nhắn: bỏ đoạn cuối.
announce-part-too-long = Chưa thêm đoạn này: cả thông báo được { $most } chữ cái, chỉ còn { $left }.
announce-part-dropped = Đã bỏ đoạn cuối. Viết xong thì nhắn: xong.
announce-part-none = Chưa có đoạn nào để bỏ.
announce-part-end-words = xong, hết, xong rồi, hết rồi, viết xong
announce-part-back-words = bỏ đoạn cuối, bỏ đoạn, bỏ đoạn này
announce-too-long = Dài quá, chỉ gửi được { $most } chữ cái.
announce-words-only = Thông báo chỉ có chữ: ảnh, tệp, tin thoại chưa gửi kèm được.
announce-to = Nội dung còn thì viết tiếp. Gửi cho những ai? Chọn được nhiều, ví dụ: 1, 3; hoặc nhắn tên thôn.
announce-to-hamlets = Trưởng thôn
announce-to-hamlets-others = trưởng thôn, các thôn, thôn
announce-to-fronts = Trưởng ban Mặt trận thôn
announce-to-fronts-others = mặt trận, mặt trận thôn
announce-to-units = Cơ quan, đoàn thể
announce-to-units-others = cơ quan, đoàn thể, đơn vị
announce-to-council = Hội đồng thi đua
announce-to-council-others = hội đồng
announce-to-desk = Cán bộ xã
announce-to-desk-others = cán bộ, xã
announce-to-everybody = Mọi người đã đồng ý nhận tin
announce-to-everybody-others = mọi người, tất cả, cả xã
announce-to-places = Một hay mấy thôn
announce-to-places-others = một thôn, mấy thôn, vài thôn, chọn thôn
announce-to-registered = Nơi đã đăng ký phong trào
announce-to-registered-others = đã đăng ký, đăng ký, đăng ký phong trào, phong trào
announce-sized = { $name } ({ $count } người)
announce-of-hamlet-others = trưởng, cán bộ, cả
announce-of-movement-others = phong trào, đăng ký, đăng ký phong trào, đã đăng ký, đã đăng ký phong trào, nơi đăng ký, nơi đăng ký phong trào, nơi đã đăng ký, nơi đã đăng ký phong trào
announce-hamlets = Những thôn nào? Chọn được nhiều, ví dụ: 1, 3.
announce-hamlets-many = Những thôn nào? Nhắn tên hoặc số, được nhiều thôn: { $names }.
announce-registered = Nơi đăng ký phong trào nào? Chọn được nhiều, ví dụ: 1, 3.
announce-which = “{ $text }” là nơi nào?
announce-who-unclear = Chưa rõ gửi cho ai.
announce-those-registered = nơi đăng ký { $name }
announce-audience-more = { $names } và { $more } nơi nữa
announce-as-home =
    Người ở thôn sẽ đọc:
    { $text }
announce-as-desk =
    Cán bộ sẽ đọc:
    { $text }
announce-as-same = Cán bộ đọc cùng nội dung, không có lời chào.
announce-in-parts = { $state ->
    [desk] Cán bộ đọc trên { $names } thành { $count } tin:
   *[home] Người ở thôn đọc trên { $names } thành { $count } tin:
    }
announce-in-fewer = { $names }: cùng nội dung, trong { $count } tin.
announce-channels =
    Gửi qua:
    { $lines }
announce-channels-answers = Ai cũng trả lời đã rõ thì thêm chừng { $count } tin.
announce-channels-short = Bot Zalo tháng này không đủ tin: { $count } người đợi đến ngày 1 tháng sau. Cần sớm thì bớt người nhận, hoặc nhờ loa, tờ dán, tin nhóm.
announce-channels-groups = Bot Zalo tháng này hết tin để báo: { $count } nhóm không nhận tin này. Việc gấp thì đánh dấu gấp, không thì chép tin nhóm gửi tay.
announce-share = – { $name }: { $count } người{ $groups ->
        [0] {""}
       *[other] , { $groups } nhóm
    }, { $messages } tin{ $state ->
        [free] , không mất tiền
        [paid] , { $dong } đồng ({ $free } người không mất tiền, { $charged } người phải trả)
        [knocked] , { $dong } đồng ({ $free } người không mất tiền, { $charged } người phải trả, { $knocked } người chỉ nhận lời mời mở Zalo)
        [counted] ; tháng này còn { $left } tin để báo, gửi xong còn { $rest }
       *[plain] {""}
    }
announce-check =
    Gửi cho { $count } người: { $names }. { $free } người không mất tiền, { $charged } người mất { $dong } đồng, { $unreached } người chưa nhắn được{ $more ->
        [0] {""}
       *[other] , { $more } người đợi sang tháng
    }.{ $state ->
        [urgent] {" "}Gấp: gửi cả ban đêm và Tết.
       *[no] {""}
    }{ $late ->
        [yes] {" "}Bây giờ là giờ nghỉ, tin đi từ 7 giờ sáng.
       *[no] {""}
    }
    Gửi đi chứ?
announce-check-nobody = Chưa có ai để gửi: { $names }. Đổi người nhận, hoặc để sau.
announce-check-send = Gửi
announce-check-text = Sửa nội dung
announce-check-more = Viết thêm vào cuối
announce-check-to = Đổi người nhận
announce-check-urgent = Đánh dấu gấp
announce-check-calm = Bỏ đánh dấu gấp
announce-check-asked = Xin người nhận trả lời đã rõ
announce-check-unasked = Không cần trả lời
announce-check-second = Nhờ người duyệt
announce-check-another = Nhờ người khác duyệt
announce-check-alone = Không cần duyệt
announce-check-drop = Không gửi nữa
announce-urgent = Tin gấp đến ngay, cả ban đêm và Tết: máy của { $count } người sẽ kêu. Đánh dấu gấp chứ?
announce-urgent-yes = Gấp, gửi cả ban đêm và Tết
announce-urgent-no = Thôi, không gấp
announce-begun = Đang gửi. Xem đến đâu: xem { $number }. Dừng lại: dừng { $number }.
announce-asked = Đã chuyển duyệt. Xem: xem { $number }. Lấy lại: dừng { $number }.
announce-waiting =
    { $text } (chờ { $name } duyệt)
    Gửi { $count } người: { $names }.{ $state ->
        [urgent] {" "}Gấp: gửi cả ban đêm và Tết.
       *[no] {""}
    }
    Muốn sửa, hay nhờ người khác duyệt, thì lấy lại.
announce-waiting-back = Lấy lại
announce-waiting-back-others = lấy lại để sửa, sửa, dừng
announce-taken-back = Đã lấy lại, chưa gửi cho ai.
announce-dropped = Đã bỏ thông báo.
announce-too-late = Thông báo này không đổi được nữa.
announce-second = Nhờ ai duyệt?
announce-nobody = Chưa có ai khác để duyệt.
announce-unknown = Số ấy không phải thông báo nào. Xem danh sách: các thông báo.
announce-none = Chưa có thông báo nào.
announce-line = { $number }. { $text }: { $state }
announce-list =
    Các thông báo:
    { $lines }
    Xem: xem { $number }.
announce-report =
    { $text } ({ $state })
    Đã đến { $sent }, đã rõ { $seen }, còn đợi { $left }, chưa chắc { $uncertain }, chưa đến { $failed }, không gửi { $skipped }.{ $groups }{ $has ->
        [yes] {" "}Cần gọi:
       *[no] {""}
    }{ $lines }
announce-report-groups = Trong nhóm: đã đến { $sent }, còn đợi { $waiting }, chưa chắc { $uncertain }, chưa đến { $failed }.
announce-report-more = Còn { $more } người: gọi { $number }.
announce-report-answers = Xem: ai đã rõ { $number }, ai chưa rõ { $number }.
announce-calls-words = gọi, cần gọi, gọi ai, người cần gọi
announce-who-saw-words = ai đã rõ, ai rõ, ai rõ rồi
announce-who-did-not-words = ai chưa rõ, chưa rõ
announce-people-calls =
    Cần gọi, { $seen } trong { $count } người:
    { $lines }
announce-people-seen =
    Đã rõ, { $seen } trong { $count } người:
    { $lines }
announce-people-unseen =
    Đã đến mà chưa trả lời, { $seen } trong { $count } người:
    { $lines }
announce-people-more = Xem thêm
announce-people-more-others = tiếp, thêm, nữa, xem tiếp, tiếp theo
announce-people-none = Chưa có ai.
announce-asks-nothing = Thông báo này không xin trả lời đã rõ.
announce-state-draft = chưa gửi
announce-state-waiting = chờ duyệt
announce-state-sending = đang gửi
announce-state-stopped = đã dừng
announce-state-done = đã gửi xong
announce-state-dropped = đã bỏ
announce-look-words = xem
announce-stop-words = dừng, dừng gửi, thôi gửi
announcement-plain = { $desk ->
    [yes] { $Commune } báo:
   *[no] Chào { $you }. { $Commune } báo:
    }
    { $text }
announcement-asks = { $desk ->
    [yes] { $Commune } báo:
   *[no] Chào { $you }. { $Commune } báo:
    }
    { $text }
    { $desk ->
        [yes] Rõ rồi thì nhắn: đã rõ { $number }.
       *[no] Rõ rồi thì { $you } nhắn: đã rõ { $number } nhé.
    }
announcement-seen = { $desk ->
    [yes] Đã ghi.
   *[no] Vâng, { $me } ghi rồi, cảm ơn { $you }.
    }
announcement-seen-words = đã rõ, rõ, rõ rồi, đã nhận, biết rồi
announcement-unknown = { $desk ->
    [yes] Số ấy không phải thông báo nào.
   *[no] Số ấy không phải thông báo nào ạ. { $You } xem lại số ở cuối thông báo nhé.
    }
hear-words = đã rõ, rõ, rõ rồi, đã rõ rồi, đã nhận, nhận được rồi, biết rồi, tôi biết rồi, nghe rồi, tôi rõ rồi, nắm được rồi
hear-which = { $desk ->
    [yes] Đã rõ thông báo nào?
   *[no] { $You } đã rõ thông báo nào ạ?
    }
hear-which-all = Tất cả
hear-which-all-others = hết, cả, cả hai, tất
announcement-approve =
    Thông báo chờ duyệt, gửi { $count } người: { $names }.{ $state ->
        [urgent] {" "}Gấp: gửi cả ban đêm và Tết.
       *[no] {""}
    }
    { $text }
    Duyệt không?
announcement-approve-yes = Duyệt, gửi đi
announcement-approve-no = Chưa duyệt
announcement-waits =
    Thông báo chờ duyệt, gửi { $count } người: { $names }.{ $state ->
        [urgent] {" "}Gấp: gửi cả ban đêm và Tết.
       *[no] {""}
    }
    { $text }
    Duyệt thì nhắn: duyệt { $number }.
announcement-approved-words = duyệt
announcement-why = Cần sửa gì?
announcement-sent-back = Đã chuyển lại cho người viết.
announcement-back =
    Thông báo chưa được duyệt:
    { $text }
    Sửa: xem { $number }.
announcement-waits-no-more = Thông báo này không chờ duyệt nữa.
announcement-taken-back =
    Thông báo chờ duyệt đã có người lấy lại, chưa gửi cho ai:
    { $text }
    Sửa: xem { $number }.

## On paper, and through the loudspeaker

announce-loud-words = loa, bài đọc loa, đọc loa
announce-loud = { $Commune } thông báo. { $text } Xin cảm ơn.
announce-loud-twice = { $Commune } thông báo. { $text } Xin nhắc lại. { $text } Xin cảm ơn.
announce-loud-ready = Bài đọc loa, chừng { $seconds } giây:
announce-loud-long = Dài quá một phút: { $count } tiếng, loa đọc được { $most }. Bớt chừng { $left } tiếng.
announce-forward-words = tin nhóm, gửi nhóm, tin chuyển tiếp
announce-forward-ready = Tin chuyển vào nhóm thôn:
announce-forward =
    { $Commune } báo:
    { $text }
    Hỏi thêm: { $contact }, { $hours },
    { $phone }
announce-notice-words = tờ dán, in, bảng tin
announce-notice-long = Dài quá một tờ A4: { $count } dòng, tờ dán đọc được { $most }. Bớt chừng { $left } dòng.
announce-notice-begun = Đang làm tờ dán khổ A4.
announce-notice-ready = Tờ dán khổ A4, in ra là dán được.
announce-notice-failed = Chưa làm được tờ dán. Thử lại sau ít phút.
announce-notice-heading = Thông báo
announce-notice-scan = Quét mã này để hỏi xã, hoặc kể việc tốt
announce-notice-file = thong-bao
