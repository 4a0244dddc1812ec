"""What is due and not queued yet is found without going through what is."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reminder_state_push_id_send_ms_id"),
            ["state", "push_id", "send_ms", "id"],
            unique=False,
        )
