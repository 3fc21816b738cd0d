/** The style sheets of the outputs stand beside the code, in their own languages. */
import { readFileSync } from 'node:fs';

/** A checkout with other line ends gives the same bytes. */
export const templateFile = (name: 'report.typ' | 'report.css'): string =>
  readFileSync(new URL(`../template/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
