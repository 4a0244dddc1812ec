# From consent to the honour board: the public sentence, its release, the board in chat. To the desk without pronouns.

menu-board = The honour board
board-words = honour board, board, bảng vàng
board-none = The honour board has no names yet. If somebody does a good deed send: kể.
board-list =
    The honour board of { $commune }:
    { $lines }
    If something is wrong send: sửa, and the code.
board-line =
    { $name }, { $hamlet }: { $sentence }
    { $code }
board-where =
    All of it:
    { $url }
board-edit-words = correct, sửa
board-wrong-ask = What is wrong about { $name } on the honour board?
board-wrong-thanks = It has gone to the commune, thank you.
board-published-hamlet = The deed of { $who } is on the honour board. If the person thinks better of it, please tell me.
board-down = The deed of { $who } is off the honour board.
board-taken-down = The deed of { $who } is off the honour board, its photos too.
board-down-unknown = That code is not on the honour board.
board-down-words = take down, gỡ

## Texts to pass on

board-published =
    The deed of { $who } is on the honour board. To write it anew send viết, to take it down gỡ, and the code:
    { $code }
    Below are a text for the hamlet's group and one for the loudspeaker.
board-forward =
    Honour board of { $commune }
    { $name }, { $hamlet }
    { $sentence }
    If you see a good deed, tell the commune.
board-loudspeaker =
    Please listen to a good deed in { $commune }.
    { $sentence }
    It was done by { $name }, { $hamlet }. Thanks and praise to { $name }.
    If you see a good deed, tell the commune. Thank you for listening.

## The sentence

deed-write = Write one sentence that everybody may read. A new one, not what was told.
deed-write-name-photo = The deed of { $who }: name and photo may be shown.
deed-write-only-name = The deed of { $who }: only the name may be shown.
deed-write-initials = The deed of { $who }: a child, by initials, no photo, no class.
deed-write-worded = Deed { $number } of { $who } has its consent. To write the sentence: viết { $number }.
deed-write-sent-back = The sentence has to be changed: { $why }.
deed-write-words = write, viết
deed-write-words-only = The sentence is in words, 220 letters at most.
deed-write-no-consent = The deed of { $who } has no consent yet. Once asked send: xin phép { $number }.
deed-write-no-word = The deed of { $who } needs { $needed } confirmations and has { $found }. After a call send: xác nhận { $number }.
deed-write-unfit-story = This is the story as it was told. It stays inside, write another sentence.
deed-write-unfit-name = This names a child. Use initials, or write: a child.
deed-write-unfit-class = This names a child's class or school. Leave it out.
deed-write-check = { $has ->
    [yes] { $name }, { $hamlet }, with { $photos }: { $sentence } Is it right?
   *[no] { $name }, { $hamlet }, without photos: { $sentence } Is it right?
}
deed-write-check-keep = Right, send it to be released
deed-write-check-keep-others = yes
deed-write-check-keep-alone = Right, show it
deed-write-check-keep-alone-others = yes
deed-write-check-sentence = Write it anew
deed-write-check-name = Change the name
deed-write-check-photos = With photos
deed-write-check-no-photos = Without photos
deed-write-naming = Which name stands on the board?
deed-write-kept = The sentence for the deed of { $who } waits to be released.
deed-write-nobody = The sentence for the deed of { $who } is kept, but nobody can release it yet. Invite the chairman or a second officer: mời người.
deed-write-out = The deed of { $who } is on the honour board.
deed-release =
    For the honour board, deed { $number }:
    { $name }, { $hamlet }: { $sentence }
    Release it?
deed-release-yes = Release
deed-release-yes-others = yes
deed-release-back = To be changed
deed-release-back-others = no
deed-release-later = Later
deed-release-words = release, duyệt
deed-release-worded = The sentence for deed { $number } of { $who } waits. To see and release it: duyệt { $number }.
deed-release-kept = Deed { $number } of { $who } stays. To see it again: duyệt { $number }.
deed-release-own = You wrote this sentence, somebody else releases it.
deed-release-own-praise = This sentence is about you, somebody else releases it.
deed-release-why = What has to be changed?
deed-released = Released: the deed of { $who } is on the honour board.
deed-sent-back = The sentence for the deed of { $who } is with its writer again.
desk-wrong =
    Somebody says that the honour board, the deed of { $who }, is wrong: { $text }
    To take it down send gỡ and the code:
    { $code }
desk-down = The deed of { $who } is off the honour board.
desk-taken-down = The deed of { $who } is off the honour board, its photos too.
desk-down-unknown = That code is not on the honour board.
