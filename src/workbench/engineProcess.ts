import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, l10n } from 'vscode';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { type Disposable } from '../base/disposable';
import { type Call, engineIsUp, type Job } from '../base/protocol';
import { failure, type Result } from '../base/result';
import { ask, hear } from '../base/rpc';
import { CrashCounter } from '../platform/crashCounter';
import { type Log } from './log';

/** Whoever answers calls. The rooms of the capabilities see the engine as this. */
export interface Engine {
  /** Sends one call; whatever goes wrong comes back as a failure. */
  ask<Params, Value>(what: Call<Params, Value>, params: Params, job?: Partial<Job>): Promise<Result<Value>>;
}

interface Running {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  /** Settled when everything that `onStart` prepares is done. */
  prepared: Promise<void>;
}

interface EngineOptions {
  /** The bundled engine.js. */
  readonly script: string;
  /** What the process gets beside the host's own environment; read at each start. */
  readonly environment: () => NodeJS.ProcessEnv;
  readonly log: Log;
  /** More crashes than these within the window end the restarts. */
  readonly crashes?: { readonly allowed: number; readonly withinMs: number };
}

/**
 * The engine as a forked process: started by the first call, started again after a crash, given up when it crashes
 * again and again. Calls that were under way when it died fail as 'unavailable'; nothing committed is lost.
 */
export class EngineProcess implements Engine, Disposable {
  private running: Running | null = null;
  private disposed = false;
  private underWay = 0;
  /** What the process was told at its start holds no more. */
  private isOutdated = false;
  private readonly crashes: CrashCounter;
  private readonly preparations: ((engine: Engine) => Promise<unknown>)[] = [];
  private readonly crashed = new EventEmitter<{ readonly restarted: boolean }>();
  /** The engine died: it runs again, or it crashed so often that it is left alone until `restart`. */
  readonly onDidCrash = this.crashed.event;

  constructor(private readonly options: EngineOptions) {
    this.crashes = new CrashCounter(options.crashes ?? { allowed: 3, withinMs: 60_000 });
  }

  /** Runs before any other call of each new process, e.g. to connect its store again. */
  onStart(prepare: (engine: Engine) => Promise<unknown>): void {
    this.preparations.push(prepare);
  }

  async ask<Params, Value>(what: Call<Params, Value>, params: Params, job: Partial<Job> = {}): Promise<Result<Value>> {
    if (this.isGivenUp) return givenUp();
    const running = this.start();
    return await this.counted(orAborted(running.prepared, job.signal).then(() => ask(running.connection, what, params, job)));
  }

  /** The next call is answered by a process that is told its environment anew; what is under way ends first. */
  renew(): void {
    this.isOutdated = this.running !== null;
    this.replaceWhenIdle();
  }

  /** It crashed so often that it is left alone. */
  get isGivenUp(): boolean {
    return this.crashes.exceeded;
  }

  /** Starts afresh after the engine was given up. */
  restart(): void {
    this.crashes.forget();
    this.start();
  }

  /** The process, for a test that kills it; undefined while none runs. */
  get processId(): number | undefined {
    return this.running?.child.pid;
  }

  dispose(): void {
    this.disposed = true;
    this.crashed.dispose();
    this.stop(this.running);
  }

  private async counted<T>(work: Promise<T>): Promise<T> {
    this.underWay++;
    try {
      return await work;
    } finally {
      this.underWay--;
      this.replaceWhenIdle();
    }
  }

  private replaceWhenIdle(): void {
    if (!this.isOutdated || this.underWay > 0 || this.disposed) return;
    this.options.log.info('The engine is started anew: its settings changed.');
    this.stop(this.running);
    this.start();
  }

  private start(): Running {
    if (this.running !== null) return this.running;
    this.isOutdated = false;
    const child = this.fork();
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const running: Running = { child, connection, prepared: Promise.resolve() };
    this.running = running;
    connection.onError(([error]) => this.options.log.warn(`engine connection: ${error.message}`));
    child.once('error', error => this.ended(running, error.message));
    child.once('exit', (code, signal) => this.ended(running, signal ?? `exit code ${code ?? 'unknown'}`));
    const isUp = new Promise<void>(resolve => {
      hear(connection, engineIsUp, resolve);
      // One that ended before answers nobody: who asked is told so.
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    connection.listen();
    running.prepared = this.counted(isUp.then(() => this.prepare(connection)));
    return running;
  }

  private fork(): ChildProcess {
    const child = fork(this.options.script, [], {
      serialization: 'advanced',
      silent: true,
      execArgv: [],
      env: { ...process.env, ...this.options.environment(), ELECTRON_RUN_AS_NODE: '1' },
    });
    const keep = (text: Buffer): void => this.options.log.warn(`engine: ${text.toString().trimEnd()}`);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.options.log.info(`The engine started (process ${child.pid ?? 'unknown'}).`);
    return child;
  }

  private async prepare(connection: MessageConnection): Promise<void> {
    const direct: Engine = { ask: (what, params, job) => ask(connection, what, params, job) };
    for (const prepare of this.preparations) await prepare(direct);
  }

  /** Called once a process: an 'error' may be followed by an 'exit'. */
  private ended(running: Running, cause: string): void {
    if (this.running !== running) return;
    this.stop(running);
    if (this.disposed) return;
    this.options.log.warn(`The engine ended: ${cause}.`);
    this.crashes.add(Date.now());
    const restarted = !this.isGivenUp;
    if (restarted) this.start();
    this.crashed.fire({ restarted });
  }

  /** Disposing the connection fails every call that waits for an answer. */
  private stop(running: Running | null): void {
    if (running === null) return;
    if (this.running === running) this.running = null;
    running.connection.dispose();
    running.child.kill();
  }
}

/** Settled with the work, or when `signal` aborts: a job need not wait for an engine that is still starting to be cancelled. */
function orAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function givenUp(): Result<never> {
  return failure('unavailable', l10n.t('The engine of Model Ops stopped several times in a row and was not started again.'), {
    nextStep: l10n.t('Show the log to see why, then refresh to start it again.'),
  });
}
