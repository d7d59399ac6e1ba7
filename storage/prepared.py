"""Statements that are put together once and asked with new values each time.

Putting a statement together costs several times what carrying it out does. The statements of
the screens that people look at all day are therefore functions without a value in them,
remembered by `functools.cache`, whose values come by name.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, bindparam
from sqlalchemy.orm import Session

from storage.columns import Query

# A value, or the place of one in a prepared statement.
Known = int | BindParameter[int]
# The speaker's network and party, as statements of every subject call them.
NETWORK: BindParameter[int] = bindparam("network")
OWN_PARTY: BindParameter[int] = bindparam("own_party")


def fetched(session: Session, statement: Query | CompoundSelect[Any], **values: Any) -> Any:
    """All rows of a statement of columns, a sequence. What was changed in the session before
    is seen by it."""
    if session.autoflush:
        session.flush()
    rows: Sequence[Any] = session.connection().execute(statement, values).all()
    return rows
