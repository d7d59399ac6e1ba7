"""What translation engines were sent and may be sent, and names found by how they begin."""

from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None

_BY_CODE_POINT = "varchar_pattern_ops"


def upgrade() -> None:
    _index_names(_BY_CODE_POINT)


def downgrade() -> None:
    _index_names("")


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
