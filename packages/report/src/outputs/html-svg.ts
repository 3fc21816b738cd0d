/**
 * A chart inside the page. Its letters are set one by one for the shipped font; the page has none, so each word is given
 * its start and its length instead. Inner names are made the chart's own, so that charts do not borrow each other's
 * clipping.
 */
import { escaped } from './html-text.js';

interface InlineChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Unlike that of any other chart of the page. */
  readonly name: string;
  readonly title: string;
  readonly alternative: string;
}

const positions = (list: string): number[] =>
  list
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);

const tenths = (value: number): string => String(Math.round(value * 10) / 10);

/** The last letter's own width is not known: half its height is near enough. */
function placed(attributes: string, list: string, words: string): string {
  const places = positions(list);
  const [start, last] = [places[0], places.at(-1)];
  if (start === undefined || last === undefined) return '';
  const fontSize = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1] ?? 10);
  const length =
    places.length < 2 ? '' : ` textLength="${tenths(last - start + fontSize / 2)}" lengthAdjust="spacingAndGlyphs"`;
  const rest = attributes.replace(/\sfont-family="[^"]*"/, '').replace(/\sy="(-?[\d.]+)[^"]*"/, ' y="$1"');
  return `<text${rest} x="${tenths(start)}"${length}>${words}</text>`;
}

const ownNames = (svg: string, name: string): string => {
  const names = [...new Set(Array.from(svg.matchAll(/\bid="([^"]+)"/g), (match) => match[1] ?? ''))];
  return names.reduce(
    (drawing, inner, index) =>
      drawing
        .replaceAll(`id="${inner}"`, `id="${name}-${index}"`)
        .replaceAll(`url(#${inner})`, `url(#${name}-${index})`)
        .replaceAll(`href="#${inner}"`, `href="#${name}-${index}"`),
    svg,
  );
};

export function inlineSvg({ svg, width, height, name, title, alternative }: InlineChart): string {
  const inner = ownNames(svg, name)
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(
      /<text([^>]*?)\sx="([^"]*)"([^>]*)>([^<]*)<\/text>/g,
      (_, before: string, list: string, after: string, words: string) => placed(`${before}${after}`, list, words),
    );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${name}-title ${name}-words" viewBox="0 0 ${width} ${height}">` +
    `<title id="${name}-title">${escaped(title)}</title><desc id="${name}-words">${escaped(alternative)}</desc>${inner}</svg>`
  );
}
