# Movements: what officers keep and see, and what those who take part hear and answer.

movement-list-words = movements, movement list
movement-add-words = add movement, new movement
movement-look-words = show
movement-look-report-words = show
movement-accept-words = accept
movement-return-words = return, ask more
movement-unheard-words = unheard, who is not clear
movement-more-words = targets, add targets
movement-close-words = close, end
movement-none = There is no movement yet. To add one: add movement.
movement-line = { $number }. { $name }: { $state }
movement-list =
    Movements:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
    Look: show { $number }. Add: add movement.
movement-state-draft = draft
movement-state-launched = under way
movement-state-closed = closed
movement-state-cancelled = dropped
movement-unknown = { $desk ->
    [yes] That number is no movement. The list: movements.
   *[no] That number is no movement. Write: movements, and I will list them.
    }
movement-name = What is the movement called?
movement-name-known = There is a movement of that name already, see: show { $number }. Another name, or add the year to it.
movement-words-only = In words please, no more than { $most } letters.
movement-kind = Which kind?
movement-kind-regular = Regular
movement-kind-regular-others = yearly
movement-kind-campaign = Campaign
movement-kind-campaign-others = drive
movement-kind-thematic = Thematic
movement-kind-thematic-others = theme
movement-ask-aim = What is to be reached? One sentence.
movement-ask-measure = How is it measured? For example: metres of road finished. If nothing: none.
movement-ask-ends = Until which day? For example: 30/11. Without a last day: none.
movement-day-unclear = Which day is not clear. Write it like: 30/11.
movement-to = Which units is it for?
movement-to-hamlets = The hamlets
movement-to-hamlets-others = hamlets
movement-to-units = Offices and organisations
movement-to-units-others = offices, organisations
movement-to-all = All units
movement-to-all-others = all
movement-to-nobody = no units chosen
movement-too-late = This movement cannot be changed any more.
movement-targets = Paste the targets, one a line, with the unit in brackets, for example: Build road (m). To choose from the ready list: ready. If none: none.
movement-targets-full = A movement holds { $most } targets. There was no room for:
    { $lines }
movement-target-long = This line is longer than { $most } characters: { $text } Make it shorter and paste the whole list again.
movement-ready = Which targets? For example: 1, 3, 7. All of them: all.
movement-ready-unclear = Write numbers from 1 to { $most }, for example: 1, 3, 7.
movement-draft =
    { $name } (draft, { $kind }, { $to })
    { $text }
movement-aim = To be reached: { $text }
movement-by = By: { $due }
movement-measured = Measured by: { $text }
movement-what-now = Who has not answered: unheard { $number }. Add targets: targets { $number }. Close: close { $number }.
movement-card-launch = Launch
movement-card-targets = Add targets
movement-card-anew = Write the targets anew
movement-card-ready = Choose ready targets
movement-card-aim = Change the aim
movement-card-measure = Change how it is measured
movement-card-ends = Change the last day
movement-card-to = Choose the units
movement-card-drop = Drop the draft
movement-launch = Launched: { $name }. { $count } people in charge are being told. How far it is: show { $number }.
movement-unheard = Clear: { $count }/{ $most } people.{ $has ->
    [yes] {" "}Not answered:
        { $lines }
   *[no] {""}
    }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
movement-end = { $state ->
    [close] Close { $name }? Nothing can be registered or reported after that.
   *[drop] Drop the draft { $name }?
    }
movement-end-yes = Yes
movement-end-no = No
movement-kept = Left as it is.
movement-ended = { $state ->
    [close] Closed: { $name }.
   *[drop] Dropped the draft { $name }.
    }
movement-board =
    { $name }{ $has ->
        [yes] , by { $due }
       *[no] {""}
    }
    { $counts }. Deeds counted: { $count }. People registered: { $people }.
movement-board-count = { $state } { $count }
movement-stands-late = late
movement-stands-returned = returned
movement-stands-waiting = waiting
movement-stands-not-sent = not sent
movement-stands-not-registered = not registered
movement-stands-done = done
movement-unit = – { $name }: { $state }{ $value }{ $has ->
    [yes] , call { $to }
   *[no] {""}
    }{ $number ->
        [0] {""}
       *[other] . Look: show { $number }, accept { $number }, return { $number }
    }
