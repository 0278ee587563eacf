import { type FilterExpression } from './filterExpression';
import { type BeyondMlflow, type FilterResult, problemFailure } from './filterProblem';
import { endOf, type FilterToken } from './filterTokens';
import { type FoundField, readField } from './readField';
import { readOperator } from './readOperator';
import { readValue } from './readValue';
import { type MetricHistoryChoice, type SearchKind } from './searchKind';
import { problemOr, TokenReader } from './tokenReader';

export interface ParsedFilter {
  /** null: everything. */
  readonly expression: FilterExpression | null;
  /** The first part that a server would not understand; null if the filter stays within MLflow's own grammar. */
  readonly beyondMlflow: BeyondMlflow | null;
}

/** What SQLite joins and nests without complaint, and more than a person writes. */
const MOST_CONDITIONS = 200;
const DEEPEST = 50;

/**
 * Reads a filter over things of one kind: MLflow's grammar, and beyond it OR, NOT, parentheses and `min`, `max` and
 * `first` of a metric. NOT binds before AND, AND before OR. A text of spaces is no filter.
 */
export function parseFilter(text: string, kind: SearchKind): FilterResult<ParsedFilter> {
  const read = problemOr(() => new FilterParser(text, kind).parse());
  if ('value' in read) return { ok: true, value: read.value };
  const problem = { ...read.problem, clause: 0 };
  return { ok: false, failure: problemFailure('filter', text, problem, kind.filterExample), problem };
}

class FilterParser {
  private readonly reader: TokenReader;
  private beyond: BeyondMlflow | null = null;
  private conditions = 0;
  private depth = 0;

  constructor(
    text: string,
    private readonly kind: SearchKind,
  ) {
    this.reader = new TokenReader(text);
  }

  parse(): ParsedFilter {
    if (this.reader.isAtEnd()) return { expression: null, beyondMlflow: null };
    const expression = this.disjunction();
    if (!this.reader.isAtEnd()) this.reader.fail('AND, OR or the end');
    return { expression, beyondMlflow: this.beyond };
  }

  private disjunction(): FilterExpression {
    const parts = [this.conjunction()];
    for (let or = this.reader.takeWord('OR'); or !== null; or = this.reader.takeWord('OR')) {
      this.markBeyond(or, or);
      parts.push(this.conjunction());
    }
    return joined('or', parts);
  }

  private conjunction(): FilterExpression {
    const parts = [this.negation()];
    while (this.reader.takeWord('AND')) parts.push(this.negation());
    return joined('and', parts);
  }

  private negation(): FilterExpression {
    const not = this.reader.takeWord('NOT');
    if (not === null) return this.operand();
    this.markBeyond(not, not);
    return this.nested(not, () => ({ kind: 'not', part: this.negation() }));
  }

  private operand(): FilterExpression {
    const open = this.reader.takePunctuation('(');
    if (open === null) return this.comparison();
    this.markBeyond(open, open);
    const inner = this.nested(open, () => this.disjunction());
    if (!this.reader.takePunctuation(')')) this.reader.fail("AND, OR or ')'");
    return inner;
  }

  private nested(token: FilterToken, read: () => FilterExpression): FilterExpression {
    if (++this.depth > DEEPEST) return this.reader.fail(`no more than ${DEEPEST} levels`, token);
    const inner = read();
    this.depth--;
    return inner;
  }

  private comparison(): FilterExpression {
    const found = this.field();
    if (++this.conditions > MOST_CONDITIONS) this.reader.fail(`no more than ${MOST_CONDITIONS} conditions`, found.first);
    const written = readOperator(this.reader, found.rules.operators);
    if (!this.kind.anyCase && !written.isUpperCase) this.markBeyond(written.first, written.last);
    return {
      kind: 'comparison',
      field: found.field,
      operator: written.operator,
      value: readValue(this.reader, this.kind, found, written.operator),
    };
  }

  private field(): FoundField {
    const choice = this.historyChoice();
    if (choice === null) {
      const found = readField(this.reader, this.kind, false);
      if ('beyondMlflow' in found.rules && found.rules.beyondMlflow) this.markBeyond(found.first, found.first);
      return found;
    }
    const first = this.reader.take();
    this.reader.take();
    const inner = readField(this.reader, this.kind, false);
    if (inner.field.entity !== 'metric') this.reader.fail('a metric', inner.first);
    const close = this.reader.takePunctuation(')') ?? this.reader.fail("')'");
    this.markBeyond(first, close);
    return { field: { ...inner.field, history: choice }, rules: inner.rules, first };
  }

  private historyChoice(): MetricHistoryChoice | null {
    const choices: readonly MetricHistoryChoice[] = this.kind.history ? ['min', 'max', 'first'] : [];
    const isCall = this.reader.isPunctuation('(', 1);
    return isCall ? (choices.find(choice => this.reader.isWord(choice.toUpperCase())) ?? null) : null;
  }

  private markBeyond(first: FilterToken, last: FilterToken): void {
    const length = endOf(last) - first.at;
    this.beyond ??= { what: this.reader.text.slice(first.at, first.at + length), at: first.at, length };
  }
}

function joined(kind: 'and' | 'or', parts: readonly FilterExpression[]): FilterExpression {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : { kind, parts };
}
