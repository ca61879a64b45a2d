"""Titles, labels and navigation that a page takes from other pages, besides records.

Sphinx does not write a page again when a title or a label that it shows has changed elsewhere
(sphinx-doc/sphinx#1459 and its kin), so the toolkit remembers for each page what
it shows of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from msgspec import Struct
from sphinx import addnodes
from sphinx.util import docname_join

from ..doctree import digest, is_own_reference
from ..domain import BriefDomain, domain_of
from ..ledger.pages import Caption
from .inventories import Meaning, names_in, spelled_out
from .rivals import names_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ALL_LEVELS = 99
"""A depth that no table of contents has."""


_TODO = "todo"
"""The domain of ``sphinx.ext.todo``, which knows of no objects."""


class Contents(Struct, frozen=True, array_like=True):
    """A ``toctree`` directive: the pages it lists and how deep it goes."""

    pages: tuple[str, ...]
    depth: int


class Around(Struct, array_like=True):
    """The hashes, references and names of one page that has been read."""

    read: str
    """Hash of its source, of the files that it includes or shows, and of what was made of them."""
    title: str
    """Hash of its title."""
    toc: str
    """Hash of its headings."""
    contents: tuple[Contents, ...]
    refers: tuple[str, ...]
    """What its references to other things than records name, sorted."""
    defines: tuple[str, ...] = ()
    """The names that it defines for all pages; see :mod:`.rivals`."""


def take(app: Sphinx, document: nodes.document) -> None:
    """Handle ``doctree-read``: keep what this page shows of others, and others may show of it."""
    env = app.env
    docname = env.docname
    title, toc = env.titles.get(docname), env.tocs.get(docname)
    refers = {
        name
        for ref in document.findall(addnodes.pending_xref)
        if not is_own_reference(ref)
        for name in _names(ref, docname, app.config.source_suffix)
    }
    if "sphinx.ext.todo" in app.extensions and _lists_todos(document):
        refers.add(f"\x1f{_TODO}")
    contents = (
        Contents(
            tuple(tree["includefiles"]), tree["maxdepth"] if tree["maxdepth"] > 0 else ALL_LEVELS
        )
        for tree in document.findall(addnodes.toctree)
    )
    around = Around(
        read=_source_digest(
            env, docname, str(env.temp_data.get("briefing_source") or ""), document
        ),
        title=digest([title]) if title is not None else "",
        toc=digest([toc]) if toc is not None else "",
        contents=tuple(contents),
        refers=tuple(sorted(refers)),
        defines=names_of(app, document),
    )
    domain_of(env).around[docname] = msgspec.msgpack.encode(around)


def take_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: hash titles once more that records have given names to."""
    domain = domain_of(env)
    if not domain.is_outdated:
        return
    for docname, page in domain.pages.items():
        if page.titles_refer and docname in domain.around:
            around = msgspec.msgpack.decode(domain.around[docname], type=Around)
            around.title = digest([env.titles[docname]])
            around.toc = digest([env.tocs[docname]])
            domain.around[docname] = msgspec.msgpack.encode(around)


def _lists_todos(document: nodes.document) -> bool:
    found = document.findall(lambda node: type(node).__name__ == "todolist")
    return next(found, None) is not None


def _todos(todos: Mapping[str, Iterable[nodes.Element]]) -> Iterator[str]:
    """All that a list of todos shows of them: their place, too."""
    for docname, found in todos.items():
        yield from (f"{docname} {todo.line} {digest([todo])}" for todo in found)


def _names(ref: addnodes.pending_xref, docname: str, suffixes: Iterable[str]) -> Iterator[str]:
    target = str(ref.get("reftarget") or "")
    yield target
    yield target.lower()
    page = docname_join(ref.get("refdoc", docname), target)
    yield page
    yield next((page.removesuffix(end) for end in suffixes if page.endswith(end)), page)
    if ref.get("refdomain") not in ("", "std", "doc", None):
        yield f"\x1f{ref['refdomain']}"  # whatever that domain knows


