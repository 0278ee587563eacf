import { type EventSpan } from './eventSpans';
import { type VersionNumber } from './ids';
import { type Move } from './registryChange';
import { type Place, placesOf } from './registryAt';

/** A version in a place, from one event until another. */
export interface LaneBar {
  readonly version: VersionNumber;
  readonly from: EventSpan;
  /** Null: it is still there, as far as history says. */
  readonly until: EventSpan | null;
}

/** What was in a place over time. */
export interface Lane {
  readonly place: Place;
  /** By their beginning. */
  readonly bars: readonly LaneBar[];
}

/**
 * Which version was in which place from when until when, a lane for each stage (but None) and alias.
 * @param spans oldest first.
 */
export function registryLanes(spans: readonly EventSpan[]): readonly Lane[] {
  const lanes = new Map<string, LaneBar[]>();
  for (const span of spans) {
    for (const step of span.entry.event.moves.flatMap(stepsOf)) {
      const lane = lanes.get(step.place) ?? [];
      lanes.set(step.place, lane);
      take(lane, step, span);
    }
  }
  return placesOf(spans).map(place => ({ place, bars: lanes.get(keyOf(place)) ?? [] }));
}

/** Begins a bar, or ends the one that is open; a record that says what was so already changes nothing. */
function take(lane: LaneBar[], step: Step, span: EventSpan): void {
  // An alias names one version: whoever sets it takes it from another, known of or not.
  if (step.enters && step.place.startsWith('@')) endOthers(lane, step, span);
  const index = lane.findLastIndex(bar => bar.version === step.version && bar.until === null);
  const open = lane[index];
  if (step.enters && open === undefined) lane.push({ version: step.version, from: span, until: null });
  if (!step.enters && open !== undefined) lane[index] = { ...open, until: span };
}

function endOthers(lane: LaneBar[], { version }: Step, span: EventSpan): void {
  const index = lane.findLastIndex(bar => bar.version !== version && bar.until === null);
  const open = lane[index];
  if (open !== undefined) lane[index] = { ...open, until: span };
}

/** A version leaves a place or enters one. */
interface Step {
  readonly place: string;
  readonly version: VersionNumber;
  readonly enters: boolean;
}

function stepsOf(move: Move): readonly Step[] {
  if (move.kind === 'stage') {
    return [
      { place: keyOf({ kind: 'stage', stage: move.from }), version: move.version, enters: false },
      { place: keyOf({ kind: 'stage', stage: move.to }), version: move.version, enters: true },
    ];
  }
  const place = keyOf({ kind: 'alias', alias: move.alias });
  return [
    ...(move.from === null ? [] : [{ place, version: move.from, enters: false }]),
    ...(move.to === null ? [] : [{ place, version: move.to, enters: true }]),
  ];
}

function keyOf(place: Place): string {
  return place.kind === 'stage' ? place.stage : `@${place.alias}`;
}
