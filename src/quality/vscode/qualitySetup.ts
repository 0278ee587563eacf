import { l10n } from 'vscode';
import { askRoles, type RoleQuestion, type Roles } from '../../workbench/columnRoles';
import { type DataFiles, type OfferedFile } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { type RememberedSetups } from '../../workbench/rememberedSetup';
import { driftCalls } from '../../drift/contract';
import { type QualityPeriod, type QualityRequest, type QualityWindowing } from '../contract';

export interface QualitySetupParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  readonly remembered: RememberedSetups;
}

const ROUNDS = 200;
const CHUNKS: QualityWindowing = { kind: 'chunks', count: 10 };

/** Asks for both files, the roles of their columns and the windows. Undefined: dismissed, or told why not. */
export async function askQuality(parts: QualitySetupParts): Promise<QualityRequest | undefined> {
  const { files, remembered, engine, notices } = parts;
  const title = l10n.t('Model quality');
  const before = remembered.of(null);
  const reference = await files.pick({
    title: l10n.t('{0} (1/3): reference data', title),
    placeholder: l10n.t('Predictions whose true outcomes are known'),
    offered: last(before.files['reference']),
  });
  if (reference === undefined) return undefined;
  const current = await files.pick({
    title: l10n.t('{0} (2/3): current data', title),
    placeholder: l10n.t('Predictions of now, with or without outcomes'),
    offered: last(before.files['current']),
  });
  if (current === undefined) return undefined;
  const inspection = await engine.ask(driftCalls.inspect, { reference, current, model: null });
  if (!inspection.ok) {
    notices.fail(inspection.failure);
    return undefined;
  }
  const asked = await askColumns(l10n.t('{0} (3/3)', title), inspection.value.columns, before.roles);
  if (asked === undefined) return undefined;
  const { roles, windows } = asked;
  await remembered.keep(null, { files: { reference, current }, roles });
  return toRequest({ reference, current }, roles, windows, notices);
}

function last(file: string | undefined): readonly OfferedFile[] {
  return file === undefined ? [] : [{ path: file, note: l10n.t('used the last time') }];
}

async function askColumns(
  title: string,
  columns: readonly string[],
  roles: Roles,
): Promise<{ readonly roles: Roles; readonly windows: QualityWindowing } | undefined> {
  let windows = CHUNKS;
  const chosen = await askRoles({
    title,
    go: l10n.t('Measure now'),
    questions: roleQuestions(columns),
    roles,
    extra: [
      {
        label: l10n.t('Windows'),
        value: () => windowWords(windows),
        ask: async () => void (windows = (await askWindows(title)) ?? windows),
      },
    ],
  });
  return chosen === undefined ? undefined : { roles: chosen, windows };
}

function roleQuestions(columns: readonly string[]): readonly RoleQuestion[] {
  const one = { several: false, columns };
  return [
    { key: 'target', label: l10n.t('Target'), detail: l10n.t('The true outcome; the current data may be without it'), ...one },
    { key: 'prediction', label: l10n.t('Prediction'), detail: l10n.t('What the model said; follows from probabilities'), ...one },
    {
      key: 'probabilities',
      label: l10n.t('Probabilities'),
      detail: l10n.t('Of the positive class, or one column a class'),
      several: true,
      columns,
    },
    { key: 'time', label: l10n.t('Time'), detail: l10n.t('Puts rows in order and makes periods possible'), ...one },
  ];
}

function windowWords(windows: QualityWindowing): string {
  if (windows.kind === 'chunks') return l10n.t('{0} chunks of rows', windows.count);
  const words: Readonly<Record<QualityPeriod, string>> = {
    hour: l10n.t('each hour'),
    day: l10n.t('each day'),
    week: l10n.t('each week'),
    month: l10n.t('each month'),
    quarter: l10n.t('each quarter'),
    year: l10n.t('each year'),
  };
  return words[windows.period];
}

async function askWindows(title: string): Promise<QualityWindowing | undefined> {
  const periods: readonly QualityPeriod[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];
  const all: readonly QualityWindowing[] = [CHUNKS, ...periods.map(period => ({ kind: 'period', period }) as const)];
  const choices = all.map((value): Choice<QualityWindowing> => ({ label: windowWords(value), value }));
  return await pick({ title, placeholder: l10n.t('Periods need a time column') }, choices);
}

function toRequest(
  files: Pick<QualityRequest, 'reference' | 'current'>,
  roles: Roles,
  windows: QualityWindowing,
  notices: Notices,
): QualityRequest | undefined {
  const target = roles['target']?.[0];
  const prediction = roles['prediction']?.[0] ?? null;
  const probabilities = roles['probabilities'] ?? [];
  const time = roles['time']?.[0] ?? null;
  if (target === undefined || (prediction === null && probabilities.length === 0)) {
    notices.warn(l10n.t('Quality needs a target column, and a prediction or probability column.'));
    return undefined;
  }
  return {
    ...files,
    target,
    prediction,
    probabilities,
    positive: null,
    time,
    windows: time === null ? CHUNKS : windows,
    task: null,
    estimate: probabilities.length > 0,
    features: null,
    rounds: ROUNDS,
    seed: 0,
  };
}
