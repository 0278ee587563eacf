import { type TreeView } from 'vscode';
import { type TreeNode } from './treeNode';

/** VS Code takes a moment to tell what is selected. */
const PAUSE_MS = 150;
const ATTEMPTS = 8;

/**
 * Opens a view and selects a row in it. A view that was closed reads its rows while it opens, and VS Code lets go, without
 * a word, of a row that it does not know yet: it is asked again until the row is selected. @returns whether it is.
 */
export async function revealRow(view: TreeView<TreeNode>, row: TreeNode): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await view.reveal(row, { select: true, focus: true, expand: true });
    for (let waited = 0; waited < 4; waited++) {
      if (view.selection.some(({ id }) => id === row.id)) return true;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
  return false;
}
