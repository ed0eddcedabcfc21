import json

import pytest

from handlers.paper.trace import figures_json, trace_json
from handlers.request import RefusedError
from models.snapshot import sha256
from tests.handlers.paper.october import october


def test_every_figure_is_listed_with_its_records() -> None:
    listed = {figure["id"]: figure for figure in figures_json(october())}
    assert listed["headline.red"] == {
        "id": "headline.red",
        "says": "Actions reported Red",
        "text": "6 of 56",
        "number": 6,
        "of": 56,
        "share": "10.7",
        "behind": "actions",
        "records": ["1.5", "6.1", "6.2", "6.3", "8.2", "9.4"],
    }
    assert json.loads(json.dumps(list(listed.values()))) == list(listed.values())


def test_a_figure_is_traced_to_the_whole_record() -> None:
    traced = trace_json(october(), "headline.red")
    assert traced["sha256"] == sha256(october())
    assert [a["ref"] for a in traced["actions"]] == traced["figure"]["records"]
    assert traced["actions"][0]["ratings"]["reported"] is not None
    assert traced["measures"] == []


def test_a_figure_of_measures_is_traced_to_the_measures() -> None:
    traced = trace_json(october(), " kpi.red ")
    assert [k["ref"] for k in traced["measures"]] == ["K6.1", "K6.2"]
    assert traced["actions"] == []


def test_an_unknown_figure_is_answered_with_some_like_it() -> None:
    with pytest.raises(RefusedError, match=r"no figure 'headline.rde'.*headline.all"):
        trace_json(october(), "headline.rde")
    with pytest.raises(RefusedError, match="rollcall report figures lists them all"):
        trace_json(october(), "x" * 500)
