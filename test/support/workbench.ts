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

  /**
   * Runs a command from the palette by its visible title. A dialog that is just closing may take the palette with it, and
   * one that was opened before VS Code knew that the folder is trusted does not have every command: it is opened anew.
   */
  async run(title: string): Promise<void> {
    const name = this.page.locator('.label-name').getByText(title, { exact: true });
    const command = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
    for (let attempt = 0; attempt < 5 && !(await command.isVisible()); attempt++) {
      if (attempt > 0) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.input.fill(`>${title}`, { timeout: 5_000 }).catch(() => undefined);
      await command.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    await command.click();
  }

  get input(): Locator {
    return this.page.locator('.quick-input-widget:visible').locator('input[type="text"], input[type="password"]').first();
  }

  /** The rows that a quick pick offers now. */
  get choices(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /**
   * Chooses a row of the open quick pick as one does by keys: types a part of it, then Enter. The pick may still be
   * opening, and then what was typed into the one before is lost: it is typed again.
   */
  async choose(text: string): Promise<void> {
    const found = this.page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: text });
    for (let attempt = 0; attempt < 20 && !(await found.isVisible()); attempt++) {
      await this.input.fill(text);
      await found.waitFor({ timeout: 1000 }).catch(() => undefined);
    }
    await found.waitFor();
    await this.page.keyboard.press('Enter');
  }

  /**
   * Answers the input box, once it has taken the place of the pick before it.
   * @param prompt what the box asks for, where another box came before it.
   */
  async answer(text: string, prompt = ''): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible', { hasText: "Press 'Enter' to confirm" });
    await box.filter({ hasText: prompt }).waitFor();
    await this.input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Names a file in the open file dialog, which goes to its first folder some time after it opens. */
  async answerFile(file: string, button: string): Promise<void> {
    const accept = this.page.locator('.quick-input-widget:visible .monaco-button', { hasText: button });
    await accept.waitFor();
    for (let attempt = 0; attempt < 10 && (await this.input.inputValue()) !== file; attempt++) {
      await this.input.fill(file);
      await this.page.waitForTimeout(700);
    }
    await accept.click();
  }

  /** A row of one of our trees by its label, which is a part of what the row shows. */
  row(label: string): Locator {
    const name = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.page.locator('.sidebar .pane-body .monaco-list-row[role="treeitem"]').filter({ has: name }).first();
  }

  /** Waits until a row shows a text beside its label. */
  async rowShows(label: string, text: string): Promise<void> {
    await this.shownRow(label);
    await this.row(label).filter({ hasText: text }).waitFor();
  }

  /** A row, scrolled to if its tree is longer than its view: what is out of sight is not in the document. */
  async shownRow(label: string): Promise<Locator> {
    const row = this.row(label);
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      if (await this.appears(row)) return row;
      await this.scrollTo(row);
    }
    await row.waitFor();
    return row;
  }

  private async appears(row: Locator, timeout = 1_000): Promise<boolean> {
    try {
      await row.waitFor({ timeout });
      return true;
    } catch {
      return false;
    }
  }

  /** Turns the wheel over each tree from its top to its end until a row is there. */
  private async scrollTo(row: Locator): Promise<void> {
    for (const tree of await this.page.locator('.sidebar .pane-body .monaco-list:visible').all()) {
      const box = await tree.boundingBox();
      if (box === null || box.height < 1) continue;
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await this.page.mouse.wheel(0, -100_000);
      for (let half = 0; half < 20; half++) {
        await this.page.waitForTimeout(50);
        if (await row.isVisible()) return;
        await this.page.mouse.wheel(0, box.height / 2);
      }
    }
  }

  async expand(label: string): Promise<void> {
    await this.turn(label, 'true');
  }

  async collapse(label: string): Promise<void> {
    await this.turn(label, 'false');
  }

  /** Clicks the arrow of a row until it is open or closed: a tree that is drawn anew just then takes no click. */
  private async turn(label: string, expanded: 'true' | 'false'): Promise<void> {
    const turned = this.row(label).and(this.page.locator(`[aria-expanded="${expanded}"]`));
    for (let attempt = 0; attempt < 5; attempt++) {
      const row = await this.shownRow(label);
      if (await turned.isVisible()) return;
      await row.locator('.monaco-tl-twistie').click();
      if (await this.appears(turned, 5_000)) return;
    }
    await turned.waitFor();
  }

  /** Right-clicks a row and chooses an entry of its context menu. */
  async contextMenu(row: string, entry: string): Promise<void> {
    await (await this.shownRow(row)).click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-label', { hasText: entry }).first();
    await item.waitFor();
    // A menu takes no click in its first 100 ms, so that the click that opened it chooses nothing.
    await this.page.waitForTimeout(150);
    await item.click();
  }

  /** Selects two rows together, as with Ctrl and a click, and chooses an entry of their context menu. */
  async contextMenuOfBoth(first: string, second: string, entry: string): Promise<void> {
    await (await this.shownRow(first)).click();
    await (await this.shownRow(second)).click({ modifiers: ['ControlOrMeta'] });
    await this.contextMenu(second, entry);
  }

  /** Entries of the context menu of a row. */
  async contextMenuEntries(row: string): Promise<string[]> {
    await (await this.shownRow(row)).click({ button: 'right' });
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
