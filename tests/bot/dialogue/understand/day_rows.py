"""What people type for a day on Monday 23 November 2026, by what it means.

One answer a paragraph: the answer, a colon, and the ways to write it."""

DAY = """
2024-02-29: 29/2/2024
2024-09-09: ngày 9 tháng 9 năm 2024; Ngày 9 tháng 9 năm 24
2025-01-30: chiều mùng 2 tết 2025
2025-01-31: hôm mùng 3 tết năm ngoái
2025-02-02: mồng 5 tháng giêng năm ngoái; ngày 5 tháng giêng 2025
2025-02-12: rằm tháng giêng năm ngoái
2025-03-08: ngày 8 tháng 3 năm 2025; 8 tháng 3, 2025; ngày 08/03/2025; 08.03.2025
2025-03-12: năm ngoái hôm 12/3
2025-04-07: 10 tháng 3 âm 2025; mùng 10 tháng 3 âm lịch năm 2025
2025-04-30: 30/4 năm ngoái
2025-08-08: 15/6 nhuận năm 2025
2025-10-06: rằm tháng 8 năm ngoái
2025-11-20: 20/11 năm ngoái
2025-12-25: 25/12; noel năm ngoái
2026-01-01: 1/1/2026; tết dương lịch; tết tây
2026-02-02: rằm tháng chạp
2026-02-07: 20/12 âm năm ngoái
2026-02-10: 23 tháng chạp; hăm ba tháng chạp; ông công ông táo
2026-02-14: hôm 27 tết
2026-02-15: 28 tết
2026-02-16: 30 Tết; giao thừa; chiều 30 tết; 30 tet
2026-02-17: mùng một tết vừa rồi; sáng mùng 1 tết
2026-02-18: mùng 2 Tết
2026-02-21: mùng 5 tháng Giêng; mung 5 thang gieng
2026-03-03: rằm tháng giêng
2026-03-05: mùng 5 tháng 3 dương
2026-03-08: 8/3; 8-3
2026-03-12: 12/3; 12/3/2026; 12-3-26; 12.3; ngày 12 tháng 3; 12 tháng ba; ngafy 12 thangs 3;
    8h30 sáng 12/3; 2026-03-12; dạ 12-3 ạ; 12-3 bà ấy giúp; nhà ông Thóc cháy hôm 12/3
2026-04-03: 3/4
2026-04-20: mùng 4 tháng 3 âm lịch vừa rồi
2026-04-26: 10/3 âm; mùng 10 tháng 3 ta; hôm giỗ tổ; ngày 10 tháng 3 âm lịch; âm lịch 10/3;
    10/3 al; 10/3/2026 âm
2026-04-28: 12/3/26 âm
2026-04-30: 30/4
2026-05-31: phật đản
2026-06-01: ngày 1/6 vừa qua
2026-08-27: rằm tháng bảy; vu lan; ram thang 7; rằmm tháng 7; rawmf thangs bayr
2026-09-02: quốc khánh; lễ 2/9; ngày 2 tháng 9 vừa rồi
2026-09-25: trung thu; rằm trung thu; tết trung thu; ngày 15/8 âm lịch
2026-10-24: rằm tháng trước
2026-10-31: ngày 31
2026-11-05: ngày 5
2026-11-12: ngày 12; ngày 12 tháng này; hôm 12; 12 tháng này; thứ 5 tuần trước nữa
2026-11-13: mồng 5 âm; mùng 5 âm lịch
2026-11-16: thứ hai tuần trước; thu hai tuan truoc; thuws hai tuaanf truowcs; thứ hai vừa rồi;
    thứ hai, 16/11/2026; thứ hai ngày 16 tháng 11; sáng thứ hai 16/11
2026-11-17: chắc là thứ ba tuần trước; thứ 3; thứ ba; Bà Hai Thứ ba tuần trước
2026-11-19: thứ năm
2026-11-20: hôm kìa; 3 hôm trước; cách đây 3 ngày; 20-11; 20/11 vừa rồi; 19h30 ngày 20/11/2026;
    ngày 20 tháng 11 vào lúc 8 giờ; cach day 3 ngay; ba ngay truoc; Chiều thứ 6 tuần trước
2026-11-21: hôm kia; hai ngày trước; thứ 7 vừa rồi; t7; tối thứ bảy tuần trước; thứ bảy trước;
    bữa kia; 7h tối thứ bảy; thu bay; thu 7 tuan truoc; ngày hôm kia; dạ thưa, chắc là hôm kia
    ạ; hom kia; ngày 21-11-2026; 21 . 11 . 2026; 21 / 11
2026-11-22: hôm qua; tối qua; đêm qua; chủ nhật; dạ hình như hôm qua ạ; hom qua; hom qau; hoom
    qua; chủ nhật 22/11; 7 giờ tối qua; khoảng 8h tối qua; chủ nhật tối; không nhớ rõ, hình như
    hôm qua; mới hôm qua thôi ạ; bà ấy giúp tôi hôm qua; homqua; hqua; hôm quà; chúa nhật tuần
    rồi; CHỦ NHẬT; Chủ Nhật vừa rồi ạ; bữa qua; hồi hôm; hôm qua lúc 3 giờ chiều; giúp lần thứ
    ba hôm qua; toi qua; chieu hom qua; chu nhat tuan truoc; hôm wa; toois qua; chur nhaatj; hm
    qua; hoom qua a; hôm quq; chủ nhậtt; trưa chủ nhật tuần trước; ngày hôm qua; bà Bưởi nhặt
    được ví trả lại hôm chủ nhật
2026-11-23: hôm nay; sáng nay; rằm vừa rồi; rằm; ngày rằm; rằm tháng mười; thứ 2; T2; bữa nay;
    hồi sáng; lúc nãy; vừa xong; mới xong; 2 tiếng trước; 8 giờ sáng nay; 15 âm; ngày 15 âm;
    sang nay; hoom nay; hôm nya; hôm rằm; nay; rằm tháng này
"""
ABOUT = """
1975-01-01 1975-12-31: năm 1975; hồi 1975
2019-01-01 2020-12-31: 2019-2020
2020-01-01 2020-12-31: 2020; năm 2020
2021-01-01 2024-12-31: mấy năm trước
2023-01-01 2023-12-31: 3 năm trước
2024-01-01 2024-12-31: năm kia; trong đợt lũ năm 2024
2024-09-01 2024-09-30: hôm lụt tháng 9 năm 2024; tháng 9/2024; 9-2024
2024-09-01 2024-12-31: cuối năm 2024
2025-01-01 2025-04-30: đầu năm 2025 ạ; dau nam 2025
2025-01-01 2025-12-31: năm ngoái; một năm trước; nam ngoai; năm rồi; bà giúp tôi năm ngoái;
    thôn Đông năm ngoái
2025-01-09 2025-01-28: trước tết năm ngoái
2025-01-26 2025-02-07: tết năm ngoái; tết 2025
2025-03-01 2025-03-31: thang 3 nam 25
2025-05-01 2025-05-31: tháng năm năm ngoái
2025-05-01 2025-08-31: hè năm ngoái; giữa năm 2025; hè 2025
2025-08-01 2025-10-31: thu năm ngoái
2025-08-23 2025-09-21: tháng 7 âm lịch năm ngoái
2025-09-01 2025-12-31: cuối năm ngoái; cuoi nam ngoai
2025-10-01 2025-10-31: tháng mười năm ngoái; tháng 10 năm ngoái
2025-10-11 2025-10-20: khoảng giữa tháng 10 năm ngoái
2025-11-01 2025-11-30: 12 tháng trước
2025-11-01 2026-01-31: mùa đông năm ngoái
2025-12-01 2025-12-10: đầu tháng 12
2025-12-01 2025-12-31: tháng mười hai
2026-01-01 2026-01-31: tháng một
2026-01-01 2026-04-30: đầu năm; hồi đầu năm nay
2026-01-01 2026-11-23: trong năm nay; năm nay
2026-01-19 2026-02-16: tháng chạp; thang chap; tháng chạp năm ngoái
2026-02-07 2026-02-16: cuối tháng chạp
2026-02-07 2026-03-04: dạo tết
2026-02-14 2026-02-26: tết; mấy ngày tết; tết năm nay
2026-02-17 2026-03-18: tháng giêng năm nay; ra giêng
2026-02-21 2026-03-19: sau tết; ra tết
2026-03-01 2026-03-31: khoảng tháng 3; tháng 3; T3/2026; tháng 3/2026; 3/2026; tháng ba năm
    nay; thnág 3; tahng 3; giup ba thang 3
2026-03-01 2026-05-31: từ tháng 3 đến tháng 5
2026-03-10 2026-03-12: từ 10/3 đến 12/3; từ ngày 10 đến ngày 12 tháng 3
2026-03-11 2026-03-13: khoảng 12/3
2026-03-12 2026-03-13: 12-13/3; ngày 12 và 13 tháng 3; 12, 13/3
2026-03-12 2026-03-15: 12/3 - 15/3
2026-04-01 2026-04-30: tháng tư
2026-04-17 2026-05-16: tháng 3 âm lịch; hồi tháng 3 âm
2026-05-01 2026-05-31: tháng năm
2026-05-01 2026-08-31: mùa hè; mùa hè vừa rồi
2026-06-01 2026-06-30: tháng sáu; thang sau
2026-06-01 2026-09-30: vài tháng trước
2026-07-01 2026-09-30: quý 3
2026-08-13 2026-09-10: tháng 7 âm; tháng bảy ta
2026-09-01 2026-09-30: 2 tháng trước; đợt lũ tháng 9
2026-09-01 2026-10-31: một tháng rưỡi trước
2026-09-01 2026-11-23: cuối năm; cuối năm nay
2026-09-21 2026-09-30: em nghĩ là khoảng cuối tháng 9 ạ
2026-10-01 2026-10-10: dau thang 10
2026-10-01 2026-10-31: tháng trước; t10; cách đây khoảng 1 tháng; 1 tháng trước; tháng rồi;
    thang truoc
2026-10-11 2026-10-20: giữa tháng 10
2026-10-21 2026-10-31: cuối tháng trước; cuoi thang truoc
2026-10-24 2026-11-23: gần đây; vừa rồi; đợt vừa rồi
2026-11-01 2026-11-10: đầu tháng
2026-11-01 2026-11-23: tháng này; tháng mười một
2026-11-05 2026-11-11: nửa tháng trước
2026-11-09 2026-11-15: cách đây hai tuần; 2 tuần trước
2026-11-09 2026-11-22: hôm trước; hôm nọ; bữa hổm; hôm rồi; mới hôm bữa
2026-11-11 2026-11-20: giữa tháng này
2026-11-16 2026-11-17: thứ hai hay thứ ba tuần trước
2026-11-16 2026-11-20: từ thứ 2 đến thứ 6
2026-11-16 2026-11-21: vài hôm trước; dăm bữa trước
2026-11-16 2026-11-22: tuần trước; tuaanf truowcs; tuần trướcc; tuần trưóc; tuan trc
2026-11-18 2026-11-19: giữa tuần trước
2026-11-19 2026-11-20: 3,4 hôm trước; 3-4 ngày trước
2026-11-20 2026-11-21: 2-3 hôm trước; hai ba hôm trước; hôm kia hoặc hôm kìa
2026-11-21 2026-11-22: hôm qua hoặc hôm kia; cuối tuần; cuối tuần trước; cuối tuần rồi; thứ
    bảy, chủ nhật tuần trước; t7, cn vừa rồi
2026-11-21 2026-11-23: cuối tháng này; cuối tháng
2026-11-23 2026-11-23: đầu tuần; tuần này
"""
ONGOING = """
-: mấy năm nay; lâu nay; ngày nào cũng; thường xuyên; hàng tuần; làm mấy năm nay; mấy hôm nay;
    thứ bảy hàng tuần; mấy tháng nay; tuần nào cũng làm; ngày nào bà cũng quét; mỗi ngày; mỗi
    sáng; lúc nào cũng; vẫn đang làm; may nam nay; ngay nao cung; dạo này; mấy ngày qua
2016-11-23: suốt 10 năm nay; hơn 10 năm nay rồi ạ; mười năm nay
2020-01-01: từ năm 2020 đến giờ; tu nam 2020 den gio
2021-11-23: đã làm 5 năm nay
2023-11-23: 3 năm nay
2025-01-01: từ năm ngoái
2026-01-01: từ đầu năm đến giờ
2026-02-14: từ tết đến giờ
2026-03-01: từ tháng 3
2026-06-23: 5 tháng nay
2026-11-13: 10 ngày qua
2026-11-16: cả tuần nay
2026-11-22: từ hôm qua
"""
UNKNOWN = """
-: không nhớ; không rõ; chịu; quên rồi; không biết; k nhớ; không nhớ ngày; không; ko; lâu rồi;
    không nhớ chính xác ngày nào; quên mất rồi; tôi quên rồi; dạ con không nhớ rõ ngày ạ; không
    nhớ rõ lắm; chả nhớ; ai mà nhớ; hổng nhớ; k biết; ko nhớ ngày nào; không có; khong nho; dạ
    không
"""
UNCLEAR = """
future: tháng sau; tuần sau; sang năm; tuần tới; tháng tới; 12/2027; năm 2030; tết sắp tới; tết
    2027
future 2026-11-24: ngày mai; mai
future 2026-11-25: ngày 25 tháng này; ngày kia; thứ tư tuần này; mốt
future 2026-11-29: cn tuần này
future 2026-12-04: thứ sáu tuần sau
future 2027-03-12: 12/3/2027
lunar_or_solar 2026-04-21 2026-03-05: mùng 5 tháng 3; mùng năm tháng ba; mùng 5/3; khoảng mùng
    5 tháng 3
lunar_or_solar 2026-10-14 2026-10-05: mùng 5 tháng trước
lunar_or_solar 2026-11-09 2026-11-01: mùng 1; mùng 1 tháng này
lunar_or_solar 2026-11-13 2026-11-05: mùng 5
no_such_day: tháng 13; 32/1; 0/3; 12/0
no_such_day 2025-02-28: 29/2/2025
no_such_day 2025-11-30: ngày 31 tháng 11
no_such_day 2026-02-28: 31/2; 30/2
no_such_day 2026-03-13: 3/13
no_such_day 2026-04-30: 31/4
no_such_day 2026-11-15 2026-11-16: thứ hai 15/11
not_a_day: bà ấy có 3 con; giúp 12 hộ; số 3; 12.5 triệu; 2020 hộ; 8/10 hộ; tôi qua nhà bà;
    không phải hôm qua; hôm đó; 5; hôm mua; ???; .; abc; chào anh; cảm ơn; bà ấy chịu khó lắm;
    mai kể tiếp nhé; 1.500; 1.500.000; 1/2 làng; 0912 345 678; đứa con thứ hai; lần thứ 3; nhà
    số 12; tổ 3; thôn 3; 3 người; 20 triệu; năm 50 tuổi; 2 ngày; một ngày; 20261123; 23112026;
    ngày năm; hồi covid; hôm bão; trong tuần; trong tháng; tổ 3-4; giúp 3-4 hộ; giúp đỡ 5-6
    người; ông Năm ngoài đó; anh Tư qua đời; ong Hai; năm anh em; nam nguoi; ba Mai; ba năm; 5
    năm; sáng; tối; thứ; tháng; năm; ngày; hôm; tuần; mùng; chưa; có; vâng; tiếp; xong; hủy; số
    nhà 12/3; ngõ 12/3; hôm qua tôi thấy ông ấy đi chợ mua quà cho mấy đứa trẻ ở xóm bên; 8/10
    hộ dân
not_a_day 2026-03-12 2026-03-13: 12/3, 13/3
not_a_day 2026-03-12 2026-04-15: 12/3 và 15/4
not_a_day 2026-11-22 2026-03-12: hôm qua, 12/3
which_year 2024-02-29: 29/2
which_year 2025-07-29 2025-06-29: mùng 5 tháng 6 âm 2025
which_year 2025-08-08 2025-07-09: rằm tháng sáu năm 2025
which_year 2025-11-25 2026-11-20: từ 20/11 đến 25/11
which_year 2026-03-12: 12/3/1026; 12/3/70
which_year 2026-04-16 2024-04-08: ngày 30 tháng 2 âm
"""
