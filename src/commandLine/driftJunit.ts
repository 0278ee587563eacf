import { type Failure, failureSentence } from '../base/result';
import { driftedWithinNoise } from '../domain/driftVerdict';
import { type EmbeddingDrift, embeddingMethodWords } from '../domain/embeddingDrift';
import { type TogetherDrift } from '../domain/togetherDrift';
import { type DriftColumn, type DriftReport } from '../drift/contract';
import { type MadeReport } from './madeReport';
import { shortNumber } from './plainText';

/**
 * Reports as JUnit XML, which every CI shows: a suite each, with the verdict on the dataset, every column, every
 * embedding and all columns together, where that was asked for, as test cases. Drift is a failure, what could not be told an
 * error, what is not tested skipped. A report that could not be kept is an error of its own.
 */
export function driftJunit(made: readonly MadeReport[]): string {
  const suites = made.map(({ name, report, unkept = [] }) =>
    report.ok ? suite(name, report.value, unkept) : brokenSuite(name, failureSentence(report.failure)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="modelops drift">\n${suites.join('\n')}\n</testsuites>\n`;
}

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
}

function suite(name: string, report: DriftReport, unkept: readonly Failure[]): string {
  const { columns, embeddings = [], together } = report;
  const cases = [
    datasetCase(report),
    ...columns.map(columnCase),
    ...embeddings.map(embeddingCase),
    ...(together === undefined ? [] : [togetherCase(together)]),
    ...unkept.map(each => ({ name: 'report kept', outcome: 'error', message: failureSentence(each) }) as const),
  ];
  const of = (outcome: Case['outcome']): number => cases.filter(each => each.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
  const attributes = `name="${xml(name)}" ${counts} time="${(report.tookMs / 1000).toFixed(3)}"`;
  return `  <testsuite ${attributes}>\n${cases.map(each => testCase(name, each)).join('\n')}\n  </testsuite>`;
}

function brokenSuite(name: string, message: string): string {
  const only: Case = { name: 'dataset', outcome: 'error', message };
  return `  <testsuite name="${xml(name)}" tests="1" failures="0" errors="1" skipped="0">\n${testCase(name, only)}\n  </testsuite>`;
}

function datasetCase({ dataset, columns }: DriftReport): Case {
  const { drifted, driftedColumns, columns: tested, skipped } = dataset;
  const noisy = driftedWithinNoise(columns);
  const within = noisy === 0 ? '' : `, ${noisy} of them within sampling noise`;
  const message = `${driftedColumns} of ${tested} features drifted${within}, ${skipped} could not be tested`;
  return { name: 'dataset', outcome: drifted === null ? 'error' : drifted ? 'failure' : 'passed', message };
}

function columnCase({ name, status, reason, drifted, method, score, threshold, cutoff, withinNoise }: DriftColumn): Case {
  if (status === 'not_tested') return { name: `column ${name}`, outcome: 'skipped', message: reason ?? '' };
  if (status === 'not_computable' || drifted === null) return { name: `column ${name}`, outcome: 'error', message: reason ?? '' };
  const within = drifted && withinNoise === true ? ', within sampling noise' : '';
  const message = `${method ?? ''} ${shortNumber(score)}, threshold ${shortNumber(cutoff ?? threshold)}${within}`;
  return { name: `column ${name}`, outcome: drifted ? 'failure' : 'passed', message };
}

function embeddingCase(embedding: EmbeddingDrift): Case {
  const { name, reason, drifted, score, threshold } = embedding;
  if (drifted === null) return { name: `embedding ${name}`, outcome: 'error', message: reason ?? '' };
  const message = `${embeddingMethodWords(embedding)} ${shortNumber(score)}, threshold ${shortNumber(threshold)}`;
  return { name: `embedding ${name}`, outcome: drifted ? 'failure' : 'passed', message };
}

function togetherCase({ drifted, reason }: TogetherDrift): Case {
  return { name: 'all columns together', outcome: drifted === null ? 'error' : drifted ? 'failure' : 'passed', message: reason };
}

function testCase(suiteName: string, { name, outcome, message }: Case): string {
  const start = `    <testcase classname="${xml(suiteName)}" name="${xml(name)}"`;
  return outcome === 'passed' ? `${start}/>` : `${start}><${outcome} message="${xml(message)}"/></testcase>`;
}

/** Text for an attribute. XML 1.0 has no place for most control characters and for lone surrogates, escaped or not. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);
}
