import { type VersionComparison, type VersionSide } from '../../src/versions/contract';
import { button } from '../kit/controls';
import { type Child, element } from '../kit/element';
import { type ReportActions } from '../kit/reportHost';
import { nameText, timeText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { sideNames } from './words';

/** What each of the two versions is and where it comes from. */
export function sidesTable(comparison: VersionComparison, actions: ReportActions | null): HTMLElement {
  const { from, to, commit } = comparison;
  const lines: readonly (readonly [string, Child, Child])[] = [
    ['Stage', from.stage, to.stage],
    ['Aliases', aliasText(from), aliasText(to)],
    ['Created', timeText(from.createdAt), timeText(to.createdAt)],
    ['Source run', runText(from), runText(to)],
    ['Model', modelText(from), modelText(to)],
    ['Source', nameText(from.source), nameText(to.source)],
    ['Git commit', commitText(commit.from, actions), commitText(commit.to, actions)],
    ['Description', descriptionText(from), descriptionText(to)],
  ];
  const head = element('tr', {}, element('td'), ...sideNames(comparison).map(name => element('th', { scope: 'col' }, name)));
  return element(
    'section',
    { 'aria-label': 'The two versions' },
    element(
      'div',
      { class: 'table-frame sides' },
      element(
        'table',
        { 'aria-label': 'The two versions' },
        element('thead', {}, head),
        element('tbody', {}, ...lines.map(([title, ...cells]) => line(title, cells))),
      ),
    ),
    element('p', { class: 'muted small' }, commitWords(comparison)),
  );
}

function line(title: string, cells: readonly Child[]): HTMLElement {
  return element('tr', {}, element('th', { scope: 'row', class: 'muted' }, title), ...cells.map(cell => element('td', {}, cell)));
}

function aliasText({ aliases }: VersionSide): Child {
  return aliases.length === 0 ? none() : nameText(aliases.map(alias => `@${alias}`).join(', '));
}

function runText({ run }: VersionSide): Child {
  return run === null ? none() : nameText(run.name === '' ? run.id.slice(0, 8) : run.name);
}

function modelText({ flavor, modelClass }: VersionSide): Child {
  return flavor === null ? none() : nameText(modelClass ?? flavor);
}

function descriptionText({ description }: VersionSide): Child {
  return description === '' ? none() : element('bdi', { class: 'name', title: description }, visibleText(description));
}

function commitText(commit: string | null, actions: ReportActions | null): Child {
  if (commit === null) return none();
  const short = element('code', { title: commit }, visibleText(commit.slice(0, 8)));
  return element('span', { class: 'with-copy' }, short, actions && button('Copy', () => actions.copyText(commit)));
}

function commitWords({ commit, from, to }: VersionComparison): string {
  if (commit.verdict === 'same') return 'Both source runs were made from the same commit.';
  if (commit.verdict === 'different') return 'The source runs were made from different commits.';
  const both = commit.from === null && commit.to === null;
  if (from.runProblem !== null || to.runProblem !== null) return 'Whether they were made from the same commit is not known.';
  return both ? 'Neither source run noted a git commit.' : 'Only one of the source runs noted a git commit.';
}

function none(): HTMLElement {
  return element('span', { class: 'absent', 'aria-label': 'none' }, '–');
}
