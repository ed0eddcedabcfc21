"""The local platform served over a small world, for tests; who asks runs no script."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape

import httpx
from sqlalchemy import Engine, func, select

from bot.app import House, deliver_now
from bot.config import Settings
from bot.files import fetching
from bot.http import local_app
from bot.web.guard import hosts_of
from bot.web.local import Local
from bot.web.receive import Inlet
from handlers import everything
from handlers.answering import update, update_form, update_more, update_undo
from models.people import OrganisationKind, Person
from models.states import Role
from models.store import METADATA, transaction
from tests.floor.served import any_port, served
from tests.scheduler.month import Month
from tests.world import World

VERBS = (*everything.MODULES, update, update_form, update_more, update_undo)
TOKEN = "the-token-of-our-own-pages"  # noqa: S105 - it guards a test's page
OWNER = "Performance and Data Manager"
OFFICE = "Programme Officer"


def small_world(world: World) -> None:
    """An owner in the NHS with three actions, and one in a school."""
    nhs = world.organisation("NHS Kent and Medway", OrganisationKind.NHS)
    school = world.organisation("Schools and settings", OrganisationKind.SCHOOL)
    lead = world.person("Area Lead")
    for number in ("2", "5", "7", "9"):
        world.area(number, lead=lead)
    owner = world.person(OWNER, at=nhs)
    world.action("5.1", owner=owner, due=date(2023, 10, 27))
    world.action("7.4", owner=owner, due=date(2024, 1, 26))
    world.action("9.1", owner=owner, due=date(2023, 11, 17))
    world.action("2.5", owner=world.person("SENCO Forum Lead", at=school))
    world.role(world.person("Board Secretary"), Role.BOARD_SECRETARY)


@dataclass(frozen=True, slots=True)
class Site:
    """One served installation in the middle of October's collection."""

    engine: Engine
    month: Month
    client: httpx.Client

    def id_of(self, name: str) -> int:
        """Somebody's number."""
        with transaction(self.engine) as session:
            return session.scalars(select(Person.id).where(Person.name == name)).one()

    def page(self, name: str = OWNER, path: str = "") -> str:
        """Somebody's page as it stands."""
        return self.client.get(f"/as/{self.id_of(name)}{path}").text

    def send(
        self, act: str, fields: dict[str, str], *, name: str = OWNER, once: str = "1"
    ) -> httpx.Response:
        """What a page of ours sends."""
        data = {"token": TOKEN, "once": once, **fields}
        return self.client.post(f"/as/{self.id_of(name)}/{act}", data=data)

    def press_of(self, page: str, said: str) -> dict[str, str]:
        """What the button sends that is read out as this."""
        found = re.search(
            rf'form="(?P<form>press-(?P<posted>\d+))" name="press" value="(?P<press>[^"]*)"[^>]*'
            rf'aria-label="{re.escape(said)}"',
            page,
        )
        assert found, f"No button says {said!r}."
        return {"press": unescape(found["press"]), "posted": found["posted"]}

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.engine.connect() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in METADATA.sorted_tables
            }


def tick_aside(month: Month, at: str) -> None:
    """Tick in a thread of its own: beside a browser, this one can run no event loop."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(month.at, at).result()


@contextmanager
def site_over(engine: Engine) -> Iterator[Site]:
    """Serve a small world on the Tuesday after collection opened."""
    month = Month(engine)
    month.build(small_world)
    for at in ("Thursday 2023-09-28 09:00", "Friday 2023-09-29 09:00", "Tuesday 2023-10-03 10:00"):
        tick_aside(month, at)
    house = House(Settings(), month.partnership, engine, month.clock)
    opened = any_port()
    inlet = Inlet(engine, month.partnership, month.clock, lambda: deliver_now(house))
    local = Local(inlet, fetching(inlet.partnership), TOKEN)
    app = local_app(local, hosts=hosts_of(opened.getsockname()[1]))
    with served(app, opened) as address, httpx.Client(base_url=address) as client:
        yield Site(engine, month, client)
