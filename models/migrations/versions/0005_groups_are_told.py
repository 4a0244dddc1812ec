"""Registered groups are told something: on which day it was last decided what, and how they
ended.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("groupchat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.String(), nullable=True))

    # What was not known before is nothing.
    op.execute("UPDATE groupchat SET why = ''")
    with op.batch_alter_table("groupchat", schema=None) as batch_op:
        batch_op.alter_column("why", existing_type=sa.String(), nullable=False)
