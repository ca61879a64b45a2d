"""The questions of an editor, and who answers them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from ..workspace.protocol import Event
from . import actions, answers, completing, lenses, renames, symbols

if TYPE_CHECKING:
    from .app import BriefingServer

PATIENCE = 60.0
"""Seconds that a renaming may take."""


def connect(ls: BriefingServer) -> None:
    """Let a server answer."""
    _connect_answers(ls)
    _connect_actions(ls)
    _connect_renaming(ls)


def _connect_answers(ls: BriefingServer) -> None:
    feature = ls.feature

    @feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        place = ls.place_of(params.text_document.uri, params.position)
        return answers.hover(place) if place is not None else None

    @feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        place = ls.place_of(params.text_document.uri, params.position)
        return answers.definition(place) if place is not None else []

    @feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        place = ls.place_of(params.text_document.uri, params.position)
        wanted = params.context.include_declaration
        return answers.references(place, declaration=wanted) if place is not None else []

    options = types.CompletionOptions(
        trigger_characters=["{", "`", ":", " ", ",", "<"], resolve_provider=True
    )

    @feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def completion(params: types.CompletionParams) -> types.CompletionList | None:
        place = ls.place_of(params.text_document.uri, params.position)
        return completing.complete(place) if place is not None else None

    @feature(types.COMPLETION_ITEM_RESOLVE)
    def completion_resolve(item: types.CompletionItem) -> types.CompletionItem:
        def card(kind: str, identifier: str) -> str:
            for project in ls.projects.values():
                if found := project.index.record(kind, identifier):
                    return answers.card_of(project, found)
            return ""

        return completing.resolve(card, item)

    @feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def of_file(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        found = ls.project_of(params.text_document.uri)
        if found is None:
            return []
        project, path = found
        return symbols.of_file(project, ls.units, path, project.named_path(path))

    @feature(types.WORKSPACE_SYMBOL)
    def of_workspace(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        return [
            symbol
            for key, project in ls.projects.items()
            for symbol in symbols.of_project(project, ls.units, ls.symbol_names[key], params.query)
        ]


def _connect_actions(ls: BriefingServer) -> None:
    feature = ls.feature

    @feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        found = ls.project_of(params.text_document.uri)
        return lenses.lenses(found[0], ls.units, found[1]) if found is not None else []

    kinds = types.CodeActionOptions(
        code_action_kinds=[
            types.CodeActionKind.QuickFix,
            types.CodeActionKind.Refactor,
            types.CodeActionKind.RefactorExtract,
        ]
    )

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        place = ls.place_of(params.text_document.uri, params.range.start)
        if place is None:
            return []
        return list(actions.actions(place, params.range, params.context.diagnostics))


def _connect_renaming(ls: BriefingServer) -> None:
    feature = ls.feature

    @feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        place = ls.place_of(params.text_document.uri, params.position)
        found = renames.what_is_renamed(place) if place is not None else None
        return types.PrepareRenamePlaceholder(found[1], found[2]) if found is not None else None

    @feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        place = ls.place_of(params.text_document.uri, params.position)
        request = renames.request_for(place, params.new_name) if place is not None else None
        if place is None or request is None:
            return None
        project = place.project
        try:
            event = await asyncio.wait_for(project.answer_to(request), PATIENCE)
        except TimeoutError:
            event = Event("renamed", text="the project is not read yet; try again in a moment")
        if event.text:
            raise JsonRpcException(message=event.text, code=types.LSPErrorCodes.RequestFailed)
        edit = renames.edit_of(project, ls.units, event)
        known = ls.client_capabilities.workspace
        edits = known.workspace_edit if known is not None else None
        return edit if edits is not None and edits.document_changes else renames.plain(edit)