movement-report = { $name } reports: { $text }
movement-why = What has to be asked?
movement-judged = { $state ->
    [done] The report of { $name } is accepted.
   *[returned] Returned to { $name } with the question.
    }

movement-picture-words = board, board picture
movement-papers = The board as a picture: board { $number }. Word drafts: pledge paper { $number }, interim { $number }, final { $number }.
movement-not-launched = This movement has not been launched.
movement-picture-begun = The board is being drawn and comes when it is done.
movement-picture-ready = The board of { $name }.
movement-picture-failed = The board could not be drawn. To try again: board { $number }.
movement-picture-due = Due { $due }
movement-picture-day = As of { $day }
movement-picture-sums = Deeds that count: { $count }. People taking part: { $people }
movement-picture-call = Call { $to }
movement-picture-more = and { $count } more targets
movement-picture-deeds = { $count } good deeds
movement-picture-foot = For the officers' desk, in the commune's order
movement-paper-words = pledge paper, pledge document
movement-interim-words = interim, interim review
movement-final-words = final, final review
movement-draft-begun = { $what ->
    [pledge] The pledge
    [final] The final review
   *[interim] The interim review
    } is being written and comes as a Word file.
movement-draft-ready = { $what ->
    [pledge] The pledge
    [final] The final review
   *[interim] The interim review
    } of { $name }, a draft. Go on writing where there are dots; look at the numbers again before it is signed.
movement-draft-failed = It could not be written. To try again: show { $number }.
movement-file = { $what ->
    [pledge] Pledge
    [final] Final review
   *[interim] Interim review
    }

movement-own-words = movements, my movements, join a movement
movement-clear-words = clear, understood, got it
movement-look-own-words = show
movement-join-words = join, register
movement-leave-words = leave, withdraw
movement-pledge-words = pledge, sign pledge
movement-progress-words = progress, report progress
movement-how-words = thế nào, thế nào rồi, ra sao, ra sao rồi, sao rồi, đến đâu, đến đâu rồi, được bao nhiêu, được bao nhiêu rồi, bao nhiêu rồi, của tôi, phong trào đến đâu, phong trào đến đâu rồi, phong trào thế nào rồi, phong trào ra sao rồi, thôn tôi đến đâu rồi, của thôn, của thôn tôi
button-clear = Clear { $number }
movement-launched = { $desk ->
    [yes] Launched: { $name }.
        { $text }
        Clear? Write: clear { $number }. To register: join { $number }.
   *[no] Hello. The commune launches { $name }.
        { $text }
        If that is clear, write: clear { $number }.
    }
movement-clear = { $desk ->
    [yes] Noted. To register: join { $number }.
   *[no] Thank you, noted. To register, write: join { $number }.
    }
movement-none-open = { $desk ->
    [yes] There is no movement now.
   *[no] The commune has no movement now.
    }
movement-own-line = { $number }. { $name }{ $state ->
    [in] , registered
   *[out] {""}
    }
movement-own = { $desk ->
    [yes] Movements:
        { $lines }
        Look: show { $number }. Register: join { $number }.
   *[no] The commune's movements:
        { $lines }
        To look, write: show { $number }. To register, write: join { $number }.
    }
movement-about =
    { $name }
    { $text }
    { $desk ->
        [yes] Register: join { $number }.
       *[no] To register, write: join { $number }.
    }
movement-standing =
    { $name }, { $who }:
    { $lines }
    { $desk ->
        [yes] To report more: progress, then the number and what it is.
       *[no] To report more, write: progress, then the number and what it is.
    }
movement-pledged = pledged { $value }
movement-closed = { $desk ->
    [yes] Nothing can be registered or reported for this movement any more.
   *[no] This movement is over.
    }
movement-unit-which = { $desk ->
    [yes] For which unit?
   *[no] For which unit do you register?
    }
