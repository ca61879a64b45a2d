"""Everything that is done in this repository, as sessions.

``nox`` alone builds the briefings: pages and, beside them, PDFs. ``nox -l`` lists the other
sessions; what follows ``--`` goes to the tool that the session runs: ``nox -s tests -- -k ledger``.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.5.1"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = False

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)

SOURCES = Path("briefings")
CONF = Path("conf")
MANUAL = Path("docs")
BUILD = Path("build")

AUDIENCES = ("CLEAR", "GREEN")
"""Who gets an edition of their own: each marking up to which somebody may read."""

MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""Who may get one if asked for by name."""

BESIDE_EACH_OTHER = ("-n", "auto", "--dist", "loadfile")
"""Tests of several files run at once; those of one file share what they have built."""

STRICT = ("-n", "-W", "--keep-going")
FILES = ("-D", "briefing_files=pdf,docx")
SUMMARY = ("-D", "briefing_summary=1", "-D", "briefing_sarif=../briefing.sarif")


def install(session: nox.Session, *groups: str, extras: str = "all", editable: bool = True) -> None:
    """Install the toolkit with extras, and dependency groups of ``pyproject.toml``."""
    toolkit = f".[{extras}]"
    session.install(
        *(("-e", toolkit) if editable else (toolkit,)),
        *nox.project.dependency_groups(PROJECT, *groups),
    )


def build(session: nox.Session, builder: str, *options: str, out: Path | None = None) -> Path:
    """Build the briefings with one builder, and say where the output is."""
    out = out or BUILD / builder
    session.run(
        "sphinx-build",
        *("-b", builder, "-c", str(CONF), "-d", str(out.parent / "doctrees"), "-j", "auto"),
        *options,
        str(SOURCES),
        str(out),
    )
    return out


@nox.session
def html(session: nox.Session) -> None:
    """Build the briefings, in build/html: pages and, beside them, a PDF of each brief."""
    install(session, "docs")
    out = build(session, "html", *session.posargs)
    session.log(f"The pages begin at {out / 'index.html'}")
    for path in sorted(out.rglob("*.pdf")):
        session.log(f"{path} ({path.stat().st_size / 1000:.0f} kB)")


@nox.session(default=False)
def pdf(session: nox.Session) -> None:
    """Build the PDFs of the briefs alone, in build/pdf."""
    files(session, "briefpdf", "pdf")


@nox.session(default=False)
def docx(session: nox.Session) -> None:
    """Build one Word file for each brief, in build/docx."""
    files(session, "briefdocx", "docx")


def files(session: nox.Session, builder: str, suffix: str) -> None:
    """Build one file for each brief, without its page."""
    install(session, "docs")
    out = build(session, builder, *session.posargs, out=BUILD / suffix)
    for path in sorted(out.rglob(f"*.{suffix}")):
        session.log(f"{path} ({path.stat().st_size / 1000:.0f} kB)")


@nox.session(default=False)
def live(session: nox.Session) -> None:
    """Serve the briefings, built again at every change: `-- --open`."""
    command(session, "live", "--out", str(BUILD / "live"))


@nox.session(default=False)
def vscode(session: nox.Session) -> None:
    """Check the extension for VS Code, and pack it; needs the registry of npm."""
    session.install(*nox.project.dependency_groups(PROJECT, "vscode"))
    with session.chdir("editors/vscode"):
        session.run("npm", "ci", "--no-audit", "--no-fund")
        session.run("npx", "tsc", "--noEmit")
        session.run("npx", "vsce", "package", *session.posargs)


@nox.session(default=False)
def check(session: nox.Session) -> None:
    """Build briefings and manual from nothing, with every warning an error; sum up at the end."""
    install(session, "docs")
    top = BUILD / "check"
    shutil.rmtree(top, ignore_errors=True)
    options = (*STRICT, *session.posargs)
    # All findings are wanted, so that a failure waits until the last build has summed them up.
    failed = [not passes(manual, session, *options, out=top / "docs")]
    builders = (("ledger", ()), ("html", (*FILES, *SUMMARY)))
    for builder, more in builders:
        failed.append(not passes(build, session, builder, *options, *more, out=top / builder))
    session.log(f"The findings are in {top / 'briefing.sarif'}")
    folders = ("--source", str(SOURCES), "--conf", str(CONF))
    cards = ("python", "-m", "sphinx_briefing", "report-card", *folders)
    session.run(*cards, success_codes=[0, 3])  # a card is no mistake
    if any(failed):
        session.error("There are warnings, which are errors here.")


@nox.session(default=False)
def audiences(session: nox.Session) -> None:
    """Build strictly what each audience may read, in build/audiences: `-- GREEN` for one alone."""
    install(session, "docs")
    chosen = [name.upper() for name in session.posargs if name.upper() in MARKINGS] or AUDIENCES
    options = [word for word in session.posargs if word.upper() not in MARKINGS]
    failed = []
    for audience in chosen:
        out = BUILD / "audiences" / audience.lower().replace("+", "-")
        for_them = ("-D", f"briefing_audience={audience}", *FILES)
        if not passes(build, session, "html", *STRICT, *for_them, *options, out=out):
            failed.append(audience)
        elif (report := out / "briefing-audience.json").is_file():
            session.log(f"{audience}: {out / 'index.html'}; what was searched for: {report}")
    if failed:
        session.error(f"Not to be sent: {', '.join(failed)}.")


