import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ChangePlan, type LoadEffect, type Move } from '../../domain/registryChange';

/** A change in words, the same in picks, prompts, notifications and the history page. */

/** "v4: Production → Archived", "@champion: v2 → v4". */
function moveWords(move: Move): string {
  if (move.kind === 'stage') return l10n.t('v{0}: {1} → {2}', move.version, move.from, move.to);
  const versionText = (version: string | null): string => (version === null ? l10n.t('none') : `v${version}`);
  return `@${plainLabel(move.alias, 60)}: ${versionText(move.from)} → ${versionText(move.to)}`;
}

/** What loaders get after a change: "Production of x: v4 → v5."; the bare moves where they notice nothing. */
export function doneWords(plan: ChangePlan): string {
  const model = plainLabel(plan.model);
  const changed = plan.loads.filter(effect => effect.before !== effect.after);
  if (changed.length === 0) return `${model} — ${plan.moves.map(moveWords).join(', ')}.`;
  return changed.map(effect => l10n.t('{0} of {1}: {2}.', placeOf(effect, plan.model), model, versionChange(effect))).join(' ');
}

/** "Production" of `models:/x/Production`, "@champion" of `models:/x@champion`. */
function placeOf({ uri }: LoadEffect, model: string): string {
  return plainLabel(uri.slice(`models:/${model}`.length).replace(/^\//, ''), 60);
}

function versionChange({ before, after }: LoadEffect): string {
  if (after === null) return l10n.t('none now (was v{0})', before ?? '');
  return before === null ? `v${after}` : `v${before} → v${after}`;
}

/** "models:/x/Production will load v5 instead of v4"; one that stays as it is says so too. */
function loadWords(effect: LoadEffect): string {
  const uri = plainLabel(effect.uri);
  if (effect.before === effect.after) {
    return effect.after === null ? l10n.t('{0} loads nothing, as before', uri) : l10n.t('{0} keeps loading v{1}', uri, effect.after);
  }
  if (effect.after === null) return l10n.t('{0} will load nothing (now v{1})', uri, effect.before ?? '');
  if (effect.before === null) return l10n.t('{0} will load v{1}', uri, effect.after);
  return l10n.t('{0} will load v{1} instead of v{2}', uri, effect.after, effect.before);
}

/** What loaders get, the place that the change is about first: for a row of a pick. */
export function loadsWords(plan: ChangePlan): string {
  const growing = (effect: LoadEffect): number => Number(effect.after === null);
  const effects = [...plan.loads].sort((a, b) => growing(a) - growing(b));
  return effects.length === 0 ? plan.moves.map(moveWords).join(', ') : effects.map(loadWords).join('; ');
}

/** The whole plan before it is made: what should be known first, and what loaders get where no note says it. */
export function planWords(plan: ChangePlan): string {
  const told = plan.loads.filter(effect => effect.after !== null || !plan.notes.some(note => note.includes(effect.uri)));
  const effects = told.map(effect => `${loadWords(effect)}.`);
  const sentences = [...effects, ...plan.notes.map(note => plainLabel(note, 400))];
  return sentences.length === 0 ? plan.moves.map(moveWords).join(', ') : sentences.join(' ');
}
