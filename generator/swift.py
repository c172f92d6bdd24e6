"""Jinja with the detours taken out: the same templates, the same text, in a fraction of the time.

A chronicle fills the same templates ten thousand times, and of each filling four fifths go into what Jinja does for
generality: looking global names up in the context, copying the context for every function that takes it, running an
imported file of macros anew for every page, and passing every printed value through two functions. Here

- names of the environment (`t`, `site`, `to`) are bound when a template is loaded, since no page gives them another
  meaning, and are called directly;
- a label under a constant key is part of the template's text;
- a file of macros that reads nothing of a page but its `root`, and only prints that, is run once for each depth, and
  remembers for all depths together what its macros made of an id, a record or a date;
- what is printed goes through one function.

`fast=False` of `render.renderer` is the plain environment; a test compares both on every page. The plain one is also
taken where a template or page gives a bound name a meaning of its own, or asks for an attribute that a value lacks
(Jinja then looks for an item of that name, or makes something undefined).
"""

from collections.abc import Callable, Collection, Iterable, MutableMapping
from keyword import iskeyword
from secrets import token_hex
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.compiled import Compiled
from generator.dates import Edtf
from generator.encode import ready
from generator.model.base import Record
from generator.notes import Fact, Notes

ROOT = "root"
"""What a shared file of macros may read of a page: the modules are kept by it."""
ANYWHERE = f"{token_hex(16)}/"
"""Stands for the `root` of pages of any depth: steps of an address that no text holds, because nobody can know them."""
MOST_REMEMBERED = 20_000
"""What one macro gave, see `room`; all of it would be tens of megabytes in each process."""
_IMPORTS = "from jinja2.runtime import "


class Shadowed(Exception):
    """A template gives a bound name a meaning of its own."""


class QuickMacro(Macro):
    """A macro that takes plain arguments without Jinja's general way of matching them, and one that remembers."""

    made: "dict[Any, tuple[Markup, tuple[Fact, ...]]] | None" = None
    """What it gave for pages of any depth, and read, by its only argument; None for a macro that may depend on more."""
    notes: "Notes | None" = None
    most = MOST_REMEMBERED
    """How much it remembers."""
    anywhere: "QuickMacro | None" = None
    """The same macro with `ANYWHERE` as the `root`; None for one that may depend on more, and for that one."""
    root = ANYWHERE
    """The way from its pages to the first page."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """The macro's text."""
        if self.caller or self.catch_kwargs or self.catch_varargs or (args and args[0].__class__ is EvalContext):
            return super().__call__(*args, **kwargs)
        if kwargs or len(args) != self._argument_count:
            given = (*args, *(kwargs.get(name, missing) for name in self.arguments[len(args) :]))
            fits = len(given) == self._argument_count and kwargs.keys() <= {*self.arguments[len(args) :]}
            return ready(self._func(*given)) if fits else super().__call__(*args, **kwargs)
        if self.made is None or len(args) != 1:
            return ready(self._func(*args))
        return self._remembered(args[0], self.made)

    def _remembered(self, argument: Any, made: "dict[Any, tuple[Markup, tuple[Fact, ...]]]") -> Markup:
        key = argument if argument.__class__ is str else _key(argument)
        if key is None:
            return ready(self._func(argument))
        assert self.notes is not None
        if (found := made.get(key)) is None:
            if len(made) >= self.most:
                made.clear()
            fill = (self.anywhere or self)._func
            found = made[key] = self.notes.of(lambda: ready(fill(argument)))
        text, facts = found
        if facts:
            self.notes.add(facts)
        return self.placed(text)

    def placed(self, text: Markup) -> Markup:
        """What the macro `anywhere` gave, for pages of this depth."""
        return ready(str.replace(text, ANYWHERE, self.root)) if ANYWHERE in text else text


def _key(value: Any) -> Any:
    """What a value that is no plain text is remembered by, None for values that are not worth it."""
    if value.__class__ is Edtf:
        return Edtf, value.text
    return (value.vocabulary, value.id) if isinstance(value, Record) else None


class _Labels(NodeTransformer):
    """Puts the site's words under constant keys into the text of a template."""

    def __init__(self, word: Callable[[str], Markup | None]) -> None:
        self.word = word

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja calls it by the node's name
        """Only what is printed as it is."""
        node.nodes = [self._folded(child) for child in node.nodes]
        return node

    def _folded(self, child: nodes.Expr) -> nodes.Expr:
        match child:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], kwargs=[]):
                word = self.word(key)
                return child if word is None else nodes.TemplateData(str(word), lineno=child.lineno)
        return child


