import { type TreeEnsemble } from './contract';

interface Objective {
  readonly name: string;
  readonly link: TreeEnsemble['link'];
  /** LightGBM's `sigmoid`: the margin is multiplied with it before the logistic function. */
  readonly sigmoid: number;
}

const links: Readonly<Record<string, TreeEnsemble['link'] | undefined>> = {
  regression: 'identity',
  regression_l1: 'identity',
  huber: 'identity',
  fair: 'identity',
  quantile: 'identity',
  mape: 'identity',
  lambdarank: 'identity',
  rank_xendcg: 'identity',
  poisson: 'log',
  gamma: 'log',
  tweedie: 'log',
  binary: 'logistic',
  multiclass: 'softmax',
  multiclassova: 'logistic',
  cross_entropy: 'logistic',
};

/**
 * The objective as LightGBM's header writes it, e.g. "binary sigmoid:1". One that is not known, or a function of the
 * user's, has the link 'other': the margin is still the sum of the trees.
 */
export function lightgbmObjective(text: string | undefined): Objective {
  const [name = '', ...options] = (text ?? '').split(' ');
  const sigmoid = Number(options.find(option => option.startsWith('sigmoid:'))?.slice('sigmoid:'.length) ?? 1);
  const known = Object.hasOwn(links, name) ? links[name] : undefined;
  return {
    name: name === '' ? 'custom' : name,
    link: options.includes('sqrt') || known === undefined ? 'other' : known,
    sigmoid: sigmoid > 0 && sigmoid < Infinity ? sigmoid : 1,
  };
}
