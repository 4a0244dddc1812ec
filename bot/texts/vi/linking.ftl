# One person on two channels: the code, the answer where it was made, taking both apart again.

link-words = kết nối, nối máy, nối zalo, nối telegram, nối điện thoại, nối tài khoản, nối hai máy, nối máy khác, nối với zalo, nối sang zalo, nối thêm máy, kết nối máy, kết nối zalo, kết nối máy khác, liên kết, liên kết zalo, liên kết tài khoản, dùng máy khác, dùng thêm máy, dùng thêm máy khác, dùng hai máy, đổi máy, đổi điện thoại, đổi sang zalo, chuyển máy, chuyển sang zalo, chuyển sang máy khác
link-send-words = nối, nối mã, mã nối, kết nối, nối máy, nối mã số, kết nối mã, nối với mã, mã kết nối
link-place-zalo = Zalo
link-place-web = trang của xã
link-place-telegram = Telegram
link-place-other = máy kia
link-sent-by = { $place }, tên là { $name }
link-code =
    { $You } sang nơi muốn dùng thêm, nhắn cho { $me } chữ nối rồi đến mã này:
    { $code }
    Mã dùng một lần, trong { $minutes } phút. { $You } đừng đưa mã cho ai nhé.
link-telegram = Nối với Telegram thì mở: { $url }
link-not-here = Ở đây nhiều người cùng dùng, { $me } chưa nối máy được. { $You } nhắn từ máy riêng giúp { $me }.
link-asked = { $Me } vừa hỏi lại ở { $place }. { $You } sang đấy trả lời trong { $minutes } phút nhé. Chưa thấy { $me } hỏi thì ở đấy { $you } nhắn: kết nối.
link-unknown = Mã ấy { $me } chưa dùng được. { $You } sang nơi vẫn dùng, nhắn kết nối để lấy mã mới.
link-paused =
    Mã chưa đúng nhiều lần rồi, { $you } chờ { $minutes } phút hãy nhắn mã tiếp. Cần ngay thì { $you } gọi { $contact }, { $hours }:
    { $phone }
link-here = Mã này lấy ở chính đây. { $You } nhắn mã từ nơi muốn dùng thêm nhé.
link-same = Hai nơi này đã là một rồi, { $you } dùng nơi nào cũng được.
link-on-duty = Ở đây đang có việc của xã nên { $me } làm ngược lại mới nối được. { $You } nhắn kết nối ở đây để lấy mã, rồi sang nơi kia nhắn mã ấy.

## Is it you?

link-confirm =
    Có người vừa nhắn mã nối máy từ { $who }. Nối rồi thì ở đấy cũng xem và trả lời thay { $you } được.
    Có phải { $you } không ạ?
link-confirm-yes = Phải, là tôi
link-confirm-yes-others = phải, đúng, đúng rồi, là tôi, tôi đấy, có, vâng, ừ, đúng máy tôi, phải máy tôi
link-confirm-no = Không phải
link-confirm-no-others = không, không phải tôi, chưa phải, ai đấy, không phải máy tôi
link-confirm-worded = Có người vừa nhắn mã nối máy từ { $who }. Là { $you } thì { $you } nhắn: đúng máy tôi. Người khác thì nhắn: không phải máy tôi.
link-yes-words = đúng máy tôi, phải máy tôi, đúng là máy tôi, máy của tôi, đúng máy của tôi
link-no-words = không phải máy tôi, không phải máy của tôi, không đúng máy tôi
link-none = Ở đây chưa có mã nối máy nào chờ { $you } trả lời. Muốn nối máy thì { $you } nhắn: kết nối.
link-changed = { $Me } chưa nối được, nơi nhắn mã ấy vừa thay đổi. { $You } nhắn kết nối để lấy mã mới.
link-done = Vâng ạ, từ nay { $place } với ở đây là một, { $you } dùng nơi nào cũng được. Nhầm thì { $you } nhắn: tách máy.
link-done-draft = Vâng ạ, từ nay { $place } với ở đây là một. Việc kể dở { $me } chuyển sang đấy rồi, ở đấy { $you } nhắn: tiếp. Nhầm thì { $you } nhắn: tách máy.
link-told = Từ nay ở đây với { $place } là một, { $you } dùng nơi nào cũng được. Nhầm thì { $you } nhắn: tách máy.
link-told-draft = Từ nay ở đây với { $place } là một. Việc { $you } kể dở bên ấy { $me } đã chuyển sang đây, muốn kể nốt thì { $you } nhắn: tiếp. Nhầm thì { $you } nhắn: tách máy.
link-refused = Vâng ạ, { $me } không nối. Mã ấy thôi dùng được rồi.
link-turned-down = { $Me } chưa nối máy được: ở { $place } trả lời là chưa phải { $you }. Nếu nhầm thì { $you } sang đấy nhắn kết nối để lấy mã mới nhé.
link-late = { $Me } chưa nối máy, vì quá lâu chưa có trả lời. { $You } vẫn muốn nối thì nhắn: kết nối.

## Taken apart again

unlink-words = tách máy, tách zalo, tách telegram, tách điện thoại, tách tài khoản, tách ra, bỏ kết nối, hủy kết nối, ngắt kết nối, bỏ nối máy, thôi nối máy, hủy liên kết, bỏ liên kết
unlink-none = { $You } chưa nối máy nào. Muốn nối thì { $you } nhắn: kết nối.
unlink-line = – { $who }, từ { $day }
unlink-ask =
    { $You } đang nối:
    { $lines }
    Tách nơi nối sau cùng ra ạ?
unlink-yes = Tách ra
unlink-yes-others = tách, có, vâng, ừ, đúng
unlink-no = Thôi
unlink-no-others = không, để nguyên, để thế, không tách
unlink-done = Vâng ạ, { $me } tách { $place } ra rồi. Từ nay hai nơi riêng nhau, việc của nơi nào về nơi ấy.
unlink-told = Ở đây với { $place } đã tách riêng ra rồi. Muốn nối lại thì { $you } nhắn: kết nối.
