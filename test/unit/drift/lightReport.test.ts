import { describe, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { type DriftReport } from '../../../src/drift/contract';
import { driftReportFiles } from '../../../src/drift/driftReportFiles';
import { distributionPicture, lightReport } from '../../../src/drift/lightReport';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { describedColumn } from '../../support/describedColumn';
import { richDriftReport, wideRichReport } from '../../support/driftPageFixtures';
import { categoricalDistribution, flightsDriftReport, wideDriftReport } from '../../support/reportFixtures';

describe('a light report', () => {
  test('keeps the worst columns whole, and of the others all but what is large', () => {
    const report = richDriftReport();
    const light = lightReport(report, 2);
    const whole = light.columns.filter(({ light: small }) => small === undefined);
    expect(whole.map(({ name }) => name)).toEqual(['origin_delay_yesterday', 'origin_delay_3h']);
    expect(whole[0]).toBe(report.columns.find(({ name }) => name === 'origin_delay_yesterday'));
    const distance = light.columns.find(({ name }) => name === 'distance');
    for (const large of ['distribution', 'windows', 'inputs', 'quality']) expect(distance).not.toHaveProperty(large);
    expect(distance).toMatchObject({ score: 0.0412, noise: 0.0094, importance: 0.233, light: { kind: 'numeric' } });
    expect(light.columns.find(({ name }) => name === 'departure')?.light).toBe('no distribution');
  });

  test('leaves out how the texts changed, which the page asks for when it opens the column', () => {
    const column = describedColumn();
    const [light] = lightReport({ ...flightsDriftReport(), columns: [column] }, 0).columns;
    expect(column.descriptors).toHaveLength(4);
    expect(light).not.toHaveProperty('descriptors');
    expect(light).toMatchObject({ name: column.name, score: column.score, light: 'no distribution' });
  });

  test('pictures: at most 30 bins, the highest is 1,000, and what is there is seen', () => {
    const numeric = wideDriftReport(1).columns[0]?.distribution;
    if (numeric?.kind !== 'numeric') throw new Error('The fixture has numbers.');
    const many = { ...numeric, reference: Array.from({ length: 70 }, () => 1), current: [1, ...Array.from({ length: 69 }, () => 1e6)] };
    const picture = distributionPicture(many);
    expect(picture.reference).toHaveLength(24);
    expect(Math.max(...picture.reference, ...picture.current)).toBe(1000);
    const categories = distributionPicture(categoricalDistribution({ a: [1e9, 1e9], b: [1, 0] }));
    expect(categories).toEqual({ kind: 'categorical', reference: [1000, 1, 0], current: [1000, 0, 0] });
  });
});

const aWindow = {
  count: 120,
  score: 0.12345678901234,
  drifted: true,
  noise: 0.25,
  withinNoise: false,
  reason: null,
  mean: 17.12345678901234,
  standardDeviation: 3.123456789012345,
};

describe('messages to the page', () => {
  const handlers = createReportHandlers({ webviewRoot: '', ...driftReportFiles });
  const message = async (report: DriftReport) => await handlers.light({ kind: 'drift', report }, unattendedJob());

  test('a small report goes whole; a thousand columns make one message below 2 MB, and each part is small', async () => {
    const small = flightsDriftReport();
    expect(await message(small)).toEqual({ ok: true, value: small });
    const wide = wideRichReport(wideDriftReport(1000));
    const light = JSON.stringify(await message(wide));
    console.log(`1,000 columns: ${JSON.stringify(wide).length} characters whole, ${light.length} as the page's message`);
    expect(JSON.stringify(wide).length).toBeGreaterThan(5_000_000);
    expect(light.length).toBeLessThan(2_000_000);
    for (const column of wide.columns) expect(JSON.stringify(column).length).toBeLessThan(20_000);
  });

  test.each(['evidently', 'strict'] as const)(
    'a thousand text columns with descriptors by windows make one message below 2 MB (%s)',
    async profile => {
      const column = describedColumn(profile, 'a name of twenty one');
      const windows = Array.from({ length: 60 }, (_, k) => ({ ...aWindow, from: k * 864e5, to: (k + 1) * 864e5 }));
      const described = column.descriptors?.map(each => ({ ...each, windows, firstDrifted: 864e5 }));
      const columns = Array.from({ length: 1000 }, (_, k) => ({ ...column, name: `${column.name} ${k}`, descriptors: described ?? [] }));
      const report = { ...flightsDriftReport(), columns };
      const light = JSON.stringify(await message(report)).length;
      console.log(`1,000 text columns: ${JSON.stringify(report).length} characters whole, ${light} as the page's message`);
      expect(light).toBeLessThan(2_000_000);
    },
  );

  test('a report of another kind goes whole', async () => {
    const report = { long: 'x'.repeat(600_000) };
    expect(await handlers.light({ kind: 'explain', report }, unattendedJob())).toEqual({ ok: true, value: report });
  });
});
