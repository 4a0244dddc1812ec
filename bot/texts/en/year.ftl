# The year's calendar: ticking the usual year, what comes next, changing it, days that are swapped. The desk's, no pronouns.

year-begin-words = year, calendar of the year, plan the year
year-which = The calendar can be made for { $first } and { $last }. For example: year { $last }.
year-nothing = The calendar of { $year } is complete, nothing is left to suggest. To see it: calendar.
year-head = Calendar of { $year }, { $count } suggestions. None of them holds yet.
year-line = { $number }. { $name }: { $days }{ $hour }. { $who }, { $reminders }{ $unverified ->
    [yes] {" "}(to be checked)
   *[no] {""}
    }{ $state ->
    [dropped] {" "}– dropped
    [planned] {" "}– dropped, the plan has it
   *[taken] {""}
    }
year-group = { $count } days
year-group-days = The days: { $days }.
year-days-more = { $days } and { $more } more
year-hour = , at { $hour }{ $has ->
    [yes] :{ $minute }
   *[no] {" "}o'clock
    }
year-before = reminded { $days } { $working ->
    [yes] working
   *[no] {""}
    } days before
year-on-day = reminded on the day
year-after = when late after { $days } { $working ->
    [yes] working
   *[no] {""}
    } days
year-reminded = { $who }: { $days }
year-window = Usually done between { $first } and { $last }.
year-paper = Paper: { $paper }.
year-how =
    Leave out: drop 3 5. Another day: change 4 to 20/6. Correct: edit 4.
    When it is right: take all.
year-how-short = Go on, or: take all.
year-unclear = That is not clear.
year-no-number = The list has the numbers 1 to { $most }.
year-dropped = Left out: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }. { $count } are left. When it is right: take all.
year-taken = Taken again: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }. That makes { $count }. When it is right: take all.
year-edit =
    What is different? One thing or several, for example: 20/6, 8 giờ, hamlets, trước 7, 3, 1 ngày.
    To leave it out: bỏ.
year-edit-unclear = It is not clear what is different, or the day is not in this year.
year-later = The calendar of { $year } is kept, but does not hold yet. To go on: year { $year }.
year-none-taken = Nothing is taken yet.
year-make = Let { $count } milestones hold for { $year }? The first: { $name }, { $day }.{ $unverified ->
    [0] {""}
   *[other] {" "}{ $unverified } of them are to be checked against the source.
    }
year-make-yes = Let it hold
year-make-yes-others = yes, ok
year-make-back = Correct further
year-make-back-others = back, wait, not yet, no
year-made = { $count } milestones hold for { $year }. Reminders come by themselves. What comes next: calendar.
year-made-before = The calendar of { $year } holds already. To see it: calendar.

list-drop-words = drop, remove, leave out
list-back-words = take again, keep
list-only-words = take, only, choose
list-edit-words = edit, change, correct, move
list-look-words = show
list-all-words = take all, all, ghi đi, đúng cả, tất cả đều đúng, đúng rồi, đúng hết rồi, lấy hết đi, ok, done, yes
list-show-words = show again, list
list-stop-words = later, stop, cancel
list-undo-words = undo
list-undone = It is as before the last change. { $count } are taken. When it is right: take all.

## Audiences

year-who-chair = chairman
year-who-chair-others = the chairman
year-who-vice = vice chairman
year-who-vice-others = the vice chairman
year-who-officer = emulation officer
year-who-officer-others = officer, officers
year-who-council = council members
year-who-council-others = council
year-who-secretary = secretary of the council
year-who-secretary-others = secretary
year-who-hamlets = hamlets
year-who-hamlets-others = hamlet heads, hamlet
year-who-organisations = organisations
year-who-organisations-others = offices
year-who-front = Front
year-who-front-others = fatherland front
year-who-units = all units
year-who-units-others = units, everybody
year-who-registered = those who registered
year-who-registered-for = those who registered for { $name }
year-who-registered-others = those who registered for, who registered for

## The workbook

year-workbook-begun = The workbook for { $year } is being made. It will come here.
year-workbook-failed = The workbook could not be made. Try again later: year excel.
year-workbook-ready = The calendar of { $year }. Correct it, save it, and send it here.{ $has ->
    [yes] {" "}It can be sent on this page: { $url }
   *[no] {""}
    }
year-workbook-reading = The workbook is being read. What it changes will come here.
year-read = { $count ->
    [0] The workbook changes nothing.
   *[other] The workbook changes { $count } things:
    }
