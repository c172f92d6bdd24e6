"""What the models check between the keys of one group, told to the schema; and the keys that nobody writes."""

from collections.abc import Mapping

from generator.model.claims import BOUNDS

Groups = Mapping[str, tuple[tuple[str, ...], ...]]

EXACTLY_ONE: Groups = {
    "Source": (("title", "title_unknown"), ("url", "url_unknown"), ("published", "published_unknown")),
    "Derivation": (("source", "outlet"),),
    "Mention": (("source", "title"),),
    "Via": (("source", "outlet"),),
    "Borrowed": (("statement", "actor"),),
    "Speaker": (("role",),),
    "Figure": (BOUNDS,),
    "Wording": (BOUNDS,),
}

AT_LEAST_ONE: Groups = {"Leg": (("from", "to"),)}

TOGETHER: Groups = {"Place": (("lat", "lon"),)}
"""Keys that only make sense together."""

BARE: Mapping[str, str] = {"Via": "either", "Borrowed": "either", "Speaker": "actor"}
"""For a group that may be written as a bare id, the key that holds it in the model."""
