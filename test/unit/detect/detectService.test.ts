import { afterAll, describe, expect, it, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { type DetectReport, type DetectRequest } from '../../../src/detect/contract';
import { detectChanges } from '../../../src/detect/detectors/detectChanges';
import { createDetectService } from '../../../src/detect/detectService';
import { createDetectHandlers } from '../../../src/detect/serveDetect';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { TableFolder, value } from '../data/tables';

const folder = new TableFolder();
afterAll(() => folder.remove());
const service = createDetectService({ tables: folder.reader, runTask: ({ task }) => Promise.resolve(detectChanges(task)) });

function asked(data: string, more: Partial<DetectRequest> = {}): DetectRequest {
  return { data, column: 'loss', detector: 'adwin', parameters: {}, seed: null, ...more };
}

/** One column of losses and one of errors; the losses rise at row 640, and every tenth is missing. */
function losses(): string {
  const random = new SeededRandom(3);
  const rows = Array.from({ length: 1280 }, (_, row) => {
    const loss = random.uint32() / 2 ** 32 + (row < 640 ? 0 : 2);
    return `${row % 10 === 0 ? '' : loss},${loss > 1 ? 'true' : 'false'},word`;
  });
  return folder.write(`loss,wrong,text\n${rows.join('\n')}\n`);
}

describe('a report', () => {
  it('has the rows of the file, what it was made of and by whose rules', async () => {
    const report = value(await service.detect(asked(losses(), { parameters: { delta: '0.01' } }), unattendedJob()));
    expect(report).toMatchObject({
      schema: 1,
      column: 'loss',
      detector: 'adwin',
      parameters: { delta: 0.01, clock: 32, max_buckets: 5, min_window_length: 5, grace_period: 10 },
      seed: null,
      river: '0.26.1',
      warnings: [],
      skipped: 128,
      counts: { values: 1152, warnings: 0 },
      data: { rows: 1280 },
    });
    expect(report.data.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.detections[0]).toBeGreaterThan(640);
    expect(report.detections[0]).toBeLessThan(700);
    expect(report.changes[0]?.before.mean).toBeLessThan(1);
    expect(report.changes.at(-1)?.after.mean).toBeGreaterThan(2);
  });

  it('of truth values takes them as 0 and 1', async () => {
    const report = value(await service.detect(asked(losses(), { column: 'wrong', detector: 'ddm' }), unattendedJob()));
    expect(report.counts.values).toBe(1280);
    expect(report.detections.length).toBeGreaterThan(0);
  });

  it('by a detector that draws says its seed, and is the same again', async () => {
    const data = losses();
    const make = async (seed: number | null): Promise<DetectReport> =>
      value(await service.detect(asked(data, { detector: 'kswin', seed }), unattendedJob()));
    const [first, again, other] = [await make(null), await make(42), await make(7)];
    expect([first.seed, other.seed]).toEqual([42, 7]);
    expect(again.detections).toEqual(first.detections);
  });

  it('for a page lists no more than a page can show, and counts all', async () => {
    const data = folder.write(`loss\n${Array.from({ length: 30_000 }, (_, row) => row % 2).join('\n')}\n`);
    const handlers = createDetectHandlers(service);
    const request = asked(data, { detector: 'hddm_w', parameters: { warning_confidence: '1', two_sided_test: 'true', lambda_val: '1' } });
    const whole = value(await service.detect(request, unattendedJob()));
    const shown = value(await handlers.detect(request, unattendedJob()));
    expect(whole.warnings.length + whole.detections.length).toBeGreaterThan(4000);
    expect(shown.warnings).toEqual(whole.warnings.slice(0, 2000));
    expect(shown.counts).toEqual(whole.counts);
    expect(JSON.stringify(shown).length).toBeLessThan(500_000);
    expect(value(await handlers.columns({ data }, unattendedJob()))).toEqual(['loss']);
  });
});

describe('what cannot be watched', () => {
  test.each<[Partial<DetectRequest>, string]>([
    [{ column: 'nope' }, 'The data have no column "nope".'],
    [{ column: 'text' }, 'The column "text" holds text, but a detector watches numbers.'],
    [{ detector: 'ddm' }, 'ddm takes errors, 1, and right answers, 0; row 1 holds'],
    [{ parameters: { gamma: '1' } }, 'adwin has no parameter "gamma": it has delta,'],
  ])('%j is told', async (more, message) => {
    const made = await service.detect(asked(losses(), more), unattendedJob());
    expect(made.ok ? '' : made.failure.message).toContain(message);
    expect(made.ok ? '' : made.failure.reason).toBe(more.column === 'nope' ? 'not_found' : 'invalid');
  });

  test.each([
    ['loss,x\n,1\n,2\n', 'Every value of the column "loss" is missing.'],
    ['loss\n1\n2\n', 'Whether there is a change cannot be said: 2 values are too few for adwin.'],
    ['loss\n2026-01-01 10:00:00\n2026-01-01 11:00:00\n', 'The column "loss" holds'],
  ])('%j is told', async (content, message) => {
    const made = await service.detect(asked(folder.write(content)), unattendedJob());
    expect(made.ok ? '' : made.failure.message).toContain(message);
  });

  it('a cancelled job has no report', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const made = await service.detect(asked(losses()), { signal: stopped.signal, progress: () => undefined });
    expect(made).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  });
});
