import { randomNumbers } from '../support/randomNumbers';

type SearchedKind = 'runs' | 'experiments' | 'models' | 'versions';

export interface SearchCase {
  readonly kind: SearchedKind;
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view?: 'active' | 'deleted' | 'all';
}

const TEXTS = [
  "''",
  "'a'",
  '"a"',
  "'A'",
  '"it\'s"',
  "'it''s'",
  "'%'",
  "'a%'",
  "'%B'",
  "'_'",
  "'a_b'",
  "'ünïcode'",
  "'ÜN%'",
  "'日本語'",
  "'😀'",
  "'a\\b'",
  "' 0 '",
  "'10'",
];
const EQUALITY = ['=', '!=', 'LIKE', 'ILIKE', 'like', 'iLike'];
const COMPARISONS = ['=', '!=', '>', '>=', '<', '<='];
const NUMBERS = [
  '0',
  '1',
  '-1.5',
  '.5',
  '5.',
  '1e-300',
  '1.7976931348623157e308',
  '-1E300',
  '0.30000000000000004',
  '99999999999999999999',
  '1e999',
];

/** Every operator with a random value, so that the list stays readable in its length. */
function each(random: () => number, fields: readonly string[], operators: readonly string[], values: readonly string[]): string[] {
  const pick = (): string => values[Math.floor(random() * values.length)] ?? '';
  return fields.flatMap(field => operators.flatMap(operator => [`${field} ${operator} ${pick()}`, `${field} ${operator} ${pick()}`]));
}

function joined(random: () => number, conditions: readonly string[], count: number): string[] {
  const pick = (): string => conditions[Math.floor(random() * conditions.length)] ?? '';
  return Array.from({ length: count }, () =>
    [pick(), pick(), ...(random() < 0.5 ? [pick()] : [])].join(random() < 0.5 ? ' AND ' : ' and '),
  );
}

