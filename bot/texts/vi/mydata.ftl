# One's own data: what is kept, how one is called, consent taken back, being forgotten.

my-data-words = của tôi, dữ liệu của tôi, thông tin của tôi, xem của tôi, xem dữ liệu của tôi
my-data =
    Xã đang giữ của { $you }:
    { $lines }
    { $You } muốn làm gì ạ?
my-data-in-form =
    Xã đang giữ của { $you }:
    { $lines }
    Muốn đổi hay xóa thì kể xong việc này, { $you } nhắn: của tôi.
my-data-name = – Tên { $name }, { $me } gọi là { $you }
my-data-nameless = – Chưa có tên, { $me } gọi là { $you }
my-data-agreed = – Đồng ý từ { $day }
my-data-not-agreed = – Chưa ghi đồng ý
my-data-told = { $count } việc đã kể
my-data-unsent = { $count } việc kể dở
my-data-voices = { $count } tin thoại
my-data-typed = kể giúp { $names }
my-data-nothing = chưa có lời kể hay ảnh nào
my-data-phone = – Số điện thoại để lại: { $number }
my-data-roles = – Vai: { $role }
my-data-see = Xem các việc đã kể
my-data-see-others = xem, các việc đã kể
my-data-call = Đổi cách gọi
my-data-call-others = cách gọi, đổi
my-data-unlink = Tách máy khác ra
my-data-unlink-others = tách máy, tách
my-data-withdraw = Không đồng ý nữa
my-data-withdraw-others = thôi không đồng ý, rút đồng ý
my-data-erase = Xóa hết
my-data-erase-others = xóa
my-data-leave = Thôi
my-data-leave-others = không, để thế, để vậy
my-data-left = Vâng, { $me } để nguyên.
my-data-call-ask = { $Me } gọi { $you } là gì ạ?

called-from-now = Vâng, từ nay { $me } gọi là { $you }.
desk-called = Đã ghi. Việc ở bàn vẫn nói gọn, không xưng hô.

## Consent taken back

data-withdraw-words = rút đồng ý, rút lại đồng ý, không đồng ý nữa, thôi không đồng ý, thôi không đồng ý nữa, tôi không đồng ý nữa
data-withdraw = { $You } còn { $count } việc xã chưa xem xong. Lời kể ấy xã làm thế nào ạ?
data-withdraw-keep = Giữ để xã xem tiếp
data-withdraw-keep-others = giữ, giữ lại, xem tiếp
data-withdraw-all = Rút lại cả
data-withdraw-all-others = rút, rút cả, rút hết
data-withdraw-leave = Thôi, vẫn đồng ý
data-withdraw-leave-others = thôi, vẫn đồng ý, đồng ý
data-withdraw-none = { $Me } chưa ghi { $you } đồng ý lần nào, nên chưa có gì để rút.
data-withdrawn = Vâng ạ, { $me } ghi { $you } không đồng ý nữa.
data-withdrawn-all = { $count } việc { $you } kể, { $me } rút lại rồi, xã thôi xem.
data-withdrawn-kept = Việc đã kể thì xã xem tiếp, nhưng { $me } không nhắn tin cho { $you } nữa.
data-withdrawn-role = Vai { $role } của { $you } vẫn như cũ.
data-withdrawn-again = Việc kể dở { $me } bỏ rồi, không ghi thêm gì nữa. Muốn kể lại thì { $you } cứ nhắn. Muốn xóa cả những gì đã ghi, { $you } nhắn: xóa hết.

## Being forgotten

data-erase-words = xóa hết, xóa dữ liệu, xóa dữ liệu của tôi, xóa hết dữ liệu, xóa thông tin của tôi, xóa hết của tôi
data-erase =
    { $lines }
    Xóa rồi không lấy lại được. { $You } xóa thật không ạ?
data-erase-yes = Xóa
data-erase-yes-others = có, xóa hết, xóa thật, vâng
data-erase-no = Thôi
data-erase-no-others = không, để nguyên, không xóa
data-erase-goes = { $count ->
    [0] { $Me } sẽ xóa tên và lời nhắn của { $you }.
   *[other] { $Me } sẽ xóa tên, lời nhắn của { $you }, { $count } việc xã chưa quyết, cùng ảnh và tin thoại.
}
data-erased = { $count ->
    [0] { $Me } xóa tên và lời nhắn của { $you } rồi.
   *[other] { $Me } xóa rồi: tên, lời nhắn của { $you }, { $count } việc xã chưa quyết, cùng ảnh và tin thoại.
}
data-stays-decided = Việc xã đã quyết vẫn ở lại, không còn tên của { $you }.
data-stays-typed = Việc kể giúp ai vẫn là của người ấy.
data-stays-consent = Ngày đồng ý vẫn ghi, không còn tên.
data-stays-read = Tin cán bộ đã nhận thì còn trên máy họ.
data-stays-praised = Việc khen chính { $you } còn tên người được khen; muốn bỏ, { $you } hỏi xã.
data-erased-on = Muốn kể việc khác thì { $you } cứ nhắn.
data-erase-role =
    { $You } đang giữ vai { $role }. Xã thôi vai ấy trước, rồi { $me } mới xóa được. { $You } gọi { $contact }, { $hours }:
    { $phone }
