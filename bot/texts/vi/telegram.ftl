# What stands on Telegram beside the messages: the list of commands, the page of the bot.

telegram-menu-words = menu
telegram-about-report = Kể một việc tốt
telegram-about-mine = Xem việc đã kể
telegram-about-board = Bảng vàng của xã
telegram-about-my-data = Xem hoặc xóa những gì đang giữ
telegram-about-link = Dùng thêm Zalo hay máy khác
telegram-about-menu = Những việc làm được ở đây
telegram-about-group = Kể một việc tốt, rồi nói tiếp trong tin riêng
telegram-about-register = Ghi nhóm này để nhận hạn việc và tiến độ
# Before anybody has written: what this is.
telegram-description =
    Máy trả lời của { $commune }, không phải người.
    Thấy ai làm việc tốt thì kể ở đây. Xã xem trước, người được khen đồng ý rồi mới nêu tên.
telegram-short-description = Kể việc tốt cho { $commune }. Máy trả lời, không phải người.
telegram-share = Gửi số điện thoại của tôi
