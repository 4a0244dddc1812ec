# The words of the tests' own form (tests/fakes/forms.py), one step of every kind.

cleanup-report-words = dọn làng
menu-cleanup-report = Kể buổi dọn làng

cleanup-leader = Ai đứng ra làm ạ?
cleanup-leader-name = Người đứng ra
cleanup-leader-words = tên, ai, người
cleanup-what = Buổi ấy làm gì ạ?
cleanup-what-name = Công việc
cleanup-what-road = Dọn đường
cleanup-what-ditch = Khơi mương
cleanup-what-trees = Trồng cây
cleanup-groups =
    Hội nào cùng làm ạ?
    { $You } nhắn các số, ví dụ: 1 3. Không có thì nhắn: không.
cleanup-groups-name = Hội cùng làm
cleanup-groups-words = hội
cleanup-groups-youth = Thanh niên
cleanup-groups-women = Phụ nữ
cleanup-groups-veterans = Cựu chiến binh
cleanup-hamlet = Làm ở thôn nào ạ?
cleanup-hamlet-name = Thôn
cleanup-hamlet-words = làng
cleanup-story = { $You } kể buổi ấy cho { $me } nghe ạ.
cleanup-story-name = Lời kể
cleanup-story-words = chuyện
cleanup-held = Làm hôm nào ạ?
cleanup-held-name = Ngày
cleanup-held-words = hôm nào
cleanup-people = Có mấy người làm ạ?
cleanup-people-name = Số người
cleanup-people-words = mấy người
cleanup-again = Sắp tới có làm nữa không ạ?
cleanup-again-name = Làm nữa
cleanup-where =
    Chỗ ấy ở đâu ạ?
    { $You } ghim bản đồ, hoặc nhắn chữ.
cleanup-where-name = Chỗ làm
cleanup-where-words = chỗ, ở đâu
cleanup-wish =
    { $You } muốn xã giúp gì ạ?
    Không có thì nhắn: không.
cleanup-wish-name = Điều muốn xã giúp
cleanup-wish-words = giúp gì
cleanup-pictures =
    { $You } có ảnh thì gửi cho { $me }.
    Không có thì nhắn: không.
cleanup-pictures-name = Ảnh
cleanup-pictures-words = hình

cleanup-receipt = { $Me } nhận buổi dọn làng rồi. Số của { $you }: { $number }
cleanup-amended = { $Me } ghi lại buổi dọn làng số { $number } rồi.
