/** shap's colours (version 0.51): its red and blue, the grey of missing values, and the gradient between. */
export const SHAP_RED = '#ff0051';
export const SHAP_BLUE = '#008bfb';
export const SHAP_GREY = '#777777';

const LEVELS = 256;
const STEPS = 100;
const BLUE = { lightness: 54, chroma: 70, hue: 4.6588 };
const RED = { lightness: 54, chroma: 90, hue: 0.35470565 + 2 * Math.PI };
const MIDDLE_LIGHTNESS = 40;

let table: readonly string[] | undefined;

/**
 * The colour of a feature value between the low end (0, blue) and the high end (1, red): a straight line in the Lch
 * colour space with a dip of lightness in the middle, in 256 levels like the colour map of shap.plots.colors.red_blue.
 */
export function redBlue(part: number): string {
  table ??= Array.from({ length: LEVELS }, (_, level) => cssColor(interpolated(level / (LEVELS - 1))));
  const level = Math.min(LEVELS - 1, Math.max(0, Math.floor(part * LEVELS)));
  return table[level] ?? SHAP_GREY;
}

type Rgb = readonly [number, number, number];

/** shap computes 100 colours in Lch and joins them by straight lines in sRGB. */
function interpolated(part: number): Rgb {
  const place = part * (STEPS - 1);
  const below = Math.min(STEPS - 2, Math.floor(place));
  const [from, to, weight] = [stop(below), stop(below + 1), place - below];
  return [0, 1, 2].map(channel => (from[channel] ?? 0) * (1 - weight) + (to[channel] ?? 0) * weight) as unknown as Rgb;
}

function stop(index: number): Rgb {
  const half = STEPS / 2;
  const part = index / (STEPS - 1);
  const lightness =
    index < half
      ? between(BLUE.lightness, MIDDLE_LIGHTNESS, index / (half - 1))
      : between(MIDDLE_LIGHTNESS, RED.lightness, (index - half) / (half - 1));
  const chroma = between(BLUE.chroma, RED.chroma, part);
  const hue = between(BLUE.hue, RED.hue, part);
  return labToRgb(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
}

function between(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

/** CIE Lab (D65, 2°) to sRGB, each channel in 0 … 1 and cut off there. */
function labToRgb(lightness: number, a: number, b: number): Rgb {
  const middle = (lightness + 16) / 116;
  const [x, y, z] = [0.95047 * cubed(middle + a / 500), cubed(middle), 1.08883 * cubed(middle - b / 200)];
  return [
    gamma(3.24048134 * x - 1.53715152 * y - 0.49853633 * z),
    gamma(-0.96925495 * x + 1.87599 * y + 0.04155593 * z),
    gamma(0.05564664 * x - 0.20404134 * y + 1.05731107 * z),
  ];
}

function cubed(value: number): number {
  return value > 0.2068966 ? value ** 3 : (value - 16 / 116) / 7.787;
}

function gamma(linear: number): number {
  const encoded = linear > 0.0031308 ? 1.055 * linear ** (1 / 2.4) - 0.055 : 12.92 * linear;
  return Math.min(1, Math.max(0, encoded));
}

function cssColor(rgb: Rgb): string {
  return `#${rgb
    .map(channel =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
