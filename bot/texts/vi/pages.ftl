# The pages that links open (bot/pages/links.py), the entrance (bot/pages/entrance.py), where a bot is
# met (bot/pages/meeting.py) and the poster (bot/documents/poster.py). Anybody may read them, also on a wall: no pronouns.

page-call = Muốn nói với người, xin gọi { $contact }, { $hours }:
page-unknown = Không có trang này. Mở lại đúng địa chỉ trong tin nhắn nhé.
page-ended = Trang này đã hết hạn. Mở Zalo, nhắn lại cho máy để lấy trang mới nhé.

## /xem: the photos and voice notes of a case

page-see-photos = Ảnh gửi kèm
page-see-sounds = Tin thoại gửi kèm
page-see-both = Ảnh và tin thoại
page-see-only = Chỉ để xem việc này, xin đừng chuyển cho ai.
page-see-photo = Ảnh { $number }
page-see-sound = Tin thoại { $number }
page-see-gone = không còn nữa
page-see-coming = đang về, lát nữa mở lại trang này
page-see-gone-all = Ảnh và tin thoại của việc này không còn nữa.

## /gui: handing a file in. { $limit } is a number of megabytes.

page-send-heading = Gửi tệp cho xã
page-send-choose = Chọn một tệp trong máy
page-send-limit = Ảnh, phim, ghi âm, Word, Excel hay PDF, nặng nhất { $limit } MB.
page-send-go = Gửi
page-send-once = Trang này gửi được một tệp. Muốn gửi tệp nữa thì nhắn máy cho trang mới.
page-send-none = Chưa chọn tệp nào. Chọn một tệp rồi gửi nhé.
page-send-large = Tệp này nặng quá { $limit } MB, xã chưa nhận được. Chọn tệp nhẹ hơn nhé.
page-send-kind = Tệp này xã chưa mở được. Chọn ảnh, phim, ghi âm, Word, Excel hay PDF nhé.
page-send-broken = Tệp chưa lên hết thì đứt mạng. Chọn lại rồi gửi nhé.
page-send-down = Máy ở xã đang trục trặc, tệp chưa gửi được. Lát nữa gửi lại nhé.
page-sent = Xã đã nhận được tệp
page-sent-next = Giờ quay lại Zalo nhé, máy trả lời ở đó.
page-sent-before = Tệp gửi ở trang này xã đã nhận rồi. Muốn gửi tệp nữa thì mở Zalo, nhắn máy cho trang mới nhé.

## /tai: taking a document away

page-take-heading = Tệp xã gửi
page-take-go = Tải về máy
page-take-once = Trang này tải được một lần, tải xong tệp nằm trong máy.
page-taken = Tệp này đã tải về rồi. Cần lần nữa thì mở Zalo, nhắn máy như lần trước nhé.
page-take-gone = Tệp này không còn nữa. Cần lại thì mở Zalo, nhắn máy như lần trước nhé.

## /ke: the entrance

page-door-heading = Thấy việc tốt, kể cho xã nghe
page-door-zalo = Nhắn trên Zalo
page-door-chat = Nhắn ngay ở đây
page-door-call = Gọi { $contact }
page-door-hours = Có người nghe máy: { $hours }.

## /moi: where whoever is invited meets a bot

page-meet-heading = Mở Zalo, quét mã này
page-meet-picture = Mã QR mở chỗ nhắn cho xã trên Zalo
page-meet-here = Mở trên máy này
page-meet-who = Chỗ này cho người lo việc thi đua của { $commune }: trưởng thôn, cán bộ, đoàn thể.
page-meet-how = Mở ra, nhắn chữ mời rồi đến mã đã được cho.

## The poster

page-poster-title = Tờ dán tường của { $commune }
page-poster-heading =
    Thấy việc tốt,
    kể cho xã nghe
page-poster-scan = Mở Zalo, quét mã này
page-poster-type = hoặc mở trang
page-poster-who = Ai cũng kể được, về bất cứ ai làm việc tốt trong xã.
page-poster-how = Gõ chữ, nói hay gửi ảnh đều được. Xã xem rồi nhắn lại.
page-poster-else = Không quét được mã thì gọi xã, hoặc gặp trưởng thôn.
page-poster-call = Gọi { $contact }
page-poster-hours = { $hours }