/** Filters and orders over runs, right ones and wrong ones. */
export function runCases(): SearchCase[] {
  const random = randomNumbers(11);
  const right = [
    ...each(random, ['metrics.m', 'metric.`a b`', 'metrics."a.b"', 'metrics.ü', 'metrics.only_nan', 'metrics.none'], COMPARISONS, NUMBERS),
    ...each(random, ['params.p', 'param."a b"', 'parameters.a.b', 'parameter.`1a`', 'params.none'], EQUALITY, TEXTS),
    ...each(random, ['tags.t', 'tag.mlflow.note', 'tags.`odd/key-1`', "tags.'t2'", 'tags."a`b"'], EQUALITY, TEXTS),
    ...each(random, ['attributes.run_name', '`run name`', '"Run name"', 'attr.user_id', 'run.artifact_uri'], EQUALITY, [
      "'brave'",
      "'Brave'",
      "'%a%'",
      "'ana'",
      "''",
    ]),
    ...each(random, ['status', 'attribute.status'], EQUALITY, ["'FINISHED'", "'finished'", "'RUNNING'", "'FAIL%'"]),
    ...each(random, ['start_time', 'attributes.created', 'Created', 'end_time'], COMPARISONS, ['1005', '1010.5', '2001', '0', '1e3']),
    ...each(random, ['dataset.name', 'datasets.digest', 'dataset.context'], EQUALITY, [
      "'train'",
      "'t%'",
      "'T%'",
      "'d1'",
      "'eval'",
      "'training'",
    ]),
    ...['dataset.name', 'dataset.digest', 'dataset.context'].flatMap(field => [
      `${field} IN ('train', 'd1', 'eval')`,
      `${field} NOT IN ("Test", 'd2', 'x',)`,
    ]),
    ...['params.p', 'tags.t', 'tags.none', 'params.`a b`'].flatMap(field => [`${field} IS NULL`, `${field} is not null`]),
    "run_id IN ('x')",
    "attributes.run_id NOT IN ('x', 'y')",
    "run_id != ''",
    "run_id LIKE '%a%'",
    'metrics.m>0',
    "params.p='a'AND tags.t='a'",
    'metrics.m > 0\n AND\tmetrics.m < 2',
    '',
  ];
  const wrong = [
    'metrics.m',
    'metrics.m >',
    'metrics.m > x',
    "metrics.m > '1'",
    'metrics.m > +1',
    'metrics.m > - 1',
    'metrics.m > 1e+5',
    'metrics.m > nan',
    'metrics.m == 1',
    'metrics.m <> 1',
    'metrics.m => 1',
    "metrics.m LIKE 'x'",
    'metrics.m IS NULL',
    'metrics.m IN (1)',
    'metrics.a-b > 1',
    'metrics.a/b > 1',
    'metrics.m BETWEEN 1 AND 2',
    'METRICS.m > 1',
    'metrics.in > 1',
    'metrics.a.case > 1',
    'metrics.5 > 1',
    'metrics.12a > 1',
    'params.p = x',
    'params.p = 1',
    'params.p = `x`',
    "params.p = 'x",
    "params.p > 'x'",
    "params.p NOT LIKE 'x'",
    "params.p RLIKE 'x'",
    "params.p IN ('x')",
    'params.p = NULL',
    "params.p = ('x')",
    "params.a b = 'x'",
    "params.p = 'a' || params.p = 'b'",
    "params.p = 'a', params.p = 'b'",
    "params.p = 'a';",
    "params.p = 'a'; params.p = 'b'",
    "params.p = 'a' -- why",
    "= 'x'",
    "'x' = params.p",
    "params.p = 'a' 'b'",
    "foo.a = 'x'",
    "foo = 'x'",
    "Status = 'x'",
    "runs.status = 'x'",
    "lifecycle_stage = 'active'",
    "experiment_id = '1'",
    "status IN ('FINISHED')",
    'status IS NULL',
    "start_time = '5'",
    "start_time LIKE '5'",
    'run_id IN ()',
    'run_id IN (1)',
    "run_id IN ('a'",
    "run_id = ('a')",
    "run_id IN 'a'",
    "dataset.foo = 'x'",
    'dataset.name IS NULL',
    "dataset.name > 'x'",
    "run name = 'x'",
    "attributes.`RUN NAME` = 'x'",
    '"metrics".m > 1',
    'start_time > 99999999999999999999x',
  ];
  const orders = [
    ['metrics.m'],
    ['metrics.m DESC'],
    ['metrics.m asc'],
    ['metrics.`a b` desc'],
    ['metrics."a.b"'],
    ['metrics.only_nan DESC'],
    ['metrics.only_nan'],
    ['metrics.none'],
    ['params.p'],
    ['params.p DESC'],
    ['param.`1a` DESC'],
    ['tags.t'],
    ['tags.t DESC'],
    ["tags.'t2'"],
    ['start_time'],
    ['start_time DESC'],
    ['Created'],
    ['attributes.end_time'],
    ['end_time DESC'],
    ['run_name'],
    ['run_name DESC', 'metrics.m'],
    ['status', 'metrics.m DESC'],
    ['user_id DESC', 'params.p', 'tags.t DESC'],
    ['run_id'],
    ['run_id DESC'],
    ['artifact_uri'],
    ['attr.status DESC', 'run.run_id'],
    ['metrics.m', 'metrics.ü DESC', 'start_time'],
  ];
  const wrongOrders = [
    ['metrics.m', 'metric.m DESC'],
    ['created', 'start_time'],
    ['dataset.name'],
    ['experiment_id'],
    ['`run name`'],
    ['metrics.m DESCENDING'],
    ['metrics.m ASC NULLS LAST'],
    ['metrics.a-b'],
    ['metrics.in'],
    [''],
    ['metrics.m, metrics.ü'],
    ['name'],
    ['metrics.m;'],
    ['START_TIME'],
  ];
  const filtered = joined(random, right.slice(0, -1), 80);
  return [
    ...[...right, ...wrong, ...filtered].map(filter => ({ kind: 'runs' as const, filter, orderBy: [] })),
    ...[...orders, ...wrongOrders].map(orderBy => ({ kind: 'runs' as const, filter: '', orderBy })),
    ...orders.map((orderBy, place) => ({ kind: 'runs' as const, filter: filtered[place] ?? '', orderBy, view: 'all' as const })),
    ...orders.slice(0, 5).map(orderBy => ({ kind: 'runs' as const, filter: '', orderBy, view: 'deleted' as const })),
  ];
}

