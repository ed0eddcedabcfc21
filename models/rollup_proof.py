"""The figures of evidence: what was returned, what did not hold, and what has lasted."""

from __future__ import annotations

from models.figure import Figure
from models.snapshot import Snapshot
from models.states import Stage


def proof(snapshot: Snapshot) -> list[Figure]:
    """Actions by what became of their evidence since the report before."""
    proofs = snapshot.get("proofs", [])
    stages = {action["ref"]: action["stage"] for action in snapshot["actions"]}
    bare = [p for p in proofs if stages[p["ref"]] == Stage.DELIVERED and not p["items"]]
    counted = {
        "bare": (
            "Actions delivered of which no evidence has come",
            bare,
        ),
        "returned": ("Actions whose evidence was returned", [p for p in proofs if p["returned"]]),
        "reopened": (
            "Actions that were proven and did not hold: reopened",
            [p for p in proofs if p["reopened"]],
        ),
        "embedded": (
            "Actions whose effect is shown: embedded",
            [p for p in proofs if stages[p["ref"]] == Stage.EMBEDDED],
        ),
    }
    return [
        Figure(f"proof.{name}", says, tuple(p["ref"] for p in found))
        for name, (says, found) in counted.items()
    ]
