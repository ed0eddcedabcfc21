"""The moderation queue: exceptions first, three ratings side by side, flags, and what is left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from handlers.moderating.looking import looked_at, unmoderated
from models.evidence import EvidenceItem, EvidenceReview
from models.kpi import ActionKpi, Kpi, KpiObservation, KpiTarget
from models.message import Items, Message
from models.partnership import Partnership
from models.states import EvidenceDecision, Stage
from models.update import UpdateKind
from tests.handlers.doing import do, notice
from tests.handlers.moderating.desk import NOW, Desk, button, buttons, press, type_line, words

HERE = Partnership()


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def queue(desk: Desk, *, words_: str = "moderation queue", at: datetime = NOW) -> Message:
    (message,) = type_line(desk.session, words_, by=desk.chair, at=at).say
    return message


def shown(message: Message) -> list[str]:
    """The references on the page, in their order."""
    items = [item for block in message.blocks if isinstance(block, Items) for item in block.items]
    return ["".join(run.text for run in item.title).split()[0] for item in items]  # type: ignore[union-attr]  # titles are words


def flags(desk: Desk, ref: str, *, at: datetime = NOW) -> list[str]:
    items = looked_at(desk.session, desk.october, now=at, partnership=HERE)
    (found,) = (item for item in items if item.ref == ref)
    return [flagged.flag.value for flagged in found.flags]


def test_the_worst_and_most_flagged_come_first_and_plain_greens_are_taken_as_read(
    desk: Desk,
) -> None:
    desk.asked("6.1", "green", words="All is well.")
    desk.asked("6.2", "amber", words="Two left.", recovery="Two start.")
    desk.asked("6.3", "red")
    desk.asked("6.4", "red", words="No money.", recovery="A bid is in.")
    desk.asked("6.5", "green", words="All is well.", due=date(2023, 9, 29))
    message = queue(desk)
    assert shown(message) == ["6.3", "6.4", "6.5", "6.2"]
    assert (
        message.notice == "October: four exceptions to moderate by tomorrow, Wednesday 11 October."
    )
    rest = press(desk.session, button(message, "Without a flag: 1"), by=desk.chair).say[0]
    assert shown(rest) == ["6.1"]


def test_an_item_shows_the_three_ratings_the_words_the_evidence_and_the_flags(desk: Desk) -> None:
    action = desk.asked("6.1", due=date(2023, 9, 29))
    desk.says(
        action, "amber", cycle=None, kind=UpdateKind.IMPORT, author_id=None, words="As planned.",
        received_at=datetime.fromisoformat("2023-09-01T08:00:00+00:00"),
    )  # fmt: skip
    desk.says(action, "green", words="Nearly there; the last school signs this week.")
    desk.session.add(EvidenceItem(action_id=action.id, link="https://example.org/a", at=NOW))
    said = words(queue(desk))
    assert "Owner: Green, on track · Rule: Amber, at risk · In the plan: Amber, at risk" in said
    assert '"Nearly there; the last school signs this week." · Tuesday 3 October' in said
    assert "Evidence: one item" in said
    assert "Flag: The owner proposes Green, on track where the rule gives Amber, at risk" in said


def test_the_flags_come_from_the_record(desk: Desk) -> None:
    blocker = desk.asked("7.7", "red", words="Late.", recovery="Soon.")
    needing = desk.asked("6.1", "green", words="In hand and on time.")
    desk.needs(needing, blocker)
    delivered = desk.asked("6.2", stage=Stage.DELIVERED, delivered_on=date(2023, 10, 2))
    desk.says(delivered, delivered=True)
    late = desk.asked("6.3", "amber", words="Slow.", recovery="Two start.",
                      forecast=date(2023, 10, 6))  # fmt: skip
    same = desk.asked("6.4")
    for cycle, at in (
        (None, "2023-09-05T09:00:00+00:00"),
        (desk.october, "2023-10-03T09:00:00+00:00"),
    ):
        desk.says(same, "green", words="Recruitment is under way; two posts are out.", cycle=cycle,
                  received_at=datetime.fromisoformat(at))  # fmt: skip
    assert flags(desk, "6.1") == ["better_than_computed", "dependency_late"]
    assert flags(desk, "6.2") == ["without_evidence"]
    assert flags(desk, late.ref) == ["forecast_past"]
    assert flags(desk, "6.4") == ["same_words"]


def test_before_the_first_report_the_plans_own_rating_is_the_one_before(desk: Desk) -> None:
    action = desk.asked("6.1")
    for rating, cycle, kind in (
        ("green", None, UpdateKind.IMPORT),
        ("red", desk.october, UpdateKind.ANSWER),
    ):
        desk.says(action, rating, cycle=cycle, kind=kind, words=f"{rating} " * 5,
                  recovery="Two start.")  # fmt: skip
    assert flags(desk, "6.1") == ["green_to_red"]


def test_a_measure_below_its_floor_flags_a_green_action(desk: Desk) -> None:
    action = desk.asked("6.1", "green", words="In hand and on time.")
    kpi = Kpi(plan_id=desk.plan.id, ref="K6.1", position=1, name="In time", unit="per_cent",
              direction="higher_is_better")  # fmt: skip
    desk.session.add(kpi)
    desk.session.flush()
    desk.session.add_all(
        [
            KpiTarget(kpi_id=kpi.id, value=80, floor=60, known_from=date(2023, 1, 1)),
            KpiObservation(kpi_id=kpi.id, period_start=date(2023, 8, 1),
                           period_end=date(2023, 8, 31), value=2, entered_at=NOW),
            ActionKpi(action_id=action.id, kpi_ref="K6.1"),
        ]
    )  # fmt: skip
    desk.session.flush()
    assert flags(desk, "6.1") == ["kpi_disagrees"]
    assert "K6.1 is Red, off track, while 6.1 is Green, on track" in words(queue(desk))


def test_evidence_that_was_returned_is_no_evidence(desk: Desk) -> None:
    delivered = desk.asked("6.2", stage=Stage.DELIVERED, delivered_on=date(2023, 10, 2))
    item = EvidenceItem(action_id=delivered.id, link="https://example.org/a", at=NOW)
    desk.session.add(item)
    desk.session.flush()
    assert flags(desk, "6.2") == []
    desk.session.add(
        EvidenceReview(item_id=item.id, by_id=desk.lead.id, at=NOW, reason="An old page.",
                       decision=EvidenceDecision.RETURNED)
    )  # fmt: skip
    desk.session.flush()
    desk.session.expire_all()
    assert flags(desk, "6.2") == ["without_evidence"]


def test_what_is_not_moderated_is_known_until_somebody_decides(desk: Desk) -> None:
    desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")
    desk.asked("6.2", "green", words="Fine.")
    here = {"now": NOW, "partnership": HERE}
    assert unmoderated(desk.session, desk.october, **here) == ("6.1",)  # type: ignore[arg-type]  # the same for each
    press(desk.session, button(queue(desk), "Keep Amber, at risk, for 6.1"), by=desk.chair)
    assert unmoderated(desk.session, desk.october, **here) == ()  # type: ignore[arg-type]  # the same for each


def test_an_answer_since_the_decision_brings_it_back(desk: Desk) -> None:
    monday = datetime.fromisoformat("2023-10-04T09:00:00+00:00")
    action = desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")
    press(desk.session, button(queue(desk, at=monday), "Keep Amber, at risk, for 6.1"),
          by=desk.chair, at=monday)  # fmt: skip
    desk.says(action, "red", words="Nobody came.", received_at=monday + timedelta(hours=1))
    message = queue(desk)
    assert shown(message) == ["6.1"]
    assert "The owner has answered again since." in words(message)


def test_a_late_answer_is_named_and_changes_nothing_yet(desk: Desk) -> None:
    action = desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")
    late = desk.says(action, "green", late=True, received_at=NOW - timedelta(hours=1))
    said = words(queue(desk))
    assert f"Answer {late.number} came late; it counts in the next report." in said
    assert "Owner: Amber, at risk" in said


def test_only_who_moderates_sees_the_queue(desk: Desk) -> None:
    desk.asked("6.1", "amber")
    reply = do(desk.session, "moderation", by=desk.owner, at=NOW)
    assert notice(reply).startswith("Only the programme office, the chair")
    for person in (desk.chair, desk.office, desk.secretary):
        assert do(desk.session, "moderation", by=person, at=NOW).say[0].kind == "moderation_queue"


def test_a_command_sees_no_queue_to_decide_in(desk: Desk) -> None:
    desk.asked("6.1", "amber")
    assert "A command can never" in notice(do(desk.session, "moderation", at=NOW))


def test_nobody_moderates_what_is_their_own(desk: Desk) -> None:
    action = desk.asked("7.5", "green", owner=desk.office, words="Fine.", due=date(2023, 9, 29))
    (message,) = do(desk.session, "moderation", by=desk.office, at=NOW).say
    assert "It is yours, so somebody else decides." in words(message)
    assert not [b for b in buttons(message) if b.verb == "moderation.keep"]
    refused = do(desk.session, "rating.moderate", by=desk.office, at=NOW, ref="7.5",
                 rating="green", reason="Mine.")  # fmt: skip
    assert notice(refused).startswith("Nobody can set a moderated rating where it is their own")
    assert desk.moderations(action) == []


@pytest.mark.parametrize(
    "line",
    ["moderation queue", "Moderation", "moderate", "show me the moderation queue",
     "what needs moderating?", "what is left to moderate", "Queue"],
)  # fmt: skip
def test_the_queue_is_asked_for_in_words(desk: Desk, line: str) -> None:
    desk.asked("6.1", "amber")
    assert queue(desk, words_=line).kind == "moderation_queue"


def test_long_queues_are_paged(desk: Desk) -> None:
    for n in range(1, 7):
        desk.asked(f"6.{n}", "amber", words="Two left.", recovery="Two start.")
    message = queue(desk)
    assert shown(message) == ["6.1", "6.2", "6.3", "6.4"]
    following = press(desk.session, button(message, "The next two"), by=desk.chair).say[0]
    assert shown(following) == ["6.5", "6.6"]


def test_the_plain_text_of_a_flag_stands_in_the_settings_limits(desk: Desk) -> None:
    strict = Partnership.model_validate({"flags": {"stale_green_days": 5}})
    desk.asked("6.1", "green", words="In hand and on time.")
    items = looked_at(desk.session, desk.october, now=NOW, partnership=strict)
    assert [flagged.flag.value for item in items for flagged in item.flags] == ["stale_green"]


@pytest.mark.parametrize(
    ("who", "line", "said"),
    [
        ("chair", "moderation queue", "You decide as the chair;"),
        ("chair", "moderation queue for the PDG", "You record what the PDG decides;"),
        ("secretary", "moderation queue", "You record what the Board decides;"),
        ("office", "moderation queue as the office", "You decide as the programme office;"),
        ("office", "moderation queue for the Board", "what the Board decides by its secretary."),
        ("chair", "moderation queue for the Board", "what the Board decides by its secretary."),
    ],
)
def test_each_decides_at_the_levels_that_are_theirs(
    desk: Desk, who: str, line: str, said: str
) -> None:
    desk.asked("6.1", "amber")
    (message,) = type_line(desk.session, line, by=getattr(desk, who)).say
    assert said in words(message)
