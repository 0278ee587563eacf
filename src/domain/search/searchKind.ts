/** What a key may belong to. */
export type SearchEntity = 'attribute' | 'metric' | 'param' | 'tag' | 'dataset';

export type SearchOperator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

/**
 * What an attribute is compared with: `number` any number; `integer` a whole one; `version` a whole one, or one in quotes;
 * `text` in quotes; `id` digits in quotes; `stage` one of the four, in any case.
 */
export type SearchValueType = 'number' | 'integer' | 'version' | 'text' | 'id' | 'stage';

/** A field with a fixed name. */
export interface SearchAttribute {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly type: SearchValueType;
  readonly operators: readonly SearchOperator[];
  /** In an order: under all its names, under these, or not at all. */
  readonly order: boolean | readonly string[];
  /** MLflow's filters do not have it. */
  readonly beyondMlflow?: boolean;
}

/** Keys that whoever logged them chose: `metrics.KEY`. */
export interface SearchKeys {
  /** How the entity is written; the first is what completion suggests. */
  readonly prefixes: readonly string[];
  readonly type: 'number' | 'text';
  readonly operators: readonly SearchOperator[];
  readonly order: boolean;
  /** The only keys there are. */
  readonly names?: readonly string[];
}

/** One key of an order. */
export interface OrderClause {
  readonly field: SearchField;
  readonly descending: boolean;
}

/** What a condition or an order looks at. */
export interface SearchField {
  readonly entity: SearchEntity;
  /** An attribute by its own name, whatever alias was written. */
  readonly key: string;
  /** Of all values that a metric had; its latest when absent. */
  readonly history?: MetricHistoryChoice;
}

export type MetricHistoryChoice = 'min' | 'max' | 'first';

/** MLflow's grammar for one kind of thing. */
export interface SearchKind {
  /** How it is called in messages. */
  readonly things: string;
  readonly attributes: readonly SearchAttribute[];
  readonly attributePrefixes: readonly string[];
  readonly keys: Partial<Record<Exclude<SearchEntity, 'attribute'>, SearchKeys>>;
  /** Whether an attribute may stand in backticks or quotes. */
  readonly quotedAttributes: boolean;
  /** Whether double quotes hold keys and texts; else only backticks and single quotes do. */
  readonly doubleQuotes: boolean;
  /** Whether MLflow understands `like` beside `LIKE`. */
  readonly anyCase: boolean;
  readonly history: boolean;
  /** Whether an attribute in an order may have a prefix or quotes. */
  readonly plainOrder: boolean;
  /** Whether the same key twice in an order is an error. */
  readonly orderOnce: boolean;
  readonly missing: 'last' | 'smallest';
  readonly defaultOrder: readonly OrderClause[];
  /** What decides between equals of a given order, unless that order names it. */
  readonly ties: readonly OrderClause[];
  readonly filterExample: string;
  readonly orderExample: string;
}

export const EQUALITY = ['=', '!=', 'LIKE', 'ILIKE'] as const;
export const LISTS = ['IN', 'NOT IN'] as const;
export const PRESENCE = ['IS NULL', 'IS NOT NULL'] as const;
export const COMPARISONS = ['=', '!=', '>', '>=', '<', '<='] as const;

export function by(key: string, descending = false): OrderClause {
  return { field: { entity: 'attribute', key }, descending };
}
