"""Not mine: the programme office gets both ways on, and the owner a sentence of either."""

from handlers.verbs import call
from models.message import Message
from tests.handlers.answering.month import Month, button, field_of, labels, only


def told_office(month: Month) -> Message:
    """What the programme office hears when the owner says that 5.1 is not theirs."""
    month.type("5.1 not mine, ask the Schools Data Officer")
    (message,) = month.told(month.office)
    return message


def test_the_office_can_name_the_owner_or_leave_it(month: Month) -> None:
    message = told_office(month)
    assert message.notice == (
        "5.1: the Head of Management Information says that it is not theirs. Whose is it?"
    )
    assert labels(message) == ["Name the owner", "It stays theirs"]


def test_the_form_that_names_the_owner_has_the_action_in_it(month: Month) -> None:
    successor = month.world.person("Schools Data Officer")
    message = told_office(month)
    posted = month.posted(month.office, message)
    form = month.follow(button(message, "Name the owner"), by=month.office).form
    assert form is not None
    assert (form.verb, field_of(form, "ref")) == ("action.assign", "5.1")
    sent = month.request(
        month.office,
        fields={"ref": "5.1", "person": "Schools Data Officer"},
        posted_id=posted.id,
    )
    said = call(form.verb, sent)
    assert said.instead is not None
    assert said.instead.notice == "5.1 belongs to Schools Data Officer now, who has been told."
    assert month["5.1"].owner_id == successor.id


def test_a_name_that_nobody_has_is_said_beside_its_field(month: Month) -> None:
    told_office(month)
    sent = month.request(month.office, fields={"ref": "5.1", "person": "Nobody At All"})
    assert "Nobody here is called 'Nobody At All'." in call("action.assign", sent).errors["person"]
    assert month["5.1"].disputed_by_id is not None


def test_it_stays_theirs_with_a_reason_that_the_owner_reads(month: Month) -> None:
    message = told_office(month)
    form = month.follow(button(message, "It stays theirs"), by=month.office).form
    assert form is not None
    assert month.send(form.verb, "5.1", by=month.office, reason=" ").errors == {
        "reason": "Write why it stays theirs; it is empty."
    }
    said = only(month.send(form.verb, "5.1", by=month.office, reason="It came with the post"))
    assert said.notice == (
        "5.1 stays with the Head of Management Information, who has been told why."
    )
    told = month.told(month.owner)[-1]
    assert told.notice == "5.1 stays with you, says the Programme Office Co-ordinator."
    assert '"It came with the post"' in month.read(told)
    assert month["5.1"].disputed_by_id is None
    assert "5.1" in month.read(month.ask())


def test_settled_once_the_buttons_say_so(month: Month) -> None:
    message = told_office(month)
    month.press("update.mine_after_all", "5.1")
    for label in labels(message):
        refused = only(month.follow(button(message, label), by=month.office))
        assert refused.notice == (
            "5.1 is not disputed any more. It is with the Head of Management Information."
        )


def test_only_who_may_settle_it_can_press_them(month: Month) -> None:
    message = told_office(month)
    for label in labels(message):
        assert only(month.follow(button(message, label), by=month.other)).kind == "refused"


def test_a_bare_not_mine_is_not_quoted(month: Month) -> None:
    month.type("5.1 not mine")
    assert "They wrote" not in month.read(month.told(month.office)[0])


def test_whose_it_is_is_quoted(month: Month) -> None:
    assert "ask the Schools Data Officer" in month.read(told_office(month))
