"""What an editor asks while its user reads and writes, over standard input and output."""

from lsprotocol import types

from tests.server.conftest import Session


def test_it_says_what_it_can(session: Session) -> None:
    about = session.editor.about
    assert about.server_info is not None
    assert about.server_info.name == "sphinx-briefing"
    can = about.capabilities
    assert can.hover_provider
    assert can.definition_provider
    assert can.references_provider
    assert can.document_symbol_provider
    assert can.workspace_symbol_provider
    assert can.code_action_provider
    assert can.code_lens_provider
    assert can.completion_provider
    assert can.text_document_sync


def test_hover_shows_the_card(session: Session) -> None:
    editor, note = session.editor, session.note
    editor.until(lambda: "Carried by" in editor.hover(note, "They met in Krakow"))
    card = editor.hover(note, "Søren Kjærgaard", 3)
    assert card.startswith("**Søren Kjærgaard**")
    assert "`kjaergaard`" in card
    assert "Member of: E5" in card
    assert editor.hover(note, "by: E5", 5).startswith("**E5**")
    assert editor.hover(note, "disputes: met", 11).startswith("**They met in Krakow.**")
    assert editor.hover(note, "The E5 met", 5).startswith("**E5**"), "a name in prose"
    assert "reliability" in editor.hover(note, "reliability", 3)


def test_columns_are_counted_in_utf_16(session: Session) -> None:
    """Behind the rocket, which is two units, names are found where they stand."""
    editor, note = session.editor, session.note
    found = editor.ask(
        types.TEXT_DOCUMENT_HOVER, types.HoverParams(**editor.at(note, "Søren Kjærgaard", 0))
    )
    line = editor.texts[note].split("\n")[found.range.start.line].encode("utf-16-le")
    words = line[2 * found.range.start.character : 2 * found.range.end.character]
    assert words.decode("utf-16-le") == "Søren Kjærgaard"


def test_definition_leads_to_where_a_record_is_written(session: Session) -> None:
    editor, note = session.editor, session.note
    (actor,) = editor.definitions(note, "Søren Kjærgaard", 3)
    assert actor[:2] == ("actors.yaml", 7)
    (place,) = editor.definitions(note, "`LEAP`", 2)
    assert place[0] == f"people.{session.markup}"
    assert place[2] == "LEAP"
    (claim,) = editor.definitions(note, "disputes: met", 11)
    assert claim[2] == "They met in Krakow."


def test_references_are_found_in_pages_and_registers(session: Session) -> None:
    editor, note = session.editor, session.note
    found = editor.references(note, "by: E5", 5)
    files = [name for name, _line, _words in found]
    assert files.count("actors.yaml") == 1, found
    assert files.count(f"note.{session.markup}") == 2, found
    assert files.count(f"brief.{session.markup}") == 1, found
    assert {words for _name, _line, words in found} == {"E5"}


def test_symbols_of_a_page_and_of_a_register(session: Session) -> None:
    editor = session.editor
    document = types.TextDocumentIdentifier(session.note)
    found = editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document))
    assert {one.name for one in found} >= {"They met in Krakow.", "They did not meet."}
    register = types.TextDocumentIdentifier((session.src / "actors.yaml").as_uri())
    found = editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(register))
    assert [(one.name, one.selection_range.start.line) for one in found] == [
        ("E5", 1), ("Søren Kjærgaard", 6)
    ]  # fmt: skip


def test_symbols_of_the_project_are_found_in_any_spelling(session: Session) -> None:
    editor = session.editor

    def names(query: str) -> list[str]:
        found = editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams(query))
        return [one.name for one in found]

    for query in ("kjærgaard", "Kjaergaard", "soren", "KJÆRGARD"):
        assert names(query)[:1] == ["Søren Kjærgaard"], query
    assert "They met in Krakow." in names("krakow")


