import { type Stage } from '../../src/domain/registeredModel';
import { svg } from '../kit/element';

/** The sign of a stage at a point: a disc, a triangle, a diamond or a ring. The word stands beside it or in the legend. */
export function stageMark(stage: Stage, x: number, y: number): SVGElement {
  const shapes: Readonly<Record<Stage, string>> = {
    Production: circle(x, y, 5.5),
    Staging: `M${x} ${y - 6.5}L${x + 6} ${y + 4.5}H${x - 6}Z`,
    None: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`,
    Archived: circle(x, y, 4.5),
  };
  return svg('path', { class: `stage-mark stage-${stage.toLowerCase()}`, d: shapes[stage] });
}

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}
