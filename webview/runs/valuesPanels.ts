import { parseColumnId } from '../../src/domain/runColumn';
import { type RunDetails } from '../../src/domain/runDetails';
import { button } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { openSearchPick } from '../kit/searchPick';
import { visibleText } from '../kit/visibleText';
import { type ComparedRuns } from './comparedRuns';
import { checkBox } from './curvesPanel';
import { type ComparedKey, comparedKeys, defaultAxes } from './differences';
import { type ParallelAxis, ParallelChart } from './parallelChart';
import { plainGrid } from './plainGrid';
import { numberCell, statusWord, textCell } from './runCell';
import { type KeptView } from './runsView';
import { scatterChart } from './scatterChart';

const MOST_AXES = 12;

interface Compared {
  readonly compared: ComparedRuns;
  readonly kept: KeptView;
  /** Draws the panel again. */
  readonly redraw: () => void;
}

/** Params and metrics of the runs as parallel axes. */
export function parallelPanel({ compared, kept, redraw }: Compared): HTMLElement {
  const keys = numericFirst(comparedKeys(compared.runs));
  const chosen = chosenAxes(kept, keys);
  const count = element('span', { class: 'muted', role: 'status' });
  const pick = button(`Axes: ${chosen.length}`, () =>
    openSearchPick(pick, {
      label: 'Axes',
      placeholder: `search params and metrics… at most ${MOST_AXES}`,
      several: true,
      items: () => keyItems(keys, new Set(chosenAxes(kept, keys))),
      onChoose: id => {
        const before = chosenAxes(kept, keys);
        kept.change({ axes: before.includes(id) ? before.filter(each => each !== id) : [...before, id].slice(-MOST_AXES) });
        pick.textContent = `Axes: ${chosenAxes(kept, keys).length}`;
        drawChart();
      },
    }),
  );
  const place = element('div', { class: 'values-chart' });
  const drawChart = (): void => refill(place, parallelOrTable(compared, kept, { keys, count }));
  drawChart();
  const controls = element('div', { class: 'compare-controls' }, pick, tableBox(kept, redraw), count);
  return element('div', { class: 'values-panel' }, controls, place);
}

function parallelOrTable(
  compared: ComparedRuns,
  kept: KeptView,
  { keys, count }: { readonly keys: readonly ComparedKey[]; readonly count: HTMLElement },
): HTMLElement {
  const axes = chosenAxes(kept, keys).flatMap(id => axisOf(keys, id) ?? []);
  if (axes.length < 2) return element('p', { class: 'empty' }, 'Choose two axes or more.');
  if (kept.now.asTable) return axesTable(compared.runs, axes, compared);
  const runs = compared.runs.map(run => compared.look(run.runId));
  const chart = new ParallelChart({
    runs,
    axes,
    onBrushed: inside =>
      (count.textContent =
        inside === runs.length
          ? 'Drag along an axis to choose a part of it.'
          : `${countOf(inside, 'run')} inside of what is chosen. Escape or a click on an axis takes it away.`),
  });
  return chart.node;
}

/** Two params or metrics against each other. */
export function scatterPanel({ compared, kept, redraw }: Compared): HTMLElement {
  const keys = numericFirst(comparedKeys(compared.runs));
  const metrics = keys.filter(each => each.kind === 'metric');
  const x = axisOf(keys, kept.now.scatterX) ?? axisOf(keys, defaultAxes(keys)[0] ?? '');
  const y = axisOf(keys, kept.now.scatterY) ?? axisOf(keys, metrics[0] === undefined ? '' : idOf(metrics[0]));
  if (x === undefined || y === undefined) return element('p', { class: 'empty' }, 'These runs have no params and metrics to compare.');
  const picker = (name: string, now: ParallelAxis, onChoose: (id: string) => void): HTMLElement => {
    const control = button(`${name}: ${now.kind} ${visibleText(now.name)}`, () =>
      openSearchPick(control, {
        label: `${name} axis`,
        placeholder: 'search params and metrics…',
        items: () => keyItems(keys),
        onChoose,
      }),
    );
    return control;
  };
  const choose = (part: { scatterX?: string; scatterY?: string }) => (): void => {
    kept.change(part);
    redraw();
  };
  const controls = element(
    'div',
    { class: 'compare-controls' },
    picker('Y', y, id => choose({ scatterY: id })()),
    picker('X', x, id => choose({ scatterX: id })()),
    tableBox(kept, redraw),
  );
  const runs = compared.runs.map(run => compared.look(run.runId));
  const shown = kept.now.asTable ? axesTable(compared.runs, [x, y], compared) : scatterChart({ runs, x, y });
  return element('div', { class: 'values-panel' }, controls, element('div', { class: 'values-chart' }, shown));
}

