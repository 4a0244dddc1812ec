# Movements: what officers keep and see, and what those who take part hear and answer.

movement-list-words = phong trào, các phong trào, danh sách phong trào, phong trào thi đua
movement-add-words = thêm phong trào, phong trào mới, tạo phong trào
movement-look-words = xem
movement-look-report-words = xem
movement-accept-words = nhận
movement-return-words = trả, trả lại, hỏi thêm
movement-unheard-words = ai chưa rõ, chưa rõ
movement-more-words = chỉ tiêu, thêm chỉ tiêu
movement-close-words = kết thúc, đóng
movement-none = Chưa có phong trào nào. Thêm: thêm phong trào.
movement-line = { $number }. { $name }: { $state }
movement-list =
    Các phong trào:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } phong trào nữa.
    }
    Xem: xem { $number }. Thêm: thêm phong trào.
movement-state-draft = bản nháp
movement-state-launched = đang thực hiện
movement-state-closed = đã kết thúc
movement-state-cancelled = đã bỏ
movement-unknown = { $desk ->
    [yes] Số ấy không phải phong trào nào. Xem danh sách: phong trào.
   *[no] Số ấy không phải phong trào nào { $you } ạ. { $You } nhắn: phong trào, { $me } kể các phong trào.
    }
movement-name = Phong trào tên là gì?
movement-name-known = Đã có phong trào tên ấy, xem: xem { $number }. Tên khác, hoặc thêm năm, thêm đợt vào tên.
movement-words-only = Viết bằng chữ, không quá { $most } chữ cái.
movement-kind = Loại phong trào?
movement-kind-regular = Thường xuyên
movement-kind-regular-others = hằng năm
movement-kind-campaign = Theo đợt
movement-kind-campaign-others = đợt, theo đợt
movement-kind-thematic = Chuyên đề
movement-kind-thematic-others = chuyên đề
movement-ask-aim = Phải đạt được gì? Viết một câu.
movement-ask-measure = Tính kết quả thế nào? Ví dụ: số mét đường làm xong. Chưa có thì viết: không.
movement-ask-ends = Đến ngày nào? Ví dụ: 30/11. Không có hạn thì viết: không.
movement-day-unclear = Chưa rõ ngày nào. Viết như: 30/11.
movement-to = Dành cho đơn vị nào?
movement-to-hamlets = Các thôn
movement-to-hamlets-others = thôn
movement-to-units = Cơ quan, đoàn thể
movement-to-units-others = cơ quan, đoàn thể
movement-to-all = Tất cả đơn vị
movement-to-all-others = tất cả
movement-to-nobody = chưa chọn đơn vị
movement-too-late = Phong trào này không đổi được nữa.
movement-targets = Dán các chỉ tiêu, mỗi dòng một chỉ tiêu, đơn vị tính trong ngoặc, ví dụ: Làm đường (m). Chọn từ danh sách sẵn thì viết: mẫu. Chưa có thì viết: không.
movement-targets-full = Một phong trào giữ { $most } chỉ tiêu, đủ rồi. Chưa ghi được:
    { $lines }
movement-target-long = Dòng này dài quá { $most } chữ cái: { $text } Viết gọn lại rồi dán lại cả danh sách.
movement-ready = Chọn chỉ tiêu nào? Ví dụ: 1, 3, 7. Lấy hết: tất cả.
movement-ready-unclear = Viết các số từ 1 đến { $most }, ví dụ: 1, 3, 7.
movement-draft =
    { $name } (bản nháp, { $kind }, { $to })
    { $text }
movement-aim = Việc phải đạt: { $text }
movement-by = Thời hạn: { $due }
movement-measured = Cách tính: { $text }
movement-what-now = Ai chưa rõ: ai chưa rõ { $number }. Thêm chỉ tiêu: chỉ tiêu { $number }. Kết thúc: kết thúc { $number }.
movement-card-launch = Phát động
movement-card-targets = Thêm chỉ tiêu
movement-card-anew = Viết lại chỉ tiêu
movement-card-ready = Chọn chỉ tiêu mẫu
movement-card-aim = Sửa việc phải đạt
movement-card-measure = Sửa cách tính
movement-card-ends = Sửa thời hạn
movement-card-to = Chọn đơn vị
movement-card-drop = Bỏ bản nháp
movement-launch = Đã phát động { $name }. Đang báo { $count } người phụ trách. Xem đến đâu: xem { $number }.
movement-unheard = Đã rõ: { $count }/{ $most } người.{ $has ->
    [yes] {" "}Chưa trả lời:
        { $lines }
   *[no] {""}
    }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } người nữa.
    }
