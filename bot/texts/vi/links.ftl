# Links that stand where a channel carries no photos, sounds or files, and the page on which a file is handed in.

link-photos = Ảnh: { $url }
link-sounds = Tin thoại: { $url }
link-both = Ảnh và tin thoại: { $url }
link-photos-none = Ảnh thì { $you } xem ở xã nhé.
link-sounds-none = Tin thoại thì { $you } nghe ở xã nhé.
link-both-none = Ảnh và tin thoại thì { $you } xem ở xã nhé.
link-take =
    Mở trang này lấy tệp, một lần thôi:
    { $url }
link-take-none = Tệp ấy chỗ này chưa gửi được. Mở trang chat trên máy ở xã, nhắn lại câu vừa rồi thì lấy được.

send-file-words = gửi tệp, gửi file, tải tệp, tải tệp lên, nộp tệp, gửi giấy tờ
send-file =
    { $You } mở trang này, chọn tệp rồi gửi. Trang dùng được một lần, trong một ngày:
    { $url }
send-file-here = { $You } gửi tệp vào ngay đây cho { $me } nhé.
send-file-none =
    Tệp thì chỗ này { $me } chưa nhận được. { $You } chụp ảnh gửi cho { $me }, hoặc mang đến xã. Cần hỏi thì gọi { $contact }, { $hours }:
    { $phone }
