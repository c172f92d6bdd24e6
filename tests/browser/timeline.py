"""What the tests of the timeline ask of a page: which events it shows, and how many there should be."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

Item = Mapping[str, Any]

ENTRY = """(entry) => {
    const flat = (node) => [...node.childNodes].map((child) => child.nodeType === 3
        ? child.textContent.replace(/\\s+/g, " ") : {
            tag: child.tagName, of: flat(child).filter((one) => one !== " " && one !== ""),
            is: [...child.attributes].map((a) => `${a.name}=${a.value}`).filter((a) => a !== "hidden=").sort(),
        });
    const copy = entry.cloneNode(true);
    copy.normalize();
    return JSON.stringify(flat({ childNodes: [copy] }));
}"""
"""An entry as text: its elements, their attributes and their words, whatever the spaces between them."""


def shown(page: Page) -> list[str]:
    """The events that the list shows, in its order."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll(".k-timeline .k-entry")]
                .filter((entry) => !entry.closest("[hidden]")).map((entry) => entry.dataset.event)"""
        )
    )


def settled(page: Page, number: int) -> list[str]:
    """The events shown once the list says that it shows so many."""
    page.wait_for_function(
        """(number) => document.querySelectorAll(".k-timeline .k-entry").length === number
            && document.querySelector(".k-count").textContent.startsWith(number.toLocaleString("en"))""",
        arg=number,
    )
    return shown(page)


def counts(page: Page, facet: str) -> dict[str, int]:
    """What the panel says of each value of a facet."""
    found: dict[str, int] = page.evaluate(
        """(facet) => Object.fromEntries([...document.querySelectorAll(`[data-facet="${facet}"] li`)]
            .map((li) => [li.dataset.value, Number(li.querySelector("small").textContent.replace(/\\D/g, ""))]))""",
        facet,
    )
    return found


def events(site: Path) -> dict[str, Item]:
    """Every event as the API has it, made of nothing that the filters use."""
    items = json.loads((site / "api/v1/events.json").read_text())["items"]
    return {item["id"]: item for item in items}


def claims(site: Path) -> dict[str, list[Item]]:
    """The claims of each statement as the API has them."""
    found: dict[str, list[Item]] = {}
    for item in json.loads((site / "api/v1/claims.json").read_text())["items"]:
        found.setdefault(item["statement"], []).append(item)
    return found


def within(item: Item, first: str, last: str) -> bool:
    """Whether an event may lie within some days."""
    return (item["earliest"] or date.min.isoformat()) <= last and first <= (item["latest"] or date.max.isoformat())
