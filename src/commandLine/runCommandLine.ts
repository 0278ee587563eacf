import { toJsonNumber } from '../base/json';
import { failure, failureSentence, type Result, success } from '../base/result';
import { type Store } from '../store/contract';
import { aliasDelete, aliasSet, register, rollback, stage } from './changeCommands';
import { type Command, type Outcome, type PreparedCommand, type Services, type Session, type SharedValues, type Terminal } from './command';
import { detect } from './detectCommand';
import { drift } from './driftCommand';
import { explain } from './explainCommand';
import { history } from './historyCommand';
import { experimentsList, modelsList, modelsShow, runsList, versionsList } from './listCommands';
import { flag, text } from './options';
import { visible } from './plainText';
import { profile, profileMerge } from './profileCommand';
import { progressLine } from './progressLine';
import { quality } from './qualityCommand';
import { sample } from './sampleCommand';
import { serverOptions } from './serverOptions';
import { commandHelp, overview } from './usage';

const COMMANDS: readonly Command[] = [
  experimentsList,
  runsList,
  modelsList,
  modelsShow,
  versionsList,
  register,
  stage,
  aliasSet,
  aliasDelete,
  rollback,
  history,
  drift,
  profileMerge,
  profile,
  detect,
  quality,
  explain,
  sample,
];

const SHARED = {
  store: text('URI', 'sqlite:///PATH, or sqlite:////ABSOLUTE/PATH; MLFLOW_TRACKING_URI, else ./mlflow.db when absent.'),
  json: flag('Print one JSON value.'),
  help: flag('Show this.'),
};

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/**
 * Runs one command. Standard output holds its value only: a table for people, or under `--json` one JSON value.
 * @param signal ends it early; what it began is not written.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 drift under `--fail-on-drift`.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  services: Services,
  signal: AbortSignal,
): Promise<number> {
  const found = findCommand(args);
  if (!found.ok) return answerWithoutCommand(args, found.failure.message, terminal, services);
  const { command, rest } = found.value;
  const prepared = command.prepare(rest, SHARED);
  if (!prepared.ok) return misuse(terminal, prepared.failure.message, command.words);
  const { run, shared } = prepared.value;
  if (shared.help) {
    terminal.print(`${commandHelp(command, SHARED)}\n`);
    return DONE;
  }
  return await execute(run, shared, { terminal, services, signal });
}

interface Setting {
  readonly terminal: Terminal;
  readonly services: Services;
  readonly signal: AbortSignal;
}

async function execute(run: PreparedCommand, shared: SharedValues, { terminal, services, signal }: Setting): Promise<number> {
  const line = progressLine(terminal);
  const job = { signal, progress: line.show };
  const session: Session = {
    terminal: { ...terminal, say: line.say },
    services,
    job,
    withStore: use => withStore(session, shared.store, use),
  };
  const result = await run(session);
  line.clear();
  if (!result.ok) {
    terminal.say(`modelops: ${visible(failureSentence(result.failure))}\n`);
    return FAILED;
  }
  return answer(terminal, result.value, shared.json ?? false);
}

function answer(terminal: Terminal, outcome: Outcome, asJson: boolean): number {
  terminal.print(asJson ? `${JSON.stringify(outcome.json, nameNonFinite)}\n` : `${outcome.text}\n`);
  if (outcome.complaint !== undefined) terminal.say(`modelops: ${visible(outcome.complaint)}\n`);
  return outcome.exitCode ?? DONE;
}

function nameNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? toJsonNumber(value) : value;
}

async function withStore<T>(
  { terminal, services }: Session,
  given: string | undefined,
  use: (store: Store) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { environment } = terminal;
  const uri = given ?? (environment['MLFLOW_TRACKING_URI'] || 'sqlite:///mlflow.db');
  const actor = environment['MODELOPS_ACTOR'] || terminal.user;
  const opened = await services.openStore(uri, /^https?:/i.test(uri) ? { actor, ...serverOptions(environment) } : { actor });
  if (!opened.ok) return opened;
  try {
    return await use(opened.value);
  } finally {
    opened.value.close();
  }
}

interface Found {
  readonly command: Command;
  readonly rest: readonly string[];
}

/** The command whose words come first; shared options may stand before them. */
function findCommand(args: readonly string[]): Result<Found> {
  const before: string[] = [];
  let start = 0;
  for (let word = args[start]; word?.startsWith('--') && word !== '--'; word = args[start]) {
    const length = word === '--store' ? 2 : 1;
    before.push(...args.slice(start, start + length));
    start += length;
  }
  const command = COMMANDS.find(({ words }) => words.split(' ').every((part, place) => args[start + place] === part));
  if (!command)
    return failure(
      'invalid',
      args[start] === undefined ? 'Which command?' : `There is no command "${visible(unknownWords(args.slice(start)))}".`,
    );
  return success({ command, rest: [...before, ...args.slice(start + command.words.split(' ').length)] });
}

/** The second word belongs to the command's name where the first is that of a group. */
function unknownWords([first = '', second]: readonly string[]): string {
  return second !== undefined && groupOf(first).length > 0 && !second.startsWith('--') ? `${first} ${second}` : first;
}

function groupOf(word: string | undefined): readonly Command[] {
  return COMMANDS.filter(({ words }) => words.startsWith(`${word} `));
}

/** `--version`, `--help` and `GROUP --help` need no command; anything else without one is wrong usage. */
function answerWithoutCommand(args: readonly string[], complaint: string, terminal: Terminal, services: Services): number {
  const word = args.find(each => !each.startsWith('--'));
  const group = groupOf(word);
  const commands = group.length > 0 ? group : COMMANDS;
  const asked = args.includes('--help') ? overview(commands, SHARED) : args.includes('--version') ? services.version : null;
  if (asked === null) return misuse(terminal, complaint, group.length > 0 ? word : undefined);
  terminal.print(`${asked}\n`);
  return DONE;
}

/** @param words the command that is meant, or its group */
function misuse(terminal: Terminal, complaint: string, words: string | undefined): number {
  const help = ['modelops', ...(words === undefined ? [] : [words]), '--help'].join(' ');
  terminal.say(`modelops: ${visible(complaint)}\nSee ${help}.\n`);
  return WRONG_USAGE;
}
