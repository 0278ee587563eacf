import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelVersion, type Stage } from '../../domain/registeredModel';
import { type ChangePlan } from '../../domain/registryChange';
import { tickStep } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { loadsWords } from './changeWords';
import { type RegistryChanges } from './registryChanges';
import { type RegistryPickers } from './registryPickers';
import { stageIcon } from './versionNode';

interface StageOption {
  readonly stage: Stage;
  readonly archiveExisting: boolean;
}

/** Moves a version to another stage. Each row of the pick says what loaders will get before anything is changed. */
export class SetStage {
  constructor(
    private readonly engine: Engine,
    private readonly pickers: RegistryPickers,
    private readonly changes: RegistryChanges,
    private readonly notices: Notices,
  ) {}

  async run(argument: VersionArgument | ModelArgument | undefined): Promise<void> {
    const version = await this.pickers.version(l10n.t('Set Stage'), argument);
    if (version === undefined) return;
    const title = l10n.t('Move {0} v{1} (now {2}) to…', plainLabel(version.name), version.version, version.stage);
    const plan = await pick({ title, placeholder: l10n.t('What models:/… loads is said below each stage') }, this.choices(version));
    if (plan !== undefined && (await this.changes.make(title, plan))) tickStep('stage');
  }

  private async choices(version: ModelVersion): Promise<readonly Choice<ChangePlan>[]> {
    const targets = OFFERED.filter(stage => stage !== version.stage);
    const choices = await Promise.all(targets.map(stage => this.choicesOf(version, stage)));
    return choices.flat();
  }

  /** Two rows where others are in the stage and may be archived, the archiving one first; else one. */
  private async choicesOf(version: ModelVersion, stage: Stage): Promise<readonly Choice<ChangePlan>[]> {
    const keep = await this.plan(version, { stage, archiveExisting: false });
    if (keep === null) return [];
    if (stage !== 'Production' && stage !== 'Staging') return [row(stage, stage, keep)];
    const archive = await this.plan(version, { stage, archiveExisting: true });
    const others =
      archive?.moves.flatMap(move => (move.kind === 'stage' && move.version !== version.version ? [`v${move.version}`] : [])) ?? [];
    if (archive === null || others.length === 0) return [row(stage, stage, keep)];
    const names = others.join(', ');
    const kept = row(stage, l10n.t('{0}, keep {1}', stage, names), keep);
    const detail = l10n.t('{0}, with {1} still there', kept.detail ?? '', names);
    return [row(stage, l10n.t('{0}, archive {1}', stage, names), archive), { ...kept, detail }];
  }

  private async plan({ name, version }: ModelVersion, option: StageOption): Promise<ChangePlan | null> {
    const plan = await this.engine.ask(storeCalls.planChange, { action: 'stage', model: name, version, ...option });
    if (plan.ok) return plan.value;
    this.notices.fail(plan.failure);
    return null;
  }
}

/** As they are offered: what one does most first. */
const OFFERED: readonly Stage[] = ['Production', 'Staging', 'Archived', 'None'];

function row(stage: Stage, label: string, plan: ChangePlan): Choice<ChangePlan> {
  return { label, detail: loadsWords(plan), iconPath: stageIcon(stage), value: plan };
}