class QuickGenerator(CodeGenerator):
    """Writes the direct way for bound names."""

    environment: "QuickEnvironment"

    def enter_frame(self, frame: Frame) -> None:
        """Local names of bound ones are bound too."""
        symbols = frame.symbols
        bound = {
            ref: name for ref, (act, name) in symbols.loads.items() if act == VAR_LOAD_RESOLVE and self._is_bound(name)
        }
        kept = dict(symbols.loads)
        for ref, name in bound.items():
            self.writeline(f"{ref} = g_{name}")
            del symbols.loads[ref]
        super().enter_frame(frame)
        symbols.loads.clear()
        symbols.loads.update(kept)

    def _is_bound(self, name: Any) -> bool:
        return name in self.environment.bound

    def _global(self, node: nodes.Expr, frame: Frame) -> str | None:
        """The name, if the node is a bound one here."""
        if not isinstance(node, nodes.Name) or not self._is_bound(node.name):
            return None
        load = frame.symbols.find_load(frame.symbols.ref(node.name))
        return node.name if load == (VAR_LOAD_RESOLVE, node.name) else None

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """A bound name is never missing."""
        if node.ctx == "load" and (name := self._global(node, frame)):
            self.write(f"g_{name}")
        else:
            super().visit_Name(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """What is known to need nothing of the context is called as it is: methods, macros, bound functions."""
        name = self._global(node.node, frame)
        direct = name is not None or isinstance(node.node, nodes.Getattr) or self._is_own_macro(node.node, frame)
        if forward_caller or not direct:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(context, " if name in self.environment.taking_context else "(")
        for mark, arguments in (("", node.args), ("*", [node.dyn_args]), ("", node.kwargs), ("**", [node.dyn_kwargs])):
            for argument in filter(None, arguments):
                self.write(mark)
                self.visit(argument, frame)
                self.write(", ")
        self.write(")")

    def _is_own_macro(self, node: nodes.Expr, frame: Frame) -> bool:
        """Whether the name is that of a macro at the top of this template, and of nothing nearer."""
        if not isinstance(node, nodes.Name) or node.name not in self.macros:
            return False
        return frame.symbols.ref(node.name) == f"l_0_{node.name}"

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Note the macros first."""
        self.macros = frozenset(below.name for below in node.body if isinstance(below, nodes.Macro))
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """As Python's own attribute; the plain environment knows what to make of one that is missing."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write("g_printed(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if (
            isinstance(node.template, nodes.Const)
            and node.with_context
            and self.environment.is_closed(node.template.value)
        ):
            self.write(f"environment.module_of({node.template.value!r}, context)")
        else:
            super()._import_common(node, frame)


class QuickEnvironment(jinja2.Environment):
    """An environment whose names were all given when it was made."""

    code_generator_class = QuickGenerator

    def __init__(
        self,
        plain: jinja2.Environment,
        printed: Callable[[Context, Any], str],
        notes: Notes,
        compiled: Compiled | None,
        most: int,
    ) -> None:
        super().__init__(
            loader=plain.loader,
            autoescape=plain.autoescape,
            undefined=plain.undefined,
            finalize=plain.finalize,
            trim_blocks=plain.trim_blocks,
            lstrip_blocks=plain.lstrip_blocks,
            extensions=[type(extension) for extension in plain.extensions.values()],
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self.globals.update(plain.globals)
        self.filters["trim"] = _trimmed
        self.bound = frozenset(plain.globals)
        self.taking_context = frozenset(name for name, value in plain.globals.items() if _takes_context(value))
        self._printed, self._notes, self._most = printed, notes, most
        self._say: Callable[[str], str] = plain.globals["t"]  # type: ignore[assignment]
        self._closed: dict[str, bool] = {}
        self._modules: dict[tuple[str, str], Any] = {}
        self._loaded: dict[str, jinja2.Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        """A template is loaded once: nothing changes while an environment lives."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if (found := self._loaded.get(name)) is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """The template's code, with bound names on its first line so that line numbers stay."""
        if shadowed := _assigned(source.body) & self.bound:
            raise Shadowed(*sorted(shadowed))
        made = super()._generate(_Labels(self._word).visit(source), name, filename, defer_init)
        first, rest = made.split("\n", 1)
        assert first.startswith(_IMPORTS), "the first line of a compiled template imports its runtime"
        names = "".join(f"; g_{name} = environment.globals[{name!r}]" for name in sorted(self.bound))
        tools = "; g_printed = environment.printed; Macro = environment.macro; Markup = environment.markup"
        return f"{first}{names}{tools}\n{rest}"

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What functions that take the context look up in it; templates have every other name bound."""
        return d or {"site": self.globals["site"]}

    macro = QuickMacro

    markup = staticmethod(ready)

    @property
    def printed(self) -> Callable[[Context, Any], str]:
        return self._printed

    def _word(self, key: str) -> Markup | None:
        """The text of a label; None leaves it to the page that needs it to say that it is missing."""
        try:
            return Markup(self._printed(Context(self, {}, None, {}), self._say(key)))
        except LookupError:
            return None

    def is_closed(self, name: str) -> bool:
        """Whether a file of macros, with all that it imports, reads nothing of a page but a `root` to print."""
        if name not in self._closed:
            self._closed[name] = False  # for files that import each other
            source, _, _ = self.loader.get_source(self, name)  # type: ignore[union-attr]
            tree = self.parse(source, name)
            free = find_undeclared_variables(tree) - self.bound - {ROOT}
            others = [*tree.find_all((nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends))]
            self._closed[name] = not (free or self._looks_at_root(tree)) and all(map(self._is_closed_import, others))
        return self._closed[name]

    def _looks_at_root(self, tree: nodes.Template) -> bool:
        """Whether `root`, or what a function or macro makes of it, is used for anything else than to be printed."""
        kept = {id(of) for block in tree.find_all(_KEEPING) for of in block.find_all(nodes.Output)}
        outputs = (output for output in tree.find_all(nodes.Output) if id(output) not in kept)
        printed = {id(_untrimmed(node)) for output in outputs for node in output.nodes}
        makers = self.taking_context | _assigned(tree.find_all((nodes.Import, nodes.FromImport, nodes.Macro)))
        used = (node for node in tree.find_all((nodes.Name, nodes.Call)) if _is_of_root(node, makers))
        return any(id(node) not in printed for node in used)

    def _is_closed_import(self, node: Any) -> bool:
        constant = isinstance(node, nodes.Import | nodes.FromImport) and isinstance(node.template, nodes.Const)
        return constant and self.is_closed(node.template.value)

    def module_of(self, name: str, context: Context) -> Any:
        """The module of a closed file of macros for pages of one depth."""
        return self._module(name, context[ROOT])

    def _module(self, name: str, root: str) -> Any:
        if (name, root) not in self._modules:
            module = self.get_template(name).make_module({ROOT: root})
            anywhere = {} if root == ANYWHERE else vars(self._module(name, ready(ANYWHERE)))
            for value in vars(module).values():
                if isinstance(value, QuickMacro):
                    value.root, value.notes, value.most = root, self._notes, self._most
                    value.anywhere = anywhere.get(value.name)
                    value.made = value.anywhere.made if value.anywhere else {}
            self._modules[name, root] = module
        return self._modules[name, root]


_KEEPING = (nodes.AssignBlock, nodes.FilterBlock, nodes.CallBlock)
"""Blocks that do not print what stands in them, or not as it stands there."""


def _is_of_root(node: nodes.Node, makers: Collection[str]) -> bool:
    """Whether a node is `root`, or calls one of these names or something under it."""
    match node:
        case nodes.Name(name=name):
            return name == ROOT
        case nodes.Call(node=nodes.Name(name=name) | nodes.Getattr(node=nodes.Name(name=name))):
            return name in makers
    return False


def _untrimmed(node: nodes.Node) -> nodes.Node:
    return node.node if isinstance(node, nodes.Filter) and node.name == "trim" and node.node else node


def _assigned(parts: Iterable[nodes.Node]) -> set[str]:
    """Names that parts of a template give a meaning: those of its body for all of itself and what it includes."""
    names: set[str] = set()
    for node in parts:
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            names |= {target.name for target in node.find_all(nodes.Name) if target.ctx == "store"}
        elif isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.FromImport):
            names |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif isinstance(node, nodes.Macro):
            names.add(node.name)
    return names


def _takes_context(value: Any) -> bool:
    return any(getattr(of, "jinja_pass_arg", None) is not None for of in (value, vars(type(value)).get("__call__")))


def _trimmed(value: Any, chars: str | None = None) -> str:
    """Jinja's `trim`."""
    if value.__class__ is Markup and chars is None:
        return ready(str.strip(value))
    return jinja2.filters.do_trim(value, chars)