movement-end = { $state ->
    [close] Kết thúc { $name }? Sau đó không đăng ký, báo tiến độ được nữa.
   *[drop] Bỏ bản nháp { $name }?
    }
movement-end-yes = Đồng ý
movement-end-no = Không
movement-kept = Để nguyên.
movement-ended = { $state ->
    [close] Đã kết thúc { $name }.
   *[drop] Đã bỏ bản nháp { $name }.
    }
movement-board =
    { $name }{ $has ->
        [yes] , hạn { $due }
       *[no] {""}
    }
    { $counts }. Việc tốt được tính: { $count }. Cá nhân đăng ký: { $people }.
movement-board-count = { $state } { $count }
movement-stands-late = quá hạn
movement-stands-returned = đã hỏi lại
movement-stands-waiting = chờ xem
movement-stands-not-sent = chưa gửi
movement-stands-not-registered = chưa đăng ký
movement-stands-done = đã xong
movement-unit = – { $name }: { $state }{ $value }{ $has ->
    [yes] , gọi { $to }
   *[no] {""}
    }{ $number ->
        [0] {""}
       *[other] . Xem: xem { $number }, nhận { $number }, trả { $number }
    }
movement-report = { $name } báo: { $text }
movement-why = Cần hỏi lại điều gì?
movement-judged = { $state ->
    [done] Đã nhận tin của { $name }.
   *[returned] Đã hỏi lại { $name }.
    }

movement-picture-words = bảng, bảng ảnh, ảnh bảng
movement-papers = Bảng bằng ảnh: bảng { $number }. Bản thảo Word: bản giao ước { $number }, sơ kết { $number }, tổng kết { $number }.
movement-not-launched = Phong trào này chưa phát động.
movement-picture-begun = Đang vẽ bảng, xong thì gửi.
movement-picture-ready = Bảng của { $name }.
movement-picture-failed = Chưa vẽ được bảng. Thử lại: bảng { $number }.
movement-picture-due = Hạn { $due }
movement-picture-day = Đến ngày { $day }
movement-picture-sums = Việc tốt được tính: { $count }. Cá nhân đăng ký: { $people }
movement-picture-call = Gọi { $to }
movement-picture-more = và { $count } chỉ tiêu nữa
movement-picture-deeds = { $count } việc tốt
movement-picture-foot = Dùng ở bàn công chức, xếp theo danh sách của xã
movement-paper-words = bản giao ước, mẫu giao ước
movement-interim-words = sơ kết, bản sơ kết
movement-final-words = tổng kết, bản tổng kết
movement-draft-begun = Đang soạn { $what ->
    [pledge] bản giao ước
    [final] bản tổng kết
   *[interim] bản sơ kết
    }, xong thì gửi tệp Word.
movement-draft-ready = { $what ->
    [pledge] Bản giao ước
    [final] Bản tổng kết
   *[interim] Bản sơ kết
    } của { $name }, bản thảo. Chỗ có dấu chấm để viết tiếp; xem lại các số trước khi trình ký.
movement-draft-failed = Chưa soạn được. Thử lại: xem { $number }.
movement-file = { $what ->
    [pledge] Giao ước thi đua
    [final] Tổng kết phong trào
   *[interim] Sơ kết phong trào
    }