movement-leave-which = { $desk ->
    [yes] Which unit no longer takes part?
   *[no] Which of your units no longer takes part?
    }
movement-pledge-which = { $desk ->
    [yes] Sign the pledge for which unit?
   *[no] For which unit do you sign the pledge?
    }
movement-choose =
    { $lines }
    { $desk ->
        [yes] Which targets, how much? For example: { $example }.
       *[no] Which targets do you choose, and how much? For example: { $example }.
    }
movement-choose-unclear = { $desk ->
    [yes] Write the number of the target, then how much in figures, in the unit in brackets.
   *[no] I did not understand. Write the number of the target, then how much in figures, in the unit in brackets.
    }
movement-registered = { $desk ->
    [yes] Noted, { $who } registers for { $name }:
        { $lines }
        Correct: join { $number }. Withdraw: leave { $number }.{ $has ->
            [yes] {" "}Sign the pledge: pledge { $number }.
           *[no] {""}
        }
   *[no] Noted. { $who } registers for { $name }:
        { $lines }
        To correct it, write: join { $number }.{ $has ->
            [yes] {" "}To sign the pledge, write: pledge { $number }.
           *[no] {""}
        }
    }
movement-withdrawn = { $desk ->
    [yes] { $who } has withdrawn.
   *[no] I have withdrawn the registration of { $who }.
    }
movement-not-in = { $desk ->
    [yes] Not registered for this movement. Register: join { $number }.
   *[no] You have not registered for this movement. To register, write: join { $number }.
    }
movement-not-in-any = { $desk ->
    [yes] Not registered for any movement. Look: movements.
   *[no] You have not registered for any movement. Write: movements, and I will list them.
    }
movement-pledge = { $desk ->
    [yes] Emulation pledge:
        { $lines }
        Sign for { $who }?
   *[no] Emulation pledge:
        { $lines }
        Do you sign for { $who }?
    }
movement-pledge-yes = Sign
movement-pledge-yes-others = yes
movement-pledge-no = Not yet
movement-pledge-no-others = no, later, wait
movement-signed = { $desk ->
    [yes] Noted: { $who } signs the pledge.
   *[no] Noted: { $who } signs the pledge.
    }
movement-not-signed = { $desk ->
    [yes] Not signed.
   *[no] All right, not signed.
    }
movement-progress = { $desk ->
    [yes] How far is it? Send a number, a line, photos in one message.
   *[no] How far are you? Send a number, a line, photos too if you like.
    }
movement-progress-unread = { $desk ->
    [yes] Only words and photos can be noted here.
   *[no] I can only note words and photos here.
    }
movement-progress-which = { $desk ->
    [yes] For which movement?
   *[no] For which movement is that?
    }
movement-target-which = { $desk ->
    [yes] Of which target is that number?
   *[no] Of which target is that number?
    }
movement-target-which-none = Of none of them
movement-target-which-none-others = none, no, something else
movement-reported = { $desk ->
    [yes] Noted{ $count ->
            [0] .
           *[other] , with { $count } photos.
        } So far:
        { $lines }
   *[no] I noted it{ $count ->
            [0] .
           *[other] , with { $count } photos.
        } So far:
        { $lines }
    }
movement-not-counted = { $desk ->
    [yes] Numbers of targets that were not chosen do not count yet: { $names }. To count them, register the whole list again: đăng ký { $number }.
   *[no] The targets { $names } were not chosen, so { $me } did not count their numbers. To count them { $you } can register the whole list again: đăng ký { $number }.
    }
movement-later-words = tomorrow, later, too busy
movement-progress-later = { $desk ->
    [yes] Nothing is noted. Once there is something: tiến độ.
   *[no] Very well, { $me } noted nothing. Once there is something, { $you } write: tiến độ.
    }
movement-returned = { $desk ->
    [yes] { $name }: the officer asks:
        { $text }
        To answer: progress, then what it is.
   *[no] Hello. About { $name }, the commune asks:
        { $text }
        To answer, write: progress, then what it is.
    }
