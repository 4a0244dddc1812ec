# What is due: the digest of the day, the answers to it, the officer's board. The desk is spoken to as a colleague.

digest-duties = { $desk ->
    [yes] Việc đến hạn:
        { $lines }{ $more ->
            [0] {""}
           *[other] {" "}Và { $more } việc nữa.
        }
        Xong thì nhắn: xong { $number }. Cần thêm ngày: hoãn { $number }. Chuyển người khác: chuyển { $number }. Xem kỹ: xem { $number }.
   *[no] Chào { $you }. { $Me } nhắc { $you } việc sắp đến hạn:
        { $lines }{ $more ->
            [0] {""}
           *[other] {" "}Và { $more } việc nữa, { $you } nhắn: việc đến hạn.
        }
        Xong thì { $you } nhắn: xong { $number }. Cần thêm ngày thì nhắn: hoãn { $number } nhé.
    }
digest-news = { $desk ->
    [yes] Cần để ý:
        { $lines }
   *[no] Chào { $you }. { $Me } báo { $you } việc sắp tới:
        { $lines }
    }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } việc nữa.
    }
digest-event = – { $name }: { $state ->
    [late] đã qua, { $due }
   *[other] { $due }
    }
digest-owed = – { $name }: còn { $count } nơi chưa xong, hạn { $due }: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } nơi nữa
    }
digest-deed-call = – Việc { $number }, { $who }: { $hamlet } chưa trả lời{ $has ->
    [yes] , gọi { $to }
   *[no] {""}
    }
digest-deed-decide = – Việc { $number }, { $who }: hẹn nhắn người kể { $due }. Xem: xem { $number }
digest-review = – { $name }: { $state ->
    [today] đã đến ngày, { $due }
    [late] đã qua ngày, { $due }
   *[later] hạn { $due }
    }. { $count }/{ $most } đơn vị đã báo. Bản thảo Word: { $what ->
    [final] tổng kết { $number }. Kết thúc phong trào: kết thúc { $number }
   *[interim] sơ kết { $number }
    }
digest-moment = { $hour } giờ { $minute }, { $day }
was-stopped = Máy đã ngừng từ { $since } đến { $until }. Lời nhắc nào còn kịp thì nay đã gửi; { $missed } lời nhắc đã lỡ.

## What one owes

duty-line = { $number }. { $name }, { $state ->
    [today] hạn chót { $due }
    [late] quá hạn từ { $due }
   *[other] hạn { $due }
    }
duty-list = { $desk ->
    [yes] Việc còn phải làm:
   *[no] Việc { $you } còn phải làm:
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } việc nữa.
    }
    { $desk ->
        [yes] Xong: xong { $number }. Hoãn: hoãn { $number }. Xem: xem { $number }. Chuyển: chuyển { $number }.
       *[no] Xong thì { $you } nhắn: xong { $number }. Cần thêm ngày thì nhắn: hoãn { $number } nhé.
    }
duty-list-later = Sau một tháng nữa, trong năm còn { $count } việc.
duty-all =
    { $lines }
    { $desk ->
        [yes] Xong cả { $count } việc?
       *[no] { $You } làm xong cả { $count } việc này rồi ạ?
    }
duty-all-yes = Xong cả rồi
duty-all-yes-others = xong, xong rồi, xong hết, xong hết rồi, xong cả, rồi, đúng
duty-all-no = Chưa xong hết
duty-all-no-others = chưa, không, còn, chưa đâu
duty-none = { $desk ->
    [yes] Không có việc nào đến hạn.
   *[no] { $You } không còn việc nào đến hạn ạ.
    }
duty-unknown = { $desk ->
    [yes] Số ấy không có việc nào. Xem danh sách: việc đến hạn.
   *[no] Số ấy chưa có việc nào ạ. { $You } xem danh sách thì nhắn: việc đến hạn.
    }
duty-paper = Giấy nộp về xã: { $paper }.
duty-helper = Người giúp: { $name }.
duty-said = Trong kế hoạch: { $text }
duty-remark = Xã hỏi thêm: { $text }
duty-done = { $desk ->
    [yes] Đã ghi xong: { $names }. Nhầm thì nhắn: chưa xong { $number }.
   *[no] { $Me } ghi là xong rồi: { $names }. Cảm ơn { $you }. Nhầm thì { $you } nhắn: chưa xong { $number }.
    }
duty-photo = { $desk ->
    [yes] Ảnh chưa gửi kèm được, giấy nộp về xã.
   *[no] Ảnh thì { $me } chưa chuyển kèm được, { $you } nộp giấy về xã nhé.
    }
duty-button-done = Xong { $number }
duty-button-later = Hoãn { $number }
duty-button-look = Xem { $number }
duty-button-pass = Chuyển { $number }
duty-reopened = { $desk ->
    [yes] Đã ghi lại là chưa xong: { $name }.
   *[no] Vâng, { $me } ghi lại là chưa xong: { $name }.
    }