movement-own-words = phong trào, các phong trào, phong trào của tôi, đăng ký phong trào, đăng ký thi đua
movement-clear-words = đã rõ, rõ, rõ rồi, đã nhận, biết rồi
movement-look-own-words = xem
movement-join-words = đăng ký, đăng kí, tham gia, sửa đăng ký
movement-leave-words = rút, rút đăng ký, thôi tham gia
movement-pledge-words = giao ước, ký giao ước, kí giao ước
movement-progress-words = tiến độ, báo tiến độ, báo cáo tiến độ
movement-how-words = thế nào, thế nào rồi, ra sao, ra sao rồi, sao rồi, đến đâu, đến đâu rồi, được bao nhiêu, được bao nhiêu rồi, bao nhiêu rồi, của tôi, phong trào đến đâu, phong trào đến đâu rồi, phong trào thế nào rồi, phong trào ra sao rồi, thôn tôi đến đâu rồi, của thôn, của thôn tôi
button-clear = Đã rõ { $number }
movement-launched = { $desk ->
    [yes] Phát động { $name }.
        { $text }
        Đã rõ thì nhắn: đã rõ { $number }. Đăng ký: đăng ký { $number }.
   *[no] Chào { $you }. Xã phát động { $name }.
        { $text }
        { $You } nghe rõ thì nhắn: đã rõ { $number } nhé.
    }
movement-clear = { $desk ->
    [yes] Đã ghi. Đăng ký: đăng ký { $number }.
   *[no] Vâng, { $me } ghi rồi ạ. Muốn đăng ký thì { $you } nhắn: đăng ký { $number }.
    }
movement-none-open = { $desk ->
    [yes] Hiện chưa có phong trào nào.
   *[no] Hiện xã chưa có phong trào nào { $you } ạ.
    }
movement-own-line = { $number }. { $name }{ $state ->
    [in] , đã đăng ký
   *[out] {""}
    }
movement-own = { $desk ->
    [yes] Các phong trào:
        { $lines }
        Xem: xem { $number }. Đăng ký: đăng ký { $number }.
   *[no] Xã đang có các phong trào:
        { $lines }
        { $You } xem thì nhắn: xem { $number }. Đăng ký thì nhắn: đăng ký { $number }.
    }
movement-about =
    { $name }
    { $text }
    { $desk ->
        [yes] Đăng ký: đăng ký { $number }.
       *[no] { $You } đăng ký thì nhắn: đăng ký { $number }.
    }
movement-standing =
    { $name }, { $who }:
    { $lines }
    { $desk ->
        [yes] Báo thêm: tiến độ, rồi số và việc.
       *[no] { $You } báo thêm thì nhắn: tiến độ, rồi số và việc.
    }
movement-pledged = đăng ký { $value }
movement-closed = { $desk ->
    [yes] Phong trào này không đăng ký, báo tiến độ được nữa.
   *[no] Phong trào này đã kết thúc rồi { $you } ạ.
    }
movement-unit-which = { $desk ->
    [yes] Đăng ký cho đơn vị nào?
   *[no] { $You } đăng ký cho đơn vị nào ạ?
    }
movement-leave-which = { $desk ->
    [yes] Rút đăng ký của đơn vị nào?
   *[no] { $You } rút đăng ký của đơn vị nào ạ?
    }
movement-pledge-which = { $desk ->
    [yes] Ký giao ước cho đơn vị nào?
   *[no] { $You } ký giao ước cho đơn vị nào ạ?
    }
movement-choose =
    { $lines }
    { $desk ->
        [yes] Chọn chỉ tiêu nào, bao nhiêu? Ví dụ: { $example }.
       *[no] { $You } chọn chỉ tiêu nào, bao nhiêu ạ? Ví dụ: { $example }.
    }
movement-choose-unclear = { $desk ->
    [yes] Viết số của chỉ tiêu, rồi số lượng bằng chữ số, theo đơn vị tính trong ngoặc.
   *[no] { $Me } chưa hiểu. { $You } viết số của chỉ tiêu, rồi số lượng bằng chữ số, theo đơn vị trong ngoặc nhé.
    }
movement-registered = { $desk ->
    [yes] Đã ghi, { $who } đăng ký { $name }:
        { $lines }
        Sửa: đăng ký { $number }. Rút: rút { $number }.{ $has ->
            [yes] {" "}Ký giao ước: giao ước { $number }.
           *[no] {""}
        }
   *[no] { $Me } ghi rồi ạ. { $who } đăng ký { $name }:
        { $lines }
        Sửa thì { $you } nhắn: đăng ký { $number }.{ $has ->
            [yes] {" "}Ký giao ước thì nhắn: giao ước { $number }.
           *[no] {""}
        }
    }
