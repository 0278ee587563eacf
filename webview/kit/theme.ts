/**
 * An exported page has no editor that marks the body with a theme: it follows the reader's colour scheme. The marker
 * classes are the editor's own, so that the controls notice a change as they do there.
 */
export function watchColorScheme(): void {
  if (!document.body.classList.contains('exported')) return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const mark = (): void => {
    document.body.classList.toggle('vscode-dark', dark.matches);
    document.body.classList.toggle('vscode-light', !dark.matches);
  };
  dark.addEventListener('change', mark);
  mark();
}
