import { success } from '../../base/result';
import { answerTasks } from '../../platform/answerTasks';
import { compareEmbedding, type EmbeddingTask } from './compareEmbedding';

/** Compares one embedding a message. */
answerTasks((task: EmbeddingTask) => success(compareEmbedding(task)));
