import { driftMethods } from '../domain/driftMethod';
import { embeddingDistances, embeddingMethods } from '../domain/embeddingDrift';

const METHOD = { enum: Object.keys(driftMethods), description: "One of Evidently's tests by its name." };
const THRESHOLD = { type: 'number', minimum: 0, description: 'Where drift begins; which side of it is drift depends on the test.' };
const COLUMN = { type: 'string', minLength: 1 };
const BOUND = { type: ['string', 'number'], minLength: 1 };
const FILTER = {
  type: ['string', 'object'],
  minLength: 1,
  additionalProperties: false,
  required: ['column'],
  minProperties: 2,
  properties: {
    column: COLUMN,
    from: { ...BOUND, description: 'The first value that is kept.' },
    to: { ...BOUND, description: 'The first value beyond.' },
  },
};
const COLUMNS = { type: 'array', items: COLUMN, uniqueItems: true };

const EMBEDDING = {
  type: 'object',
  additionalProperties: false,
  required: ['columns'],
  properties: {
    columns: {
      ...COLUMNS,
      minItems: 1,
      description: 'Where its numbers are: columns, PREFIX* for all that begin so, or one column of lists.',
    },
    method: { enum: embeddingMethods, description: "One of Evidently's methods; model when absent." },
    distance: { enum: embeddingDistances, description: 'Of the mean vectors, for the method distance; euclidean when absent.' },
    components: { type: 'integer', minimum: 1, description: 'Compared after a principal component analysis that keeps so many.' },
    bootstrap: { type: 'boolean', description: 'Whether a percentile of what no drift gives is the threshold.' },
    threshold: { type: 'number', minimum: 0, description: 'Drift is above it.' },
  },
};

const monitor = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'reference', 'current'],
  dependencies: { log: ['model'] },
  properties: {
    name: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
      description: 'What the monitor is called: letters, digits, "_", "-" and ".", 64 at most.',
    },
    model: {
      type: 'string',
      minLength: 1,
      description: "Its signature's inputs are the features: models:/NAME/VERSION, models:/NAME@ALIAS, runs:/ID/PATH or a folder.",
    },
    reference: { type: 'string', minLength: 1, description: 'Reference data: a file or a glob, relative to this file.' },
    current: { type: 'string', minLength: 1, description: 'Current data: a file or a glob, relative to this file.' },
    where: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        reference: { ...FILTER, description: 'Only these rows of the reference data.' },
        current: { ...FILTER, description: 'Only these rows of the current data.' },
      },
      description: `Which rows: COLUMN=FROM..TO, a condition such as "month = 6 AND origin = 'DEN'", or column, from and to.`,
    },
    columns: { ...COLUMNS, minItems: 1, description: 'Only these features.' },
    ignore: { ...COLUMNS, description: 'Not these columns.' },
    types: {
      type: 'object',
      additionalProperties: { enum: ['numeric', 'categorical', 'text', 'datetime'] },
      description: 'Corrected column types.',
    },
    target: { ...COLUMN, description: 'The true outcome: tested, not in the share.' },
    prediction: { ...COLUMN, description: 'What the model said: tested, not in the share.' },
    probabilities: { ...COLUMNS, description: 'Predicted probabilities: tested, not in the share.' },
    time: { ...COLUMN, description: 'Says when: not tested.' },
    key: { ...COLUMN, description: 'Identifies a row: not tested.' },
    window: {
      anyOf: [{ enum: ['hour', 'day', 'week', 'month', 'quarter', 'year'] }, { type: 'integer', minimum: 2, maximum: 1000 }],
      description: 'Cuts the current data along the time column: a calendar period, or so many windows of equal length.',
    },
    profile: { enum: ['evidently', 'evidently-legacy', 'strict'], description: 'Whose rules; evidently when absent.' },
    methods: settings(METHOD, 'Tests that replace the choice of the profile.'),
    log: {
      enum: ['run'],
      description: "Each report is logged to the run of the model's version too: JSON and HTML below model-ops/drift/ of its artifacts.",
    },
    thresholds: settings(THRESHOLD, 'Thresholds that replace those of the tests.'),
    duplicates: { type: 'boolean', description: 'Whether to look for duplicate rows and copied columns too.' },
    together: { type: 'boolean', description: 'Whether to give one verdict on all features together too.' },
    descriptors: { type: 'boolean', description: 'Whether to describe texts too: their length, words, sentences and non-letters.' },
    embeddings: {
      type: 'object',
      additionalProperties: EMBEDDING,
      description: 'Vectors to compare as wholes, by name; their columns are not compared by themselves.',
    },
  },
};

function settings(value: object, description: string) {
  const properties = {
    all: value,
    numeric: value,
    categorical: value,
    text: value,
    columns: { type: 'object', additionalProperties: value, description: 'By the name of the column.' },
  };
  return { type: 'object', additionalProperties: false, properties, description };
}

/** The JSON schema of `modelops.yaml`, published as media/modelops.schema.json, for editors and for the check when it is read. */
export const monitorsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Model Ops: what is watched in this folder',
  type: 'object',
  additionalProperties: false,
  properties: {
    monitors: { type: 'array', items: monitor, description: 'Comparisons of current with reference data that are made again and again.' },
  },
};
