import { failure, type Result, success } from '../base/result';
import { DETECTOR_NAMES, readDetectorSetup, RIVER_VERSION, SEEDED_DETECTOR } from '../domain/detectorParameters';
import { type DetectRequest } from '../detect/contract';
import { command, type Outcome, type Session } from './command';
import { DATA_SOURCES, dataSource } from './dataSources';
import { detectText } from './detectText';
import { choice, wholeNumber, settings, text } from './options';

export const detect = command({
  words: 'detect',
  summary: `Find where a stream of errors or losses changes, by the detectors of river ${RIVER_VERSION}.`,
  positionals: [],
  options: {
    detector: choice(
      DETECTOR_NAMES,
      'ddm and eddm take errors as 0 and 1, hddm_a and hddm_w values from 0 to 1, the others any number. Needed.',
    ),
    data: text('DATA', `The rows in time order: ${DATA_SOURCES}. Needed.`),
    column: text('COLUMN', 'The errors or losses; missing and infinite ones are skipped. Needed.'),
    param: settings('NAME=VALUE', "A parameter by river's name, which has river's default when absent. As often as needed."),
    seed: wholeNumber('S', `Where the random draws of ${SEEDED_DETECTOR} start from; 42 when absent.`),
  },
  plan: (_, values) => {
    const { detector, data, column, param = {}, seed = null } = values;
    if (detector === undefined || data === undefined || column === undefined)
      return failure('invalid', `--${detector === undefined ? 'detector' : data === undefined ? 'data' : 'column'} is missing.`);
    if (seed !== null && detector !== SEEDED_DETECTOR)
      return failure('invalid', `--seed: ${detector} draws nothing at random; only ${SEEDED_DETECTOR} does.`);
    const setup = readDetectorSetup(detector, param);
    if (!setup.ok) return failure('invalid', `--param: ${setup.failure.message}`);
    return success(session => run(session, { data, column, detector, parameters: param, seed }));
  },
});

/** The request with its data as they were typed. */
type Typed = Omit<DetectRequest, 'data'> & { readonly data: string };

async function run(session: Session, typed: Typed): Promise<Result<Outcome>> {
  const data = await dataSource(session, typed.data);
  if (!data.ok) return data;
  const made = await session.services.detect.detect({ ...typed, data: data.value }, session.job);
  if (!made.ok) return made;
  const { detections, warnings, skipped } = made.value;
  return success({ json: { detections, warnings, skipped }, text: detectText(made.value) });
}
