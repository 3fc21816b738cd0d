/** Names of people that a policy gives beside their offices. A pack names offices alone. */

const OFFICE =
  "((?:(?:[A-Z][\\w&'-]*|and|of|for|the) ){0,6}(?:Lead|Leader|Head ?[Tt]eacher|DSL|Co-?ordinator|Manager|Governors?|Officer|Technician|Bursar))";
const NAME = "((?:(?:Mr|Mrs|Ms|Miss|Dr)\\.? )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){1,2})";
const OFFICE_AND_NAME = new RegExp(`${OFFICE}(?::\\s*|\\s+\\(|\\s+[–-]\\s+)${NAME}`, 'g');
const TITLED = /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?/g;

/** "Online Safety Lead: First Last": a line that only says who holds an office. */
const OFFICE_LINE = new RegExp(`^${OFFICE}\\s*[:–-]\\s*${NAME}(?:\\s*\\([\\w ]+\\))?$`);
export const isOfficeLine = (text: string): boolean => OFFICE_LINE.test(text);

export type HideNames = (text: string) => string;

export function nameHider(texts: readonly string[]): HideNames {
  const offices = new Map<string, string>();
  for (const text of texts) {
    for (const [, office, name] of text.matchAll(OFFICE_AND_NAME)) {
      if (office !== undefined && name !== undefined && !offices.has(name)) offices.set(name, office.trim());
    }
  }
  return (text) => {
    const named = [...offices].reduce((current, [name, office]) => current.replaceAll(name, `the ${office}`), text);
    return named.replace(TITLED, 'a person');
  };
}
