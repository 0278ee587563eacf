import { l10n, ThemeIcon } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ModelVersion } from '../../domain/registeredModel';
import { registerCommand, tickStep } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Choice, pick } from '../../workbench/pick';
import { allowedHere } from '../../workbench/trust';
import { type DriftRequest } from '../contract';
import { type DriftSetup } from './driftSetup';
import { type ProfileNeeds, registerSaveProfile } from './saveReferenceProfile';

interface DriftNeeds {
  readonly setup: DriftSetup;
  /** Runs a new report in a page of its own. */
  readonly run: (request: DriftRequest) => Promise<boolean>;
  /** Offers the last saved report of a version: true if it was opened, false for a new one, undefined when dismissed. */
  readonly openLast: (version: ModelVersion) => Promise<boolean | undefined>;
  readonly isConnected: () => boolean;
  readonly pickVersion: (title: string, argument: VersionArgument | ModelArgument | undefined) => Promise<ModelVersion | undefined>;
}

/** The commands Show Drift Report and Save Reference Profile. */
export function registerDrift(needs: DriftNeeds, profiles: ProfileNeeds): Disposable {
  const parts = new DisposableStore();
  parts.add(registerCommand('modelOps.showDriftReport', argument => showDriftReport(needs, argument)));
  parts.add(registerSaveProfile(profiles));
  return parts;
}

async function showDriftReport(needs: DriftNeeds, argument: VersionArgument | ModelArgument | undefined): Promise<void> {
  if (!(await allowedHere())) return;
  const subject = await whatToCompare(needs, argument);
  if (subject === undefined) return;
  const opened = subject === null ? false : await needs.openLast(subject);
  const request = opened === false ? await needs.setup.ask(subject) : undefined;
  const made = request !== undefined && (await needs.run(request));
  if (made || opened === true) tickStep('drift');
}

/** Asks for everything that a comparison needs, without running it; undefined when dismissed. */
export async function askWhatToCompare(needs: DriftNeeds): Promise<DriftRequest | undefined> {
  const subject = await whatToCompare(needs, undefined);
  return subject === undefined ? undefined : await needs.setup.ask(subject);
}

/** A version, or null for files alone; undefined when dismissed. */
async function whatToCompare(
  needs: DriftNeeds,
  argument: VersionArgument | ModelArgument | undefined,
): Promise<ModelVersion | null | undefined> {
  const title = l10n.t('Show Drift Report');
  if (argument !== undefined) return await needs.pickVersion(title, argument);
  if (!needs.isConnected()) return null;
  const choices: readonly Choice<'version' | 'files'>[] = [
    {
      label: l10n.t('Of a model version'),
      detail: l10n.t('Its inputs are compared, and the report is kept with it'),
      iconPath: new ThemeIcon('package'),
      value: 'version',
    },
    {
      label: l10n.t('Between two files'),
      detail: l10n.t('Every common column is compared'),
      iconPath: new ThemeIcon('table'),
      value: 'files',
    },
  ];
  const kind = await pick({ title, placeholder: l10n.t('What should be compared?') }, choices);
  return kind === 'version' ? await needs.pickVersion(title, undefined) : kind === 'files' ? null : undefined;
}
