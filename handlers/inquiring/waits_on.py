"""What waits on an action, near and further along; and which actions hold up the most."""

from __future__ import annotations

from handlers.inquiring.answering import question
from handlers.inquiring.lines import due_of, entry, number, refs_of
from handlers.inquiring.scene import Scene
from handlers.request import RefusedError
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import refs
from models.message import Button, Text, args, text
from models.spoken import count_in_words, list_in_words
from models.tally import Row, Rows, blockers, by_area, held_up


@question("waits_on", "See what waits on an action", examples=("what waits on 7.7?",))
def waits_on(scene: Scene) -> Answer:
    """Who names the action as what they need, and who waits on these in their turn.

    Raises:
        RefusedError: there is no such action among those that may be seen.
    """
    if not scene.wanted["ref"]:
        return _most(scene)
    found = scene.by_ref(scene.wanted["ref"])
    if found is None:
        raise RefusedError(
            f"There is no action {scene.wanted['ref'][:20]} among those that you may see here."
        )
    direct, further = held_up(scene.everything, found.ref)
    waits = (*direct, *further)
    needs = tuple(row for row in scene.everything if row.ref in found.needs)
    listed = number(scene, "waits", f"Waits on {found.ref}", waits, label="wait", body=_needs)
    numbers = [
        listed,
        number(scene, "direct", "Of these, directly", direct, of=len(waits), label="directly"),
        _areas(scene, waits),
        number(scene, "itself", f"{found.ref} itself waits on", needs, label="it waits on"),
    ]
    return Answer(
        "waits_on",
        _head(found, waits),
        numbers=(listed, *(each for each in numbers[1:] if each.entries)),
        shown="waits",
        notes=(_itself(scene, found),),
    )


def _head(found: Row, waits: Rows) -> str:
    if not waits:
        return f"Nothing waits on {found.ref}."
    areas = tuple(by_area(waits))
    of = "area" if len(areas) == 1 else "areas"
    verb = "waits" if len(waits) == 1 else "wait"
    counted = count_in_words(len(waits), "action")
    return f"{counted} {verb} on {found.ref}, in {of} {list_in_words(areas)}."


def _needs(row: Row) -> Text:
    return text(f"Needs {refs(row.needs)}. ", *due_of(row))


def _areas(scene: Scene, waits: Rows) -> Number:
    """The areas that are held up, each with which actions of it."""
    lines = tuple(
        Entry(
            title=f"{area} {scene.areas[area].short_title if area in scene.areas else ''}",
            body=text(f"{refs(refs_of(rows))}."),
            buttons=(Button(f"Area {area}", "summary", args(**_of_area(scene, area))),),
        )
        for area, rows in by_area(waits).items()
    )
    return Number("areas", "Areas held up", lines, label="areas", lists=("area", "areas"))


def _of_area(scene: Scene, area: str) -> dict[str, str]:
    kept = {name: said for name, said in scene.wanted.asked.items() if name in {"at", "scope"}}
    return {**kept, "area": area}


def _itself(scene: Scene, row: Row) -> Text:
    label = entry(scene, row).tag
    return text(f"{row.ref} {row.title}: {label}. ", *due_of(row))


def _most(scene: Scene) -> Answer:
    """Without a reference: the actions on which the most others wait."""
    found = blockers(scene.everything)
    lines = []
    for ref, rows in found.items():
        if (row := scene.by_ref(ref)) is None:
            continue
        asked = {**scene.wanted.asked, "ref": ref}
        verb = "waits" if len(rows) == 1 else "wait"
        one = entry(scene, row, text(f"{refs(refs_of(rows))} {verb} on it."))
        way = Button(f"What waits on {ref}", "waits_on", args(**asked))
        lines.append(Entry(one.title, one.body, one.tag, one.tone, one.action_id, ref, (way,)))
    listed = Number("blockers", "Actions that others wait on", tuple(lines), label="hold others up")
    head = f"{count_in_words(len(lines), 'action')} {'holds' if len(lines) == 1 else 'hold'} up"
    return Answer("waits_on", f"{head} others.", numbers=(listed,), shown="blockers")