duty-done-before = { $desk ->
    [yes] Việc này đã xong: { $name }.
   *[no] Việc này { $you } làm xong rồi ạ: { $name }.
    }
duty-over = { $desk ->
    [yes] Việc này đã khép lại: { $name }.
   *[no] Việc này xã khép lại rồi, { $you } không phải làm nữa: { $name }.
    }
duty-later = { $desk ->
    [yes] Hoãn đến ngày nào: { $name }? Ví dụ: 25/6, thêm 3 ngày.
   *[no] { $name }: { $you } cần đến ngày nào ạ? Ví dụ: 25/6, thêm 3 ngày.
    }
duty-later-unclear = { $desk ->
    [yes] Chưa rõ ngày.
   *[no] { $Me } chưa rõ ngày nào.
    }
duty-later-too-soon = { $desk ->
    [yes] Hạn đang là { $day }, cần một ngày sau đó.
   *[no] Hạn đang là { $day }, { $you } chọn một ngày sau đó nhé.
    }
duty-pushed-back-said = { $desk ->
    [yes] Đã ghi hoãn đến { $day }: { $name }.
   *[no] { $Me } ghi đến { $day }, và đã báo cán bộ xã: { $name }.
    }
duty-pass = { $desk ->
    [yes] Chuyển cho ai: { $name }?
   *[no] { $name }: { $you } muốn nhờ ai làm ạ?
    }
duty-pass-nobody = { $desk ->
    [yes] Chưa có ai để chuyển.
   *[no] { $Me } chưa biết ai để nhờ. { $You } gọi { $contact } ở xã giúp { $me } nhé:
        { $phone }
    }
duty-passed-said = { $desk ->
    [yes] Đã chuyển cho { $person }: { $name }.
   *[no] { $Me } chuyển cho { $person } rồi: { $name }.
    }
duty-passed = { $desk ->
    [yes] Được nhờ làm: { $number }. { $name }, hạn { $due }. Xong thì nhắn: xong { $number }.
   *[no] Chào { $you }. Có việc nhờ { $you } làm: { $number }. { $name }, hạn { $due }. Xong thì { $you } nhắn: xong { $number } nhé.
    }
duty-returned = { $desk ->
    [yes] Cần thêm cho: { $number }. { $name }:
   *[no] Chào { $you }. Xã xin hỏi thêm về: { $number }. { $name }:
    }
    { $text }
    { $desk ->
        [yes] Xong thì nhắn: xong { $number }.
       *[no] Xong thì { $you } nhắn: xong { $number } nhé.
    }
milestone-moved = { $desk ->
    [yes] Đổi ngày: { $name }, hạn mới { $due }.
   *[no] Chào { $you }. { $name }: xã đổi ngày, hạn mới là { $due } nhé.
    }
milestone-cancelled = { $desk ->
    [yes] { $once ->
        [yes] Lần này, { $due }, không làm: { $name }. Những lần sau vẫn như cũ.
       *[no] Không làm nữa: { $name }.
    }
   *[no] Chào { $you }. { $name }: { $once ->
        [yes] lần này, { $due }, xã không làm, { $you } khỏi lo nhé. Những lần sau vẫn như cũ.
       *[no] xã không làm nữa, { $you } khỏi lo nhé.
    }
    }
duty-list-words = việc đến hạn, việc của tôi, việc phải làm, việc cần làm, hạn, còn việc gì, còn việc gì nữa, còn việc gì không, còn việc gì nữa không, việc gì đến hạn
duty-finished-words = xong, xong rồi, làm xong, làm xong rồi, đã xong, đã làm, đã làm xong, xong việc, xong cả, xong hết, xong cả rồi, xong hết rồi, đã nộp, nộp rồi, nộp xong, đã nộp rồi
duty-number-done-words = xong, đã xong, xong rồi, làm xong, đã làm, xong việc
duty-number-undone-words = chưa xong, chưa làm
duty-number-later-words = hoãn, xin hoãn, lùi, cần thêm thời gian, thêm ngày
duty-number-look-words = xem
duty-number-pass-words = chuyển, chuyển người khác, nhờ

## The officer's board

duty-board-line = { $number }. { $name }, { $due }: { $count }/{ $most } xong{ $state ->
    [late] , quá hạn
   *[no] {""}
    }
duty-board =
    Việc trước sau 30 ngày:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } việc nữa.
    }
    Xem từng nơi: xem { $number }.
duty-board-deeds = Việc tốt: { $counts }. Xem: việc chờ.
duty-board-none = Trong 30 ngày tới không có việc nào đến hạn.
duty-board-of = { $name }, hạn { $due }:
duty-board-owner = { $number }. { $name }: { $state }{ $has ->
    [yes] , gọi { $to }
   *[no] {""}
    }
