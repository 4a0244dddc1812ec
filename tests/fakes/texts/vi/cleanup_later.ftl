# The words of later releases of the tests' own form (tests/transcripts/test_point_15_drafts.py).

cleanup-weather = Hôm ấy trời thế nào ạ?
cleanup-weather-name = Trời
cleanup-hamlet-road = Dọn đường
cleanup-hamlet-ditch = Khơi mương
