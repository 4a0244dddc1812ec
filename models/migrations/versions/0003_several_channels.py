"""Several channels: what each bot has used, links, one person on two channels, the Official
Account's grant.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("charged", sa.Integer(), nullable=False),
        sa.Column("dong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("bot", "day", name=op.f("uq_ledger_bot_day")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("ends_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_ends_ms"), ["ends_ms"], unique=False)

    op.create_table(
        "oagrant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("got_ms", sa.BigInteger(), nullable=False),
        sa.Column("ends_ms", sa.BigInteger(), nullable=False),
        sa.Column("refused_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oagrant")),
    )
    with op.batch_alter_table("oagrant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oagrant_app_id"), ["app_id"], unique=False)

    op.create_table(
        "accountlink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("from_person", sa.Integer(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_person"], ["person.id"], name=op.f("fk_accountlink_from_person_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_accountlink_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountlink")),
        sa.UniqueConstraint("digest", name=op.f("uq_accountlink_digest")),
    )
    with op.batch_alter_table("accountlink", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accountlink_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_accountlink_from_person"), ["from_person"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_accountlink_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refusals", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("knocked_ms", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("phone", sa.String(), nullable=True))

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bot", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_invitation_bot"), ["bot"], unique=False)

    with op.batch_alter_table("push", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outbox_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_push_outbox_id"), ["outbox_id"], unique=False)

    # What was not known before is nothing.
    op.execute("UPDATE account SET refusals = 0, phone = ''")
    op.execute("UPDATE invitation SET bot = ''")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.alter_column("refusals", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("phone", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("bot", existing_type=sa.String(), nullable=False)
