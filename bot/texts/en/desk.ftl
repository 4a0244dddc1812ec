# The hamlet head's and the officer's side.

deed-confirm =
    Good day, head of { $hamlet }. Somebody told of a good deed in the hamlet:
    { $who }: { $story }
    { $when }
    Please answer by { $due }.
    Is it true?
deed-confirm-true = True
deed-confirm-true-others = yes, correct, right, đúng, đúng rồi
deed-confirm-false = Not as told
deed-confirm-false-others = no, not true, wrong, chưa đúng, không đúng, sai
deed-confirm-worded =
    Good day, head of { $hamlet }. Somebody told of a good deed in the hamlet:
    { $who }: { $story }
    { $when }
    If it is true, send: đúng { $number }. If not, send: chưa đúng { $number }.
deed-confirmed = What was told about { $who } is noted as true. If that was a slip, send: sửa.
deed-doubted = What was told about { $who } is noted as not so. If that was a slip, send: sửa.
deed-confirm-late = The commune has already finished with what was told about { $who }.
deed-confirm-none = Nothing in the hamlet waits for you.
deed-number-true-words = true, đúng, dung
deed-number-false-words = false, chưa đúng, không đúng, sai
head-queue-words = queue, waiting, việc chờ, chờ, xem việc

deed-decide =
    No. { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
    Does the commune accept it?
deed-decide-accept = Accept
deed-decide-accept-others = yes, approve, nhận, đồng ý, duyệt
deed-decide-decline = Not this time
deed-decide-decline-others = no, decline, chưa nhận, không nhận
deed-decide-later = Later
deed-decide-worded =
    No. { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
    Accept: nhận { $number }. Not this time: chưa nhận { $number }.
deed-accepted = Accepted: { $who }. The teller will hear of it.
deed-decline = Not accepted: { $who }. Why?
deed-decline-no-witness = Nobody else was found who saw it
deed-decline-praised-before = It has been praised before
deed-decline-not-to-be-named = The person asked not to be named
deed-decline-other-commune = It happened in another commune
deed-decline-first-finish = A report is still open. Finish it, then send again: chưa nhận { $number }.
deed-declined = Noted as not accepted: { $who }. The teller will hear of it, with the reason.
deed-decide-late = Somebody has already decided about { $who }.
deed-decide-kept = No. { $number } about { $who } is left for later. To see it again: xem { $number }.
desk-not-yours = Nothing is waiting under that number.
desk-queue =
    { $ready } to be decided, { $unseen } with the hamlets.
    { $lines }
    Accept several: nhận 1 3. Look at one: xem 1. Not this time: chưa nhận 1.
desk-queue-line = { $number }. { $who }, { $hamlet }, { $verdict }
desk-queue-none = Nothing is waiting.
desk-queue-words = queue, waiting, việc chờ, chờ, hàng chờ
desk-desk-queue = 1
desk-verdict-sent = with the hamlet
desk-verdict-confirmed = the hamlet says true
desk-verdict-doubted = the hamlet says not so
deed-number-accept-words = accept, nhận, duyệt
deed-number-decline-words = decline, chưa nhận, không nhận
deed-number-open-words = see, xem
