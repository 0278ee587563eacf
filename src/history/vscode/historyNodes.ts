import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type VersionNumber } from '../../domain/ids';
import { type RegisteredModel } from '../../domain/registeredModel';
import { type HistoryEntry, type Move } from '../../domain/registryChange';
import { type Page, type PageRequest, storeCalls } from '../../store/contract';
import { card, type CardFact } from '../../workbench/card';
import { type EventArgument, rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { commandOf } from '../../workbench/messageNodes';
import { movesDone } from '../../workbench/movesWords';
import { PagedNode, RootNode } from '../../workbench/pagedNode';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { type Day, daysOf, dayWords } from './days';
import { actionWords, actorWords, eventDescription, integrityWords, whenWords } from './eventWords';
import { type HistoryStore } from './historyRoom';

/** The root of the view History. */
export class HistoryRoot extends RootNode<RegisteredModel> {
  constructor(
    private readonly engine: Engine,
    private readonly connection: HistoryStore['connection'],
  ) {
    super(null, 'history');
  }

  override get emptyText(): string | null {
    return this.connection.info === null ? null : l10n.t('No registered models yet: there is nothing to look back on.');
  }

  protected override async read(asked: PageRequest): Promise<Result<Page<RegisteredModel>>> {
    const store = await this.connection.ready();
    if (store === null) return success({ items: [], nextPage: null });
    return store.ok ? await this.engine.ask(storeCalls.listModels, asked) : store;
  }

  protected override nodesOf(models: readonly RegisteredModel[]): Promise<readonly TreeNode[]> {
    const ordered = [...models].sort((a, b) => Number(hasChanged(b)) - Number(hasChanged(a)));
    return Promise.resolve(ordered.map(model => new HistoryModelNode(this, model, this.engine)));
  }
}

/** Versions are born in None and without aliases: what is elsewhere has a history. It is known without reading that. */
function hasChanged(model: RegisteredModel): boolean {
  return Object.keys(model.aliases).length > 0 || model.latestVersions.some(version => version.stage !== 'None');
}

/** A model; its history is read when it is expanded, by days, newest first. */
class HistoryModelNode extends PagedNode<Day> {
  constructor(
    parent: TreeNode,
    readonly model: RegisteredModel,
    private readonly engine: Engine,
  ) {
    super(parent, model.name);
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.model.name), TreeItemCollapsibleState.Collapsed);
    const production = this.model.latestVersions.find(version => version.stage === 'Production');
    item.description = production === undefined ? l10n.t('nothing in Production') : l10n.t('Production v{0}', production.version);
    item.iconPath = new ThemeIcon('package');
    item.contextValue = rows.historyModel;
    return item;
  }

  override get emptyText(): string {
    return l10n.t('No stage or alias was changed yet.');
  }

  protected override async read(asked: PageRequest): Promise<Result<Page<Day>>> {
    const history = await this.engine.ask(storeCalls.history, { name: this.model.name });
    if (!history.ok) return history;
    const days = daysOf(history.value);
    const from = Number(asked.page ?? 0);
    const to = from + (asked.limit ?? days.length);
    return success({ items: days.slice(from, to), nextPage: to < days.length ? String(to) : null });
  }

  protected override nodesOf(days: readonly Day[]): Promise<readonly TreeNode[]> {
    return Promise.resolve(days.map(day => new DayNode(this, day)));
  }
}

/** A heading over the events of one day. */
class DayNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly day: Day,
  ) {
    super(parent, day.key);
  }

  item(): TreeItem {
    const { entries } = this.day;
    const item = new TreeItem(dayWords(this.day), TreeItemCollapsibleState.Expanded);
    item.description = entries.length === 1 ? l10n.t('1 change') : l10n.t('{0} changes', entries.length);
    return item;
  }

  override children(): Promise<Result<Children>> {
    const nodes = this.day.entries.map(entry => new EventNode(this, entry));
    return Promise.resolve(success({ nodes, more: false, failure: null }));
  }
}

/** An event: what moved by its label, when, who and why beside it. A click shows it on the page. */
class EventNode extends TreeNode implements EventArgument {
  constructor(
    parent: TreeNode,
    private readonly entry: HistoryEntry,
  ) {
    super(parent, entry.event.id);
  }

  get historyEvent(): EventArgument['historyEvent'] {
    const { model, id, moves } = this.entry.event;
    return { model, id, versions: versionsOf(moves) };
  }

  item(): TreeItem {
    const { event } = this.entry;
    const item = new TreeItem(movesDone(event.moves));
    item.description = eventDescription(this.entry);
    item.iconPath = eventIcon(this.entry);
    item.contextValue = rows.historyEvent;
    item.command = commandOf('modelOps.showHistory', l10n.t('Show History'), { model: { name: event.model }, eventId: event.id });
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    const { event, integrity, undoneBy, concurrent, unrecorded } = this.entry;
    const facts: CardFact[] = [
      [l10n.t('Kind'), actionWords(event)],
      [l10n.t('When'), whenWords(event)],
      [l10n.t('By'), event.action === 'observed' ? actorWords(event) : l10n.t('{0} (as declared)', actorWords(event))],
      ...event.moves.map((move): CardFact => moveFact(move)),
      [l10n.t('Takes back'), event.undoes],
      [l10n.t('Taken back by'), undoneBy],
      [l10n.t('Id'), event.id],
      [l10n.t('After'), event.parents.join(', ')],
      [l10n.t('At once with another change'), concurrent ? l10n.t('yes: two people changed this model at once') : null],
      [l10n.t('Record'), unrecorded ? l10n.t('seen now; recorded with the next change made here') : integrityWords(integrity)],
    ];
    return Promise.resolve(card(movesDone(event.moves), facts, event.reason));
  }
}

function moveFact(move: Move): CardFact {
  if (move.kind === 'stage') return [l10n.t('Version {0}', move.version), `${move.from} → ${move.to}`];
  const named = (version: VersionNumber | null): string => (version === null ? l10n.t('none') : `v${version}`);
  return [`@${move.alias}`, `${named(move.from)} → ${named(move.to)}`];
}

/** The versions that an event is about, the one that came first. */
function versionsOf(moves: readonly Move[]): readonly VersionNumber[] {
  const versions = moves
    .flatMap(move => (move.kind === 'stage' ? [move.version] : [move.to ?? move.from]))
    .filter(version => version !== null);
  return [...new Set(versions)];
}

const ACTION_ICONS: Readonly<Record<HistoryEntry['event']['action'], string>> = {
  stage: 'layers',
  alias: 'tag',
  rollback: 'discard',
  observed: 'eye',
};

function eventIcon(entry: HistoryEntry): ThemeIcon {
  if (entry.integrity !== 'whole') return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  if (entry.undoneBy !== null) return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  return new ThemeIcon(ACTION_ICONS[entry.event.action]);
}