def _source_digest(
    env: BuildEnvironment, docname: str, source: str, document: nodes.document
) -> str:
    """A hash of a page's source, of the files that it depends on, and of what came of them.

    Catalogues, substitutions and other extensions have a part in that.
    """
    found = blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16)
    found.update(digest([document]).encode())
    found.update(str(env.doc2path(docname, base=False)).encode())
    for name in sorted(map(str, env.dependencies.get(docname, ()))):
        path = Path(env.srcdir, name)
        found.update(b"\x1f" + (b"" if Path(name).is_absolute() else name.encode()))
        try:
            found.update(b"\x1f" + path.read_bytes())
        except OSError:
            found.update(b"\x1f?")
    return found.hexdigest()


def defined(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """The names that each page defines for all pages."""
    decode = msgspec.msgpack.Decoder(Around).decode
    return {name: decode(packed).defines for name, packed in domain_of(env).around.items()}


def linking(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """The pages that link to one of some pages, as a whole.

    How MyST reads such a link depends on whether the page is there.
    """
    decode = msgspec.msgpack.Decoder(Around).decode
    return {
        name
        for name, packed in domain_of(env).around.items()
        if not docnames.isdisjoint(decode(packed).refers)
    }


def labelled_for(env: BuildEnvironment, docnames: Iterable[str]) -> set[str]:
    """The pages whose labels some pages refer to: how these are numbered stands in their trees."""
    decode = msgspec.msgpack.Decoder(Around).decode
    standard, around = env.domains.standard_domain, domain_of(env).around
    return {
        place[0]
        for docname in docnames
        if docname in around
        for name in decode(around[docname]).refers
        if (place := standard.anonlabels.get(name)) is not None
    }


class Known(Mapping[str, Around]):
    """Pages by name, each decoded when somebody asks for it.

    :param packed: what is stored of each.
    """

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._decoded: dict[str, Around] = {}
        self._decode = msgspec.msgpack.Decoder(Around).decode

    def __getitem__(self, name: str) -> Around:
        if name not in self._decoded:
            self._decoded[name] = self._decode(self._packed[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class PageContext:
    """Hashes of all that pages show of others besides records."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._domain: BriefDomain = domain_of(env)
        self.pages: Mapping[str, Around] = Known(self._domain.around)
        self._trees: dict[tuple[str, int], str] = {}
        self._lists: dict[str, str] = {}
        self._foreign: dict[str, str] = {}

    def read(self, docname: str) -> str:
        """The hash of a page's source and of the files that it depends on."""
        page = self.pages.get(docname)
        return page.read if page else ""

    # -- what stands in the page ----------------------------------------------------------------

    def of(self, docname: str) -> list[str]:
        """The pages, labels, objects, numbers and images that the content of a page shows."""
        page, env = self.pages.get(docname), self._env
        found = [repr(env.toc_secnumbers.get(docname)), repr(env.toc_fignumbers.get(docname))]
        found += self._images.get(docname, ())
        found += self._domain.unmade.get(docname, ())
        if page is not None:
            found += [page.read, *map(self.named, page.refers)]
            found += [
                self.tree(listed, contents.depth)
                for contents in page.contents
                for listed in contents.pages
            ]
        return found

    def named(self, name: str) -> str:
        """The meaning of a name to Sphinx: a page, a label, an object of a domain."""
        if name.startswith("\x1f"):
            return self._of_domain(name[1:])
        env, standard = self._env, self._env.domains.standard_domain
        page = self.pages.get(name)
        found: list[Any] = [page.title if page else "", standard.anonlabels.get(name)]
        found += [standard.labels.get(name), self._objects.get(name)]
        # Whether the page may show them is said where it does.
        marking = self._domain.ledger.markings.of_page
        found.append(marking(name) if page else "")
        for place in (standard.anonlabels.get(name), standard.labels.get(name)):
            if place is not None:
                found.append(marking(place[0]))
                found += [one for one in self._captions if one.anchor == place[1]]
                found += [env.toc_fignumbers.get(place[0]), env.toc_secnumbers.get(place[0])]
        if page is not None:
            found.append(env.metadata.get(name, {}).get("myst_slugs"))
        for spelled in (name, name.partition(":")[2]):  # which may be of a project that is named
            if spelled in self._elsewhere:
                found += spelled_out(self._elsewhere[spelled])
        return repr(found)

    @cached_property
    def _elsewhere(self) -> Mapping[str, list[Meaning]]:
        return names_in(self._env)

    @cached_property
    def _captions(self) -> list[Caption]:
        return self._domain.ledger.captions

    @cached_property
    def _objects(self) -> Mapping[str, list[tuple[str, str, str]]]:
        found: dict[str, list[tuple[str, str, str]]] = {}
        for (kind, name), (docname, anchor) in self._env.domains.standard_domain.objects.items():
            for spelled in {name, name.lower()}:
                found.setdefault(spelled, []).append((kind, docname, anchor))
        return {name: sorted(places) for name, places in found.items()}

    def _of_domain(self, name: str) -> str:
        if name not in self._foreign:
            domain = self._env.domains.get(name)
            objects = sorted(map(repr, domain.get_objects())) if domain is not None else []
            if name == _TODO and domain is not None:
                objects += _todos(domain.data.get("todos", {}))
            self._foreign[name] = blake2b("\x1f".join(objects).encode(), digest_size=16).hexdigest()
        return self._foreign[name]

    @cached_property
    def _images(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, (docnames, name) in sorted(self._env.images.items()):
            for docname in docnames:
                found.setdefault(docname, []).append(f"{path} as {name}")
        return found

    # -- what stands around it ------------------------------------------------------------------

    def tree(self, docname: str, depth: int = ALL_LEVELS, *, titles: bool = False) -> str:
        """A hash of the table of contents from a page on, down to a depth.

        :param titles: whether it shows the titles of pages alone, and not their headings.
        """
        key = (docname, -depth if titles else depth)
        if key not in self._trees:
            self._trees[key] = ""  # a page may list itself
            page = self.pages.get(docname)
            parts = [docname, repr(self._env.toc_secnumbers.get(docname))]
            if page is not None:
                parts.append(page.title if titles or depth == 1 else page.toc)
                if depth > 1:
                    parts += [
                        self.tree(listed, depth - 1, titles=titles)
                        for listed in self._env.toctree_includes.get(docname, ())
                    ]
            self._trees[key] = blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
        return self._trees[key]

    def frame(self, docname: str, navigation: Iterable[Mapping[str, Any]]) -> list[str]:
        """The surroundings of a page in HTML: pages before, after and above it, the navigation.

        :param navigation: the arguments of each call of ``toctree()`` by the theme.
        """
        found = []
        relations = self._relations
        above, before, after = relations.get(docname, (None, None, None))
        found += [self._titled(before), self._titled(after), self._domain.printed.masthead()]
        way: list[str] = []
        while above and above not in way:
            way.append(above)
            above = (relations.get(above) or (None,))[0]
        found += map(self._titled, way)
        root = self._env.config.root_doc
        for call in navigation:
            if call.get("chapters"):
                found.append(self._listed(root))
                continue
            titles = bool(call.get("titles_only"))
            if not call.get("collapse", True):
                found.append(self.tree(root, titles=titles))
                continue
            for opened in (root, *reversed(way), docname):
                page = self.pages.get(opened)
                found.append(page.toc if page and opened != root and not titles else "")
                found.append(self._listed(opened))
        return found

    def _listed(self, docname: str) -> str:
        """The titles of the pages that a page lists."""
        if docname not in self._lists:
            listed = map(self._titled, self._env.toctree_includes.get(docname, ()))
            self._lists[docname] = blake2b("\x1f".join(listed).encode(), digest_size=16).hexdigest()
        return self._lists[docname]

    @cached_property
    def _relations(self) -> Mapping[str, Any]:
        return self._env.collect_relations()

    def _titled(self, docname: str | None) -> str:
        page = self.pages.get(docname or "")
        number = self._env.toc_secnumbers.get(docname or "", {}).get("", "")
        return f"{docname} {page.title if page else ''} {number}"
