/** What a list does to the sites on it. An exception opens what a block list, or a category, closes for some. */
export const LIST_KINDS = ['block', 'allow', 'exception'] as const;
export type ListKind = (typeof LIST_KINDS)[number];
