/** The report: an edition becomes files to read. */
export { type Format, formats, type RenderedFile, type RenderOptions, render } from './render.js';
