# Invitations. To whoever uses one: bác, cháu. At the desk, to whoever makes one (invite-…): no pronouns.

invitation-words = mời, ma moi, mã mời
invitation-accepted = Đã ghi: { $role }. Nhắn "menu" để xem việc.
invitation-refused =
    Mã ấy { $me } chưa dùng được. { $You } xin mã mới ở xã, { $hours }:
    { $phone }
invitation-kiosk = Máy này nhiều người dùng chung, { $me } chưa nhận mã ở đây được. { $You } mở trang của xã trên điện thoại riêng rồi nhắn mã ấy, mã vẫn còn dùng được.

menu-invite = Mời người
invite-words = mời, mời người, moi nguoi
invite-role = Mời làm việc gì?
invite-unit = Của nơi nào?
invite-unit-typed =
    Của nơi nào?
    Nhắn tên, ví dụ: Đoài.
invite-unit-unknown = Chưa tìm ra tên ấy.
invite-no-hamlets = Chưa ghi thôn nào nên chưa mời được. Quản trị ghi thôn trước, bằng cách nhắn: thiết lập.
invite-name =
    Mời ai?
    Nhắn cách gọi và tên, ví dụ: ông Sấu.
invite-name-unclear = Chưa rõ tên.
invite-not-yours = Vai ấy chưa mời được từ đây.
invite-code =
    Mời { $who }, { $role }. Mã mời:
    { $code }
    Mã dùng một lần, đến { $day }.
invite-to-page = Đọc mã qua điện thoại. Người được mời mở trang của xã trên máy riêng, nhắn chữ mời rồi đến mã.
invite-to-bot =
    Người được mời mở Zalo chỗ này, nhắn chữ mời rồi đến mã:
    { $url }
invite-qr = Mã QR để quét: { $url }
invite-telegram = Trên Telegram thì mở: { $url }
invite-full =
    Các bot Zalo đã đủ người. Người được mời mở chỗ này, nhắn chữ mời rồi đến mã:
    { $url }
invite-full-call =
    Các bot Zalo đã đủ người. Người được mời gọi { $contact }, { $hours }:
    { $phone }
