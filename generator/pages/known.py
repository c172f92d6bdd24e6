"""What was known on a day: the chronicle from what had been said in public by then."""

from collections.abc import Iterator
from itertools import groupby

from generator.citations import cited, of_day
from generator.kinds import Statement
from generator.output import Page
from generator.pages.timeline import groups
from generator.pictures.figures import draw
from generator.site import Site


def known_pages(site: Site) -> Iterator[Page]:
    """`/known/` and `/known/<day>/` for each day when the picture changed."""
    say, days = site.phrases.say, site.timeline.days
    months = [tuple(of) for _, of in groupby(days, key=lambda day: (day.year, day.month))]
    yield Page("known/index.md", "pages/known_days.md.j2", say("known.title"), {"months": months}, nav=say("nav.known"))
    for index, day in enumerate(days):
        then = site.timeline.as_known(day)
        claimed = [event for event in then.standing if not isinstance(event, Statement) and event.id in then.ledgers]
        context = {
            "known_day": day,
            "cited": cited(of_day(site, day)),
            "then": then,
            "groups": groups(then.standing),
            "claimed": [(event, then.ledgers[event.id], draw(then.ledgers[event.id])) for event in claimed],
            "before": days[index - 1] if index else None,
            "after": days[index + 1] if index + 1 < len(days) else None,
        }
        title = say("known.day_title", day=site.phrases.day(day))
        yield Page(f"known/{day.isoformat()}.md", "pages/known.md.j2", title, context)
