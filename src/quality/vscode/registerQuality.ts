import { type Memento } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { registerCommand } from '../../workbench/commands';
import { RememberedSetups } from '../../workbench/rememberedSetup';
import { allowedHere } from '../../workbench/trust';
import { type QualityRequest } from '../contract';
import { type QualitySetupParts } from './qualitySetup';

interface QualityNeeds extends Omit<QualitySetupParts, 'remembered'> {
  readonly memory: Memento;
  /** Runs a new report in a page of its own. */
  readonly run: (request: QualityRequest) => Promise<boolean>;
}

/** The command Show Model Quality Report. Its questions are loaded when it is first used. */
export function registerQuality(needs: QualityNeeds): Disposable {
  return registerCommand('modelOps.showQualityReport', async () => {
    if (!(await allowedHere())) return;
    const { askQuality } = await import('./qualitySetup.js');
    const request = await askQuality({ ...needs, remembered: new RememberedSetups(needs.memory, 'quality') });
    if (request !== undefined) await needs.run(request);
  });
}
