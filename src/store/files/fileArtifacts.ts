import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type ArtifactMove } from '../../domain/artifact';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type ExperimentFolder } from './experimentFiles';

/**
 * Where artifacts lie if the whole `mlruns` folder was moved: MLflow keeps them below it, and names them by where it was.
 * Null if nothing was moved, or if artifacts never lay below it.
 */
export function movedWithTheStore(root: string, experiments: readonly ExperimentFolder[], roots: ArtifactRoots): ArtifactMove | null {
  for (const { experiment, folder } of experiments) {
    const named = localPathOf(experiment.artifactLocation, roots);
    const end = `${sep}${experiment.experimentId}`;
    if (!named.ok || existsSync(named.value) || !named.value.endsWith(end) || folder !== join(root, experiment.experimentId)) continue;
    return { from: named.value.slice(0, -end.length), to: root };
  }
  return null;
}
