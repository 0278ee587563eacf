import { extensions, type Uri } from 'vscode';
import { readSetting } from './commands';

/** What is used of the ms-python extension's API. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
  };
}

/** Pythons of the user, the likeliest first: the setting alone if there is one, else the active interpreter, else those on PATH. */
export async function pythonPrograms(resource: Uri | undefined): Promise<readonly string[]> {
  const configured = readSetting('modelOps.python');
  if (configured !== '') return [configured];
  const active = await activeInterpreter(resource);
  return [...(active === null ? [] : [active]), 'python3', 'python'];
}

/** Null where the Python extension is not installed, chose nothing, or answers otherwise than we know. */
async function activeInterpreter(resource: Uri | undefined): Promise<string | null> {
  const extension = extensions.getExtension<PythonApi>('ms-python.python');
  if (extension === undefined) return null;
  try {
    const { environments } = await extension.activate();
    if (environments === undefined) return null;
    const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
    return environment?.executable.uri?.fsPath ?? null;
  } catch {
    return null;
  }
}
