"""Projects of random texts and data files, written from what their records are called."""

import csv
import json
from collections.abc import Callable, Mapping
from io import StringIO
from random import Random

import yaml

IDS = ("kaja", "kaja-k", "k", "e5", "5e", "Ä.b", "каллас", "外交", "a:b", "null", "no", "x_y",
       "1.0", "actor", "topic-1", "e5-k", "kaja.k", "ß", "مصر", "true-one")  # fmt: skip
NAMES = ("Kaja Kallas", "Boris, Pistorius", 'The "E5"', "Каллас", "外交部", "O'Neill: A",
         "E5 # one", "Müller & Co")  # fmt: skip

Ids = Callable[[str], str]
"""From a record to the id that it is written with."""


class RandomProject:
    """A project whose records are ``actor0`` …, ``topic0`` …, ``claim0`` … by whatever ids."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)
        self.seed = seed
        self.actors = [f"actor{n}" for n in range(random.randint(3, 5))]
        self.topics = [f"topic{n}" for n in range(2)]
        self.claims = [f"claim{n}" for n in range(3)]
        self.records = [*self.actors, *self.topics, *self.claims, "source0"]
        kinds = ("actor", "topic", "claim", "source")
        self.ids: dict[str, str] = {}
        for kind in kinds:
            mine = [one for one in self.records if one.startswith(kind)]
            self.ids |= zip(mine, random.sample(IDS, len(mine)), strict=True)
        self.names = dict(zip(self.actors, random.sample(NAMES, len(self.actors)), strict=True))
        self.format = random.choice(("yaml", "flow", "json", "csv", "semicolon", "mapping"))
        self.ending = random.choice(("\n", "\r\n"))
        self.mark = random.choice((b"", b"\xef\xbb\xbf"))

    def kind_of(self, record: str) -> str:
        """The kind of a record."""
        return record.rstrip("0123456789")

    def files(self, ids: Mapping[str, str]) -> dict[str, bytes]:
        """The files of the project, where records have some ids."""
        self.random = Random(self.seed + 1)
        texts = {"index.md": "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n"}
        texts |= {"register.md": self._register(ids), "note.md": self._note(ids)}
        texts["page.rst"] = self._page(ids)
        name, content = self._data(ids)
        texts[name] = content
        return {
            path: (self.mark if path != "index.md" else b"")
            + text.replace("\r\n", "\n").replace("\n", self.ending).encode()
            for path, text in texts.items()
        }

    # -- Markdown -------------------------------------------------------------------------------

    def _register(self, ids: Mapping[str, str]) -> str:
        options = ":file: people.{}".format(
            {"flow": "yaml", "mapping": "yml", "semicolon": "csv"}.get(self.format, self.format)
        )
        parts = ["# Register\n", f"```{{actors}}\n{options}\n```\n"]
        for number, topic in enumerate(self.topics):
            fence = self.random.choice(("```", "::::", "~~~"))
            parts.append(f"{fence}{{topic}} Topic {number}\n:id: {ids[topic]}\n{fence}\n")
        return "\n".join(parts)

    def _note(self, ids: Mapping[str, str]) -> str:
        random = self.random
        item = random.choice((f"'{ids['source0']}'", f'"{ids["source0"]}"  # it'))
        topics = random.choice((f"['{ids['topic0']}', \"{ids['topic1']}\"]",
                                f'"{ids["topic1"]}, {ids["topic0"]}"',
                                f"\n  # all\n  - '{ids['topic0']}'"))  # fmt: skip
        parts = [
            f"---\nsource:\n  title: A report\n  id: {item}\ntopics: {topics}\n---\n# A note\n"
        ]
        for number, claim in enumerate(self.claims):
            by = ", ".join(ids[one] for one in random.sample(self.actors, 2))
            lines = [f":id: {ids[claim]}", f":by: {by}", f":topic: {ids['topic0']}"]
            if number:
                lines.append(f":corroborates: {ids[self.claims[0]]}")
            random.shuffle(lines)
            before = random.choice(("", "> ", "  "))
            block = [f"```{{claim}} Statement {number}", *lines, *self._prose(ids), "```"]
            if random.random() < 0.3 and not before:
                block[1:1] = ["---"]
                inner = [line.removeprefix(":").replace(":", ": ", 0) for line in lines]
                block[2 : 2 + len(lines)] = [self._in_yaml(line) for line in inner]
                block[2 + len(lines) : 2 + len(lines)] = ["---"]
            if before == "  ":
                parts.append("- An item\n")
            parts.append("\n".join(before + line for line in block) + "\n")
        parts += [*self._prose(ids), ""]
        parts.append("`{actor}`kaja`` stays.\n\n```text\n{actor}`e5` {topic}`e5`\n```\n")
        ids_of = random.sample(self.claims, 2)
        listed = ",".join(ids[one] for one in ids_of)
        parts.append(f"```{{claims}}\n:ids: {listed}\n:by: {ids[self.actors[0]]}\n```\n")
        return "\n".join(parts)

    def _in_yaml(self, line: str) -> str:
        name, _, value = line.partition(": ")
        return f"{name}: '{value}'"

    def _prose(self, ids: Mapping[str, str]) -> list[str]:
        random = self.random
        found = []
        for _ in range(2):
            record = random.choice(self.records)
            kind, identifier = self.kind_of(record), ids[record]
            forms = [
                f"See {{{kind}}}`{identifier}`.",
                f"See {{brief:{kind}}}`words of it <{identifier}>`, and so on.",
                f"See [words](#{kind}-{identifier}) **{{{kind}}}`it <{identifier}>`**.",
                f"| a | b |\n|---|---|\n| {{{kind}}}`{identifier}` | c |\n",
                f"See [{{{kind}}}`{identifier}`](https://example.org).",
            ]
            form = random.choice(forms)
            found.append(form if "\n" not in form else f"See {{{kind}}}`{identifier}` again.")
        return ["", *found, ""]

    # -- reStructuredText -----------------------------------------------------------------------

    def _page(self, ids: Mapping[str, str]) -> str:
        random = self.random
        names = [ids[one] for one in random.sample(self.actors, 2)]
        among = random.choice((", ".join(names), ",\n      ".join(names)))
        topic, claim = ids["topic1"], ids[self.claims[1]]
        return (
            f"A page\n======\n\n.. brief:event:: An event\n   :date: 2026-02-01\n"
            f"   :actors: {among}\n   :topic: {topic}\n\n"
            f".. brief:judgement:: It holds\n   :likelihood: likely\n"
            f"   :basis: claim:{claim},event:an-event\n\n"
            f"* :brief:topic:`{topic}` and :brief:actor:`that one <{names[0]}>`\n"
            f"* ``:brief:topic:`e5``` stays, `{topic}`:brief:topic:\n\n"
            f".. brief:claims::\n   :topic: {ids['topic0']}, {topic}\n"
        )

    # -- data -----------------------------------------------------------------------------------

    def _data(self, ids: Mapping[str, str]) -> tuple[str, str]:
        rows = []
        for number, actor in enumerate(self.actors):
            row: dict[str, object] = {"id": ids[actor], "name": self.names[actor]}
            row["kind"] = "group" if number == 0 else "person"
            if number == 0:
                row["members"] = [ids[one] for one in self.actors[1:]]
            row["text"] = f"Knows {{actor}}`{ids[self.actors[-1]]}` well."
            rows.append(row)
        if self.format in ("yaml", "flow"):
            style = self.format == "flow"
            text = yaml.safe_dump(
                rows, sort_keys=False, allow_unicode=True, default_flow_style=style, width=500
            )
            return "people.yaml", "# People\n" + text
        if self.format == "mapping":
            mapping = {str(row.pop("id")): row for row in rows}
            text = yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True, width=500)
            return "people.yml", text
        if self.format == "json":
            return "people.json", json.dumps(rows, ensure_ascii=False, indent=1)
        out = StringIO()
        sign = ";" if self.format == "semicolon" else ","
        fields = ["id", "name", "kind", "members", "text"]
        writer = csv.DictWriter(out, fields, delimiter=sign, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            members = row.get("members", [])
            assert isinstance(members, list)
            writer.writerow(row | {"members": ", ".join(members)})
        return "people.csv", out.getvalue()
