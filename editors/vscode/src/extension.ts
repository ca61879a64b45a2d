import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

const SECTION = "sphinxBriefing";
const NAME = "Sphinx Briefing";
const INSTALL = 'pip install "sphinx-briefing[desk]"';
/** Folders in which workspaces keep their Python, and where it is inside of them. */
const ENVIRONMENTS = [".venv", "venv", "env"];
const PYTHON = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
/** Notes, briefs and registers. */
const LANGUAGES = ["markdown", "restructuredtext", "yaml", "json", "bibtex", "csv"];

let client: LanguageClient | undefined;
let log: vscode.OutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel(NAME);
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand(`${SECTION}.restart`, restart),
    vscode.commands.registerCommand(`${SECTION}.log`, () => log.show()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.command`)) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch (error) {
    log.appendLine(`The server did not end by itself: ${error}`);
  }
}

async function start(): Promise<void> {
  const folder = await projectFolder();
  if (folder === undefined) {
    log.appendLine("There is no conf.py in this workspace: no server is started.");
    return;
  }
  const [command, ...args] = await commandFor(folder);
  log.appendLine(`${[command, ...args].join(" ")} (in ${folder})`);
  const server: ServerOptions = { command, args, options: { cwd: folder } };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    outputChannel: log,
    synchronize: {
      fileEvents: vscode.workspace.createFileSystemWatcher(
        "**/{conf.py,*.md,*.rst,*.yaml,*.yml,*.json,*.csv,*.bib}",
      ),
    },
  };
  const started = new LanguageClient(SECTION, NAME, server, options);
  client = started;
  try {
    await started.start();
  } catch (error) {
    if (client === started) {
      client = undefined;
    }
    await explain(command, error);
  }
}

/** Say why there is no server, and offer what helps. */
async function explain(command: string, error: unknown): Promise<void> {
  log.appendLine(String(error));
  const choice = await vscode.window.showErrorMessage(
    `Sphinx Briefing cannot start with ${command}. Is it installed there? ${INSTALL}`,
    "Copy the command",
    "Settings",
    "Log",
  );
  if (choice === "Copy the command") {
    await vscode.env.clipboard.writeText(INSTALL);
  } else if (choice === "Settings") {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.command`);
  } else if (choice === "Log") {
    log.show();
  }
}

/** The folder of the workspace that has a conf.py nearest to its top. */
async function projectFolder(): Promise<string | undefined> {
  const outside = "**/{node_modules,.venv,venv,env,build,_build,.nox,.tox}/**";
  const found = await vscode.workspace.findFiles("{conf.py,*/conf.py}", outside, 20);
  const nearest = found.sort((a, b) => a.path.length - b.path.length).at(0);
  return nearest && vscode.workspace.getWorkspaceFolder(nearest)?.uri.fsPath;
}

/** What is started: as the settings say, else with the Python of the workspace. */
async function commandFor(folder: string): Promise<string[]> {
  const set = vscode.workspace.getConfiguration(SECTION).get<string[]>("command", []);
  if (set.length > 0) {
    return set.map((word) => word.replace("${workspaceFolder}", folder));
  }
  const python = pythonIn(folder) ?? (await chosenPython(folder));
  return python ? [python, "-m", "sphinx_briefing", "lsp"] : ["sphinx-briefing", "lsp"];
}

function pythonIn(folder: string): string | undefined {
  const places = ENVIRONMENTS.map((name) => path.join(folder, name, ...PYTHON));
  return places.find((place) => fs.existsSync(place));
}

/** The Python that is chosen in the Python extension, if that is there. */
async function chosenPython(folder: string): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension("ms-python.python");
  if (extension === undefined) {
    return undefined;
  }
  try {
    const api = await extension.activate();
    const resource = vscode.Uri.file(folder);
    const chosen: unknown = api?.environments?.getActiveEnvironmentPath(resource)?.path;
    // The path may be that of an environment without a Python in it yet.
    return typeof chosen === "string" && fs.statSync(chosen).isFile() ? chosen : undefined;
  } catch (error) {
    log.appendLine(`The Python extension names no Python: ${error}`);
    return undefined;
  }
}
