import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { shownText } from '../domain/shownText';
import { type Monitor, type MonitorProblem } from './contract';
import { type MonitorSpec, requestOf } from './monitorSpec';
import { monitorsSchema } from './monitorsSchema';

/** Compiled when a file is first read: most of what the engine and the command line do needs none. */
let checker: ValidateFunction<FileValue> | undefined;

interface FileValue {
  readonly monitors?: readonly MonitorSpec[];
}

function checkFile(): ValidateFunction<FileValue> {
  return (checker ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<FileValue>(monitorsSchema));
}

interface Parsed {
  readonly monitors: readonly Monitor[];
  readonly problems: readonly MonitorProblem[];
}

/**
 * The monitors of a file's text, or what is wrong with it, each problem at its line.
 * @param folder that the paths in it are relative to
 */
export function parseMonitors(text: string, folder: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): MonitorProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const [value, broken] = valueOf(document);
  if (broken.length > 0) return wrong(broken.map(({ offset, message }) => at(offset, `This is not YAML: ${shownText(message)}`)));
  const isRight = checkFile();
  if (!isRight(value)) return wrong((isRight.errors ?? []).map(error => at(offsetOf(document, error), sentence(error))));
  const specs = value.monitors ?? [];
  const start = (place: number): number => startOf(document.getIn(['monitors', place], true));
  const twice = specs.flatMap(({ name }, place) => (specs.findIndex(spec => spec.name === name) < place ? [{ name, place }] : []));
  if (twice.length > 0) return wrong(twice.map(({ name, place }) => at(start(place), `There are two monitors with the name ${name}.`)));
  const monitors = specs.map((spec, place) => ({ name: spec.name, line: at(start(place), '').line, request: requestOf(spec, folder) }));
  return { monitors, problems: [] };
}

function wrong(problems: readonly MonitorProblem[]): Parsed {
  return { monitors: [], problems };
}

/** The document as plain values, or why it has none. An empty file says nothing. */
function valueOf(document: ReturnType<typeof parseDocument>): [unknown, readonly { readonly offset: number; readonly message: string }[]] {
  const broken = document.errors.map(({ pos, message }) => ({ offset: pos[0], message }));
  if (broken.length > 0) return [null, broken];
  try {
    return [document.toJS() ?? {}, []];
  } catch (error) {
    // Aliases that are not there, or that would expand without end: the library bounds them.
    return [null, [{ offset: 0, message: error instanceof Error ? error.message : String(error) }]];
  }
}

function pathOf({ instancePath }: ErrorObject): readonly (string | number)[] {
  return instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Where the wrong value begins; of a name that is not known, where the name does. */
function offsetOf(document: Document, error: ErrorObject): number {
  const path = pathOf(error);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const extra = (error.params as { additionalProperty?: string }).additionalProperty;
  if (extra === undefined || !isMap(node)) return startOf(node);
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === extra);
  return startOf(pair?.key ?? node);
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

/** "monitors[0].profile must be one of evidently, evidently-legacy, strict." */
function sentence(error: ErrorObject): string {
  const where = pathOf(error).reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
    '',
  );
  const subject = where === '' ? 'The file' : shownText(where);
  const { additionalProperty, allowedValues, property, missingProperty, pattern, type } = error.params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === 'string') return `${subject} has no setting "${shownText(additionalProperty)}"${known(error)}.`;
  if (typeof property === 'string') return `${subject}.${property} needs "${String(missingProperty)}".`;
  if (typeof missingProperty === 'string') return `${subject} lacks "${missingProperty}".`;
  if (Array.isArray(allowedValues)) return `${subject} must be one of ${allowedValues.join(', ')}.`;
  if (typeof pattern === 'string') return `${subject} must be of letters, digits, "_", "-" and ".", and at most 64 of them.`;
  if (error.keyword === 'minProperties') return `${subject} says too little${known(error)}.`;
  if (Array.isArray(type)) return `${subject} must be ${type.join(' or ')}.`;
  return `${subject} ${error.message ?? 'is wrong'}.`;
}

function known({ parentSchema }: ErrorObject): string {
  const { properties } = (parentSchema ?? {}) as { properties?: object };
  return properties === undefined ? '' : `; it may have ${Object.keys(properties).join(', ')}`;
}