year-row-taken = – Taken: { $name }
year-row-dropped = – Left out: { $name }
year-row-new = – New: { $name }
year-row-changed = – { $name }: { $value }
year-more = and { $more } more
year-cells-unclear = This could not be read and stays as it was: { $names }.
year-refused-lost = The file has not arrived. Please send it again.
year-refused-broken = The file is broken. Save it as .xlsx and send it again.
year-refused-huge = The file is too large to be a calendar.
year-refused-other = The file is not the workbook of the calendar. To get it: year excel.
year-refused-over = { $year } is over.
year-file = Calendar { $year }
year-sheet = Calendar { $year }
year-sheet-title = Emulation and commendation in { $year }
year-sheet-how = Put an x where something is taken; correct the cells; add what is missing below. Save it and send it.
year-col-key = Key
year-col-take = Taken
year-col-name = What
year-col-days = When
year-col-hour = Hour
year-col-who = Who
year-col-paper = Paper
year-col-reminders = Reminded before (days)
year-col-note = Note
year-col-working = { $days } working days
year-col-unverified = to be checked

## What comes next

calendar-words = calendar, what comes next
calendar-head = Next:
calendar-line = { $number }. { $day }{ $hour }: { $name }{ $has ->
    [yes] {" "}({ $who })
   *[no] {""}
    }
calendar-soon = The calendar is being written; in a minute send again: calendar.
calendar-none = Nothing is due in the next five weeks. To make the calendar: year. To add something: add milestone.
calendar-how = { $more ->
    [0] {""}
   *[other] And { $more } more.{" "}
    }Move: move { $number } to 25/6. Cancel: cancel { $number }. Reminders: remind { $number } trước 10, 5 ngày. Helper: helper { $number }. Add: add milestone.
calendar-unknown = That number means nothing that is to come. To see the list: calendar.
calendar-move-words = move, move date
calendar-move = { $name }: moved to which day?
calendar-day-unclear = It is not clear which day. For example: 25/6.
calendar-moved = { $name } is moved from { $old } to { $day }.{ $off ->
    [yes] {" "}Nobody works on that day.
   *[no] {""}
    } Whoever was told of the old day hears of it.
calendar-cancel-words = cancel, cancel milestone
calendar-cancel = Cancel { $name }, { $day }?
calendar-cancel-once = This time
calendar-cancel-once-others = yes, once
calendar-cancel-all = For good
calendar-cancel-all-others = all
calendar-cancel-no = Keep it
calendar-cancel-no-others = no, keep
calendar-cancelled = { $name } is cancelled. Whoever was told hears of it.
calendar-kept = { $name } stays.
calendar-remind-words = remind, reminders
calendar-remind =
    { $name }. Reminded now:
    { $lines }
    To change it, for example: remind 3 trước 10, 5, 1 ngày.
calendar-reminded =
    { $name }. From now on:
    { $lines }
calendar-helper-words = helper, deputy
calendar-helper = When { $name } is late, who is asked to help first? Write the name.
calendar-helper-unclear = It is not clear who is meant. The person must have a role here.
calendar-helps = { $name }: when it is late, { $person } is asked to help first.
calendar-add-words = add milestone, new milestone
calendar-add = Write in one message: what, when, who. For example: Số liệu hộ nghèo, ngày 20 tháng cuối quý, hamlets.
calendar-add-day = { $name }: due on which day? For example: 25/6, hằng tháng ngày 5.
calendar-new = { $name }: { $days }{ $hour }
calendar-nobody = { $who }: nobody is here yet, somebody has to be invited.
calendar-add-check = Is that right?
calendar-add-check-yes = Yes
calendar-add-check-yes-others = ok
calendar-add-check-no = Write it again
calendar-add-check-no-others = no, wait
calendar-added = { $name } stands in the calendar. Reminders come by themselves.

## Days that are swapped

holiday-list-words = days off, holidays
holiday-off-words = day off
holiday-on-words = working day
holiday-back-words = undo day off, undo working day
holiday-set = { $state ->
    [off] Nobody works on { $days }. If that is wrong: undo day off { $date }.
    [on] One works on { $days }. If that is wrong: undo working day { $date }.
   *[none] Taken back: { $days }. The usual calendar holds again.
    }
holiday-not-set = { $day } is not in the list of swapped days.
holiday-line = – { $day }: { $state ->
    [off] off
   *[on] worked
    }
holiday-list =
    Days that are swapped:
    { $lines }
holiday-none = No days are swapped. For example: day off 2/5; working day 9/5.
