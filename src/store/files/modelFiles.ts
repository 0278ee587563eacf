import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { modelName, runId, versionNumber, type ModelName, type VersionNumber } from '../../domain/ids';
import { parseStage, STAGES, type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { compareVersions } from '../../domain/registryState';
import { PROMPT_TAG } from '../../domain/search/promptTag';
import { shownText } from '../../domain/shownText';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { type Tag } from '../history/taggedText';
import { textsIn } from './keyFiles';
import { foldersIn, Meta } from './metaFile';

/** A registered model with all of its versions, highest first, as its folder holds them. */
export interface ModelFolderContent {
  readonly model: RegisteredModel;
  readonly versions: readonly ModelVersion[];
  /** The tags that hold its history. */
  readonly events: readonly Tag[];
  /** Where each version's files are, where MLflow noted it apart from the source. */
  readonly locations: ReadonlyMap<VersionNumber, string>;
}

/** Every registered model but prompts, by name. */
export async function readModels(root: string): Promise<readonly ModelFolderContent[]> {
  const place = join(root, 'models');
  const found = await Promise.all((await foldersIn(place)).map(name => readModel(join(place, name))));
  return found.filter(content => content !== null).sort((a, b) => (a.model.name < b.model.name ? -1 : 1));
}

export async function findModel(root: string, name: ModelName): Promise<Result<ModelFolderContent>> {
  const isName = name !== '' && !/[/\\:\0]/.test(name) && !/^\.\.?$/.test(name);
  const content = isName ? await readModel(join(root, 'models', name)) : null;
  if (content !== null) return success(content);
  return failure('not_found', `There is no registered model '${shownText(name)}'.`, {
    nextStep: 'Refresh: it may have been renamed or deleted.',
  });
}

async function readModel(folder: string): Promise<ModelFolderContent | null> {
  const meta = await Meta.of(folder);
  const name = meta?.text('name') ?? null;
  if (meta === null || name === null) return null;
  const [tags, named] = await Promise.all([textsIn(join(folder, 'tags')), textsIn(join(folder, 'aliases'))]);
  if (tags[PROMPT_TAG] === 'true') return null;
  const aliases = Object.fromEntries(Object.entries(named).map(([alias, version]) => [alias, versionNumber(version.trim())]));
  const read = await Promise.all((await foldersIn(folder)).map(part => readVersion(join(folder, part), aliases)));
  const rows = read.filter(row => row !== null).sort((a, b) => compareVersions(b.version.version, a.version.version));
  const versions = rows.map(row => row.version);
  return {
    model: {
      name: modelName(name),
      description: meta.text('description') ?? '',
      creationTime: meta.number('creation_timestamp') ?? 0,
      lastUpdateTime: meta.number('last_updated_timestamp') ?? meta.number('creation_timestamp') ?? 0,
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith(HISTORY_TAG_PREFIX))),
      aliases,
      latestVersions: STAGES.flatMap(stage => versions.find(version => version.stage === stage) ?? []),
      versionCount: versions.length,
    },
    versions,
    events: Object.entries(tags).flatMap(([key, value]) => (key.startsWith(HISTORY_TAG_PREFIX) ? [{ key, value }] : [])),
    locations: new Map(rows.flatMap(row => (row.location === null ? [] : [[row.version.version, row.location] as const]))),
  };
}

interface VersionRow {
  readonly version: ModelVersion;
  readonly location: string | null;
}

/** Null for what is no version, and for a deleted one: its folder stays, with a stage that is none. */
async function readVersion(folder: string, aliases: Readonly<Record<string, VersionNumber>>): Promise<VersionRow | null> {
  if (!/version-[0-9]+$/.test(folder)) return null;
  const meta = await Meta.of(folder);
  const number = meta?.text('version') ?? null;
  const stage = parseStage(meta?.text('current_stage') ?? '');
  if (meta === null || number === null || stage === null) return null;
  const run = meta.text('run_id');
  const status = meta.text('status');
  const version: ModelVersion = {
    name: modelName(meta.text('name') ?? ''),
    version: versionNumber(number),
    stage,
    status: status === 'PENDING_REGISTRATION' || status === 'FAILED_REGISTRATION' ? status : 'READY',
    source: meta.text('source') ?? '',
    runId: run === null || run === '' ? null : runId(run),
    description: meta.text('description') ?? '',
    aliases: Object.keys(aliases).filter(alias => aliases[alias] === number),
    tags: await textsIn(join(folder, 'tags')),
    creationTime: meta.number('creation_timestamp') ?? 0,
    lastUpdateTime: meta.number('last_updated_timestamp') ?? meta.number('creation_timestamp') ?? 0,
  };
  return { version, location: meta.text('storage_location') };
}
