import { redrawCanvas, sharpCanvas } from '../kit/canvas';
import { element, on } from '../kit/element';
import { responsiveChart } from '../kit/responsiveChart';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { type BeeswarmPlace, drawBeeswarmFrame, placeBeeswarm } from './beeswarmFrame';
import { type BeeswarmRow, nearestDot } from './beeswarmModel';
import { type DotPlace, moveDot } from './moveDot';

export interface BeeswarmOptions {
  readonly label: string;
  /** What is said of a dot: the row of the data, the feature's value, its SHAP value. */
  readonly describe: (dot: DotPlace) => readonly string[];
  readonly onChoose: (keptRow: number) => void;
}

const REACH = 8;

/**
 * The beeswarm: labels and axes in SVG, the dots on a canvas, what is pointed at or chosen on a second canvas above. A
 * click or Enter chooses a row of the data; its dots in all rows of the chart are ringed.
 */
export class BeeswarmChart {
  readonly node: HTMLElement;
  private readonly chart = responsiveChart(width => this.draw(width));
  private readonly said = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  private marks: HTMLCanvasElement | null = null;
  private place: BeeswarmPlace | null = null;
  private pointed: DotPlace | null = null;
  private chosen: number | null = null;

  constructor(
    private readonly rows: readonly BeeswarmRow[],
    private readonly options: BeeswarmOptions,
  ) {
    const help = 'Up and down arrows move between features, left and right between rows of the data, Enter explains the row.';
    this.node = element(
      'div',
      { class: 'beeswarm', role: 'application', tabindex: 0, 'aria-label': `${options.label} ${help}` },
      this.chart.node,
      this.said,
    );
    on(this.node, 'pointermove', event => this.point(event));
    on(this.node, 'pointerleave', () => this.leave());
    on(this.node, 'click', event => this.click(event));
    on(this.node, 'keydown', event => this.key(event));
    on(this.node, 'blur', () => this.leave());
  }

  /** Rings the dots of a row of the data. */
  choose(keptRow: number | null): void {
    this.chosen = keptRow;
    this.drawMarks();
  }

  private draw(width: number): readonly Element[] {
    const place = placeBeeswarm(this.rows, width);
    this.place = place;
    const dots = sharpCanvas(place.width, place.height, context =>
      this.rows.forEach((row, index) => drawDots(context, row, { place, index })),
    );
    this.marks = sharpCanvas(place.width, place.height, () => undefined);
    this.drawMarks();
    return [drawBeeswarmFrame(this.rows, place, this.options.label), dots, this.marks];
  }

  private drawMarks(): void {
    const { marks, place } = this;
    if (!marks || !place) return;
    const colors = { line: getComputedStyle(this.node).color, halo: getComputedStyle(document.body).backgroundColor };
    redrawCanvas(marks, place, context => {
      const { chosen } = this;
      if (chosen !== null)
        this.rows.forEach((_, row) => ring(context, this.dotAt({ row, keptRow: chosen }, place), { radius: 4.5, ...colors }));
      if (this.pointed) ring(context, this.dotAt(this.pointed, place), { radius: 6.5, ...colors });
    });
  }

  private dotAt(dot: DotPlace, place: BeeswarmPlace): { x: number; y: number } {
    const row = this.rows[dot.row];
    return { x: place.x(row?.values[dot.keptRow] ?? 0), y: place.middle(dot.row) - (row?.heights[dot.keptRow] ?? 0) * place.spacing };
  }

  private point(event: PointerEvent): void {
    const dot = this.dotUnder(event);
    this.setPointed(dot);
    if (dot) showTooltip(event, ...this.options.describe(dot));
    else hideTooltip();
  }

  private dotUnder(event: MouseEvent): DotPlace | null {
    const { place } = this;
    if (!place) return null;
    const box = this.chart.node.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const rowNumber = Math.floor((y - place.middle(0)) / place.spacing + 0.5);
    const row = this.rows[rowNumber];
    if (!row) return null;
    const keptRow = nearestDot(
      row,
      (value, height) => Math.hypot(place.x(value) - x, place.middle(rowNumber) - height * place.spacing - y),
      REACH,
    );
    return keptRow === null ? null : { row: rowNumber, keptRow };
  }

  private click(event: MouseEvent): void {
    const dot = this.dotUnder(event);
    if (dot) this.options.onChoose(dot.keptRow);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      if (!this.pointed) return;
      event.preventDefault();
      this.options.onChoose(this.pointed.keptRow);
      return;
    }
    const next = moveDot(this.rows, this.pointed ?? this.chosenDot(), event.key);
    if (!next) return;
    event.preventDefault();
    this.setPointed(next);
    this.said.textContent = this.options.describe(next).join(', ');
    this.showTooltipAt(next);
  }

  private showTooltipAt(dot: DotPlace): void {
    if (!this.place) return;
    const box = this.chart.node.getBoundingClientRect();
    const { x, y } = this.dotAt(dot, this.place);
    showTooltip({ clientX: box.left + x, clientY: box.top + y }, ...this.options.describe(dot));
  }

  private chosenDot(): DotPlace | null {
    return this.chosen === null ? null : { row: 0, keptRow: this.chosen };
  }

  private setPointed(dot: DotPlace | null): void {
    if (dot?.row === this.pointed?.row && dot?.keptRow === this.pointed?.keptRow) return;
    this.pointed = dot;
    this.node.classList.toggle('pointing', dot !== null);
    this.drawMarks();
  }

  private leave(): void {
    this.setPointed(null);
    hideTooltip();
  }
}

function drawDots(context: CanvasRenderingContext2D, row: BeeswarmRow, at: { place: BeeswarmPlace; index: number }): void {
  const { place, index } = at;
  const middle = place.middle(index);
  const radius = row.values.length > 1000 ? 2 : 2.6;
  for (let dot = 0; dot < row.values.length; dot++) {
    context.fillStyle = row.colors[dot] ?? '';
    context.beginPath();
    context.arc(place.x(row.values[dot] ?? 0), middle - (row.heights[dot] ?? 0) * place.spacing, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** A ring with a rim of the background's colour, to be seen among dots of any colour. */
function ring(context: CanvasRenderingContext2D, at: { x: number; y: number }, look: { radius: number; line: string; halo: string }): void {
  context.beginPath();
  context.arc(at.x, at.y, look.radius, 0, 2 * Math.PI);
  context.strokeStyle = look.halo;
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = look.line;
  context.lineWidth = 1.75;
  context.stroke();
}
