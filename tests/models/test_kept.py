"""What is kept of a transaction's readings, and when it is read again."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from models.kept import forget, kept
from models.people import Organisation, OrganisationKind, Person
from models.store import transaction


def _names(session: Session) -> tuple[str, ...]:
    read = select(Organisation.name).order_by(Organisation.id)
    return kept(session, "names", (Organisation,), lambda: tuple(session.scalars(read)))


def _add(session: Session, name: str) -> None:
    session.add(Organisation(name=name, kind=OrganisationKind.COUNCIL))


def _counted(reads: list[int]) -> Callable[[], int]:
    def read() -> int:
        reads.append(1)
        return len(reads)

    return read


def test_what_is_read_twice_in_a_transaction_is_looked_up_once(engine: Engine) -> None:
    reads: list[int] = []
    with transaction(engine) as session:
        found = [kept(session, "it", (Person,), _counted(reads)) for _ in range(3)]
    assert found == [1, 1, 1]


def test_a_write_that_has_not_left_the_session_yet_is_seen(engine: Engine) -> None:
    with transaction(engine) as session:
        assert _names(session) == ()
        _add(session, "Council")
        assert _names(session) == ("Council",)


def test_a_write_to_another_table_forgets_nothing(engine: Engine) -> None:
    reads: list[int] = []
    with transaction(engine) as session:
        kept(session, "it", (Person,), _counted(reads))
        _add(session, "Council")
        assert kept(session, "it", (Person,), _counted(reads)) == 1


def test_what_is_rolled_back_to_a_savepoint_is_read_again(engine: Engine) -> None:
    with transaction(engine) as session:
        savepoint = session.begin_nested()
        _add(session, "Council")
        assert _names(session) == ("Council",)
        savepoint.rollback()
        assert _names(session) == ()


def test_who_writes_by_a_statement_forgets_all(engine: Engine) -> None:
    with transaction(engine) as session:
        _add(session, "Council")
        assert _names(session) == ("Council",)
        session.execute(delete(Organisation))
        forget(session)
        assert _names(session) == ()


def test_the_next_transaction_sees_what_others_wrote(engine: Engine) -> None:
    with Session(engine) as session:
        assert _names(session) == ()
        session.commit()
        with transaction(engine) as other:
            _add(other, "Council")
        assert _names(session) == ("Council",)
