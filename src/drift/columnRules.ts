import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { type ColumnType, type DriftProfile, type DriftRequest, type MethodSettings } from './contract';

/** By whose rules a column is compared, and the methods and thresholds that replace theirs. */
export interface ColumnRules {
  readonly profile: DriftProfile;
  readonly methods: MethodSettings<DriftMethod>;
  readonly thresholds: MethodSettings<number>;
}

export const EVIDENTLY_RULES: ColumnRules = { profile: 'evidently', methods: {}, thresholds: {} };

/** The rules of one column: of settings by column, only its own, so that a thousand tasks do not carry a thousand each. */
export function rulesOf({ profile, methods, thresholds }: DriftRequest, name: string): ColumnRules {
  return { profile, methods: forColumn(methods, name), thresholds: forColumn(thresholds, name) };
}

function forColumn<Value>({ columns, ...others }: MethodSettings<Value> = {}, name: string): MethodSettings<Value> {
  const own = columns !== undefined && Object.hasOwn(columns, name) ? columns[name] : undefined;
  return own === undefined ? others : { ...others, columns: { [name]: own } };
}

/** What is set for a column: its own setting before its type's before that for all. Undefined: the profile chooses. */
export function settingOf<Value>(settings: MethodSettings<Value>, name: string, type: ColumnType): Value | undefined {
  const own = settings.columns !== undefined && Object.hasOwn(settings.columns, name) ? settings.columns[name] : undefined;
  const ofType = type === 'numeric' || type === 'categorical' || type === 'text' ? settings[type] : undefined;
  return own ?? ofType ?? settings.all;
}

/** Why a threshold cannot be one of this method; null if it can. A p-value's lies between 0 and 1. */
export function wrongThreshold(method: DriftMethod, threshold: number): string | null {
  const isDistance = driftMethods[method].score === 'distance';
  if (threshold > 0 && threshold < (isDistance ? Infinity : 1)) return null;
  return `The threshold ${threshold} is not one of ${method}: it must be above 0${isDistance ? '' : ' and below 1'}.`;
}
