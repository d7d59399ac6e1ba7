"""What the records call a channel or group, wherever its title was put down."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from storage.models import BridgeEnd, Channel, Digest


def title_of(record: Any) -> ColumnElement[str]:
    """The title of the channel of a record, which has a network, platform, team and channel;
    empty if the network has it nowhere."""
    titles = (_title_in(each, record) for each in (Channel, Digest, BridgeEnd))
    return func.coalesce(*titles, "")


def _title_in(model: Any, record: Any) -> Any:
    kept = aliased(model)
    return (
        select(func.nullif(func.max(kept.title), ""))
        .where(
            kept.network_id == record.network_id,
            kept.platform == record.platform,
            kept.team == record.team,
            kept.channel == record.channel,
        )
        .correlate(record)
        .scalar_subquery()
    )
