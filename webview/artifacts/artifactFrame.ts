import { type ArtifactPageState, type ArtifactTable } from '../../src/artifacts/contract';
import { type ArtifactOwner } from '../../src/domain/artifact';
import { type Failure, failureSentence } from '../../src/base/result';
import { button } from '../kit/controls';
import { type Child, element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount } from '../kit/format';
import { nameText } from '../kit/valueText';
import { loadView, saveView } from '../kit/viewState';
import { fileName, shortText, visibleText } from '../kit/visibleText';
import { byteText } from './byteText';
import { closedWords } from './closedWords';
import { TableView } from './tableView';

export interface ArtifactActions {
  readonly download: () => void;
  readonly openAsText: () => void;
}

/** How the page is looked at: kept over a reload. `address` lets the host find the artifact again. */
const defaults = { address: '', columns: '', from: 0 };

/** The whole page: what file it is, and its table or why it is not opened. */
export class ArtifactFrame {
  private view = loadView(defaults);
  private readonly header = element('header', { class: 'page-header' });
  private readonly notices = element('div', { class: 'page-notices' });
  private readonly body = element('div', { class: 'page-body artifact' });
  readonly node = element('main', { class: 'page' }, this.header, this.notices, this.body);

  constructor(private readonly actions: ArtifactActions) {}

  show(state: ArtifactPageState): void {
    const name = fileName(state.place.path);
    document.title = shortText(name);
    this.keep({ address: state.address });
    refill(this.notices);
    if (state.failure !== null) this.showFailure(state.failure);
    refill(this.header, ...this.headerParts(state, name));
    this.showContent(state);
  }

  showFailure(failure: Failure): void {
    if (failure.reason === 'cancelled') return;
    refill(this.notices, element('p', { class: 'notice notice-error', role: 'alert' }, visibleText(failureSentence(failure))));
  }

  private headerParts({ place, content, canDownload, failure }: ArtifactPageState, name: string): readonly Child[] {
    const isClosed = content?.kind === 'closed';
    const facts: readonly (string | false)[] = [
      ownerWords(place.owner),
      place.path !== name && place.path,
      content !== null && byteText(content.size),
    ];
    return [
      element(
        'div',
        { class: 'title-row' },
        element('h1', {}, nameText(name)),
        element(
          'div',
          { class: 'actions', role: 'group', 'aria-label': 'Actions' },
          !isClosed && (content !== null || failure !== null) && button('Open as Text', this.actions.openAsText),
          canDownload && button('Download…', this.actions.download, isClosed ? 'primary' : 'secondary'),
        ),
      ),
      content?.kind === 'table' && element('p', { class: 'verdict' }, tableWords(content.table)),
      element(
        'ul',
        { class: 'facts', 'aria-label': 'About this file' },
        ...facts.filter(fact => fact !== false).map(fact => element('li', {}, visibleText(fact))),
      ),
    ];
  }

  private showContent({ content, failure }: ArtifactPageState): void {
    if (content === null) return refill(this.body, failure === null && element('p', { class: 'empty' }, 'Reading the table…'));
    if (content.kind === 'closed') return refill(this.body, ...closedWords(content.what).map(line => element('p', {}, line)));
    refill(this.body, new TableView(content.table, this.view, change => this.keep(change)).node);
  }

  private keep(change: Partial<typeof defaults>): void {
    this.view = { ...this.view, ...change };
    saveView(this.view);
  }
}

function ownerWords(owner: ArtifactOwner): string {
  switch (owner.kind) {
    case 'run':
      return `of run ${owner.runId.slice(0, 8)}`;
    case 'loggedModel':
      return `of logged model ${owner.modelId.slice(0, 10)}`;
    case 'version':
      return `of ${owner.name} v${owner.version}`;
  }
}

function tableWords({ rowCount, shownRows, columns }: ArtifactTable): string {
  const whole = `${countOf(rowCount, 'row')}, ${countOf(columns.length, 'column')}`;
  return shownRows < rowCount ? `${whole}: the first ${formatCount(shownRows)} rows are shown` : whole;
}
