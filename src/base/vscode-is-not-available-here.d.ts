// The core project maps 'vscode' to this empty module: an import of it there does not compile.
export {};
