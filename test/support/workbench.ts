import { type FrameLocator, type Locator, type Page } from 'playwright-core';

/** What a person does in VS Code, by clicks and keys, in the words of its parts. */
export class Workbench {
  constructor(private readonly page: Page) {}

  /** Opens the activity-bar container of Model Ops. */
  async openModelOps(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-label[aria-label*="Model Ops"]').first();
    await icon.waitFor();
    const pane = this.page.locator('.sidebar .composite.title', { hasText: /model ops/i });
    if (!(await pane.isVisible())) await icon.click();
    await pane.waitFor();
  }

  /** Runs a command from the palette by its visible title. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input.fill(`>${title}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await row.waitFor();
    await this.page.keyboard.press('Enter');
  }

  get input(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type="text"]').first();
  }

  /** The rows that a quick pick offers now. */
  get choices(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** Chooses the first row of the open quick pick that contains a text. */
  async choose(text: string | RegExp): Promise<void> {
    const row = this.choices.filter({ hasText: text }).first();
    await row.waitFor();
    await row.click();
  }

  /** Answers the open input box. */
  async answer(text: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** A row of one of our trees by the start of what it shows. */
  row(label: string | RegExp): Locator {
    return this.page.locator('.sidebar .pane-body .monaco-list-row[role="treeitem"]').filter({ hasText: label }).first();
  }

  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await this.page.waitForFunction(element => element?.getAttribute('aria-expanded') === 'true', await row.elementHandle());
  }

  /** Right-clicks a row and chooses an entry of its context menu. */
  async contextMenu(row: string | RegExp, entry: string): Promise<void> {
    await this.row(row).click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-label', { hasText: entry }).first();
    await item.waitFor();
    await item.click();
  }

  /** Entries of the context menu of a row. */
  async contextMenuEntries(row: string | RegExp): Promise<string[]> {
    await this.row(row).click({ button: 'right' });
    const menu = this.page.locator('.monaco-menu').first();
    await menu.waitFor();
    const entries = await menu.locator('.action-item .action-label').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return entries.map(entry => entry.trim()).filter(entry => entry !== '');
  }

  /** A notification that contains a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /** The inside of the report that is open in the editor. */
  get report(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }
}