movement-withdrawn = { $desk ->
    [yes] { $who } đã rút đăng ký.
   *[no] Vâng, { $me } đã rút đăng ký của { $who } ạ.
    }
movement-not-in = { $desk ->
    [yes] Chưa đăng ký phong trào này. Đăng ký: đăng ký { $number }.
   *[no] { $You } chưa đăng ký phong trào này. Đăng ký thì nhắn: đăng ký { $number } ạ.
    }
movement-not-in-any = { $desk ->
    [yes] Chưa đăng ký phong trào nào. Xem: phong trào.
   *[no] { $You } chưa đăng ký phong trào nào. { $You } nhắn: phong trào, { $me } kể cho { $you } ạ.
    }
movement-pledge = { $desk ->
    [yes] Giao ước thi đua:
        { $lines }
        Ký giao ước cho { $who }?
   *[no] Giao ước thi đua:
        { $lines }
        { $You } ký giao ước cho { $who } chứ ạ?
    }
movement-pledge-yes = Ký
movement-pledge-yes-others = ký, kí, đồng ý, có
movement-pledge-no = Chưa ký
movement-pledge-no-others = chưa, không, chưa đâu, khoan, khoan đã, để sau
movement-signed = { $desk ->
    [yes] Đã ghi: { $who } ký giao ước.
   *[no] Vâng, { $me } ghi rồi ạ: { $who } ký giao ước.
    }
movement-not-signed = { $desk ->
    [yes] Chưa ký.
   *[no] Vâng, { $you } chưa ký ạ.
    }
movement-progress = { $desk ->
    [yes] Làm đến đâu? Gửi số, một câu, ảnh trong một tin.
   *[no] { $You } làm đến đâu rồi ạ? { $You } gửi số, một câu, cả ảnh cũng được.
    }
movement-progress-unread = { $desk ->
    [yes] Ở đây chỉ ghi được chữ và ảnh.
   *[no] Chỗ này { $me } mới ghi được chữ và ảnh.
    }
movement-progress-which = { $desk ->
    [yes] Báo cho phong trào nào?
   *[no] { $You } báo cho phong trào nào ạ?
    }
movement-target-which = { $desk ->
    [yes] Số ấy của chỉ tiêu nào?
   *[no] Số ấy của chỉ tiêu nào ạ?
    }
movement-target-which-none = Không của chỉ tiêu nào
movement-target-which-none-others = không, không có, không chỉ tiêu nào, việc khác
movement-reported = { $desk ->
    [yes] Đã ghi{ $count ->
            [0] .
           *[other] , kèm { $count } ảnh.
        } Đến nay:
        { $lines }
   *[no] { $Me } ghi rồi ạ{ $count ->
            [0] .
           *[other] , kèm { $count } ảnh.
        } Đến nay:
        { $lines }
    }
movement-not-counted = { $desk ->
    [yes] Chưa tính số của chỉ tiêu chưa đăng ký: { $names }. Muốn tính thì đăng ký lại cả danh sách: đăng ký { $number }.
   *[no] Chỉ tiêu { $names } chưa đăng ký nên { $me } chưa tính số. Muốn tính thì { $you } đăng ký lại cả danh sách, nhắn: đăng ký { $number } nhé.
    }
movement-later-words = mai báo, mai tôi báo, mai bác báo, mai em báo, mai báo sau, để mai, để mai báo, để mai tôi báo, để mai bác báo, báo sau, tôi báo sau, để sau, lát nữa, lát nữa báo, lát báo, tối báo, tối nay báo, hôm khác, để hôm khác, hôm khác báo, tuần sau báo, bận quá, đang bận
movement-progress-later = { $desk ->
    [yes] Chưa ghi gì. Lúc nào có thì nhắn: tiến độ.
   *[no] Vâng ạ, { $me } chưa ghi gì. Lúc nào có { $you } nhắn: tiến độ nhé.
    }
movement-returned = { $desk ->
    [yes] { $name }: cán bộ thi đua hỏi thêm:
        { $text }
        Trả lời: tiến độ, rồi nội dung.
   *[no] Chào { $you }. Về { $name }, xã hỏi thêm:
        { $text }
        { $You } trả lời thì nhắn: tiến độ, rồi nội dung nhé.
    }
