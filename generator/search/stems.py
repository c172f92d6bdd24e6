"""What is left of a word when its inflection is taken off: Slavic, Indonesian and Korean, as rules of rewriting.

One index holds all languages, so that one query finds across them, and Pagefind stems English in it. Ukrainian and
Korean it knows not at all, the others only in an index of their own. The rules are data, because the search box has
to apply the same ones to what is typed: they travel with the index and are never written twice. That is why no
stemmer of PyPI serves here; none knows Ukrainian and has a twin for browsers.

A stem is looked for beside the word as typed, never in its place. Rules may join words that only look alike; they must
not tear apart the forms of one word. Patterns keep to what Python and JavaScript read alike.
"""

import re
from dataclasses import dataclass
from functools import cached_property

Rule = tuple[str, str]
"""A pattern and what takes its place; `$1` is the first group."""


@dataclass(frozen=True)
class Stemmer:
    """Rules for words of one script; `languages` limits them to texts in these, where the script alone can't tell."""

    script: str
    rules: tuple[Rule, ...]
    mark: str = ""
    """Stands before and after a stem in the index, so that neither meets the beginning of another."""
    languages: frozenset[str] = frozenset()

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), kept.replace("$", "\\")) for pattern, kept in self.rules)

    @cached_property
    def _script(self) -> re.Pattern[str]:
        return re.compile(self.script)

    def reads(self, word: str, language: str) -> bool:
        """Whether the rules are meant for a word of a text."""
        return (not self.languages or language in self.languages) and bool(self._script.fullmatch(word))

    def stem(self, word: str) -> str:
        """The stem, with its mark."""
        for pattern, kept in self._compiled:
            word = pattern.sub(kept, word)
        return f"{self.mark}{word}{self.mark}"


_VOWEL, _NONE = "[аеиоуюяі]", "[^аеиоуюяі]"
_DOUBLED = (r"(.)\1+", "$1")

# Longest first does not matter: the shortest stem of three letters wins. Doubled letters are one letter by then.
_ENDINGS = (
    "ими|ого|его|ому|ему|их|им|ом|ем|ая|яя|ое|ее|ие|ую|ою|ею|ами|ями|ах|ях|ам|ям|ов|ев|ив|еи|ои|ови|еви|ия|ию|иах|"
    "иях|иям|иями|иею|ием|ати|ити|яти|ути|ал|ала|али|ало|ил|ила|или|ило|ял|яла|яли|ула|ули|уло|яв|ав|ув|ло|ла|ли|"
    "ает|яет|ают|яют|ае|яе|аю|аем|ует|уют|уе|уем|ет|ут|ют|ит|ят|ешь|ете|ите|ано|ани|ана|ане|ено|ени|ена|ене|ания|"
    "ание|анию|анием|аня|ань|еня|ение|ения|ению|ением|ень|вши|вших|ших|шие|шего|шему|шим|шими|а|я|у|ю|о|е|и"
)

SLAVIC = Stemmer(
    "[\u0400-\u052f]+",
    (
        # reflexive verbs and infinitives
        ("^(.{4,}(?:[аоеиуютвйшщмхл](?=ся$)|[лтш][аоиі](?=сь$)|[ую](?=сь$)|те(?=сь$)))с[яь]$", "$1"),
        ("^(.{4,})ть$", "$1"),
        # one sound, one letter, for both alphabets
        ("ї", "і"),
        ("ы", "и"),
        ("[єэ]", "е"),
        ("ґ", "г"),
        ("[ьъ]", ""),
        _DOUBLED,
        (f"^(.{{3,}}?)(?:{_ENDINGS})$".replace("и", "[иі]"), "$1"),
        (f"^(.{{3,}}?){_VOWEL}+$", "$1"),
        ("^(.{3,}?)(?:ова|ува|[оеиі]в|ан|ен|ат|[иі]т|ят)$", "$1"),
        # заявлення beside заявив; річок beside річка; міст beside мости, Київ beside Києва; річці beside річка
        ("([бвмпф])л$", "$1"),
        (f"({_NONE})[ое]([кц])$", "$1$2"),
        (f"^(.*{_VOWEL})і({_NONE}+)$", "$1е$2"),
        (f"^(?=.{{4}})(.*)і({_NONE}+)$", "$1о$2"),
        ("і", "и"),
        ("[цч]$", "к"),
        ("[зж]$", "г"),
    ),
    mark="0",
)

_TWO = "(?=(?:[^aeiou]*[aeiou]){2})"
"""What follows has two vowels: the root that is left must have them."""


def _root_before(suffixes: str) -> Rule:
    return f"^((?:[^aeiou]*[aeiou]){{2}}.*?)(?:{suffixes})$", "$1"


INDONESIAN = Stemmer(
    "[a-z]+",
    (
        _root_before("kah|lah|tah|pun"),
        _root_before("ku|mu|nya"),
        _root_before("kan|an|i"),
        # the first letter of a root melts into its prefix; what may have been it comes back
        (f"^[mp]eny(?=[aeiou]){_TWO}", "s"),
        (f"^[mp]em(?=[aeiou]){_TWO}", "p"),
        (f"^[mp]en(?=[aeiou]){_TWO}", "t"),
        (f"^(?:[mp]eng|[mp]em|[mp]en|me|di|ter|ke|se){_TWO}", ""),
        (f"^(?:ber|per|[bp]el(?=ajar)|pe|be(?=[^aeiou]er)){_TWO}", ""),
        ("^ny(?=[aeiou])", "s"),
        ("^n(?=[aeiou])", "t"),
        ("^m(?=[aeiou])", "p"),
        (f"^k(?=[aeiou]){_TWO}", ""),
    ),
    mark="0",
    languages=frozenset({"id", "ms"}),
)

_PARTICLES = (
    "에서는|에서도|으로는|으로도|으로서|으로써|에게서|들에게|까지는|부터는|이라고|이라는|라고|라는|에서|에게|"
    "으로|까지|부터|처럼|보다|마다|조차|밖에|이며|이다|들은|들이|들을|들의|들도|께서|은|는|이|가|을|를|의|"
    "에|와|과|도|로|만|들"
)
_VERBS = (
    "하였다고|했다고|하였다|했다는|했다|했으며|했던|한다고|한다|하는|하고|하며|하기|하여|해야|할|한|함|"
    "되었다고|됐다고|되었다|됐다|된다|되는|되고|되며|될|된|됨"
)

KOREAN = Stemmer(
    "[가-힣]+",
    tuple((f"^(.{{2,}}?)(?:{endings})$", "$1") for endings in (_PARTICLES, _VERBS)),
)

STEMMERS = (SLAVIC, INDONESIAN, KOREAN)