def test_lenses_stand_above_claims(session: Session) -> None:
    editor = session.editor
    params = types.CodeLensParams(types.TextDocumentIdentifier(session.note))
    editor.until(lambda: editor.ask(types.TEXT_DOCUMENT_CODE_LENS, params))
    found = editor.ask(types.TEXT_DOCUMENT_CODE_LENS, params)
    titles = [one.command.title for one in found]
    assert titles == ["1 brief rests on this · 1 source, 1 voice · disputed",
                      "1 source, 1 voice · disputed"]  # fmt: skip
    lines = session.editor.texts[session.note].split("\n")
    assert "They met in Krakow" in lines[found[0].range.start.line]


def test_completion(session: Session) -> None:
    editor, note, role = session.editor, session.note, session.role("actor", "Søren Kjærgaard")
    opening = role[: role.index("`") + 1]
    line = f"\n{opening}kjæ\n"
    editor.replace(note, "spoke of", f"spoke of{line}")
    found = editor.completions(note, f"{opening}kjæ", len(opening) + 3)
    assert found == {"Søren Kjærgaard": "kjaergaard"}
    editor.replace(note, "kjæ\n", "kjaer\n")
    assert editor.completions(note, f"{opening}kjaer", len(opening) + 5) == found
    editor.replace(note, f"{opening}kjaer\n", f"{opening[:3]}\n")
    roles = editor.completions(note, f"\n{opening[:3]}\n", 3)
    assert roles["claim"] == ("claim}`" if session.markup == "md" else "claim:`")
    editor.replace(note, f"spoke of\n{opening[:3]}\n", "spoke of")
    fields = editor.completions(note, "by: E5", 0)
    assert fields["credibility"] == "credibility", "the colon is there already"
    assert "id" not in fields, "it is written there already"
    grades = editor.completions(note, "reliability: B", len("reliability: "))
    assert list(grades) == list("ABCDEF")
    keys = editor.completions(note, "reliability: B", 2)
    assert "publisher" in keys
    assert "title" not in keys


def test_completion_of_directives(session: Session) -> None:
    editor, note = session.editor, session.note
    begun = "```{cla" if session.markup == "md" else ".. cla"
    editor.replace(note, "They did not meet.", f"They did not meet.\n\n{begun}\n\n")
    found = editor.completions(note, begun + "\n\n", len(begun))
    assert found["claim"] == ("claim} " if session.markup == "md" else "claim:: ")
    assert {"claims", "restricted", "changes", "judgement"} <= found.keys()
    editor.replace(note, f"\n\n{begun}\n\n", "")


def test_a_register_is_completed_and_explained(session: Session) -> None:
    editor = session.editor
    register = editor.open(session.src / "actors.yaml")
    assert editor.hover(register, "member-of: E5", 12).startswith("**E5**")
    assert editor.definitions(register, "member-of: E5", 12)[0][:2] == ("actors.yaml", 2)
    found = editor.completions(register, "kind: person", len("kind: "))
    assert {"person", "state", "vessel"} <= found.keys()
    assert editor.completions(register, "member-of: E5", 11)["E5"] == "e5"
    assert "country" in editor.completions(register, "kind: person", 1)
    editor.replace(register, "member-of: E5", "member-of: E6")
    editor.until(lambda: any("'E6'" in words for _line, words in editor.said(register)))
    assert editor.said(register)[0][0] == 11
    editor.replace(register, "member-of: E6", "member-of: E5")
    editor.until(lambda: not editor.said(register))


def test_what_is_wrong_is_said_at_once_and_mended(session: Session) -> None:
    editor, note = session.editor, session.note
    right, wrong = session.role("term", "LEAP"), session.role("term", "LAEP")
    editor.replace(note, right, wrong)
    editor.until(lambda: editor.said(note))
    ((line, words),) = [one for one in editor.said(note) if "LAEP" in one[1]]
    assert words == "unknown term 'LAEP'; did you mean 'LEAP'?"
    assert "LAEP" in editor.texts[note].split("\n")[line - 1]
    (one,) = [one for one in editor.diagnostics[note] if "LAEP" in one.message]
    assert one.code == "briefing.unknown"
    assert one.range.end.character - one.range.start.character == len("LAEP")
    action = editor.actions(note, "LAEP")["Did you mean “LEAP”?"]
    assert right in editor.applied(action, note)
    editor.replace(note, wrong, right)
    editor.until(lambda: not editor.said(note))


