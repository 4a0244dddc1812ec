# The honour board as a page (bot/pages/board.py). Anybody reads it, also on paper.

board-page-title = Honour board of { $commune }
board-page-heading = Honour board
board-page-motto = Good people, good deeds
board-page-printed = { $date }
board-page-years = By year
board-page-every-year = Newest
board-page-day = { $date }
board-page-wrong = Something is wrong? Send the word sửa and the code:
board-page-photo = A photo of the good deed of { $name }
board-page-empty = The honour board has no names yet. Whoever sees a good deed, please tell the commune.
board-page-tell = Tell of a good deed
board-page-ask = To speak with a person call { $contact }, { $hours }:
