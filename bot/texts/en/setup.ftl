# Setting the commune up: the administrator's desk.

menu-setup = Set up
setup-words = setup, set up, settings, thiết lập, cài đặt
setup-what = What should change?
setup-line = { $label }: { $value }
setup-count = { $count }
setup-unclear = That is not clear.
setup-no-phone = That number cannot be called, please look again. A mobile number has 10 digits.
setup-saved =
    { $label } is now:
    { $value }
    It was:
    { $old }
setup-saved-first =
    { $label } is now:
    { $value }

setup-commune-label = Name of the commune
setup-commune-value = { $commune }
setup-commune-ask =
    How is the commune called?
    For example: xã Đồng Mây.
setup-contact-name-label = Who answers
setup-contact-name-value = { $contact }
setup-contact-name-ask =
    Whom do people reach when they call the commune?
    For example: cô Lúa.
setup-contact-phone-label = Telephone number
setup-contact-phone-value = { $phone }
setup-contact-phone-ask =
    Which number? For example:
    0900 000 000
setup-contact-hours-label = When somebody answers
setup-contact-hours-value = { $hours }
setup-contact-hours-ask =
    When does somebody answer?
    For example: giờ làm việc, thứ Hai đến thứ Sáu.
setup-reception-label = Reception days
setup-reception-value = { $reception }
setup-reception-ask =
    When and where does the commune receive citizens?
    For example: thứ Năm hằng tuần, 8 giờ, phòng tiếp dân.
reception-unset = ask the commune by telephone when it receives citizens

setup-hamlets-label = Hamlets
setup-hamlets-ask =
    Send the names of all hamlets, one a line; other names after a comma. This list replaces the old one. For example:
    thôn Đoài, Đoài Thượng
    thôn Đông
setup-units-label = Offices and organisations
setup-units-ask =
    Send the names of all offices and organisations, one a line. This list replaces the old one. For example:
    Hội Nông dân
    Trường Tiểu học Đồng Mây
setup-added = New: { $lines }
setup-kept = Kept: { $lines }
setup-ended = Ended: { $lines }
setup-check = Is that right?
setup-check-yes = Yes
setup-check-yes-others = right, ok, ghi, có
setup-check-no = Leave it as it was
setup-check-no-others = no, không, thôi
setup-also = { $text } (also: { $value })
setup-renamed = { $text } (was: { $old })
setup-organisation = { $text } ({ $value })
setup-same = The list is the same as before.
setup-left = It was left as it was.
setup-units-saved = { $label }: { $count }.
setup-kind-front = the Front
setup-kind-mass-org = mass organisation
setup-kind-sector = office
setup-kind-school = school
setup-kind-health = health
setup-kind-coop = cooperative

setup-release-label = Release of good deeds
setup-rules-label = Time limits and numbers
setup-which-rule = Which should change?
setup-unverified = { $text }, not verified
setup-rule-ask =
    { $label }: { $value } now. What should it be?
    Send a number from 1 to { $most }.
setup-choice-ask = { $label }: { $value } now. How should it be?
setup-unit-working-day = { $count } working days
setup-unit-calendar-day = { $count } days
setup-unit-minute = { $count } minutes
setup-unit-time = { $count } times
setup-unit-year = { $count } years

rule-deed-news-days = The teller hears within
rule-deed-head-days = The hamlet answers within
rule-deed-second-days = The Front committee is asked too after
rule-deed-call-days = The officer is told whom to call after
rule-deed-decide-days = The officer is reminded before the teller's day by
rule-draft-again-days = What was not sent is asked about again after
rule-deed-undo-minutes = People hear of a decision after
rule-deed-similar-days = Similar deeds are looked for within
rule-consent-again-days = Consent is asked for again after
rule-look-up-tries = Wrong codes before a pause
rule-look-up-pause-minutes = The pause lasts
rule-child-under-age = A child is younger than
rule-child-own-consent-age = A child agrees too from
rule-confirmations = Confirmations
rule-confirmations-1 = one person confirms
rule-confirmations-2 = two people confirm
rule-second-release = Release of the public sentence
rule-second-release-1 = another person releases the sentence
rule-second-release-0 = its writer releases the sentence
