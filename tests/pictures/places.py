"""Made-up places for the tests of maps."""

from hypothesis import strategies as st

from generator.model.vocabularies import PRECISIONS, Place

NAMES = (
    "Kursk",
    "Vladivostok",
    "블라디보스토크",
    "海參崴の長い名前の港",
    "מוסקבה",
    "<b onclick=x>&amp;</b>",
    "A very, very long name of a place that nobody can read on a map of any size",
    "e\u0301\u0302\u0303 \u202e x",
    "👩‍👩‍👧 🇺🇦",
    "W" * 60,
    "x",
)


def place(name: str, lat: float | None, lon: float | None, called: str = "", precision: str | None = "point") -> Place:
    """A record of a place, as the loader makes it."""
    return Place.model_validate(
        {
            "id": name,
            "path": f"content/places/{name}.yml",
            "name": called or name.title(),
            **({} if lat is None or lon is None else {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}),
            **({"precision": precision} if precision else {}),
        }
    )


LATS = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 0.0, 90.0, 51.72689]))
LONS = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 0.0, 180.0, 36.18457]))
POINTS = st.tuples(LATS, LONS)
REGION = st.tuples(st.floats(40, 60), st.floats(30, 140))
CROWD = st.tuples(st.floats(51, 52), st.floats(34, 36))


@st.composite
def chronicles(draw: st.DrawFn, most: int = 25) -> tuple[Place, ...]:
    """Places of one kind of spread, some of them without coordinates, some at the same spot, with hostile names."""
    points = draw(st.lists(draw(st.sampled_from([POINTS, REGION, CROWD])), min_size=1, max_size=most))
    points += draw(st.lists(st.sampled_from(points), max_size=3))
    made = [
        place(f"p{n}", lat, lon, draw(st.sampled_from(NAMES)), draw(st.sampled_from([*PRECISIONS, None])))
        for n, (lat, lon) in enumerate(points)
    ]
    return (*made, place("nowhere", None, None))
