import { element, svg } from '../kit/element';

/** Pixels for each of the page's, so that the picture is sharp in a document. */
const DENSITY = 2;
const TITLE = 28;

/** What a style sheet says of a chart's shapes; a picture by itself has no style sheet. */
const PAINTS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
] as const;

/** A chart as it looks now, under its title and on the page's background, as a PNG file in base64. */
export async function chartPng(chart: SVGSVGElement, title: string): Promise<string> {
  const { width, height } = chart.getBoundingClientRect();
  const page = getComputedStyle(document.body);
  const size = { width, height: height + TITLE };
  const whole = svg(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size },
    svg('rect', { ...size, fill: getComputedStyle(chart).getPropertyValue('--page-background') || page.backgroundColor }),
    svg('text', { x: 8, y: 19, fill: page.color, 'font-family': page.fontFamily, 'font-size': 14, 'font-weight': 600 }, title),
    svg('g', { transform: `translate(0 ${TITLE})` }, ...painted(chart)),
  );
  const image = element('img', { alt: '' });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(whole))}`;
  await image.decode();
  const canvas = element('canvas', { width: Math.ceil(size.width * DENSITY), height: Math.ceil(size.height * DENSITY) });
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** Copies of a chart's shapes with their paint written on them. */
function painted(chart: SVGSVGElement): Element[] {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [...chart.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((shape, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of PAINTS) shape.setAttribute(name, style.getPropertyValue(name));
  });
  copy.querySelectorAll('.hit').forEach(shape => shape.remove());
  return [...copy.children];
}
