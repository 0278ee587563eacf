import * as path from 'node:path';
import { l10n, ThemeIcon, window } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type ModelVersion } from '../../domain/registeredModel';
import { registerCommand, tickStep } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type OfferedFile } from '../../workbench/dataFiles';
import { type Choice, pick } from '../../workbench/pick';
import { allowedHere } from '../../workbench/trust';
import { type ExplainRequest } from '../contract';
import { type ExplainSetup, type ExplainSubject } from './explainSetup';

interface ExplainNeeds {
  readonly setup: ExplainSetup;
  /** Runs a new report in a page of its own. */
  readonly run: (request: ExplainRequest) => Promise<boolean>;
  /** Offers the last saved report of a version: true if it was opened, false for a new one, undefined when dismissed. */
  readonly openLast: (version: ModelVersion) => Promise<boolean | undefined>;
  readonly isConnected: () => boolean;
  readonly pickVersion: (title: string, argument: VersionArgument | ModelArgument | undefined) => Promise<ModelVersion | undefined>;
  readonly loggedFiles: (version: ModelVersion) => Promise<readonly OfferedFile[]>;
}

/** The command Explain Model. */
export function registerExplain(needs: ExplainNeeds): Disposable {
  return registerCommand('modelOps.explainModel', argument => explainModel(needs, argument));
}

async function explainModel(needs: ExplainNeeds, argument: VersionArgument | ModelArgument | undefined): Promise<void> {
  if (!(await allowedHere())) return;
  const chosen = await whatToExplain(needs, argument);
  if (chosen === undefined) return;
  const opened = typeof chosen === 'string' ? false : await needs.openLast(chosen);
  const subject = typeof chosen === 'string' ? subjectOfFile(chosen) : await subjectOf(needs, chosen);
  const request = opened === false ? await needs.setup.ask(subject) : undefined;
  const made = request !== undefined && (await needs.run(request));
  if (made || opened === true) tickStep('explain');
}

/** A version, or the path of a model file; undefined when dismissed. */
async function whatToExplain(
  needs: ExplainNeeds,
  argument: VersionArgument | ModelArgument | undefined,
): Promise<ModelVersion | string | undefined> {
  const title = l10n.t('Explain Model');
  if (argument !== undefined) return await needs.pickVersion(title, argument);
  const version: Choice<'version' | 'file'> = {
    label: l10n.t('A model version'),
    detail: l10n.t('The report is kept with it'),
    iconPath: new ThemeIcon('package'),
    value: 'version',
  };
  const file: Choice<'version' | 'file'> = {
    label: l10n.t('A model file…'),
    detail: l10n.t('XGBoost (JSON, UBJSON) or LightGBM (text)'),
    iconPath: new ThemeIcon('file'),
    value: 'file',
  };
  const kind = await pick({ title, placeholder: l10n.t('What should be explained?') }, needs.isConnected() ? [version, file] : [file]);
  if (kind === 'version') return await needs.pickVersion(title, undefined);
  return kind === 'file' ? await browseForModel(title) : undefined;
}

async function browseForModel(title: string): Promise<string | undefined> {
  const chosen = await window.showOpenDialog({
    title,
    openLabel: l10n.t('Explain'),
    filters: { [l10n.t('Models')]: ['json', 'ubj', 'xgb', 'txt', 'lgb'], '*': ['*'] },
  });
  return chosen?.[0]?.fsPath;
}

async function subjectOf(needs: ExplainNeeds, version: ModelVersion): Promise<ExplainSubject> {
  const { name, version: number } = version;
  return { model: `models:/${name}/${number}`, label: `${name} v${number}`, memory: name, loggedFiles: await needs.loggedFiles(version) };
}

function subjectOfFile(file: string): ExplainSubject {
  return { model: file, label: path.basename(file), memory: file, loggedFiles: [] };
}
