/** Calls back with the JSON that an exported page holds: at once if it is plain, soon if it is compressed. */
export function embeddedState(place: HTMLElement, onText: (json: string) => void): void {
  const text = place.textContent;
  if (!text) return;
  if (place.getAttribute('type') !== 'application/gzip') return onText(text);
  void inflated(text).then(onText);
}

async function inflated(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).text();
}
