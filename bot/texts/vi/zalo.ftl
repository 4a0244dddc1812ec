# What whoever looks after the machine reads in the browser after letting Thi Đua speak for the Official Account on Zalo.

oa-callback-title = Zalo Official Account
oa-callback-copy =
    Zalo đã cho phép. Chép cả địa chỉ của trang này, dán vào cửa sổ đang chờ trên máy.
    Phải làm trong 10 phút. Địa chỉ này không đưa cho ai khác.
oa-callback-none = Trang này chỉ dùng khi nối máy với Zalo. Zalo chưa cho phép, hoặc địa chỉ thiếu mất một phần.
