/** Files that systems and office programs leave in folders, and that nobody means to import. */

const LEFT_BEHIND = new Set(['thumbs.db', 'desktop.ini', '__macosx']);

/** @param path inside the folder or archive, with slashes or back slashes */
export const isPassedOver = (path: string): boolean =>
  path
    .split(/[/\\]/)
    .some((part) => part.startsWith('.') || part.startsWith('~$') || LEFT_BEHIND.has(part.toLowerCase()));
