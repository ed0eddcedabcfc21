"""The forms behind the programme office's desk: one for each verb that needs more than a press."""

from __future__ import annotations

from models.message import Field, FieldKind, Form, Option
from models.people import Person
from models.states import Role

LINE, DAY, CHOICE = FieldKind.LINE, FieldKind.DAY, FieldKind.CHOICE
WHO = "E-mail address, or the title of the post"


def _who(label: str = "Who", *, required: bool = True, person: Person | None = None) -> Field:
    value = (person.email or person.name) if person else ""
    return Field("person", label, LINE, hint=WHO, required=required, value=value)


def _details(*, new: bool) -> tuple[Field, ...]:
    keep = "" if new else "Left empty, it stays as it is"
    return (
        Field("name", "Name, or title of the post", LINE, hint=keep, required=new),
        Field("email", "Work e-mail address", LINE, hint=keep, required=new),
        Field("organisation", "Organisation", LINE, hint=keep),
        Field("door", "Preferred way", CHOICE, hint=keep, options=_DOORS),
        Field("weekdays", "Working days", LINE, hint="Such as mon,tue,wed"),
        Field("send_at", "When messages arrive", LINE, hint="Such as 09:00, in their own zone"),
        Field("quiet_from", "Quiet from", LINE, hint="Such as 12:00"),
        Field("quiet_until", "Quiet until", LINE, hint="Such as 14:00"),
    )


_DOORS = (
    Option("", "No preference"),
    Option("slack", "Slack"),
    Option("teams", "Teams"),
    Option("mail", "E-mail"),
    Option("local", "This page"),
)
_ROLES = tuple(Option(role.value, role.value.replace("_", " ").capitalize()) for role in Role)
_SCOPE = Field("scope", "For", LINE, hint="plan, area 6 or action 6.1", value="plan")
_REASON = Field("reason", "Why", LINE, hint="It stands in the record")


def desk_form(verb: str, *, asker: Person | None) -> Form | None:
    """The form that opens for a verb; None where a press is enough."""
    forms = {
        "people.add": ("Add a person", _details(new=True), "Add"),
        "people.change": ("Change a person", (_who(), *_details(new=False)), "Change"),
        "people.away": ("Days away", _away(asker), "Record"),
        "people.back": ("Back early", (_who(person=asker),), "Record"),
        "people.vacant": ("Post vacant", (_who("Which post"), _FILLED, _REASON), "Record"),
        "people.hand_over": ("Hand over a leaver's actions", _HAND_OVER, "Hand over"),
        "people.grant": ("Give a role", (_who(), *_GRANT), "Give"),
        "people.end": ("End a role", (_who("Whose role"), *_END), "End"),
        "action.correct": ("Correct the plan", _CORRECT, "Correct"),
        "rating.moderate": ("Moderate a rating", (_REF, *_MODERATE), "Set"),
        "action.assign": ("Name an owner", (_REF, _who("Whose it is"), _REASON), "Name"),
        "report.reopen": ("Reopen a signed report", _REOPEN, "Reopen"),
        "cycle.add": ("Add a Board", (_BOARD,), "Add"),
        "cycle.move": ("Move a Board", (_CODE, _BOARD, _REASON), "Move"),
    }
    if verb not in forms:
        return None
    title, fields, send = forms[verb]
    return Form(title, verb, (), fields, send=send)


def _away(asker: Person | None) -> tuple[Field, ...]:
    return (
        _who(person=asker),
        Field("starts", "First day away", DAY, required=True),
        Field("ends", "Last day away", DAY, required=True),
        Field("deputy", "Who answers meanwhile", LINE, hint="Left empty: the actions' deputies"),
    )


_FILLED = Field(
    "filled", "The post is", CHOICE, options=(Option("", "vacant"), Option("yes", "filled again"))
)
_HAND_OVER = (
    _who("Who leaves"),
    Field("to", "Who takes over", LINE, hint=WHO, required=True),
    Field("refs", "Only these actions", LINE, hint="Such as 6.1, 6.2; left empty: all"),
    Field("last_day", "Last day in post", DAY),
    _REASON,
)
_GRANT = (
    Field("role", "Role", CHOICE, options=_ROLES, required=True),
    _SCOPE,
    Field("from", "First day", DAY, hint="Left empty: today"),
    Field("to", "Last day", DAY, hint="Left empty: no end"),
)
_END = (
    Field("role", "Role", CHOICE, options=_ROLES, required=True),
    Field("on", "Its last day", DAY, hint="Left empty: it ends now"),
    _REASON,
)
_REOPEN = (
    Field("report", "Report", LINE, hint="Such as 2023-10; left empty: this month's"),
    Field("reason", "Why", LINE, hint="The next version says it to the Board", required=True),
)
_BOARD = Field("board_on", "The Board meets on", DAY, required=True)
_CODE = Field("cycle", "Cycle", LINE, hint="Such as 2024-01", required=True)
_REF = Field("ref", "Action", LINE, hint="Such as 6.1", required=True)
_CORRECT = (
    _REF,
    Field(
        "field",
        "What is wrong",
        CHOICE,
        options=(
            Option("due", "Due date"),
            Option("start", "Start date"),
            Option("original_due", "Date first agreed"),
            Option("title", "Title"),
            Option("evidence_expected", "Evidence expected"),
            Option("success_measure", "Success measure"),
        ),
        required=True,
    ),
    Field("value", "What it should be", LINE, hint="A date as 2024-01-24", required=True),
    Field("source", "Where the right one stands", LINE, hint="Needed once the plan is agreed"),
)
_MODERATE = (
    Field(
        "rating",
        "Rating for the Board",
        CHOICE,
        options=(
            Option("green", "Green, on track"),
            Option("amber", "Amber, at risk"),
            Option("red", "Red, off track"),
        ),
        required=True,
    ),
    Field("reason", "Why", FieldKind.WORDS, hint="The owner and the Board read it", required=True),
)
