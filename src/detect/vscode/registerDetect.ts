import { type Disposable } from '../../base/disposable';
import { registerCommand } from '../../workbench/commands';
import { allowedHere } from '../../workbench/trust';
import { type DetectRequest } from '../contract';
import { type DetectQuestions } from './detectSetup';

interface DetectNeeds extends DetectQuestions {
  /** Runs a new report in a page of its own. */
  readonly run: (request: DetectRequest) => Promise<boolean>;
}

/** The command Detect Concept Drift. */
export function registerDetect(needs: DetectNeeds): Disposable {
  return registerCommand('modelOps.detectConceptDrift', async () => {
    if (!(await allowedHere())) return;
    // Seldom needed: a bundle of its own.
    const { askDetection } = await import('./detectSetup.js');
    const request = await askDetection(needs);
    if (request !== undefined) await needs.run(request);
  });
}
