"""Every table, imported in one place: migrations and tests see the whole schema through this
module.
"""

from sqlmodel import SQLModel

from models import base  # noqa: F401 - the naming convention comes first
from models.machine import audit, conversation, file, inbox, outbox, ownership, push, task
from models.people import consent, invitations, person, role, unit
from models.work import deed, list_numbers

TABLES = (
    person.Person,
    person.Account,
    unit.Unit,
    role.Grant,
    consent.Consent,
    invitations.Invitation,
    deed.Deed,
    deed.DeedVersion,
    list_numbers.ListNumber,
    inbox.Inbox,
    outbox.Outbox,
    conversation.Conversation,
    task.Task,
    file.File,
    push.Push,
    audit.Audit,
    ownership.Ownership,
)
METADATA = SQLModel.metadata
