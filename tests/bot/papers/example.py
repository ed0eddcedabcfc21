"""A paper as the Board gets it, over 56 actions: for the renderers' tests, and to look at."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby

from models.document import (
    Asks,
    Bullets,
    Column,
    Document,
    Entry,
    Fact,
    Facts,
    Figure,
    Footnote,
    Jump,
    Paragraph,
    Row,
    Section,
    Share,
    Shares,
    Table,
    Tag,
    Text,
    Trend,
    Workbook,
    words,
)
from models.message import Link, Moment, Quote, Strong
from tests.bot.papers.plan import SCHEME, STAGES, Line, lines


def document() -> Document:
    """October's report."""
    return Document(
        title="SEND improvement plan: progress in October 2023",
        classification="Unrestricted",
        subject="Monthly report of the Partnership Delivery Group",
        author="Chair of the Partnership Delivery Group",
        foot="Report 2023-10, version 1, hash 4f2c 91aa 07be 5d13",
        dated=datetime(2023, 10, 16, 14, 30, tzinfo=UTC),
        facts=(
            Fact("From", words("Chair of the Partnership Delivery Group")),
            Fact("To", words("Strategic Improvement and Assurance Board, ", Moment(BOARD))),
            Fact("Subject", words("Progress of the SEND improvement plan in October 2023")),
            Fact("Classification", words("Unrestricted")),
            Fact(
                "Signed off", words("Chair, ", Moment(datetime(2023, 10, 16, 14, 30, tzinfo=UTC)))
            ),
        ),
        sections=(summary(), counts(), exceptions(), indicators(), *tracker(), key(), records()),
        workbook=workbook(),
    )


BOARD = date(2023, 10, 25)


def count(rating: str) -> Figure:
    """A figure of the headline."""
    number = sum(line.rating == rating for line in lines())
    return Figure(f"headline.{rating}", f"{number} of {len(lines())}", f"f-{rating}")


def summary() -> Section:
    asked = words(
        "Move the due date of action 7.7 from ", Moment(date(2023, 12, 20)), " to ",
        Moment(date(2024, 1, 26)), " (first move). The NHS has agreed.",
    )  # fmt: skip
    shares = tuple(
        Share(words_, tone, sum(line.rating == name for line in lines()))
        for name, (words_, tone) in SCHEME.items()
    )
    return Section(
        "Recommendation and summary",
        (
            Asks(words(Strong("The Board is asked to:")), (asked, words("Note this report."))),
            Paragraph(words("Of the 56 actions, ", count("green"), " (51.8%) are on track, ",
                            count("amber"), " (32.1%) are at risk, ", count("red"),
                            " (10.7%) are off track and ", count("blue"),
                            " (5.4%) are complete and proven.")),
            Shares("Half of the plan is on track", shares, "29 on track, 18 at risk, 6 off track"),
            Paragraph(words("Since September three actions have got better and five have got"
                            " worse. Two dates have moved.",
                            Footnote("Compared with the report of September 2023, version 1."))),
            Bullets((words("Three updates came late."), words("One post is vacant: 3.2."))),
        ),
    )  # fmt: skip


def counts() -> Section:
    columns = (
        Column("Area", key=True, share=24),
        *(Column(words_.split(",")[0], numeric=True, share=9) for words_, _ in SCHEME.values()),
        Column("All", numeric=True, share=8),
    )
    rows = []
    for area, group in groupby(lines(), key=lambda line: line.area):
        found = Counter(line.rating for line in group)
        numbers = (*(found[name] for name in SCHEME), found.total())
        rows.append(Row((words(area), *(words(str(number)) for number in numbers))))
    everything = Counter(line.rating for line in lines())
    sums = (*(everything[name] for name in SCHEME), everything.total())
    total = Row((words("All areas"), *(words(str(number)) for number in sums)))
    table = Table("Actions by area and reported rating", columns, tuple(rows), total)
    return Section("The plan by area", (Paragraph(words("Each action is counted once.")), table))


def exceptions() -> Section:
    order = ("red", "amber")
    chosen = [line for rating in order for line in lines() if line.rating == rating][:9]
    return Section(
        "Exceptions",
        (
            Paragraph(words("Off track first, then at risk.")),
            *(entry(line) for line in chosen),
        ),
    )


def entry(line: Line) -> Entry:
    said = "Two officers left in August; their cases have gone to agency staff until November."
    return Entry(
        f"{line.ref} {line.title}",
        line.tag,
        (
            Fact("Owner", words(line.owner, ", ", line.organisation)),
            Fact("Due", words(Moment(line.due), "; now expected ", Moment(date(2024, 4, 30)))),
            Fact("Why", words(Quote(said), Footnote(f"Update 2023-10/0{line.ref}, by the owner."))),
            Fact("Recovery", words("Weekly clinic with the psychology service from ",
                                   Moment(date(2023, 11, 6)), ".")),
            Fact("Help asked", words("None")),
            Fact("Record", words("Tracker, ", line.jump)),
        ),
    )  # fmt: skip


