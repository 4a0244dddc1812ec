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
    push,
    task,
)
from models.people import consent, facts, invitations, linking, person, role, unit
from models.work import deed, inquiry, list_numbers, looking_up, publishing, verdicts

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
    inbox.Inbox,
    outbox.Outbox,
    conversation.Conversation,
    task.Task,
    file.File,
    push.Push,
    link.Link,
    ledger.Ledger,
    oa_grant.OaGrant,
    audit.Audit,
    ownership.Ownership,
)
METADATA = SQLModel.metadata
