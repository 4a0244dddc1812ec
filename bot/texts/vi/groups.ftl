# Registered groups: how one is registered and dropped, what it reads. In a group nobody is addressed: everybody reads along.

group-words = nhóm, các nhóm, nhóm đã ghi
group-drop-words = bỏ nhóm, xóa nhóm
group-asks-in-private = { $Me } hỏi riêng { $you } rồi mới ghi nhóm này.
group-gets = Nhóm sẽ nhận hạn việc và tiến độ bằng số, mỗi ngày nhiều nhất một tin, không nêu tên ai; và thông báo của xã.
group-held = Nhóm ấy đang ghi cho { $name }.
group-where = { $desk ->
    [yes] Ghi nhóm cho nơi nào?{ $kind ->
        [typed] {" "}Nhắn tên thôn, tên đơn vị, hoặc: cả xã.
       *[list] {""}
    }
   *[no] { $You } ghi nhóm cho nơi nào ạ?{ $kind ->
        [typed] {" "}{ $You } nhắn tên thôn.
       *[list] {""}
    }
    }
group-commune = Cả xã
group-commune-others = toàn xã, xã, chung, của xã
group-no = Thôi, không ghi
group-no-others = thôi, không, không ghi
group-of-commune = cả xã
group-saved = { $desk ->
    [yes] Đã ghi nhóm cho { $name }. Xem các nhóm: nhóm.
   *[no] { $Me } ghi nhóm cho { $name } rồi. Muốn xem các nhóm thì { $you } nhắn: nhóm.
    }
group-not-saved = { $desk ->
    [yes] Không ghi nhóm ấy.
   *[no] Vâng ạ, { $me } không ghi nhóm ấy.
    }
group-not-yours = { $desk ->
    [yes] Nhóm ấy đang ghi cho nơi khác, đồng chí không đổi được.
   *[no] Nhóm ấy đang ghi cho nơi khác. Muốn đổi thì { $you } gọi { $contact } ở xã, { $hours }:
    { $phone }
    }
group-list = { $desk ->
    [yes] Các nhóm đã ghi:
   *[no] Các nhóm { $me } ghi cho { $you }:
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } nhóm nữa.
    }
    { $desk ->
        [yes] Bỏ nhóm: bỏ nhóm { $number }.
       *[no] Muốn bỏ thì { $you } nhắn: bỏ nhóm { $number }.
    }
group-line = { $number }. Nhóm của { $name }, ghi { $day }
group-none = { $desk ->
    [yes] Chưa ghi nhóm nào. { $kind ->
        [none] Hiện chưa kênh nào của xã vào được nhóm.
        [zalo] Đưa máy vào nhóm Zalo, rồi gọi tên máy (@) trong nhóm, kèm chữ: nhóm
       *[telegram] Thêm máy vào nhóm Telegram, rồi gõ trong nhóm: /nhom
    }
   *[no] { $Me } chưa ghi nhóm nào. { $kind ->
        [none] Hiện chưa kênh nào của xã vào được nhóm ạ.
        [zalo] { $You } đưa { $me } vào nhóm Zalo, rồi gọi tên máy (@) trong nhóm, kèm chữ: nhóm
       *[telegram] { $You } thêm { $me } vào nhóm Telegram, rồi gõ trong nhóm: /nhom
    }
    }
group-dropped = { $desk ->
    [yes] Đã bỏ nhóm của { $names }. Nhóm ấy không nhận tin nữa.
   *[no] { $Me } bỏ nhóm của { $names } rồi. Nhóm ấy không nhận tin nữa.
    }
group-unknown = { $desk ->
    [yes] Không có nhóm mang số ấy. Xem các nhóm: nhóm.
   *[no] { $Me } không thấy nhóm mang số ấy. { $You } nhắn: nhóm, để xem lại nhé.
    }
group-ended = { $desk ->
    [yes] Nhóm của { $name } không nhận tin nữa: máy không nhắn vào được. Còn { $count } nhóm đang ghi.
   *[no] Nhóm của { $name } không nhận tin nữa: { $me } không nhắn vào được. Còn { $count } nhóm đang ghi.
    }

announce-as-group = Cũng vào { $count } nhóm đã ghi, mỗi nhóm một lần. Cả nhóm cùng đọc: đừng nêu tên dân.

## What stands in the group

group-here-saved = Đã ghi nhóm này cho { $name }. Nhóm nhận hạn việc và tiến độ bằng số, mỗi ngày nhiều nhất một tin, không nêu tên ai; và thông báo của xã.
group-here-dropped = Nhóm này không nhận hạn việc và tiến độ nữa.
group-due =
    Việc của { $name }:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } việc nữa.
    }
group-due-line = – { $name }: { $state ->
    [past] hết hạn { $due }, đã có { $count }/{ $most } nơi gửi
    [event] { $due }
    [today] hạn chót { $due }{ $most ->
        [0] {""}
       *[other] , đã có { $count }/{ $most } nơi gửi
    }
   *[later] hạn { $due }{ $most ->
        [0] {""}
       *[other] , đã có { $count }/{ $most } nơi gửi
    }
    }
group-progress =
    Tiến độ phong trào của { $name }:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } phong trào nữa.
    }
group-movement = – { $name }: { $count }/{ $most } nơi đăng ký, { $sent } nơi đã gửi tiến độ
