# The honour board as a page (bot/pages/board.py). Anybody reads it, also on paper: no pronouns.

board-page-title = Bảng vàng { $commune }
board-page-heading = Bảng vàng
board-page-motto = Người tốt, việc tốt
board-page-printed = Ngày { $date }
board-page-years = Xem theo năm
board-page-every-year = Mới nhất
board-page-day = ngày { $date }
board-page-wrong = Thấy sai? Nhắn cho máy chữ sửa và mã:
board-page-photo = Ảnh việc tốt của { $name }
board-page-empty = Bảng vàng chưa có tên ai. Ai thấy việc tốt quanh ta thì kể cho xã nhé.
board-page-tell = Kể một việc tốt
board-page-ask = Muốn nói với người, xin gọi { $contact }, { $hours }:
