import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Result } from '../../base/result';
import { driftCalls } from '../../drift/contract';
import { askRoles, type RoleQuestion, type Roles } from '../../workbench/columnRoles';
import { readSetting } from '../../workbench/commands';
import { type DataFiles, type OfferedFile } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { type RememberedSetups } from '../../workbench/rememberedSetup';
import { type ExplainRequest } from '../contract';

/** What is explained: a version by its URI, or a model file. */
export interface ExplainSubject {
  readonly model: string;
  /** What people call it: "flight_delay_model v4". */
  readonly label: string;
  /** Under which the set-up is remembered: the registered model's name, or the path. */
  readonly memory: string;
  /** Data files that the version's run logged and that lie on this machine. */
  readonly loggedFiles: readonly OfferedFile[];
}

interface SetupParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  readonly remembered: RememberedSetups;
}

/** Asks on which rows to explain a model, and which columns hold outcomes and recorded predictions. */
export class ExplainSetup {
  constructor(private readonly parts: SetupParts) {}

  async ask(subject: ExplainSubject): Promise<ExplainRequest | undefined> {
    const title = l10n.t('Explain {0}', plainLabel(subject.label));
    const before = this.parts.remembered.of(subject.memory);
    const last = before.files['data'];
    const remembered = last === undefined ? [] : [{ path: last, note: l10n.t('used the last time') }];
    const offered = [...remembered, ...subject.loggedFiles.filter(file => file.path !== last)];
    const data = await this.parts.files.pick({
      title: l10n.t('{0} (1/2): data', title),
      placeholder: l10n.t('Rows whose predictions should be explained'),
      offered,
    });
    const columns = data === undefined ? undefined : await this.columns(data);
    if (data === undefined || columns === undefined) return undefined;
    const answer = await askRowsAndRoles(title, columns, before.roles);
    if (answer === undefined) return undefined;
    await this.parts.remembered.keep(subject.memory, { files: { data }, roles: answer.roles });
    return {
      model: subject.model,
      data,
      rows: answer.rows,
      target: answer.roles['target']?.[0] ?? null,
      prediction: answer.roles['prediction']?.[0] ?? null,
    };
  }

  private async columns(data: string): Promise<readonly string[] | undefined> {
    const inspection: Result<{ readonly columns: readonly string[] }> = await this.parts.engine.ask(driftCalls.inspect, {
      reference: data,
      current: data,
      model: null,
    });
    if (inspection.ok) return inspection.value.columns;
    this.parts.notices.fail(inspection.failure);
    return undefined;
  }
}

interface Answer {
  readonly rows: ExplainRequest['rows'];
  readonly roles: Roles;
}

async function askRowsAndRoles(title: string, columns: readonly string[], before: Roles): Promise<Answer | undefined> {
  let rows: ExplainRequest['rows'] = { kind: 'sample', count: readSetting('modelOps.explain.rows'), seed: 0 };
  const ask = async (): Promise<void> => {
    rows = (await pick({ title, placeholder: l10n.t('How many rows?') }, rowChoices())) ?? rows;
  };
  const roles = await askRoles({
    title: l10n.t('{0} (2/2)', title),
    go: l10n.t('Explain now'),
    questions: roleQuestions(columns),
    roles: before,
    extra: [{ label: l10n.t('Rows'), value: () => rowsWords(rows), ask }],
  });
  return roles === undefined ? undefined : { rows, roles };
}

function roleQuestions(columns: readonly string[]): readonly RoleQuestion[] {
  const one = { several: false, columns };
  return [
    { key: 'target', label: l10n.t('Target'), detail: l10n.t('The true outcome: shown beside a row, never an input'), ...one },
    {
      key: 'prediction',
      label: l10n.t('Recorded prediction'),
      detail: l10n.t('What the model said: checked against our own evaluation'),
      ...one,
    },
  ];
}

function rowChoices(): readonly Choice<ExplainRequest['rows']>[] {
  const count = readSetting('modelOps.explain.rows');
  const ways: readonly ExplainRequest['rows'][] = [{ kind: 'sample', count, seed: 0 }, { kind: 'first', count }, { kind: 'all' }];
  return ways.map(rows => ({ label: rowsWords(rows), value: rows }));
}

function rowsWords(rows: ExplainRequest['rows']): string {
  if (rows.kind === 'all') return l10n.t('All rows');
  if (rows.kind === 'first') return l10n.t('The first {0} rows', rows.count);
  return l10n.t('{0} rows drawn at random (seed {1}), all if there are fewer', rows.count, rows.seed);
}
