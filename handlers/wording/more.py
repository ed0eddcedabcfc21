"""What else can be said of an action, and what follows: more time, not mine."""

from __future__ import annotations

from datetime import date

from handlers.wording.phrases import short_title
from models.message import (
    Button,
    Buttons,
    Message,
    Moment,
    Paragraph,
    Quote,
    Strong,
    Text,
    args,
    text,
)


def more_card(action_id: int, ref: str, title: str, place: str) -> Message:
    """The further answers of one action."""
    here = args(action=action_id, cycle=place)
    head = f"{ref} {short_title(title, 60)}: what would you like to say?"
    return Message(
        "more",
        head,
        (
            Paragraph((Strong(head),)),
            Buttons(
                (
                    Button("Delivered", "update.delivered", here, speak=f"{ref} is delivered"),
                    Button("No change", "update.no_change", here, speak=f"No change for {ref}"),
                    Button("More time", "update.more_time", here, speak=f"More time for {ref}"),
                    Button("Not mine", "update.not_mine", here, speak=f"{ref} is not mine"),
                    Button(
                        "Another change", "change.request", here, speak=f"Another change, for {ref}"
                    ),
                    Button(
                        "Write it in full",
                        "update.form",
                        here,
                        speak=f"Write it in full, for {ref}",
                    ),
                )
            ),
        ),
    )


def date_asked(
    ref: str,
    *,
    asked: date,
    due: date | None,
    reason: str,
    office: str,
    update_id: int,
    action_id: int,
    place: str,
    more: tuple[Text, ...] = (),
) -> Message:
    """To who asked for more time: what was asked, and that the due date stands until decided.

    `more` is what speaks against the date, and who decides.
    """
    head = f"{ref}: a new due date is asked for."
    stands = ("The due date stays ", Moment(due), " until that is decided.") if due else ()
    here = args(action=action_id, cycle=place, update=update_id)
    return Message(
        "more_time",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text("Asked for: ", Moment(asked), ". Reason: ", Quote(reason))),
            *(Paragraph(each) for each in more),
            Paragraph(text(f"{office[:1].upper()}{office[1:]} has it. ", *stands)),
            Buttons(
                (
                    Button("Change", "update.more_time", here, speak=f"Change the date for {ref}"),
                    Button("Undo", "update.undo", here, speak=f"Undo the request for {ref}"),
                )
            ),
        ),
    )


def not_mine_card(action_id: int, ref: str, place: str) -> Message:
    """To who said that an action is not theirs."""
    here = args(action=action_id, cycle=place)
    head = f"{ref}: noted that it is not yours. I ask you no more about it."
    return Message(
        "not_mine",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(
                text(
                    "It shows as disputed until the programme office has found whose it is."
                    " Do you know? That helps."
                )
            ),
            Buttons(
                (
                    Button("Say whose it is", "office.write", (*here, ("about", "whose"))),
                    Button("It is mine after all", "update.mine_after_all", here),
                )
            ),
        ),
    )


def theirs_again(action_id: int, ref: str, place: str) -> Message:
    """To who took back that an action is not theirs."""
    here = args(action=action_id, cycle=place)
    head = f"{ref} is yours again, thank you. How does it stand?"
    return Message(
        "mine_again",
        head,
        (
            Paragraph((Strong(head),)),
            Buttons((Button("Write it", "update.form", here), Button("Show my actions", "mine"))),
        ),
    )
