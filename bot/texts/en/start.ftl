# First contact, the menu, the names of roles.

start-first-contact =
    Good day. This is the answering machine of { $commune }, not a person.
    If you saw somebody do good, please tell me. Your words, photos and name are kept for the hamlet head and the officers of the commune. Nobody is named in public without agreeing.
    To see or erase what is kept, send: của tôi.
    Do you agree?
start-consent-agree = I agree
start-consent-agree-others = yes, agree, ok, okay, sure, có, vâng, được, đồng ý
start-consent-refuse = No
start-consent-refuse-others = no thanks, i do not agree, disagree, không, không đồng ý, thôi
start-consent-more = Tell me more
start-consent-more-others = more, xem, xem thêm, xem kỹ
start-consent-again = What you just sent is kept, and nobody has got it yet. Do you agree that the commune reads it?
start-more =
    Your words, photos and voice are kept on the commune's own machine. Only the hamlet head and the officers in charge may see them. Nobody else learns who told. You can take your consent back at any time, just send: của tôi. To ask a person, call { $contact }, { $hours }:
    { $phone }
    Do you agree?
start-refused =
    All right, nothing is passed on. To tell it to a person, call { $contact } at the commune, { $hours }:
    { $phone }
start-thanks = Thank you.
start-kept = What you told is still here.
start-kept-voice = Your voice message is still here, an officer of the commune will listen.
start-kept-photo = I have kept your photo. If it shows a handwritten paper, send: trong ảnh.
start-opening =
    You wrote: { $text }
    Are you telling of a good deed?
start-opening-yes = Yes, I am
start-opening-yes-others = yes, right, phải, có, vâng, đúng
start-opening-no = No
start-opening-no-others = not that, không, thôi

group-in-private = Nothing private is said in a group. It goes on between the two of us.
group-first-alone = Nothing private is said in a group. Please write to me alone once.

push-backlog = { $count } things waited for you:

menu-what = What would you like to do?
menu-desk = Please choose:
menu-greeting = Good day. To tell of a good deed, send the number 1.
menu-unclear = I am not sure what you mean.
menu-not-yours = I cannot help with that.
menu-nothing-open = Nothing is open.
menu-draft-kept = What you began is kept. Whenever it suits you, send: tiếp.
menu-form-gone = What you began is kept, an officer of the commune will ask again.
menu-deed-report = Tell of a good deed
menu-deed-mine = What I told
menu-desk-queue = What waits for the commune
menu-head-queue = What waits for the hamlet

role-citizen = citizen
role-commune-chair = chairman of the commune
role-vice-chair = vice chairman of the commune
role-tdkt-officer = officer for emulation and commendation
role-council-member = member of the council
role-council-secretary = secretary of the council
role-hamlet-head = hamlet head
role-hamlet-front-head = head of the hamlet's Front committee
role-mass-org-head = head of a mass organisation
role-unit-head = head of a unit
role-petition-officer = officer who receives citizens
role-archivist = clerk and archivist
role-admin = administrator
