import { answerTasks } from '../platform/answerTasks';
import { detectChanges } from './detectors/detectChanges';

/** Watches one stream a message. */
answerTasks(detectChanges);
