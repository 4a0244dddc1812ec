# What Monday brings to the desk: the officer's message, and the chair's page to print.

week-desk =
    Đầu tuần, { $day }:
    { $backup }
    { $trail }
    { $reminded }
    { $due }
week-age = { $unit ->
    [days] { $count } ngày trước
   *[hours] { $count ->
        [0] chưa đầy một giờ trước
       *[other] { $count } giờ trước
    }
    }
week-backup = – Sao lưu: { $when }, { $state ->
    [old] đã cũ. Nhờ người cài máy xem lại.
    [damaged] còn mới, nhưng { $count } ảnh, giấy tờ bị hỏng. Nhờ người cài máy xem lại.
   *[fresh] còn mới.
    }
week-backup-none = – Sao lưu: chưa có bản nào ở nơi khác. Nhờ người cài máy đặt chỗ.
week-trail = – Nhật ký mục { $entry }, chép ra giấy: { $mark }
week-no-trail = – Nhật ký còn trống.
week-reminded = – Tuần trước: nhắc được { $sent } lời{ $missed ->
    [0] {""}
   *[other] , { $missed } lỡ vì máy ngừng
    }{ $late ->
    [0] {""}
   *[other] , { $late } không kịp
    }{ $failed ->
    [0] {""}
   *[other] , { $failed } không gửi được
    }{ $uncertain ->
    [0] {""}
   *[other] , { $uncertain } chưa rõ tới chưa
    }.
week-reminded-none = – Tuần trước không có lời nhắc nào.
week-due = – Tuần này { $count } việc đến hạn{ $more ->
    [0] {""}
   *[other] , gần nhất
    }: { $names }.
week-due-one = { $name }, { $day }
week-due-none = – Tuần này không có việc nào đến hạn.

## The chair's page

week-page-words = trang tuần, tờ tuần, trang đầu tuần, in trang tuần
week-page-begun = Đang làm trang tuần.
week-page-ready = Trang tuần { $first } đến { $last }, một tờ A4, in ra là xem được.
week-page-failed = Chưa làm được trang tuần. Thử lại sau ít phút: trang tuần.
week-page-missing = Trang tuần này chưa làm được. Cần thì nhắn: trang tuần.
week-page-title = Trang tuần { $first } – { $last }
week-page-foot = In lúc { $hour } giờ { $minute }, { $day }. Dùng trong cơ quan. Đơn vị xếp theo thứ tự của xã, không xếp hạng.
week-page-file = trang-tuan-{ $day }
week-page-more = và { $count } dòng nữa
week-part-waits = Chờ đồng chí
week-empty-waits = Không có việc nào chờ.
week-waits-new = Việc tốt chờ quyết định
week-waits-write = Việc tốt chờ viết câu nêu gương
week-waits-release = Câu nêu gương chờ duyệt
week-waits-announcement = Thông báo chờ duyệt
week-waits-own = Việc của đồng chí đã đến hạn
week-days = { $count ->
    [0] hôm nay
   *[other] { $count } ngày
    }
week-col-count = số việc
week-col-oldest = lâu nhất
week-part-due = Đến hạn tuần này và tuần sau
week-empty-due = Không có việc nào đến hạn.
week-col-due = hạn
week-when = { $hour }, { $day }
week-owes = Còn { $count }/{ $most }: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } nữa
    }
week-owes-nobody = Cả { $most } nơi đã xong.
week-part-movements = Phong trào đang làm
week-empty-movements = Không có phong trào nào đang làm.
week-col-units = đơn vị
week-col-done = xong
week-col-waiting = chờ xem
week-col-late = chậm
week-behind = Chậm: { $names }
week-part-calls = Cần gọi
week-empty-calls = Không phải gọi ai.
week-col-phone = điện thoại
week-call = { $name }{ $has ->
    [yes] {" "}({ $people })
   *[no] {""}
    }: { $why }
week-call-why = { $late ->
    [0] { $count } việc tốt chưa trả lời
   *[other] { $late } việc chậm{ $count ->
        [0] {""}
       *[other] , { $count } việc tốt chưa trả lời
    }
    }
week-part-deeds = Việc tốt tuần trước
week-empty-deeds = Tuần trước chưa có việc nào được kể, xác nhận hay lên bảng.
week-deeds = Số việc
week-col-told = được kể
week-col-confirmed = thôn xác nhận
week-col-taken = xã nhận
week-col-published = lên bảng
