import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type ArtifactMove } from '../../domain/artifact';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type Connection } from './connection';

/** Experiments that are looked at, the newest first: those of one database nearly always share one root. */
const LOOKED_AT = 200;

/** The deepest tail of a place that is looked for beside the database, in folders. */
const LONGEST_TAIL = 6;

/**
 * Where the artifacts of a project that was moved as a whole lie now: for an experiment whose folder and artifact root
 * are gone, the end of its path is looked for below the database's folder, the longest first, as `mlruns/3` for
 * `/home/ana/flights/mlruns/3`. Null if nothing is amiss or nothing is found. Runs within a read; asks the disk a few
 * times per experiment, for 200 at most.
 */
export function findMovedArtifacts(connection: Connection, roots: ArtifactRoots): ArtifactMove | null {
  const rows = connection.rows<{ location: string }>(
    `SELECT artifact_location AS location FROM experiments
     WHERE artifact_location <> ''${connection.inWorkspace('experiments')} ORDER BY experiment_id DESC LIMIT ${LOOKED_AT}`,
  );
  const places = rows.flatMap(row => {
    const path = localPathOf(row.location, roots);
    return path.ok ? [path.value] : [];
  });
  const gone = places.filter(place => !existsSync(place) && !existsSync(dirname(place)));
  for (const place of gone) {
    const move = moveOf(place, roots.databaseFolder);
    if (move !== null) return move;
  }
  return null;
}

/** The root is the first folder of the tail that is found; one folder alone, say `1`, is found too easily. */
function moveOf(place: string, databaseFolder: string): ArtifactMove | null {
  const parts = place.split(sep);
  for (let length = Math.min(LONGEST_TAIL, parts.length - 1); length >= 2; length--) {
    const tail = parts.slice(-length);
    if (!existsSync(join(databaseFolder, ...tail))) continue;
    const [root = ''] = tail;
    return { from: [...parts.slice(0, -length), root].join(sep), to: join(databaseFolder, root) };
  }
  return null;
}
