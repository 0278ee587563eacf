import { l10n } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ModelName } from '../../domain/ids';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { registerCommand } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Notices } from '../../workbench/notices';
import { allowedHere } from '../../workbench/trust';
import { type VersionKey, type VersionsRequest } from '../contract';

type Row = VersionArgument | ModelArgument | undefined;

interface VersionsNeeds {
  readonly notices: Notices;
  /** Runs a new report in a page of its own. */
  readonly run: (request: VersionsRequest) => Promise<boolean>;
  readonly pickModel: (title: string) => Promise<RegisteredModel | undefined>;
  readonly pickVersion: (title: string, argument: Row) => Promise<ModelVersion | undefined>;
  /** Another version to hold beside one. */
  readonly pickOther: (title: string, than: VersionKey) => Promise<ModelVersion | undefined>;
}

/** The commands that compare versions and plot their metrics. */
export function registerVersions(needs: VersionsNeeds): Disposable {
  const disposables = new DisposableStore();
  disposables.add(registerCommand('modelOps.compareVersions', (argument, selected) => compareVersions(needs, argument, selected)));
  disposables.add(registerCommand('modelOps.showVersionsPlot', argument => showVersionsPlot(needs, argument)));
  return disposables;
}

async function compareVersions(needs: VersionsNeeds, argument: Row, selected: readonly Row[]): Promise<void> {
  if (!(await allowedHere())) return;
  const rows = selected.flatMap(row => (row !== undefined && 'version' in row ? [row.version] : []));
  if (rows.length > 2) {
    needs.notices.warn(l10n.t('Select two versions to compare, not {0}.', rows.length));
    return;
  }
  const [first, second] = rows;
  const pair = first !== undefined && second !== undefined ? [first, second] : await askPair(needs, argument);
  if (pair !== undefined) await needs.run(inOrder(pair));
}

async function askPair(needs: VersionsNeeds, argument: Row): Promise<readonly VersionKey[] | undefined> {
  const title = l10n.t('Compare Versions');
  const version = await needs.pickVersion(title, argument);
  const other = version === undefined ? undefined : await needs.pickOther(title, version);
  return version === undefined || other === undefined ? undefined : [other, version];
}

/** Of one model from the older to the newer version, as it went; of two models as they were chosen. */
function inOrder(pair: readonly VersionKey[]): VersionsRequest & { readonly kind: 'compare' } {
  const [first, second] = pair.map(({ name, version }) => ({ name, version })) as [VersionKey, VersionKey];
  const isNewer = first.name === second.name && Number(first.version) > Number(second.version);
  return isNewer ? { kind: 'compare', from: second, to: first } : { kind: 'compare', from: first, to: second };
}

async function showVersionsPlot(needs: VersionsNeeds, argument: Row): Promise<void> {
  if (!(await allowedHere())) return;
  const model = await modelOf(needs, argument);
  if (model !== undefined) await needs.run({ kind: 'trend', model });
}

async function modelOf(needs: VersionsNeeds, argument: Row): Promise<ModelName | undefined> {
  if (argument === undefined) return (await needs.pickModel(l10n.t('Show Metrics over Versions')))?.name;
  return 'version' in argument ? argument.version.name : argument.model.name;
}