export function experimentCases(): SearchCase[] {
  const random = randomNumbers(12);
  const right = [
    ...each(
      random,
      ['name', 'attribute.name', '`name`', '"name"'],
      ['=', '!=', 'LIKE', 'ILIKE'],
      ["'Flights'", "'flights%'", "'%_2'", "'ÜNÏ%'", "'x'", "''"],
    ),
    ...each(random, ['tags.team', 'tag.`a b`', 'tags.none'], ['=', '!=', 'LIKE', 'ILIKE'], ["'ops'", "'OPS'", "''", '"it\'s"', "'%'"]),
    ...each(random, ['creation_time', 'attribute.last_update_time'], COMPARISONS, ['5', '7', '0', '99999999999999']),
    "experiment_id = '1'",
    "experiment_id != '0'",
    "experiment_id = '007'",
    "experiment_id IN ('1', '2')",
    "attribute.experiment_id NOT IN ('0')",
    'tags.team IS NULL',
    'tags.team is not null',
    "tags.team = 'ops' AND name LIKE 'F%'",
    '',
  ];
  const wrong = [
    "attributes.name = 'x'",
    "Name = 'x'",
    'name = x',
    'name = 5',
    "name IN ('x')",
    "name > 'x'",
    'name IS NULL',
    "params.a = 'x'",
    'metrics.a > 1',
    "creation_time > '1'",
    'creation_time > 1.5',
    'creation_time IS NULL',
    'creation_time > 99999999999999999999',
    "experiment_id = 'x'",
    'experiment_id = 1',
    "experiment_id LIKE '1'",
    "experiment_id > '1'",
    "experiment_id IN ('x')",
    "lifecycle_stage = 'active'",
    "tags.a > 'x'",
    "tags.a IN ('x')",
    "name = 'x' OR",
  ];
  const orders = [
    ['name'],
    ['name DESC'],
    ['`name` DESC'],
    ['attribute.name ASC'],
    ['experiment_id'],
    ['experiment_id DESC'],
    ['creation_time'],
    ['creation_time DESC'],
    ['last_update_time desc', 'name'],
    ['last_update_time'],
    ['name', 'name DESC'],
    ['creation_time', 'experiment_id'],
  ];
  const wrongOrders = [['tags.team'], ['attributes.name'], ['id'], ['name desc asc'], ['']];
  return (['active', 'all'] as const).flatMap(view => [
    ...[...right, ...wrong].map(filter => ({ kind: 'experiments' as const, filter, orderBy: [], view })),
    ...[...orders, ...wrongOrders].map(orderBy => ({ kind: 'experiments' as const, filter: '', orderBy, view })),
  ]);
}

const registryWrong = [
  "attributes.name = 'x'",
  "`name` = 'x'",
  '"name" = \'x\'',
  "Name = 'x'",
  'name = x',
  'name = 5',
  "name > 'x'",
  "name = ('x')",
  'name IS NULL',
  'tags.a IS NULL',
  "tags.a > 'x'",
  "tags.a IN ('x')",
  'tags.a = 5',
  "params.a = 'x'",
  'metrics.a > 1',
  "run_id > 'x'",
  'timestamp > 1',
  'last_updated_time > 1',
];

