import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelVersion } from '../../domain/registeredModel';
import { askRoles, type RoleQuestion, type Roles } from '../../workbench/columnRoles';
import { type DataFiles, type OfferedFile } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type RememberedSetups } from '../../workbench/rememberedSetup';
import { driftCalls, type DriftInspection, type DriftRequest } from '../contract';

interface SetupParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly files: DataFiles;
  readonly remembered: RememberedSetups;
  /** Data files that the version's run logged and that lie on this machine. */
  readonly loggedFiles: (version: ModelVersion) => Promise<readonly OfferedFile[]>;
}

/** Asks what to compare: reference data, current data, and the roles of columns that no signature tells. */
export class DriftSetup {
  constructor(private readonly parts: SetupParts) {}

  /** @param version null: files alone. Undefined: dismissed, or told why not. */
  async ask(version: ModelVersion | null): Promise<DriftRequest | undefined> {
    const title =
      version === null ? l10n.t('Drift between two files') : l10n.t('Drift of {0} v{1}', plainLabel(version.name), version.version);
    const { files, remembered } = this.parts;
    const before = remembered.of(version?.name ?? null);
    const logged = version === null ? [] : await this.parts.loggedFiles(version);
    const training = logged.filter(file => file.isTraining === true);
    const other = logged.filter(file => file.isTraining !== true);
    const forReference = withLast(before.files['reference'], [...training, ...other]);
    const placeholder = l10n.t('What the model was trained on, or another good time');
    const reference = await files.pick({ title: l10n.t('{0} (1/3): reference data', title), placeholder, offered: forReference });
    if (reference === undefined) return undefined;
    const forCurrent = withLast(before.files['current'], [...other, ...training]).filter(file => file.path !== reference);
    const now = l10n.t('What the model sees now');
    const current = await files.pick({ title: l10n.t('{0} (2/3): current data', title), placeholder: now, offered: forCurrent });
    if (current === undefined) return undefined;
    const model = version === null ? null : `models:/${version.name}/${version.version}`;
    const roles = await this.roles(title, { reference, current, model }, before.roles);
    if (roles === undefined) return undefined;
    await remembered.keep(version?.name ?? null, { files: { reference, current }, roles });
    return {
      reference,
      current,
      model,
      columns: null,
      ignore: roles['ignore'] ?? [],
      roles: namedRoles(roles),
      types: {},
      profile: 'evidently',
    };
  }

  private async roles(
    title: string,
    data: Pick<DriftRequest, 'reference' | 'current' | 'model'>,
    before: Roles,
  ): Promise<Roles | undefined> {
    const inspection = await this.parts.engine.ask(driftCalls.inspect, data);
    if (!inspection.ok) {
      this.parts.notices.fail(inspection.failure);
      return undefined;
    }
    const questions = roleQuestions(inspection.value);
    if (questions.length === 0) return {};
    return await askRoles({ title: l10n.t('{0} (3/3)', title), go: l10n.t('Compare now'), questions, roles: before });
  }
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
    { key: 'time', label: l10n.t('Time'), detail: l10n.t('When a row was: not tested'), ...one },
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
