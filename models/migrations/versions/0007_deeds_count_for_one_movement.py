"""A deed counts for one movement, not for all years' of that name."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.add_column(sa.Column("movement_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_deed_movement_id"), ["movement_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_deed_movement_id_movement"), "movement", ["movement_id"], ["id"]
        )

    # What the desk named until now is the newest of that name. A draft gets its own at the launch.
    op.execute(
        "UPDATE deed SET movement_id = (SELECT max(movement.id) FROM movement"
        " WHERE movement.name = deed.movement AND movement.state IN ('launched', 'closed'))"
        " WHERE movement != ''"
    )
