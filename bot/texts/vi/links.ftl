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

share-phone-words = để lại số điện thoại, để lại số, cho số điện thoại, số điện thoại của tôi, gọi lại cho tôi
phone-ask =
    Số điện thoại của { $you }
    { $You } mở mẫu dưới đây để gửi số cho xã. Cán bộ xã chỉ gọi khi cần hỏi thêm.
phone-not-here =
    Số điện thoại thì chỗ này { $me } chưa nhận được. { $You } gọi { $contact } giúp { $me }, { $hours }:
    { $phone }
phone-kept =
    { $Me } giữ số của { $you } rồi, cán bộ xã gọi khi cần hỏi thêm:
    { $phone }
phone-not-kept = { $You } chưa đồng ý cho xã giữ lời kể, nên { $me } chưa giữ số.
