import { type Handlers, type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type FindRunData } from '../data/contract';
import { type DetectService } from '../detect/contract';
import { type DriftService, type ProfileService } from '../drift/contract';
import { type ExplainService } from '../explain/contract';
import { type monitorCalls } from '../monitor/contract';
import { type QualityService } from '../quality/contract';
import { type LogReport, type reportCalls } from '../reports/contract';
import { type sampleCalls } from '../sample/contract';
import { type OpenStore, type RegistryStore, type ResolvedModel, type Store } from '../store/contract';
import { type Options, parseArguments, type Values } from './parseArguments';

/** The person or script on the other side. */
export interface Terminal {
  /** Standard output: the value, nothing else. */
  readonly print: (text: string) => void;
  /** Standard error: what is said beside the value. */
  readonly say: (text: string) => void;
  /** Whether standard error is watched by a person: only then is progress shown. */
  readonly watched: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Working directory. */
  readonly folder: string;
  /** The operating system's user name. */
  readonly user: string;
}

type ResolveModel = RegistryStore['resolveModel'];

/** The engine's parts, as the entry point joins them. */
export interface Services {
  readonly version: string;
  readonly openStore: OpenStore;
  /** A path or `file:` URI; null for what only a store can resolve. */
  readonly resolveLocalModel: (uri: string) => Result<ResolvedModel> | null;
  readonly findRunData: (store: Store) => FindRunData;
  readonly drift: (resolveModel: ResolveModel) => DriftService;
  readonly profiles: ProfileService;
  readonly quality: QualityService;
  readonly explain: (resolveModel: ResolveModel) => ExplainService;
  readonly detect: DetectService;
  readonly reports: Handlers<typeof reportCalls>;
  readonly logReport: (store: Store) => LogReport;
  readonly monitors: Pick<Handlers<typeof monitorCalls>, 'list'>;
  readonly sample: Handlers<typeof sampleCalls>;
}

/** What a command is given beside its arguments. */
export interface Session {
  readonly terminal: Terminal;
  readonly services: Services;
  readonly job: Job;
  /** Opens the chosen store, uses it and closes it. */
  readonly withStore: <T>(use: (store: Store) => Promise<Result<T>>) => Promise<Result<T>>;
}

/** What a command that did its work has to say. */
export interface Outcome {
  /** The command's value, as `--json` prints it. */
  readonly json: unknown;
  /** The same for people. */
  readonly text: string;
  /** 3: drift; 1: no verdict, or what was asked for beside it failed, which `complaint` explains. 0 when absent. */
  readonly exitCode?: 1 | 3;
  readonly complaint?: string;
}

/** A command that is ready to run: its arguments are right. */
export type PreparedCommand = (session: Session) => Promise<Result<Outcome>>;

export interface Command {
  /** As typed: "runs list". */
  readonly words: string;
  readonly summary: string;
  readonly positionals: readonly string[];
  readonly options: Options;
  /** A failure is wrong usage. */
  readonly prepare: (args: readonly string[], shared: Options) => Result<{ readonly run: PreparedCommand; readonly shared: SharedValues }>;
}

/** Given to any command. */
export interface SharedValues {
  readonly store?: string;
  readonly json?: boolean;
  readonly help?: boolean;
}

interface Definition<O extends Options> {
  readonly words: string;
  readonly summary: string;
  readonly positionals: readonly string[];
  readonly options: O;
  /** Checks what single options cannot, and makes what runs. A failure is wrong usage. */
  readonly plan: (positionals: readonly string[], values: Values<O>) => Result<PreparedCommand>;
}

/** A command from its parts, with the types of its own options. */
export function command<const O extends Options>(definition: Definition<O>): Command {
  const { words, summary, positionals, options, plan } = definition;
  return {
    words,
    summary,
    positionals,
    options,
    prepare: (args, shared) => {
      const parsed = parseArguments(
        args,
        { ...shared, ...options },
        asksForHelp(args) ? [...positionals.map(optional), '[…]'] : positionals,
      );
      if (!parsed.ok) return parsed;
      const values = parsed.value.values as Values<O> & SharedValues;
      if (values.help) return success({ run: nothing, shared: values });
      const planned = plan(parsed.value.positionals, values);
      return planned.ok ? success({ run: planned.value, shared: values }) : planned;
    },
  };
}

/** `--help` is answered whatever else is missing. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).includes('--help');
}

function optional(name: string): string {
  return name.startsWith('[') ? name : `[${name}]`;
}

function nothing(): Promise<Result<Outcome>> {
  return Promise.resolve(failure('invalid', 'Nothing to do.'));
}