@nox.session(default=False)
def publish(session: nox.Session) -> None:
    """Build strictly from nothing, freeze final briefs if nothing is wrong, list what goes out."""
    install(session, "docs")
    top = BUILD / "publish"
    shutil.rmtree(top, ignore_errors=True)
    options = (*STRICT, *session.posargs)
    # What is frozen stays: nothing is, before all pages are free of mistakes.
    ledger = build(session, "ledger", *options, out=top / "ledger")
    folders = ("--source", str(SOURCES), "--conf", str(CONF))
    session.run("python", "-m", "sphinx_briefing", "freeze", "--final", *folders)
    pages = build(session, "html", *options, *FILES, out=top / "html")
    found = (str(ledger / "ledger.json"), str(pages))
    session.run("python", "-m", "sphinx_briefing", "outgoing", *found)


def passes(step: Callable[..., Path], *arguments: Any, **options: Any) -> bool:
    """Whether a build goes through."""
    try:
        step(*arguments, **options)
    except CommandFailed:
        return False
    return True


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Begin a page: `-- policy briefings/briefs/2026-09-sanctions.md`, `-- note …`."""
    install(session)
    session.run("python", "-m", "sphinx_briefing", "new", "--conf", str(CONF), *session.posargs)


@nox.session(default=False)
def freeze(session: nox.Session) -> None:
    """Keep what an edition of a brief says: `-- briefs/2026-08-geneva-talks`."""
    command(session, "freeze")


@nox.session(default=False)
def impact(session: nox.Session) -> None:
    """List what rests on a source, a claim or any other record: `-- reuters-leap-2027`."""
    command(session, "impact")


def command(session: nox.Session, name: str, *options: str) -> None:
    """Run a command of the toolkit on the briefings."""
    install(session, "docs")
    folders = ("--source", str(SOURCES), "--conf", str(CONF))
    session.run("python", "-m", "sphinx_briefing", name, *folders, *options, *session.posargs)


@nox.session(default=False)
def linkcheck(session: nox.Session) -> None:
    """Ask the network whether the links of the briefings still lead somewhere."""
    install(session, "docs")
    build(session, "linkcheck", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the manual of the toolkit, in build/docs."""
    install(session, "docs")
    out = manual(session, *session.posargs, out=BUILD / "docs")
    session.log(f"The manual begins at {out / 'index.html'}")


def manual(session: nox.Session, *options: str, out: Path) -> Path:
    """Build the manual of the toolkit."""
    session.run(
        "sphinx-build",
        *("-b", "html", "-d", str(out.parent / "docs-doctrees"), "-j", "auto"),
        *options,
        str(MANUAL),
        str(out),
    )
    return out


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Run the tests with the Python that runs nox."""
    run_tests(session)


@nox.session(name="tests-all", python=PYTHONS, default=False)
def tests_all(session: nox.Session) -> None:
    """Run the tests with every supported Python that is on this machine."""
    run_tests(session)


def run_tests(session: nox.Session) -> None:
    """Run the tests against the toolkit as a user installs it: from the wheel."""
    install(session, "docs", "test", editable=False)
    session.run("pytest", *("-n", "auto"), *session.posargs)


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Read the built briefings in Chromium, as a reader would."""
    install(session, "browser", editable=False)
    session.run("pytest", "-m", "browser", *BESIDE_EACH_OTHER, *session.posargs)


@nox.session(default=False)
def office(session: nox.Session) -> None:
    """Open the Word files in LibreOffice, and hold them against the schemas of Office."""
    install(session, "office", editable=False)
    session.run("pytest", "-m", "office", *BESIDE_EACH_OTHER, *session.posargs)


@nox.session(default=False)
def exactness(session: nox.Session) -> None:
    """Hold incremental builds to clean ones, with many random edits and kills: an hour or so."""
    install(session, "docs", "test", editable=False)
    long = {"BRIEFING_LONG_TESTS": "1"}
    session.run(
        "pytest",
        *("-n", "auto", "tests/incremental/test_exactness.py", "tests/incremental/test_kills.py"),
        "tests/unit/test_standing.py",
        *session.posargs,
        env=long,
    )


@nox.session(default=False)
def models(session: nox.Session) -> None:
    """Make 10,000 calls each of servers for models, which must say no word above their audience."""
    install(session, "docs", "test", editable=False)
    calls = {"BRIEFING_MCP_CALLS": "10000"}
    session.run("pytest", *("-n", "auto"), "tests/mcp_server", *session.posargs, env=calls)


@nox.session(default=False)
def fonts(session: nox.Session) -> None:
    """Cut the fonts of the theme anew; needs npm, and the registry."""
    install(session, "fonts")
    session.run("python", "-m", "tools.fonts")


@nox.session(default=False)
def gallery(session: nox.Session) -> None:
    """Take the pictures of the manual anew; needs Chromium for Playwright, and Poppler."""
    install(session, "browser")
    out = build(session, "html")
    session.run("python", "-m", "tools.gallery", str(out))


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure builds of made-up corpora, beside other tools: `-- --sizes 100 1000 --rounds 3`."""
    install(session, "bench")
    session.run("python", "-m", "bench", *session.posargs)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style and form of the code; `-- --fix` mends what can be mended."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", *(() if fix else ("--check", "--diff")))


@nox.session(default=False)
def types(session: nox.Session) -> None:
    """Check the types of package, tests and noxfile, strictly."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session(venv_backend="none", default=False)
def clean(session: nox.Session) -> None:
    """Remove what the sessions have made; their environments stay."""
    caches = (".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "dist")
    for path in (BUILD, *map(Path, caches)):
        if path.exists():
            session.log(f"removing {path}")
            shutil.rmtree(path)


if __name__ == "__main__":
    nox.main()
