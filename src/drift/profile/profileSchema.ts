import { Ajv, type ValidateFunction } from 'ajv';
import { textDescriptorNames } from '../../domain/textDescriptor';
import { type ProfileJson } from './profileJson';

const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const MOMENT = { anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }] };
const TEXT = { type: 'string' };
const UNIQUE = { type: 'array', items: COUNT, minItems: 2, maxItems: 2 };

function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter(name => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An array of arrays: first a value, then so many counts. */
function valueWithCounts(value: object, counts: number): object {
  const items = [value, ...Array.from({ length: counts }, () => COUNT)];
  return { type: 'array', items, minItems: items.length, maxItems: items.length };
}

const numbers = {
  storage: { const: 'numbers' },
  kind: { enum: ['integer', 'double', 'float32', 'boolean', 'datetime'] },
  infinite: object({ positive: COUNT, negative: COUNT }),
  zeros: COUNT,
  mean: MOMENT,
  deviation: MOMENT,
  unique: UNIQUE,
};

const numberValues = [
  object({ ...numbers, counts: { type: 'array', items: valueWithCounts({ type: 'number' }, 1) } }),
  object({
    ...numbers,
    points: {
      type: 'array',
      minItems: 1,
      items: { anyOf: [valueWithCounts({ type: 'number' }, 2), valueWithCounts({ type: 'number' }, 4)] },
    },
  }),
];

const descriptors = object({
  numbers: object(Object.fromEntries(Object.keys(textDescriptorNames).map(name => [name, { anyOf: numberValues }]))),
  wordless: COUNT,
});

const values = {
  anyOf: [
    ...numberValues,
    object({
      storage: { const: 'categories' },
      counts: { type: 'array', items: valueWithCounts(TEXT, 1) },
      pooled: { anyOf: [{ type: 'null' }, object({ rows: COUNT, categories: COUNT })] },
    }),
    object({ storage: { const: 'texts' }, unique: UNIQUE, descriptors }, ['descriptors']),
  ],
};

const profile = object({
  modelops: { const: 'profile' },
  schema: { const: 1 },
  version: TEXT,
  madeAt: COUNT,
  rows: COUNT,
  sources: { type: 'array', items: object({ name: TEXT, sha256: TEXT }) },
  columns: {
    type: 'array',
    items: object({
      name: TEXT,
      fileType: TEXT,
      pandas: object({ dtype: TEXT, objects: { enum: ['text', 'lists', 'other'] } }, ['objects']),
      missing: COUNT,
      values,
    }),
  },
  sha256: TEXT,
});

/** Compiled when the first profile is read. */
let checker: ValidateFunction<ProfileJson> | undefined;

/** Whether a value has the shape of a profile's file. */
export function isProfileJson(value: unknown): value is ProfileJson {
  checker ??= new Ajv().compile<ProfileJson>(profile);
  return checker(value);
}
