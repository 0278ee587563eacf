/** What VS Code gives a webview to talk to its host and to keep state over a reload. */
interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: undefined | (() => Editor);

/** Null in an exported page. It can be acquired only once, so it is acquired here and nowhere else. */
export const editor: Editor | null = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;
