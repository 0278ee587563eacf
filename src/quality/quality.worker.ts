import { answerTasks } from '../platform/answerTasks';
import { computeQuality } from './computeQuality';

/** Measures the quality of one pair of data sets a message. */
answerTasks(computeQuality);
