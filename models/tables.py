"""Every table, imported in one place: migrations and tests see the whole schema through this
module.
"""

from sqlmodel import SQLModel

from models import base  # noqa: F401 - the naming convention comes first
from models.machine import (
    audit,
    conversation,
    file,
    inbox,
    ledger,
    link,
    oa_grant,
    outbox,
    ownership,
    pulse,
    push,
    reminder,
    task,
)
from models.people import absence, consent, facts, feed, invitations, linking, person, role, unit
from models.work import (
    announcement,
    deed,
    duty,
    inquiry,
    list_numbers,
    looking_up,
    milestone,
    movement,
    publishing,
    verdicts,
)

TABLES = (
    person.Person,
    person.Account,
    unit.Unit,
    facts.Fact,
    role.Grant,
    consent.Consent,
    invitations.Invitation,
    linking.AccountLink,
    deed.Deed,
    deed.DeedVersion,
    deed.DeedStep,
    inquiry.Inquiry,
    verdicts.Verdict,
    publishing.Publication,
    looking_up.WrongCode,
    list_numbers.ListNumber,
    movement.Plan,
    movement.Movement,
    movement.Target,
    movement.Registration,
    movement.Pledge,
    movement.Progress,
    milestone.Milestone,
    milestone.Occurrence,
    duty.Duty,
    announcement.Announcement,
    announcement.Group,
    absence.Absence,
    feed.Feed,
    inbox.Inbox,
    outbox.Outbox,
    conversation.Conversation,
    task.Task,
    file.File,
    push.Push,
    reminder.Reminder,
    pulse.Pulse,
    pulse.Outage,
    link.Link,
    ledger.Ledger,
    oa_grant.OaGrant,
    audit.Audit,
    ownership.Ownership,
)
METADATA = SQLModel.metadata
