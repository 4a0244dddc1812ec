# The officers' working list as an Excel file: the talk about it, and what stands in it.

menu-export = Export the list to Excel
export-words = export, excel, xuất excel, xuất, xuất danh sách
export-ask =
    Good deeds told in which period?
    For another one send, for example: từ 1/10 đến 31/10.
export-ask-month = This month
export-ask-month-others = tháng này
export-ask-last-month = Last month
export-ask-last-month-others = tháng trước
export-ask-quarter = This quarter
export-ask-quarter-others = quý này, quý
export-ask-year = This year
export-ask-year-others = năm nay
export-ask-last-year = Last year
export-ask-last-year-others = năm trước, năm ngoái
export-unclear = That period is not clear.
export-begun = The list from { $first } to { $last } is being made. It will be sent here.
export-ready =
    A list of { $count } deeds, from { $first } to { $last }. For internal use only.
    The file stays here for a day. To get it again send: xuất excel.
export-none = Nothing was told from { $first } to { $last }.
export-failed = The list could not be made. Send again in a while: xuất excel. If it still fails, tell whoever runs this machine.

# In the workbook

export-file = Good deeds from { $first } to { $last }
export-sheet = Good deeds
export-title = List of good deeds
export-period = From { $first } to { $last }
export-internal = Internal use only
export-commune = { $commune }
export-made = Made on { $day }
export-page = Page
export-col-code = Code
export-col-kind = Kind
export-col-who = Name of person or collective
export-col-born = Year of birth
export-col-sex = Sex
export-col-ethnicity = Ethnicity
export-col-job = Occupation, position
export-col-hamlet = Hamlet, address
export-col-phone = Telephone
export-col-field = Field
export-col-when = Time
export-col-place = Place
export-col-story = What was done
export-col-reach = Reach
export-col-noticed-by = Noticed by
export-col-confirmed-1 = Verified by 1
export-col-confirmed-1-on = Verified on 1
export-col-confirmed-2 = Verified by 2
export-col-confirmed-2-on = Verified on 2
export-col-evidence = Photos, voice notes
export-col-award = Proposed commendation
export-col-movement = Movement
export-col-consent = Consent to publish
export-col-consent-on = Consent on
export-col-stage = Stage of four
export-col-shown-at = Made known at
export-col-replicated = Replicated
export-col-state = At the commune
export-kind-person = Person
export-kind-household = Household
export-kind-collective = Collective
export-kind-model = Model
export-field-economy = Economy, new countryside
export-field-education = Education
export-field-health = Health
export-field-welfare = Welfare, poverty reduction
export-field-environment = Environment
export-field-security = Public order
export-field-reform = Digital and administrative reform
export-field-culture = Culture
export-field-rescue = Rescue
export-scope-name-photo = Name and photo
export-scope-name = Name only
export-scope-initials = Initials
export-scope-none = Refused
export-photos = { $count } photos
export-voices = { $count } voice notes
export-discovered = Discovered
export-board = Honour board of the commune, { $day }
