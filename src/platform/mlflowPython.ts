import { execFile } from 'node:child_process';
import * as path from 'node:path';

/** What a Python says of its MLflow and of a database file, without changing it. */
export interface MlflowFacts {
  readonly version: string;
  /** The Alembic revision that this MLflow wants; null where it did not say. */
  readonly head: string | null;
  /** The revision of the file. */
  readonly revision: string | null;
  /** Whether this MLflow knows the file's revision: false for a file that a newer one made. */
  readonly knows: boolean;
  /** Whether it upgrades the file by itself when it opens it: it does if tables are missing. */
  readonly upgrades: boolean;
}

/**
 * What happens to the file when this MLflow opens it. 'upgraded': it becomes another schema by itself; 'refused': MLflow
 * asks for `mlflow db upgrade` first; 'newer': this MLflow is too old for it; 'unknown': this MLflow did not say.
 */
export type FileFate = 'kept' | 'upgraded' | 'refused' | 'newer' | 'unknown';

export function fateOf({ head, revision, knows, upgrades }: MlflowFacts): FileFate {
  if (head === null || revision === null) return 'unknown';
  if (head === revision) return 'kept';
  if (!knows) return 'newer';
  return upgrades ? 'upgraded' : 'refused';
}

/** Opens the file to read only and asks MLflow's own functions; what one release lacks is left out. */
const SCRIPT = `
import json, pathlib, sqlite3, sys
import mlflow
facts = {"version": mlflow.__version__, "head": None, "revision": None, "knows": False, "upgrades": False}
try:
    import sqlalchemy
    import mlflow.store.model_registry.sqlalchemy_store
    import mlflow.store.tracking.sqlalchemy_store
    from alembic.script import ScriptDirectory
    from mlflow.store.db import utils
    address = pathlib.Path(sys.argv[1]).absolute().as_uri() + "?mode=ro"
    engine = sqlalchemy.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    script = ScriptDirectory.from_config(utils._get_alembic_config(db_url=""))
    facts["revision"] = utils._get_schema_version(engine)
    facts["upgrades"] = not utils._all_tables_exist(engine)
    facts["knows"] = any(one.revision == facts["revision"] for one in script.walk_revisions())
    facts["head"] = utils._get_latest_schema_revision()
except Exception as error:
    print(type(error).__name__, error, file=sys.stderr)
print(json.dumps(facts))
`;

/** Importing MLflow takes seconds, on a slow disk many. */
const PATIENCE_MS = 90_000;

/**
 * Asks a Python about its MLflow. Null if there is no such program, or no MLflow in it.
 * @param folder where the program runs: never the workspace, whose files Python would import.
 */
export async function inspectMlflow(python: string, database: string, folder: string): Promise<MlflowFacts | null> {
  const output = await run(python, ['-c', SCRIPT, database], folder);
  const line = output?.trim().split(/\r?\n/).at(-1);
  if (line === undefined) return null;
  try {
    return JSON.parse(line) as MlflowFacts;
  } catch {
    return null;
  }
}

/** The arguments that start a server on a database: each is one argument, no shell reads them. */
export function serverArguments(server: {
  readonly storeUri: string;
  readonly artifacts: string;
  readonly port: number;
}): readonly string[] {
  const { storeUri, artifacts, port } = server;
  return [
    ...['-m', 'mlflow', 'server', '--backend-store-uri', storeUri, '--artifacts-destination', artifacts],
    // One is enough for one person and a file; several have a supervisor, which takes a closed terminal for a wish to go on.
    ...['--workers', '1', '--host', '127.0.0.1', '--port', String(port)],
  ];
}

/**
 * What the server's environment needs besides ours. MLflow's workers for jobs (scorers and the like, which a database
 * of models has no use for) are several Pythons that outlive a server whose task is ended: they run if ours asks for them.
 */
export function serverEnvironment(python: string, ours: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> {
  const jobs = ours['MLFLOW_SERVER_ENABLE_JOB_EXECUTION'] ?? 'false';
  return { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: jobs, ...programsBeside(python, ours) };
}

/** MLflow 2 starts gunicorn or waitress by its name, and it lies beside its Python. */
function programsBeside(python: string, ours: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  if (!path.isAbsolute(python)) return {};
  // Windows writes it "Path".
  const name = Object.keys(ours).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
  const before = ours[name];
  return { [name]: [path.dirname(python), ...(before === undefined ? [] : [before])].join(path.delimiter) };
}

function run(program: string, args: readonly string[], cwd: string): Promise<string | null> {
  return new Promise(resolve => {
    execFile(program, args, { cwd, timeout: PATIENCE_MS, maxBuffer: 1_000_000, windowsHide: true }, (error, output) => {
      resolve(error === null ? output : null);
    });
  });
}