/** Every param, metric and tag, a column for each run. */
export function differencesPanel({ compared, kept, redraw }: Compared): HTMLElement {
  const all = comparedKeys(compared.runs);
  const keys = kept.now.differencesOnly ? all.filter(key => key.differs) : all;
  const same = all.length - keys.length;
  const controls = element(
    'div',
    { class: 'compare-controls' },
    checkBox('Differences only', kept.now.differencesOnly, differencesOnly => {
      kept.change({ differencesOnly });
      redraw();
    }),
    same > 0 &&
      element('span', { class: 'muted' }, `${countOf(same, 'row')} with the same value in every run ${same === 1 ? 'is' : 'are'} hidden.`),
  );
  if (keys.length === 0)
    return element('div', { class: 'values-panel' }, controls, element('p', { class: 'empty' }, 'These runs do not differ.'));
  const grid = plainGrid({
    label: 'Params, metrics and tags of the compared runs',
    columns: [{ title: 'Key', width: 280 }, ...compared.runs.map(run => ({ title: compared.look(run.runId).name, width: 170 }))],
    rows: keys.length + 1,
    cell: (row, column) => (row === 0 ? statusCell(compared.runs, column) : keyCell(keys[row - 1], column)),
    rowClass: row => (row > 0 && keys[row - 1]?.differs === true ? 'differs' : ''),
  });
  return element('div', { class: 'values-panel' }, controls, element('div', { class: 'compare-table' }, grid));
}

function statusCell(runs: readonly RunDetails[], column: number) {
  const run = runs[column - 1];
  if (run === undefined) return { children: [element('span', { class: 'list-kind' }, 'status')] };
  return { children: statusWord(run.status), class: `status status-${run.status.toLowerCase()}` };
}

function keyCell(key: ComparedKey | undefined, column: number) {
  if (key === undefined) return { children: [] };
  if (column === 0)
    return {
      children: [element('span', { class: 'list-kind' }, `${key.kind} `), element('bdi', {}, visibleText(key.key))],
      title: key.key,
    };
  const value = key.values[column - 1] ?? null;
  return key.kind === 'metric' ? numberCell(value) : textCell(value);
}

function axesTable(runs: readonly RunDetails[], axes: readonly ParallelAxis[], compared: ComparedRuns): HTMLElement {
  const grid = plainGrid({
    label: 'Values of the compared runs',
    columns: [
      { title: 'Run', width: 220 },
      ...axes.map(axis => ({ title: axis.name, kind: axis.kind, width: 150, numeric: axis.kind === 'metric' })),
    ],
    rows: runs.length,
    cell: (row, column) => {
      if (column === 0) return textCell(compared.look(runs[row]?.runId ?? '').name);
      const axis = axes[column - 1];
      const value = axis?.values[row] ?? null;
      return axis?.kind === 'metric' ? numberCell(value) : textCell(value);
    },
  });
  return element('div', { class: 'compare-table' }, grid);
}

function tableBox(kept: KeptView, redraw: () => void): HTMLElement {
  return checkBox('Show as table', kept.now.asTable, asTable => {
    kept.change({ asTable });
    redraw();
  });
}

function chosenAxes(kept: KeptView, keys: readonly ComparedKey[]): readonly string[] {
  const known = new Set(keys.map(idOf));
  const chosen = kept.now.axes.filter(id => known.has(id));
  return chosen.length > 0 ? chosen : defaultAxes(keys);
}

function axisOf(keys: readonly ComparedKey[], id: string): ParallelAxis | undefined {
  const column = parseColumnId(id);
  const found = keys.find(key => key.kind === column?.kind && key.key === column.key);
  return found === undefined ? undefined : { id, kind: found.kind, name: found.key, values: found.values };
}

function idOf({ kind, key }: ComparedKey): string {
  return `${kind}s.${key}`;
}

/** Tags are no axes. */
function numericFirst(keys: readonly ComparedKey[]): readonly ComparedKey[] {
  return keys.filter(key => key.kind !== 'tag');
}

function keyItems(keys: readonly ComparedKey[], checked?: ReadonlySet<string>) {
  return keys.map(key => ({
    key: idOf(key),
    text: key.key,
    label: `${key.kind} ${key.key}`,
    content: [element('bdi', { class: 'list-name' }, visibleText(key.key)), element('span', { class: 'list-kind' }, key.kind)],
    ...(checked === undefined ? {} : { checked: checked.has(idOf(key)) }),
  }));
}
