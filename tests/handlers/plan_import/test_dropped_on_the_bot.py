"""The programme office drops a plan on the bot, settles what is in doubt, and confirms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.sheets.read import read_book
from handlers.plan_import.reader_seam import read_with
from handlers.request import Dropped, Reply
from handlers.verbs import call
from models.intake import PlanFile
from models.message import Button, Buttons, Form, Items, Message, Table
from models.people import Person
from models.plan import Action, PlanVersion
from models.states import Role
from tests.data.books import HEAD, csv_file, good_rows, with_cell, xlsx_of
from tests.handlers.doing import asking, do
from tests.handlers.plan_import.bringing import action, bring
from tests.world import World

read_with(read_book)


@pytest.fixture
def world(session: Session) -> World:
    return World(session, agreed=False)


@pytest.fixture
def office(world: World) -> Person:
    person = world.person("Programme Office Co-ordinator")
    world.role(person, Role.PROGRAMME_OFFICE)
    return person


def drop(session: Session, who: Person, content: bytes, name: str = "plan.csv") -> Reply:
    request = replace(asking(session, who), dropped=Dropped(name, content))
    return call("plan.file", request)


def card_of(reply: Reply) -> Message:
    message = reply.instead or reply.say[0]
    assert message.kind == "plan_file"
    return message


def buttons(message: Message) -> dict[str, Button]:
    found: list[Button] = []
    for block in message.blocks:
        if isinstance(block, Buttons):
            found += block.buttons
        elif isinstance(block, Items):
            found += [button for item in block.items for button in item.buttons]
    return {button.label: button for button in found}


def press(session: Session, who: Person, button: Button, **fields: str) -> Reply:
    request = asking(session, who, **fields)
    return call(button.verb, replace(request, args=dict(button.args)))


def test_a_good_plan_is_seen_as_a_difference_and_imported(session: Session, office: Person) -> None:
    card = card_of(drop(session, office, csv_file(good_rows())))
    assert "holds 4 actions" in card.notice
    assert not session.scalars(select(Action)).all()
    reply = press(session, office, buttons(card)["Import it"])
    assert reply.instead is not None
    assert reply.instead.kind == "plan_imported"
    assert len(session.scalars(select(Action)).all()) == 4
    file = session.scalars(select(PlanFile)).one()
    assert (file.state, file.content, len(file.sha256)) == ("applied", None, 64)


def test_only_the_programme_office_may_drop_a_plan(
    session: Session, world: World, office: Person
) -> None:
    other = world.person("Head of SEND")
    reply = drop(session, other, csv_file(good_rows()))
    assert reply.say[0].kind == "refused"
    assert not session.scalars(select(PlanFile)).all()
    card = card_of(drop(session, office, csv_file(good_rows())))
    reply = press(session, other, buttons(card)["Import it"])
    assert reply.say[0].kind == "refused"
    assert not session.scalars(select(Action)).all()


def test_a_file_that_cannot_be_taken_is_refused_with_its_sentence(
    session: Session, office: Person
) -> None:
    reply = drop(session, office, b"", "plan.xlsx")
    assert "nothing in it" in reply.say[0].notice
    reply = drop(session, office, b"PK\x03\x04", "plan.xlsx")
    assert "damaged" in reply.say[0].notice
    assert not session.scalars(select(PlanFile)).all()


def test_a_doubt_is_settled_by_what_is_likely(session: Session, office: Person) -> None:
    content = csv_file(with_cell(2, "E-mail", "head-of-casework@@kcc.example.org"))
    card = card_of(drop(session, office, content))
    assert "1 thing to decide" in card.notice
    assert "Import it" not in buttons(card)
    card = card_of(press(session, office, buttons(card)["Take head-of-casework@kcc.example.org"]))
    assert "nothing stands in the way" in card.notice
    press(session, office, buttons(card)["Import it"])
    owner = action(session, "1.1").owner
    assert owner is not None
    assert owner.email == "head-of-casework@kcc.example.org"


def test_a_doubt_is_settled_by_a_form(session: Session, office: Person) -> None:
    card = card_of(
        drop(session, office, xlsx_of(with_cell(3, "By when", "31 Sept 2023")), "p.xlsx")
    )
    correct = buttons(card)["Correct…"]
    form = press(session, office, correct).form
    assert isinstance(form, Form)
    assert form.fields[0].value == "2023-09-30"
    card = card_of(press(session, office, correct, value="29/9/2023"))
    press(session, office, buttons(card)["Import it"])
    assert str(action(session, "1.2").due) == "2023-09-29"


def test_all_that_is_likely_is_taken_at_once(session: Session, office: Person) -> None:
    rows = with_cell(2, "E-mail", "head-of-casework@@kcc.example.org")
    rows[2][HEAD.index("By when")] = "31 Sept 2023"
    rows[3][HEAD.index("RAG")] = "Amberr"
    card = card_of(drop(session, office, csv_file(rows)))
    card = card_of(press(session, office, buttons(card)["Take all 3 that are likely"]))
    assert "nothing stands in the way" in card.notice


def test_the_other_of_two_owners_is_named(session: Session, office: Person) -> None:
    content = csv_file(with_cell(2, "Lead", "Jane Doe; Head of Casework"))
    card = card_of(drop(session, office, content))
    card = card_of(press(session, office, buttons(card)["The owner is Head of Casework"]))
    assert not any(isinstance(block, Items) for block in card.blocks)
    press(session, office, buttons(card)["Import it"])
    found = action(session, "1.1")
    assert found.owner is not None
    assert (found.owner.name, found.co_owners) == ("Head of Casework", ["Jane Doe"])


def test_rows_with_errors_may_be_left_out(session: Session, office: Person) -> None:
    card = card_of(drop(session, office, csv_file(with_cell(2, "Lead", ""))))
    reply = press(session, office, buttons(card)["Import the rows without errors"])
    assert reply.instead is not None
    assert "1 action with something to decide left out" in reply.instead.notice
    assert len(session.scalars(select(Action)).all()) == 3


def test_dates_that_moved_before_and_who_agreed_are_said_in_chat(
    session: Session, office: Person
) -> None:
    card = card_of(drop(session, office, csv_file(good_rows())))
    card = card_of(press(session, office, buttons(card)["Dates have moved before"]))
    agreed = buttons(card)["Say who agreed it"]
    assert press(session, office, agreed).form is not None
    missing = press(session, office, agreed, by="", on="soon")
    assert set(missing.errors) == {"by", "on"}
    card = card_of(press(session, office, agreed, by="DfE", on="2023-07-31", source="letter"))
    press(session, office, buttons(card)["Import it"])
    assert action(session, "1.1").original_due is None
    version = session.scalars(select(PlanVersion).where(PlanVersion.number == 2)).one()
    assert (version.agreed_by, version.source) == ("DfE", "letter")


def test_a_card_of_yesterday_does_not_import_what_it_did_not_show(
    session: Session, office: Person
) -> None:
    card = card_of(drop(session, office, csv_file(good_rows())))
    bring(session, csv_file(good_rows()[:2]))
    reply = press(session, office, buttons(card)["Import it"])
    assert "has changed since" in reply.say[0].notice
    assert len(session.scalars(select(Action)).all()) == 1
    press(session, office, buttons(card_of(reply))["Import it"])
    assert len(session.scalars(select(Action)).all()) == 4


def test_what_differs_is_a_table_and_a_moved_date_is_left(session: Session, office: Person) -> None:
    bring(session, csv_file(good_rows()))
    card = card_of(drop(session, office, csv_file(with_cell(3, "By when", "2024-04-26")[:-1])))
    (table,) = [block for block in card.blocks if isinstance(block, Table)]
    assert table.rows == (("1.2", "due", "2024-03-28", "2024-04-26", "left as it is"),)
    assert "Correct a date" in buttons(card)
    press(session, office, buttons(card)["Import it"])
    assert str(action(session, "1.2").due) == "2024-03-28"


def test_the_same_file_twice_waits_once(session: Session, office: Person) -> None:
    drop(session, office, csv_file(good_rows()))
    drop(session, office, csv_file(good_rows()))
    assert len(session.scalars(select(PlanFile)).all()) == 1


def test_a_file_that_is_put_away_can_not_be_confirmed(session: Session, office: Person) -> None:
    card = card_of(drop(session, office, csv_file(good_rows())))
    press(session, office, buttons(card)["Put it away"])
    reply = press(session, office, buttons(card)["Import it"])
    assert "not waiting any more" in reply.say[0].notice
    assert not session.scalars(select(Action)).all()


def test_a_second_press_of_the_same_finding_is_told_so(session: Session, office: Person) -> None:
    content = csv_file(with_cell(2, "E-mail", "head-of-casework@@kcc.example.org"))
    card = card_of(drop(session, office, content))
    take = buttons(card)["Take head-of-casework@kcc.example.org"]
    press(session, office, take)
    assert "settled already" in press(session, office, take).say[0].notice


def test_typing_the_verb_without_a_file_says_what_to_do(session: Session, office: Person) -> None:
    reply = do(session, "plan.file", by=office)
    assert "Drop the plan's spreadsheet" in reply.say[0].notice
