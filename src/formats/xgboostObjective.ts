import { type TreeEnsemble } from './contract';
import { unsupported } from './malformed';

/** How an XGBoost objective turns the stored intercept into a margin, and a margin into a prediction. */
interface Objective {
  readonly link: TreeEnsemble['link'];
  /** XGBoost's `ProbToMargin`: `base_score` is stored on the scale of the prediction. */
  readonly toMargin: (baseScores: Float64Array) => Float64Array;
}

/** XGBoost's `kRtEps`: intercepts of logistic objectives are kept this far from 0 and 1. */
const EPSILON = Math.fround(1e-6);

const unchanged = (scores: Float64Array): Float64Array => scores;
const logarithm = (scores: Float64Array): Float64Array => scores.map(Math.log);
const logit = (scores: Float64Array): Float64Array =>
  scores.map(score => {
    const probability = Math.min(Math.max(score, EPSILON), Math.fround(1 - EPSILON));
    return -Math.log(1 / probability - 1);
  });

/** Several expectiles are stored as a first one and softplus steps. */
function expectileSteps(scores: Float64Array): Float64Array {
  return scores.map((score, index) => (index === 0 ? score : Math.log(Math.expm1(score - (scores[index - 1] as number) - EPSILON))));
}

const identity: Objective = { link: 'identity', toMargin: unchanged };
const logistic: Objective = { link: 'logistic', toMargin: logit };
const softmax: Objective = { link: 'softmax', toMargin: unchanged };
const exponential: Objective = { link: 'log', toMargin: logarithm };

const objectives: Readonly<Record<string, Objective | undefined>> = {
  'reg:squarederror': identity,
  'reg:linear': identity,
  'reg:squaredlogerror': identity,
  'reg:pseudohubererror': identity,
  'reg:absoluteerror': identity,
  'reg:quantileerror': identity,
  'reg:logistic': logistic,
  'binary:logistic': logistic,
  'binary:logitraw': identity,
  'binary:hinge': { link: 'other', toMargin: unchanged },
  'multi:softmax': softmax,
  'multi:softprob': softmax,
  'count:poisson': exponential,
  'reg:gamma': exponential,
  'reg:tweedie': exponential,
  'survival:cox': exponential,
  'survival:aft': exponential,
  'rank:pairwise': identity,
  'rank:ndcg': identity,
  'rank:map': identity,
};

/** The objective by XGBoost's name, versions 0.90 to 3.4; an unknown one is refused, because its intercept cannot be read. */
export function xgboostObjective(name: string, outputs: number): Objective {
  if (name === 'reg:expectileerror') return outputs === 1 ? identity : { link: 'other', toMargin: expectileSteps };
  const objective = Object.hasOwn(objectives, name) ? objectives[name] : undefined;
  if (objective === undefined)
    throw unsupported(
      `The XGBoost objective ${JSON.stringify(name)} is not known here.`,
      'Train with one of XGBoost’s own objectives, or update Model Ops.',
    );
  return objective;
}
