"""What translation engines were sent and may be sent, and names found by how they begin."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BY_CODE_POINT = "varchar_pattern_ops"


def upgrade() -> None:
    op.create_table(
        "translation_spending",
        sa.Column("month", storage.columns.bytewise(7), nullable=False),
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_translation_spending_network_id")
        ),
        sa.PrimaryKeyConstraint(
            "month", "engine", "network_id", name=op.f("pk_translation_spending")
        ),
    )
    op.add_column("translation_policy", sa.Column("most_characters", sa.Integer(), nullable=True))
    _index_names(_BY_CODE_POINT)


def downgrade() -> None:
    _index_names("")
    op.drop_column("translation_policy", "most_characters")
    op.drop_table("translation_spending")


def _index_names(by: str) -> None:
    """SQLite's indices are by code point as they are."""
    if op.get_bind().dialect.name != "postgresql":
        return
    ops = {"name": by} if by else {}
    op.drop_index("ix_contact_network_id_name", "contact")
    op.drop_index("ix_contact_name_name", "contact_name")
    op.create_index(
        "ix_contact_network_id_name", "contact", ["network_id", "name"], postgresql_ops=ops
    )
    op.create_index("ix_contact_name_name", "contact_name", ["name"], postgresql_ops=ops)