duty-board-how = Nhận: nhận { $number }. Cần thêm: trả { $number }. Miễn: miễn { $number }.
duty-state-late = quá hạn
duty-state-returned = đang hỏi thêm
duty-state-waiting = đã nộp, chờ xem
duty-state-owed = chưa nộp
duty-state-done = xong
duty-state-excused = được miễn
duty-office-commune-chair = Chủ tịch
duty-office-vice-chair = Phó Chủ tịch
duty-office-tdkt-officer = Cán bộ thi đua
duty-office-council-secretary = Thư ký hội đồng
duty-office-council-member = Hội đồng
duty-office-other = Cơ quan xã
duty-somebody = một người chưa rõ tên
duty-checked = Đã nhận: { $names }.
duty-excused = Đã miễn: { $names }.
duty-return = Cần thêm gì ở { $name }?
duty-return-said = Đã nhắn cho { $name }.
duty-pushed-back = { $who } xin hoãn đến { $day }: { $name }.
duty-call =
    Chưa nhắn được, cần gọi:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}Và { $more } người nữa.
    }
duty-call-none = Ai cũng nhắn được, không phải gọi ai.
duty-board-words = bảng việc, theo dõi việc, tiến độ việc
duty-call-words = danh sách cần gọi, cần gọi, gọi ai
duty-board-look-words = xem
duty-board-accept-words = nhận
duty-board-return-words = trả, trả lại, hỏi thêm
duty-board-excuse-words = miễn

## Left in peace for a while

rest-set = { $desk ->
    [yes] Nghỉ nhắc đến hết { $day }. Nhắc sớm hơn: nhắc lại.
   *[no] Vâng, { $me } nghỉ nhắc { $you } đến hết { $day }. Muốn { $me } nhắc sớm hơn thì { $you } nhắn: nhắc lại nhé.
    }
rest-set-other = Nghỉ nhắc { $who } đến hết { $day }. Nhắc sớm hơn: nhắc lại { $who }.
rest-until = { $desk ->
    [yes] Nghỉ nhắc đến hết ngày nào? Ví dụ: 25/6, thêm 3 ngày.
   *[no] Vâng, { $me } nghỉ nhắc { $you } đến hết ngày nào ạ? Ví dụ: 25/6, thêm 3 ngày.
    }
rest-until-other = Nghỉ nhắc { $who } đến hết ngày nào? Ví dụ: 25/6, thêm 3 ngày.
rest-too-long = Lâu nhất là { $days } ngày một lần.
rest-who = Nghỉ nhắc ai?
rest-nobody = Chưa rõ { $name } là ai. Nhắn tên như trong danh sách cán bộ.
rest-own-only = { $Me } chỉ nghỉ nhắc riêng { $you } được. Muốn vậy { $you } nhắn: nghỉ nhắc nhé.
rest-ended = { $desk ->
    [yes] Từ nay lại nhắc.
   *[no] Vâng, từ nay { $me } lại nhắc { $you }.
    }
rest-ended-other = Từ nay lại nhắc { $who }.
rest-begun = { $who } xin nghỉ nhắc đến hết { $day }.
rest-words = nghỉ nhắc, tạm nghỉ nhắc, ngừng nhắc, tạm ngừng nhắc, cho nghỉ nhắc, đừng nhắc nữa, thôi đừng nhắc nữa, đừng nhắc, không nhắc nữa, tắt nhắc
rest-after-words = nhà có tang, nhà tôi có tang, nhà bác có tang, nhà em có tang, nhà có đám, nhà có việc, nhà có việc buồn, nhà có người ốm, tôi ốm, tôi đang ốm, bác ốm, bác đang ốm, em ốm, đang ốm, ốm, bận quá, tôi bận quá, dạo này bận
rest-please-words = xin, cháu, em, thôi, nên, tạm, máy, cho, nhờ
rest-end-words = nhắc lại
rest-self-words = tôi, bác, cháu, em, mình, tui, việc, bác nhé, nhé, nha, với, đi, ạ, nhé cháu, với nhé, cháu nhé

## What was begun and not sent

draft-complete = { $has ->
    [yes] Chào { $you }. Việc của { $who } { $you } kể đủ rồi mà chưa gửi, { $me } vẫn giữ. Gửi được rồi thì { $you } nhắn: tiếp nhé.
   *[no] Chào { $you }. Việc { $you } kể đủ rồi mà chưa gửi, { $me } vẫn giữ. Gửi được rồi thì { $you } nhắn: tiếp nhé.
    }
draft-begun = { $has ->
    [yes] Chào { $you }. { $You } kể dở việc của { $who }, { $me } vẫn giữ. Lúc nào tiện, { $you } nhắn: tiếp nhé.
   *[no] Chào { $you }. { $You } kể dở một việc, { $me } vẫn giữ. Lúc nào tiện, { $you } nhắn: tiếp nhé.
    }