def test_what_follows_for_other_pages_is_said_soon_after(session: Session) -> None:
    editor, note = session.editor, session.note
    brief = (session.src / f"brief.{session.markup}").as_uri()
    editor.replace(note, "id: met\n", "id: gone\n")
    editor.until(lambda: any("'met'" in words for _line, words in editor.said(brief)))
    editor.replace(note, "id: gone\n", "id: met\n")
    editor.until(lambda: not any("'met'" in words for _line, words in editor.said(brief)))


def test_actions_create_and_add(session: Session) -> None:
    editor, note = session.editor, session.note
    right, wrong = session.role("term", "LEAP"), session.role("actor", "Norland Quorum")
    editor.replace(note, right, wrong)
    editor.until(lambda: editor.said(note))
    title = "Create the actor “Norland Quorum” in actors.yaml"
    action = editor.actions(note, "Norland Quorum")[title]
    register = (session.src / "actors.yaml").as_uri()
    written = editor.applied(action, register, (session.src / "actors.yaml").read_text())
    assert "\n- id: norland-quorum\n  name: Norland Quorum\n  kind: person\n" in written
    assert "# those who speak" in written
    editor.replace(note, wrong, right)
    origin = editor.actions(note, "reliability")
    text = editor.applied(origin["Add the origin: the source that this one retells"], note)
    assert "  reliability: B\n  origin: \n---" in text
    claim = editor.actions(note, "The E5 met", "The E5 met")
    text = editor.applied(claim["Make a claim of the selected passage"], note)
    assert "The E5 met\n" in text
    assert ":passage: The E5 met" in text


def test_a_record_is_renamed_everywhere(session: Session) -> None:
    editor, note = session.editor, session.note
    params = types.PrepareRenameParams(**editor.at(note, "disputes: met", 11))
    found = editor.ask(types.TEXT_DOCUMENT_PREPARE_RENAME, params)
    assert found.placeholder == "met"
    edits = editor.rename(note, "disputes: met", 11, "gathered")
    brief = session.src / f"brief.{session.markup}"
    assert set(edits) == {note, brief.as_uri()}
    assert "id: gathered\n" in editor.edited(note, edits[note])
    assert "disputes: gathered\n" in editor.edited(note, edits[note])
    role = session.role("claim", "gathered")
    assert role in editor.edited(brief.as_uri(), edits[brief.as_uri()], brief.read_text())
    assert "the id 'not-met' is that of another claim" in editor.refusal(
        note, "disputes: met", 11, "not-met"
    )
    named = editor.rename(note, "Søren Kjærgaard", 3, "Søren Nygaard")
    register = (session.src / "actors.yaml").as_uri()
    assert "name: Søren Nygaard" in editor.edited(
        register, named[register], (session.src / "actors.yaml").read_text()
    )
    assert session.role("actor", "Søren Nygaard") in editor.edited(note, named[note])


def test_roles_are_offered_that_go_with_the_kind_of_an_event(session: Session) -> None:
    editor, note = session.editor, session.note
    is_md = session.markup == "md"
    head, indent = ("```{event} A raid", "") if is_md else (".. event:: A raid", "   ")
    options = [f"{indent}:{one}" for one in ("date: 2026-02-20", "kind: attack", "targets: E5")]
    written = "\n".join(["", "", head, *options, *(["```"] if is_md else []), ""])
    editor.replace(note, "They did not meet.", f"They did not meet.{written}")
    fields = editor.completions(note, "targets: E5", 0)
    assert "targets" in fields
    assert not {"host", "signatories"} & fields.keys()
    assert editor.completions(note, "targets: E5", len("targets: E"))["E5"] == "e5"
    editor.replace(note, "kind: attack", "kind: agreement")
    assert {"host", "signatories"} <= editor.completions(note, "targets: E5", 0).keys()
    editor.replace(note, "kind: agreement", "kind: attack")
    editor.replace(note, "targets: E5", "signatories: E5")
    editor.until(lambda: any("go with kind" in words for _line, words in editor.said(note)))
    editor.replace(note, written.replace("targets", "signatories"), "")
