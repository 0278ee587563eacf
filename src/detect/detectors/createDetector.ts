import { type DetectorSetup } from '../../domain/detectorParameters';
import { Adwin } from './adwin';
import { Ddm } from './ddm';
import { type Detector } from './detector';
import { Eddm } from './eddm';
import { HddmA } from './hddmA';
import { HddmW } from './hddmW';
import { Kswin } from './kswin';
import { PageHinkley } from './pageHinkley';

/** The detector that a set-up asks for, at its beginning. @param seed for those that draw. */
export function createDetector(setup: DetectorSetup, seed: number): Detector {
  switch (setup.detector) {
    case 'adwin':
      return new Adwin(setup.parameters);
    case 'ddm':
      return new Ddm(setup.parameters);
    case 'eddm':
      return new Eddm(setup.parameters);
    case 'hddm_a':
      return new HddmA(setup.parameters);
    case 'hddm_w':
      return new HddmW(setup.parameters);
    case 'page_hinkley':
      return new PageHinkley(setup.parameters);
    case 'kswin':
      return new Kswin(setup.parameters, seed);
  }
}
