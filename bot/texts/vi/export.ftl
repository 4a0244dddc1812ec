# The officers' working list as an Excel file: the talk about it, and what stands in it.

menu-export = Xuất danh sách ra Excel
export-words = xuất excel, xuất, excel, xuất danh sách, tải danh sách
export-ask =
    Danh sách việc tốt kể trong khoảng nào?
    Khoảng khác thì nhắn, ví dụ: từ 1/10 đến 31/10.
export-ask-month = Tháng này
export-ask-month-others = tháng hiện tại
export-ask-last-month = Tháng trước
export-ask-last-month-others = tháng vừa rồi, tháng qua
export-ask-quarter = Quý này
export-ask-quarter-others = quý, quý hiện tại
export-ask-year = Năm nay
export-ask-year-others = cả năm
export-ask-last-year = Năm trước
export-ask-last-year-others = năm ngoái, năm vừa rồi
export-unclear = Chưa rõ khoảng nào.
export-begun = Đang làm danh sách từ { $first } đến { $last }. Xong sẽ gửi ở đây.
export-ready =
    Danh sách { $count } việc, từ { $first } đến { $last }. Chỉ lưu hành nội bộ.
    Tệp để ở đây một ngày. Cần nữa thì nhắn: xuất excel.
export-none = Từ { $first } đến { $last } chưa có việc nào được kể.
export-failed = Chưa làm được danh sách. Lát nữa nhắn lại: xuất excel. Vẫn chưa được thì báo người quản trị máy.

# In the workbook

export-file = Việc tốt từ { $first } đến { $last }
export-sheet = Người tốt, việc tốt
export-title = Danh sách gương người tốt, việc tốt
export-period = Từ { $first } đến { $last }
export-internal = Lưu hành nội bộ
export-commune = { $commune }
export-made = Lập ngày { $day }
export-page = Trang
export-col-code = Mã gương
export-col-kind = Loại
export-col-who = Họ và tên hoặc tên tập thể
export-col-born = Năm sinh
export-col-sex = Giới tính
export-col-ethnicity = Dân tộc
export-col-job = Nghề nghiệp, chức vụ
export-col-hamlet = Thôn, địa chỉ
export-col-phone = Điện thoại
export-col-field = Lĩnh vực
export-col-when = Thời gian
export-col-place = Địa điểm
export-col-story = Việc làm cụ thể
export-col-reach = Phạm vi ảnh hưởng
export-col-noticed-by = Người, tổ chức phát hiện
export-col-confirmed-1 = Người xác minh 1
export-col-confirmed-1-on = Ngày xác minh 1
export-col-confirmed-2 = Người xác minh 2
export-col-confirmed-2-on = Ngày xác minh 2
export-col-evidence = Ảnh, tin thoại
export-col-award = Hình thức đề nghị
export-col-movement = Phong trào liên quan
export-col-consent = Đồng ý công bố
export-col-consent-on = Ngày đồng ý
export-col-stage = Tình trạng 4 khâu
export-col-shown-at = Nơi đã tuyên truyền
export-col-replicated = Kết quả nhân rộng
export-col-state = Xã xem xét
export-kind-person = Cá nhân
export-kind-household = Hộ gia đình
export-kind-collective = Tập thể
export-kind-model = Mô hình
export-field-economy = Kinh tế, nông thôn mới
export-field-education = Giáo dục, khuyến học
export-field-health = Y tế
export-field-welfare = An sinh, giảm nghèo
export-field-environment = Môi trường
export-field-security = An ninh trật tự
export-field-reform = Chuyển đổi số, cải cách hành chính
export-field-culture = Văn hóa
export-field-rescue = Dũng cảm cứu người
export-scope-name-photo = Nêu tên và ảnh
export-scope-name = Chỉ nêu tên
export-scope-initials = Viết tắt tên
export-scope-none = Không đồng ý
export-photos = { $count } ảnh
export-voices = { $count } tin thoại
export-discovered = Phát hiện
export-board = Bảng vàng của xã, { $day }
