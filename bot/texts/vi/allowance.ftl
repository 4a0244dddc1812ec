# How many people and messages the bots have, what it costs; news that may not have arrived. All of it is for the desk.

allowance-words = lượt tin, lượt nhắn, số tin, chi phí, hết lượt
allowance-none = Chưa có bot Zalo nào phải đếm tin.
allowance-bot =
    { $name }: { $seated } người trong { $seats } chỗ, { $reserved } chỗ giữ cho người được mời.
    Tháng này { $received } tin đến, { $sent } tin đi: { $used } trong { $messages }.
allowance-oa =
    { $name }: tháng này { $received } tin đến, { $sent } tin đi.
    Tiền tin hôm nay { $today } đồng, cả tháng { $month } đồng.
allowance-everybody = Nhắn mọi người lúc này: { $free } người không mất tiền, { $charged } người mất { $dong } đồng, { $unreached } người chưa nhắn được.
place-zalo-bot = Bot Zalo { $number }
place-zalo-oa = Zalo OA

seats-low = { $name } đã có { $count } trong { $limit } chỗ. Mời thêm người thì thêm một bot, hoặc mời qua trang của xã.
messages-low = { $name } tháng này đã dùng { $count } trong { $limit } tin. Xem thì nhắn: lượt tin.
messages-spared = { $name } chỉ còn ít tin ({ $count } trong { $limit }). Từ giờ máy chỉ trả lời và gửi mã; tin khác đợi ngày 1 tháng sau.

undelivered-words = tin chưa tới, chưa tới, tin lỡ
undelivered-none = Không có tin nào chưa rõ đã tới hay chưa.
undelivered-list = { $more ->
    [0]
        Mấy tin này chưa rõ đã tới hay chưa:
        { $lines }
        Gửi lại: gửi lại 1. Đã báo cách khác: đã báo 1.
   *[other]
        Mấy tin này chưa rõ đã tới hay chưa, và { $more } tin nữa:
        { $lines }
        Gửi lại: gửi lại 1. Đã báo cách khác: đã báo 1.
}
undelivered-line = { $number }. Cho { $person }, việc của { $who }
undelivered-somebody = một người
undelivered-something = một người khác
undelivered-again-words = gửi lại
undelivered-done-words = đã báo, báo rồi
undelivered-again = Sẽ gửi lại { $count } tin.
undelivered-done = Đã bỏ { $count } tin khỏi danh sách.
undelivered-unknown = Chưa thấy tin nào mang số ấy. Xem danh sách thì nhắn: tin chưa tới.
