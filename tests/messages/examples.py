"""Messages with every kind of block, run and button, for the renderers: the month in examples."""

from datetime import UTC, date, datetime

from models.message import (
    Button,
    Buttons,
    Divider,
    Download,
    Downloads,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Items,
    Link,
    Mention,
    Message,
    Moment,
    Note,
    Option,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Table,
    Tone,
    Weight,
    args,
    text,
)

CUT_OFF = datetime(2023, 10, 6, 16, tzinfo=UTC)
RATINGS = (
    ("On track", "green"),
    ("At risk", "amber"),
    ("Off track", "red"),
)


def rate(ref: str, action_id: int) -> tuple[Button, ...]:
    """The buttons of one action."""
    rated = (
        Button(
            label,
            "update.rate",
            args(action_id=action_id, rating=rating),
            speak=f"{label}, for {ref}",
        )
        for label, rating in RATINGS
    )
    more = Button("More…", "update.more", args(action_id=action_id), speak=f"More…, for {ref}")
    return (*rated, more)


ASK = Message(
    "ask",
    "Three actions to update by Friday 6 October, 5 pm.",
    (
        Paragraph(text(Strong("Three actions to update by "), Moment(CUT_OFF), ".")),
        Items(
            (
                Item(
                    text(Strong("5.1 Shared dashboard of attainment, attendance and exclusions")),
                    tag="Amber, at risk",
                    tone=Tone.AMBER,
                    body=text(
                        "Due ",
                        Moment(date(2023, 10, 27)),
                        ". You said 31 days ago: ",
                        Quote("data feed from two academies outstanding"),
                    ),
                    buttons=rate("5.1", 31),
                ),
                Item(
                    text(Strong("7.4 Joint performance scorecard")),
                    tag="Green, on track",
                    tone=Tone.GREEN,
                    body=text("Due ", Moment(date(2024, 1, 26)), "."),
                    buttons=rate("7.4", 44),
                ),
                Item(
                    text(Strong("9.1 Children whose progress has been limited")),
                    tag="Red, off track",
                    tone=Tone.RED,
                    body=text("Due ", Moment(date(2023, 11, 17)), "."),
                    buttons=rate("9.1", 52),
                ),
                Item(text("1.1 Permanent casework posts"), tag="Blue, proven", tone=Tone.BLUE),
                Item(text("3.2 Parent representatives"), tag="Not asked", tone=Tone.NONE),
            )
        ),
        Buttons((Button("No change for the others", "update.no_change_others"),)),
        Note(
            text(
                "Or type a line, such as 5.1 amber, feed due 20 Oct. I remind once, on Wednesday"
                " 4 October. What is still open on Monday 9 October goes on a list to the area"
                " lead. Questions: ",
                Mention(7, "Programme Office Co-ordinator"),
                ".",
            )
        ),
    ),
)

CARD = Message(
    "board_card",
    "SEND improvement plan, October 2023: 1 decision asked.",
    (
        Heading("SEND improvement plan, October 2023"),
        Paragraph(text(Strong("1 decision asked."), " Move 7.7 to Friday 26 January.")),
        Facts(
            (
                Fact("On track", text("29 of 56")),
                Fact("Off track", text("7 of 56")),
                Fact("Signed by", text("Chair of the PDG, ", Moment(date(2023, 10, 16)))),
            )
        ),
        Table(
            "Actions by area",
            ("Area", "On track", "At risk", "Off track"),
            (("Parental confidence", "5", "1", "0"), ("Joint commissioning", "3", "2", "1")),
            numeric=frozenset({1, 2, 3}),
        ),
        Picture("/charts/movement.png", "Three actions are better and five are worse."),
        Divider(),
        Downloads((Download("Paper (Word)", "report:1:docx"), Download("PDF", "report:1:pdf"))),
        Paragraph(text("The rating key is in the ", Link("paper", "https://example.org/a?b=1&c"))),
        Buttons(
            (
                Button("Sign off", "report.sign", args(report_id=1), weight=Weight.PRIMARY),
                Button("Hold", "report.hold", args(report_id=1), weight=Weight.DANGER),
            )
        ),
    ),
)

BARE = Message("answer", "Nothing is open for you.")

UPDATE_FORM = Form(
    "Update 9.1",
    "update.save",
    args(action_id=52),
    (
        Field(
            "rating",
            "How is it going?",
            FieldKind.CHOICE,
            options=(
                Option("green", "On track"),
                Option("amber", "At risk"),
                Option("red", "Off track"),
            ),
            value="red",
            required=True,
        ),
        Field("words", "What has moved?", FieldKind.WORDS, hint="One or two sentences are enough."),
        Field(
            "delay_reason",
            "What is in the way?",
            FieldKind.CHOICE,
            options=tuple(Option(f"reason_{n}", f"Reason number {n}") for n in range(10)),
            shown_when=("rating", ("amber", "red")),
        ),
        Field(
            "forecast",
            "When do you expect to finish?",
            FieldKind.DAY,
            value="2023-12-01",
            needed_when="needed when at risk or off track",
        ),
        Field("help", "What help do you need?", FieldKind.LINE, max_length=200),
        Field("evidence", "Evidence", FieldKind.LINKS, hint="One address on each line."),
    ),
    intro=text("The Board will read what you write here."),
)

MESSAGES = (ASK, CARD, BARE)
