/** Runs in the page: the lowest contrast between a text's colour and the background behind it (WCAG's ratio). */
export function weakestContrast(): number {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const pixel = (color: string, under: string): number[] => {
    if (!context) return [0, 0, 0];
    for (const each of [under, color]) {
      context.fillStyle = each;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb: number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map(value =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (start: Element): string => {
    let under = getComputedStyle(document.body).backgroundColor;
    const around: Element[] = [];
    for (let node: Element | null = start; node; node = node.parentElement) around.unshift(node);
    for (const node of around) under = `rgb(${pixel(getComputedStyle(node).backgroundColor, under).join(' ')})`;
    return under;
  };
  const texts = [...document.querySelectorAll('#root *')].filter(node =>
    [...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()),
  );
  const ratios = texts.map(node => {
    const under = background(node);
    const style = getComputedStyle(node);
    const text = node instanceof SVGElement ? style.fill : style.color;
    const [lighter = 0, darker = 0] = [luminance(pixel(text, under)), luminance(pixel(under, under))].toSorted(
      (left, right) => right - left,
    );
    return (lighter + 0.05) / (darker + 0.05);
  });
  return Math.min(...ratios);
}
