/** The settings that package.json declares: a part of what contributions.ts says of the manifest. */

/** What each setting holds. */
export interface SettingValues {
  'modelOps.trackingUri': string;
  'modelOps.artifactsDestination': string;
  'modelOps.actor': string;
  'modelOps.connections': readonly unknown[];
  'modelOps.pollSeconds': number;
  'modelOps.python': string;
  'modelOps.artifactCacheSize': string;
  'modelOps.memoryLimit': string;
  'modelOps.explain.rows': number;
}

export type SettingId = keyof SettingValues;

/** `restricted`: in Restricted Mode only the user's own value counts, never the workspace's. */
export const settings: { readonly [Id in SettingId]: { readonly default: SettingValues[Id]; readonly restricted: boolean } } = {
  'modelOps.trackingUri': { default: '', restricted: true },
  'modelOps.artifactsDestination': { default: '', restricted: true },
  'modelOps.actor': { default: '', restricted: false },
  'modelOps.connections': { default: [], restricted: true },
  'modelOps.pollSeconds': { default: 30, restricted: false },
  'modelOps.python': { default: '', restricted: true },
  'modelOps.artifactCacheSize': { default: '2GB', restricted: true },
  'modelOps.memoryLimit': { default: '2GB', restricted: true },
  'modelOps.explain.rows': { default: 2000, restricted: false },
};