export function modelCases(): SearchCase[] {
  const random = randomNumbers(13);
  const right = [
    ...each(random, ['name', 'attribute.name'], EQUALITY, ["'alpha'", "'a%'", "'%A'", "'x_y'", "'ÜN%'", "'beta gamma'"]),
    ...each(random, ['tags.team', 'tag.`a b`', 'tags.none'], EQUALITY, [...TEXTS, "'1'", "'3'"]),
    "name IN ('alpha', 'ünï')",
    "name NOT IN ('alpha')",
    "name in ('x',)",
    "tags.team != 'x' AND name LIKE '%a%'",
    "tags.`a b` LIKE '%' AND tags.`a b` != '1'",
    "tags.mlflow.prompt.is_prompt = 'false'",
    "tags.`mlflow.prompt.is_prompt` != 'true' AND name = 'alpha'",
    '',
  ];
  const orders = [
    ['name'],
    ['name DESC'],
    ['timestamp'],
    ['timestamp DESC'],
    ['last_updated_timestamp'],
    ['last_updated_timestamp desc', 'name DESC'],
  ];
  const wrongOrders = [
    ['creation_timestamp'],
    ['creation_time'],
    ['attribute.name'],
    ['`name`'],
    ['timestamp', 'last_updated_timestamp'],
    ['name', 'name DESC'],
    ['tags.team'],
    [''],
  ];
  return [
    ...[...right, ...registryWrong, "run_id = 'x'"].map(filter => ({ kind: 'models' as const, filter, orderBy: [] })),
    ...[...orders, ...wrongOrders].map(orderBy => ({ kind: 'models' as const, filter: '', orderBy })),
  ];
}

export function versionCases(): SearchCase[] {
  const random = randomNumbers(14);
  const right = [
    ...each(random, ['name', 'attribute.name'], EQUALITY, ["'alpha'", "'a%'", "'%A'", "'x_y'", "'ÜN%'"]),
    ...each(random, ['source_path'], EQUALITY, ["'s3://a/b'", "'S3://%'", "'%a_b'"]),
    ...each(random, ['run_id'], EQUALITY, ["'%'", "'x'", "''"]),
    ...each(random, ['version_number', 'attribute.version_number'], COMPARISONS, ['1', "'3'", '5', '"2"', '0']),
    ...each(random, ['tags.t', 'tag.`a b`', 'tags.none'], EQUALITY, [...TEXTS, "'1'", "'2'"]),
    "name IN ('alpha', 'ünï')",
    "run_id NOT IN ('x')",
    "run_id IN ('x', 'y')",
    "name = 'alpha' AND version_number >= 2 AND tags.`a b` = '1'",
    "tags.mlflow.prompt.is_prompt = 'false'",
    '',
  ];
  const wrong = [
    "version_number = '1a'",
    'version_number = 1.5',
    'version_number IN (1)',
    "version_number LIKE '1'",
    "source_path IN ('x')",
    'version = 1',
    "source = 'x'",
    'run_id = 5',
  ];
  const orders = [
    ['name'],
    ['name DESC'],
    ['version_number'],
    ['version_number DESC'],
    ['creation_timestamp'],
    ['creation_timestamp DESC', 'version_number'],
    ['last_updated_timestamp'],
    ['last_updated_timestamp DESC'],
    ['attribute.name DESC', 'version_number ASC'],
    ['`name` DESC'],
  ];
  const wrongOrders = [['run_id'], ['version'], ['tags.t'], ['stage'], ['name', 'name'], ['attributes.name'], ['']];
  return [
    ...[...right, ...registryWrong, ...wrong].map(filter => ({ kind: 'versions' as const, filter, orderBy: [] })),
    ...[...orders, ...wrongOrders].map(orderBy => ({ kind: 'versions' as const, filter: '', orderBy })),
    ...orders.map(orderBy => ({ kind: 'versions' as const, filter: 'version_number > 1', orderBy })),
  ];
}
