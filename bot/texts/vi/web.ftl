# What the web chat's own server says. The page's fixed words stand in bot/channels/web/static/words.js and the HTML.
# { $you } and { $me } are the pronouns (bác, cháu), { $You } and { $Me } the same with a capital.

# The head of the page

web-commune = { $commune }
web-phone = { $phone }

# A message

web-too-fast = Tin đến dồn quá, { $me } chưa kịp giữ. Lát nữa { $me } tự gửi lại.
web-too-long = Tin này dài quá. { $You } chia làm hai tin giúp { $me }.
web-unreadable = { $Me } chưa đọc được tin này. { $You } tải lại trang rồi gửi lại giúp { $me }.
web-store-down = Máy ở xã đang trục trặc, tin vẫn còn ở đây. Lát nữa { $me } tự gửi lại.

# Photos, voice, files. { $limit } is a number of megabytes.

web-too-big = Tệp này nặng quá { $limit } MB, { $me } chưa nhận được. { $You } gửi tệp nhẹ hơn giúp { $me }.
web-not-this-kind = Tệp này { $me } chưa mở được. { $You } gửi ảnh, tin thoại hay giấy tờ khác giúp { $me }.
web-too-many = Một giờ qua ảnh và tệp đến nhiều quá. { $You } chờ một lát rồi gửi lại giúp { $me }.
web-too-many-files = Một lần nhiều ảnh quá. { $You } gửi làm hai lần giúp { $me }.
web-file-gone = { $Me } chưa giữ được ảnh này. { $You } chọn lại giúp { $me }.
web-upload-broken = Ảnh chưa lên hết thì đứt mạng. { $You } thử lại giúp { $me }.

# A page that can't be shown

web-stranger = Trang này để lâu quá rồi. { $You } tải lại trang giúp { $me }.
web-busy = Lúc này có nhiều người vào quá. { $You } chờ ít phút rồi mở lại giúp { $me }.
web-not-found = Không có trang này. { $You } mở lại trang đầu giúp { $me }.
web-broken = Máy bị trục trặc. Lát nữa { $you } mở lại giúp { $me }.
