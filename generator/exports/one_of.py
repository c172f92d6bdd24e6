"""Groups of keys of which exactly one is written, as the models check them, told to the schema."""

from collections.abc import Mapping

from generator.model.claims import BOUNDS

EXACTLY_ONE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Source": (("title", "title_unknown"), ("url", "url_unknown"), ("published", "published_unknown")),
    "Derivation": (("source", "outlet"),),
    "Mention": (("source", "title"),),
    "Via": (("source", "outlet"),),
    "Borrowed": (("statement", "actor"),),
    "Speaker": (("role",),),
    "Figure": (BOUNDS,),
    "Wording": (BOUNDS,),
}
