import { normalQuantile } from '../numeric/normalQuantile';
import { type DriftTest, type TestOutcome } from './driftTest';
import { type SamplePair } from './samplePair';
import { compareTexts } from './text/textDomain';
