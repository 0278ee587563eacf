import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelVersion } from '../../domain/registeredModel';
import { askRoles, type RoleQuestion, type Roles } from '../../workbench/columnRoles';
import { type DataFiles, type OfferedFile } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type RememberedSetups } from '../../workbench/rememberedSetup';
import { driftCalls, type DriftInspection, type DriftRequest, type MethodSettings } from '../contract';
import { askEmbeddings, embeddingsInWords, knownEmbeddings, likelyEmbeddings } from './driftEmbeddings';
import { askRules, DEFAULT_RULES, type DriftRules, rulesInWords, withEmbeddings } from './driftRules';

interface SetupParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  readonly remembered: RememberedSetups<DriftRules>;
  /** Data that the version's run logged: files that lie on this machine, and tables. */
  readonly loggedData: (version: ModelVersion) => Promise<readonly OfferedFile[]>;
}

/** Asks what to compare: reference data, current data, the roles of columns that no signature tells and, if wished, the rules. */
export class DriftSetup {
  constructor(private readonly parts: SetupParts) {}

  /** @param version null: files alone. Undefined: dismissed, or told why not. */
  async ask(version: ModelVersion | null): Promise<DriftRequest | undefined> {
    const title =
      version === null ? l10n.t('Drift between two files') : l10n.t('Drift of {0} v{1}', plainLabel(version.name), version.version);
    const { files, remembered } = this.parts;
    const before = remembered.of(version?.name ?? null);
    const logged = version === null ? [] : await this.parts.loggedData(version);
    const training = logged.filter(file => file.isTraining === true);
    const other = logged.filter(file => file.isTraining !== true);
    const forReference = withLast(before.files['reference'], [...training, ...other]);
    const placeholder = l10n.t('What the model was trained on, or another good time');
    const both = { anySource: true, profiles: true };
    const first = { title: l10n.t('{0} (1/3): reference data', title), placeholder, offered: forReference, ...both };
    const reference = await files.pick(first);
    if (reference === undefined) return undefined;
    const forCurrent = withLast(before.files['current'], [...other, ...training]).filter(file => file.path !== reference);
    const now = l10n.t('What the model sees now');
    const second = { title: l10n.t('{0} (2/3): current data', title), placeholder: now, offered: forCurrent, ...both };
    const current = await files.pick(second);
    if (current === undefined) return undefined;
    const model = version === null ? null : `models:/${version.name}/${version.version}`;
    const data = { reference: files.source(reference), current: files.source(current), model };
    const chosen = await this.rolesAndRules(title, data, { roles: before.roles, rules: before.more ?? DEFAULT_RULES });
    if (chosen === undefined) return undefined;
    const { roles, rules } = chosen;
    await remembered.keep(version?.name ?? null, { files: { reference, current }, roles, more: rules });
    return {
      ...data,
      columns: null,
      ignore: roles['ignore'] ?? [],
      roles: namedRoles(roles),
      ...rules,
      duplicates: true,
      together: true,
      descriptors: true,
    };
  }

  private async rolesAndRules(
    title: string,
    data: Pick<DriftRequest, 'reference' | 'current' | 'model'>,
    before: { readonly roles: Roles; readonly rules: DriftRules },
  ): Promise<{ readonly roles: Roles; readonly rules: DriftRules } | undefined> {
    const inspection = await this.parts.engine.ask(driftCalls.inspect, data);
    if (!inspection.ok) {
      this.parts.notices.fail(inspection.failure);
      return undefined;
    }
    const { columns } = inspection.value;
    const step = l10n.t('{0} (3/3)', title);
    let rules = knownRules(before.rules, columns);
    const extra = {
      label: l10n.t('Rules…'),
      value: () => rulesInWords(rules),
      ask: async () => {
        rules = await askRules(step, inspection.value, rules);
      },
    };
    const embeddings = {
      label: l10n.t('Embeddings…'),
      value: () => embeddingsInWords(rules.embeddings ?? {}) ?? l10n.t('each column by itself'),
      ask: async () => {
        rules = withEmbeddings(rules, await askEmbeddings(step, inspection.value, rules.embeddings ?? {}));
      },
    };
    // Who has none is not shown the row; it is among the rules too.
    const hasVectors = Object.keys({ ...likelyEmbeddings(inspection.value), ...rules.embeddings }).length > 0;
    const roles = await askRoles({
      title: step,
      go: l10n.t('Compare now'),
      questions: roleQuestions(inspection.value),
      roles: before.roles,
      extra: hasVectors ? [extra, embeddings] : [extra],
    });
    if (roles === undefined) return undefined;
    return { roles, rules: roles['time'] === undefined ? withoutWindow(rules) : rules };
  }
}

/** Of remembered rules, those of columns that are still there. */
function knownRules({ types, methods, thresholds, embeddings = {}, ...others }: DriftRules, columns: readonly string[]): DriftRules {
  const kept = <Value>(values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => columns.includes(name)));
  const settings = <Value>({ columns: named = {}, ...groups }: MethodSettings<Value>): MethodSettings<Value> => ({
    ...groups,
    columns: kept(named),
  });
  const known: DriftRules = {
    ...others,
    types: kept(types),
    ...(methods === undefined ? {} : { methods: settings(methods) }),
    ...(thresholds === undefined ? {} : { thresholds: settings(thresholds) }),
  };
  return withEmbeddings(known, knownEmbeddings(embeddings, columns));
}

/** Windows are cut by the time column: without one there are none. */
function withoutWindow({ window: _, ...rules }: DriftRules): DriftRules {
  return rules;
}

function withLast(last: string | undefined, logged: readonly OfferedFile[]): readonly OfferedFile[] {
  const remembered = last === undefined ? [] : [{ path: last, note: l10n.t('used the last time') }];
  return [...remembered, ...logged.filter(file => file.path !== last)];
}

/** With a signature its inputs are the features, and only the other columns can have a role. */
function roleQuestions({ columns, signatureInputs }: DriftInspection): readonly RoleQuestion[] {
  const free = columns.filter(column => !(signatureInputs ?? []).includes(column));
  if (free.length === 0) return [];
  const one = { several: false, columns: free };
  const ignore: RoleQuestion = { key: 'ignore', label: l10n.t('Ignored'), detail: l10n.t('Columns to leave out'), several: true, columns };
  return [
    { key: 'target', label: l10n.t('Target'), detail: l10n.t('The true outcome: tested, but not counted in the share'), ...one },
    { key: 'prediction', label: l10n.t('Prediction'), detail: l10n.t('What the model said: tested, but not counted in the share'), ...one },
    { key: 'id', label: l10n.t('Id'), detail: l10n.t('Names a row: not tested'), ...one },
    { key: 'time', label: l10n.t('Time'), detail: l10n.t('When a row was: not tested, but windows are cut by it'), ...one },
    ...(signatureInputs === null ? [ignore] : []),
  ];
}

function namedRoles(roles: Roles): DriftRequest['roles'] {
  const named = (['target', 'prediction', 'id', 'time'] as const).flatMap(key => {
    const column = roles[key]?.[0];
    return column === undefined ? [] : [[key, column] as const];
  });
  return Object.fromEntries(named);
}