def indicators() -> Section:
    months = ("May 2023", "Jun 2023", "Jul 2023", "Aug 2023", "Sep 2023")
    timely = [Decimal(value) for value in ("16.1", "13.2", "8.7", "2.3", "3.9")]
    rows = (
        ("K6.1 New EHC plans issued within 20 weeks", "13.2%", "53.3%", "80%", "3.9%", "Worse"),
        ("K6.2 Overdue EHC needs assessments", "1,080", "432", "0", "1,080", "Steady"),
        ("K6.3 Overdue annual reviews", "12,180", "5,472", "1,000", "12,180", "Not enough data"),
    )
    columns = (
        Column("Indicator", key=True, share=30),
        *(Column(head, numeric=True, share=11) for head in ("Baseline", "Floor", "Target", "Now")),
        Column("Trend", share=12),
    )
    table_rows = tuple(Row(tuple(words(cell) for cell in row)) for row in rows)
    return Section(
        "Key performance indicators",
        (
            Paragraph(words("K6.1 falls while old cases are cleared, so read it with K6.2.")),
            Table("Indicators, as at the end of September 2023", columns, table_rows),
            Trend("Plans within 20 weeks fell as the oldest cases were finished",
                  tuple(zip(months, timely, strict=True)),
                  "From 16.1% in May 2023 to 3.9% in September 2023; the target is 80%.",
                  "%", Decimal(80), Decimal("53.3")),
        ),
    )  # fmt: skip


def tracker() -> tuple[Section, ...]:
    """The full tracker, a table for each area."""
    columns = (
        Column("Ref", key=True, share=5),
        Column("Action", share=30),
        Column("Owner", share=17),
        Column("Rating", share=13),
        Column("Stage", share=10),
        Column("Due", share=12),
        Column("Last update", share=26),
    )
    said = words(Quote("Panel met; two of five posts offered."), " ", Moment(date(2023, 10, 4)))
    start = Section("Appendix A: full tracker", numbered=False, wide=True)
    parts = []
    for number, (area, group) in enumerate(groupby(lines(), key=lambda line: line.area), start=1):
        rows = tuple(
            Row((words(line.ref), words(line.title), words(line.owner, "\n", line.organisation),
                 words(line.tag), words(STAGES[line.stage]), words(Moment(line.due)), said),
                anchor=line.place)
            for line in group
        )  # fmt: skip
        table = Table(f"Actions of area {number}, {area}", columns, rows)
        parts.append(Section(f"Area {number}: {area}", (table,), level=2, wide=True))
    return (start, *parts)


def key_table() -> Table:
    meanings = {
        "blue": "Complete, and the evidence accepted by somebody other than the owner",
        "green": "Expected by its due date",
        "amber": "At risk of missing its due date, or up to 31 days late",
        "red": "More than 31 days late, or expected to be",
    }
    rows = tuple(Row((words(Tag(*SCHEME[name])), words(text))) for name, text in meanings.items())
    columns = (Column("Rating", key=True, share=10), Column("What it means", share=30))
    return Table("What the ratings mean", columns, rows)


def key() -> Section:
    method = (
        Fact("Data", words("Snapshot of ", Moment(datetime(2023, 10, 16, 14, 30, tzinfo=UTC)))),
        Fact("Hash", words("4f2c91aa07be5d13" * 4)),
        Fact("Source", words(Link("Plan, version 2", "https://council.example.org/plan"))),
    )
    return Section("Appendix B: key and method", (key_table(), Facts(method)), numbered=False)


def refs(rating: str) -> Text:
    """The references behind a figure, each leading to its row."""
    parts: list[str | Jump] = []
    for line in lines():
        if line.rating == rating:
            parts += [", ", line.jump]
    return words(*parts[1:])


def records() -> Section:
    columns = (
        Column("Figure", key=True, share=12),
        Column("Says", share=10),
        Column("Records", share=40),
    )
    rows = tuple(
        Row((words(f"headline.{name}"), words(count(name).text), refs(name)), anchor=f"f-{name}")
        for name in SCHEME
    )
    table = Table("Figures and the actions that they count", columns, rows)
    return Section("Appendix C: the records behind the figures", (table,), numbered=False)


def workbook() -> Workbook:
    columns = (
        Column("Ref", key=True, share=8), Column("Area", share=20), Column("Action", share=50),
        Column("Owner", share=28), Column("Organisation", share=20), Column("Rating", share=16),
        Column("Stage", share=12), Column("Due", share=16), Column("Moves", numeric=True, share=8),
    )  # fmt: skip
    rows = tuple(
        Row((words(line.ref), words(line.area), words(line.title), words(line.owner),
             words(line.organisation), words(line.tag), words(STAGES[line.stage]),
             words(Moment(line.due)), words("0")))
        for line in lines()
    )  # fmt: skip
    method = (Fact("Hash", words("4f2c91aa07be5d13" * 4)), Fact("Version", words("1")))
    return Workbook(Table("Tracker", columns, rows), key_table(), method)
