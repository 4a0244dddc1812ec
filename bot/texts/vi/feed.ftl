# The calendar feed of those who owe something.

feed-words = lịch điện thoại, lịch vào máy, đưa lịch vào điện thoại
feed-renew-words = đổi liên kết lịch, đổi địa chỉ lịch
feed-address = { $desk ->
    [yes] Thêm lịch này vào điện thoại, đừng đưa địa chỉ cho ai:
   *[no] Lịch này để { $you } thêm vào điện thoại, đừng đưa địa chỉ cho ai nhé:
    }
    { $url }
feed-renewed = { $desk ->
    [yes] Địa chỉ cũ không mở được nữa. Địa chỉ mới:
   *[no] Địa chỉ cũ không mở được nữa. Địa chỉ mới của { $you }:
    }
    { $url }
feed-no-address = { $desk ->
    [yes] Máy chưa có địa chỉ để điện thoại mở lịch. Người cài máy cần đặt THIDUA_PUBLIC_URL. Xem ở đây: việc đến hạn.
   *[no] Máy chưa có địa chỉ để mở lịch. { $You } xem ở đây thì nhắn: việc đến hạn.
    }
feed-void = Lịch này không mở được nữa. Xin địa chỉ mới: nhắn cho máy "lịch điện thoại".
feed-name = Thi đua { $commune }
